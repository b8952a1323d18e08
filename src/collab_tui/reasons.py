"""Why something failed, in the language: the words of the system, of SQLite and of tomli.

All of them speak English. What they say is declared here once, and translated like other texts. A
reason that is not here stays in English.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable
from functools import cache

from collab_tui.language import LANGUAGE, _, _later

SYSTEM = {
    errno.EACCES: _later("Permission denied"),
    errno.EADDRINUSE: _later("Address already in use"),
    errno.EADDRNOTAVAIL: _later("Cannot assign requested address"),
    errno.EAGAIN: _later("Resource temporarily unavailable"),
    errno.EBUSY: _later("Device or resource busy"),
    errno.ECONNREFUSED: _later("Connection refused"),
    errno.ECONNRESET: _later("Connection reset by peer"),
    errno.EDQUOT: _later("Disk quota exceeded"),
    errno.EEXIST: _later("File exists"),
    errno.EFBIG: _later("File too large"),
    errno.EHOSTUNREACH: _later("No route to host"),
    errno.EINVAL: _later("Invalid argument"),
    errno.EIO: _later("Input/output error"),
    errno.EISDIR: _later("Is a directory"),
    errno.ELOOP: _later("Too many levels of symbolic links"),
    errno.EMFILE: _later("Too many open files"),
    errno.ENAMETOOLONG: _later("File name too long"),
    errno.ENETUNREACH: _later("Network is unreachable"),
    errno.ENFILE: _later("Too many open files in system"),
    errno.ENODEV: _later("No such device"),
    errno.ENOENT: _later("No such file or directory"),
    errno.ENOEXEC: _later("Exec format error"),
    errno.ENOMEM: _later("Cannot allocate memory"),
    errno.ENOSPC: _later("No space left on device"),
    errno.ENOTCONN: _later("Transport endpoint is not connected"),
    errno.ENOTDIR: _later("Not a directory"),
    errno.ENOTEMPTY: _later("Directory not empty"),
    errno.ENXIO: _later("No such device or address"),
    errno.EPERM: _later("Operation not permitted"),
    errno.EPIPE: _later("Broken pipe"),
    errno.EROFS: _later("Read-only file system"),
    errno.ESTALE: _later("Stale file handle"),
    errno.ETIMEDOUT: _later("Connection timed out"),
    errno.ETXTBSY: _later("Text file busy"),
    errno.EXDEV: _later("Invalid cross-device link"),
}
"""The system's reasons, by their numbers, in the words of Linux."""

OTHERS = (
    # tomli
    _later("invalid statement"),
    _later("expected newline or end of document after a statement"),
    _later("expected '=' after a key in a key/value pair"),
    _later("expected ']' at the end of a table declaration"),
    _later("expected ']]' at the end of an array declaration"),
    _later("expected {sign}"),
    _later("found invalid character {sign}"),
    _later("illegal character {sign}"),
    _later("cannot declare {key} twice"),
    _later("cannot overwrite a value"),
    _later("cannot mutate immutable namespace {key}"),
    _later("cannot redefine namespace {key}"),
    _later("duplicate inline table key {key}"),
    _later("invalid initial character for a key part"),
    _later("unclosed array"),
    _later("unclosed inline table"),
    _later("unescaped '\\' in a string"),
    _later("invalid hex value"),
    _later("escaped character is not a Unicode scalar value"),
    _later("unterminated string"),
    _later("invalid date or datetime"),
    _later("invalid value"),
    _later("TOML key has more than the allowed {count} parts"),
    _later("TOML inline arrays/tables are nested more than the allowed {count} levels"),
    # Python, of bytes
    _later("'utf-8' codec can't decode byte {byte} in position {position}: {detail}"),
    _later("'utf-8' codec can't decode bytes in position {position}: {detail}"),
    _later("invalid start byte"),
    _later("invalid continuation byte"),
    _later("unexpected end of data"),
    # SQLite
    _later("database is locked"),
    _later("database or disk is full"),
    _later("database disk image is malformed"),
    _later("attempt to write a readonly database"),
    _later("unable to open database file"),
    _later("disk I/O error"),
    _later("file is not a database"),
    # zipfile, of workbooks
    _later("file is not a zip file"),
    _later("bad magic number for central directory"),
    _later("there is no item named {name} in the archive"),
)
"""What others say, with the first letter small. A place in braces stands for any text."""

_PLACE = re.compile(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", re.DOTALL)
"""What tomli adds to its reason."""


def why(error: BaseException) -> str:
    """Return why an error happened, as a clause in the language."""
    code = error.errno if isinstance(error, OSError) else None
    strerror = getattr(error, "strerror", None)
    if code in SYSTEM and strerror == os.strerror(code or 0):
        return _(SYSTEM[code or 0])
    said = error.args[0] if isinstance(error, KeyError) and error.args else error  # not its repr
    return told(strerror or str(said) or type(error).__name__)


def told(reason: str, said: Callable[[str], str] = _) -> str:
    """Return a reason of others as `said` says it; one that is not known stays as it is."""
    if said is str or (said is _ and LANGUAGE == "en"):
        return reason
    found = _PLACE.fullmatch(reason)
    if found is not None:
        inner = told(found[1], said)
        if found[2] is None:
            return said(_later("{reason} (at the end)")).format(reason=inner)
        place = said(_later("{reason} (line {line}, column {column})"))
        return place.format(reason=inner, line=found[2], column=found[3])
    for template, form in _forms():
        match = form.fullmatch(reason)
        if match is not None:
            values = {place: told(value, said) for place, value in match.groupdict().items()}
            return said(template).format_map(values)
    return reason


def is_known(reason: str) -> bool:
    """Tell whether a reason is declared here."""
    found = _PLACE.fullmatch(reason)
    words = found[1] if found is not None else reason
    return any(form.fullmatch(words) for _template, form in _forms())


@cache
def _forms() -> list[tuple[str, re.Pattern[str]]]:
    """Return each text with the form of the reasons that it stands for, the plainest first."""
    found = [(text, _form(text)) for text in sorted(OTHERS, key=lambda text: text.count("{"))]
    by_system = {os.strerror(code): text for code, text in SYSTEM.items()}
    return [*((text, _form(theirs)) for theirs, text in by_system.items()), *found]


def _form(text: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", text)
    form = "".join(
        f"(?P<{part}>.+)" if at % 2 else re.escape(part) for at, part in enumerate(parts)
    )
    return re.compile(form, re.IGNORECASE | re.DOTALL)
