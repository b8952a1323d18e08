"""What the terminal can show, as far as its environment says."""

from __future__ import annotations

import os
import sys

_LIMITED = ("linux", "dumb")
"""The names of terminals without most signs: the Linux console has no braille."""

_COERCED = ("C.UTF-8", "C.utf8", "UTF-8")
"""What Python puts into LC_CTYPE if the locale is C (PEP 538)."""


def shows_only_ascii() -> bool:
    """Tell whether what goes to stdout must be ASCII: by the terminal, the encoding, the locale."""
    encoding = (sys.stdout.encoding or "ascii").lower().replace("-", "")
    is_limited = os.environ.get("TERM") in _LIMITED
    return is_limited or not encoding.startswith("utf") or _is_plain_locale()


def shows_only_sixteen() -> bool:
    """Tell whether the terminal says that it has sixteen colours, or nothing about more."""
    said = os.environ.get("COLORTERM", "").strip().lower()
    kind = os.environ.get("TERM", "").strip().lower()
    has_more = kind.endswith(("-256color", "-direct", "kitty", "truecolor"))
    return said not in ("truecolor", "24bit") and not has_more


def draws_wide() -> bool:
    """Tell whether the terminal draws signs of ambiguous width in two columns.

    No terminal says so. Other programs of the terminal are told by this variable, too.
    """
    return os.environ.get("RUNEWIDTH_EASTASIAN") == "1"


def is_gone() -> bool:
    """Tell whether the terminal on stdin has gone: it hung up, or its window was closed."""
    try:
        os.ttyname(sys.__stdin__.fileno() if sys.__stdin__ is not None else 0)
    except (OSError, ValueError):
        return True
    return False


def _is_plain_locale() -> bool:
    """Tell whether the locale is C. Python itself then uses UTF-8, but the terminal may not."""
    everything, letters, language = map(os.environ.get, ("LC_ALL", "LC_CTYPE", "LANG"))
    if not everything and letters in _COERCED:
        letters = None
    return (everything or letters or language) in ("C", "POSIX")
