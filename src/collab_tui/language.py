"""The language that the program speaks: what it says is written in English and translated here.

Every text for users stands in the code as ``_("Cannot read {path}", path=path)``, and one that
counts as ``_n("{count} record", "{count} records", count)``. `_c` is for a word that means two
things. The translations are gettext catalogs in ``locale/``; ``scripts/words.py`` collects the
texts and tells which have none.

The language is chosen once, before the first text is needed, so that a text may also be part of a
table that a module declares. Values of files and names in queries are not translated here.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gettext import GNUTranslations

DOMAIN = "collab_tui"
FOLDER = Path(__file__).parent / "locale"

LANGUAGES = {"en": "English", "id": "Bahasa Indonesia", "zh_CN": "简体中文"}
"""The languages by the code that the setting takes, each in its own words."""

UNSPACED = ("zh_CN",)
"""Those that put no spaces between words."""

_MOST_OF_SETTINGS = 1_000_000  # bytes

_MARKS = {"id": str.maketrans(",.", ".,")}
"""The marks between thousands and before decimals, for languages that do not write 1,234.5."""


def language_named(text: str) -> str | None:
    """Return the code of a language: ``id``, ``id_ID.UTF-8``, ``zh-Hans``, ``zh_CN``, ``en-GB``.

    Return None for a language that there is no translation for. Traditional Chinese is one.
    """
    parts = text.partition(".")[0].partition("@")[0].replace("-", "_").casefold().split("_")
    if parts[0] in ("c", "posix"):
        return "en"
    if parts[0] == "zh":
        return None if {"hant", "tw", "hk", "mo"} & {*parts[1:]} else "zh_CN"
    return parts[0] if parts[0] in LANGUAGES else None


def chosen() -> str:
    """Return the code of the language to speak.

    The first of these that names one: ``$COLLAB_TUI_LANGUAGE``, the setting ``language``, and what
    gettext reads: ``$LANGUAGE`` (several, separated by colons), ``$LC_ALL``, ``$LC_MESSAGES``,
    ``$LANG``. Else it is English.
    """
    wanted = os.environ.get("COLLAB_TUI_LANGUAGE") or _in_settings()
    if wanted:
        return language_named(wanted) or "en"
    locale = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "C")
    if language_named(locale.partition(".")[0]) == "en" and locale[:2] != "en":
        return "en"  # the C locale wants no translation, whatever $LANGUAGE says
    for name in (*os.environ.get("LANGUAGE", "").split(":"), locale):
        if name and (found := language_named(name)):
            return found
    return "en"


def _in_settings() -> str:
    """Return the setting, if it can be read. `config` says what is wrong in the file."""
    from collab_tui.places import config_file

    try:
        file = config_file()
        if not file.is_file():
            return ""
        with file.open("rb") as opened:
            text = opened.read(_MOST_OF_SETTINGS).decode("utf-8-sig")
    except (OSError, ValueError):
        return ""
    if "language" not in text:
        return ""
    import tomli

    try:
        found = tomli.loads(text).get("language")
    except (RecursionError, ValueError):
        return ""
    return found if isinstance(found, str) else ""


def _translations(language: str) -> GNUTranslations | None:
    if language == "en":
        return None
    import gettext

    return gettext.translation(DOMAIN, FOLDER, [language])


LANGUAGE = chosen()
"""The language that this run of the program speaks: a key of `LANGUAGES`."""

_catalog = _translations(LANGUAGE)


class Said(str):
    """A text that was put together in the language, and is not to be translated as a whole."""


def _(text: str, /, **values: object) -> str:
    """Return a text in the language, with `values` in its places.

    Without values, braces stay as they are: the text may be a pattern that is filled in later.
    """
    said = text if _catalog is None or not text else _catalog.gettext(text)
    return said.format(**values) if values else said


def _later(text: str, /) -> str:
    """Mark a text that stays in English until it is shown: `_` gets it then."""
    return text


def _c(context: str, text: str, /, **values: object) -> str:
    """Return a text that needs a context to be understood: ``_c("verb", "open")``."""
    said = text if _catalog is None else _catalog.pgettext(context, text)
    return said.format(**values) if values else said


def _n(one: str, many: str, count: int, /, **values: object) -> str:
    """Return a text that counts. Its place ``{count}`` gets the number as it is written here."""
    if _catalog is None:
        said = one if count == 1 else many
    else:
        said = _catalog.ngettext(one, many, count)
    return said.format(count=number(count), **values)


def number(value: float) -> str:
    """Return a number with its thousands apart: ``12,345.5``, in Indonesian ``12.345,5``."""
    return f"{value:,}".translate(_MARKS.get(LANGUAGE, {}))


def all_of(parts: Sequence[str]) -> str:
    """Return words as one text that means all of them: ``a, b and c``."""
    if len(parts) < 2:
        return "".join(parts)
    return _("{earlier} and {last}", earlier=several(parts[:-1]), last=parts[-1])


def any_of(parts: Sequence[str]) -> str:
    """Return words as one text that means any of them: ``a, b or c``."""
    if len(parts) < 2:
        return "".join(parts)
    return _("{earlier} or {last}", earlier=several(parts[:-1]), last=parts[-1])


def several(parts: Iterable[str]) -> str:
    """Return words as a list: ``a, b, c``."""
    return _c("between the words of a list", ", ").join(parts)


def clauses(parts: Iterable[str]) -> str:
    """Return the parts of a sentence as one: ``2 errors, 1 warning``. Empty ones are left out."""
    return _c("between the parts of a sentence", ", ").join(filter(None, parts))


def explained(word: str, text: str) -> str:
    """Return a word with what is said of it: ``acronym: NUH``."""
    return _c("a word and what is said of it", "{word}: {text}", word=word, text=text)
