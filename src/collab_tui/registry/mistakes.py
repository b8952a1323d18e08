"""What a mistake in TOML most likely is. The usual ones have names and say what to write."""

from __future__ import annotations

import re
from typing import NamedTuple

import tomli

_DATE = re.compile(r"[0-9]{4}(?:[-/.][0-9]{1,2}){0,2}[~?%]?(?![\w-])")
_CURVED = {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'"}
_MARK = re.compile(r"(?:<{7}|\|{7}|={7}|>{7})(?: |$)")
_CONSTANTS = {"true": "true", "yes": "true", "on": "true"}
_CONSTANTS |= {"false": "false", "no": "false", "off": "false"}
_NOTHINGS = ("null", "none", "nil", "na", "n/a")
_HEADER = re.compile(r"\s*\[{0,2}\s*([\w.-]+)\s*\]{0,2}\s*(?:#.*)?")
_STATEMENT = re.compile(r"\s*(?:[\w.\"'-]+\s*=(?!=)|[]}[]|$)")
_VALUE = re.compile(r"[\"'\[{\w+-]")
LONG_STRING = (
    r'"""(?:[^"\\]++|\\[\s\S]|"(?!""))*+(?:"{3,5}|\\?\Z)'
    r"|'''(?:[^']++|'(?!''))*+(?:'{3,5}|\Z)"
)
"""A string over several lines; one that is not closed goes to the end of the text."""

SHORT_STRING = r'"(?:[^"\\\n]++|\\[^\n])*+"?|\'[^\'\n]*+\'?'
"""A string on one line; one that is not closed goes to the end of the line."""

_TOKEN = re.compile(rf"{LONG_STRING}|{SHORT_STRING}|#[^\n]*+|[][{{}}]")
_UNTERMINATED = ("Unterminated string", 'Expected "\'"', "Expected \"'''\"")
_CLOSING = {"[": "]", "{": "}"}


class Mistake(NamedTuple):
    """What is wrong: a case of the words of a syntax error, the values for these words, and the
    place.
    """

    case: str
    meant: str
    line: int
    column: int
    written: str = ""
    """What is there in the place of `meant`, if the words name it."""


def name_mistake(text: str, error: tomli.TOMLDecodeError) -> Mistake:
    """Return what is wrong in `text`; line and column count from 1.

    The place is where the parser stopped, or where the part began that is not closed.
    """
    line, column = error.lineno, error.colno
    written = text.replace("\r\n", "\n").split("\n")
    here = written[line - 1] if line <= len(written) else ""
    before, after = here[: column - 1], here[column - 1 :]
    stop = sum(len(one) + 1 for one in written[: line - 1]) + column - 1
    if error.msg in _UNTERMINATED:
        opened = _not_closed("\n".join(written), stop, error)
        if opened is not None and opened.case == "string":
            return opened
    curved = _curved(here, after, error.msg)
    if curved is not None:
        return Mistake("curved", _CURVED[curved], line, column, curved)
    case, meant = _of_line(here, before, after, error.msg)
    if case:
        return Mistake(case, meant, line, column)
    return _not_closed("\n".join(written), stop, error) or Mistake("", "", line, column)


def _of_line(here: str, before: str, after: str, message: str) -> tuple[str, str]:
    """Return the case and what is probably meant, if the line shows it."""
    if _MARK.match(here):
        return "conflict", ""
    date = _date(before, after)
    if date:
        return "date", date
    if "array declaration" in message or "table declaration" in message or _is_header(here):
        name = _HEADER.fullmatch(here)
        if name:
            return "header", f"[[{name[1]}]]" if "." not in name[1] else f"[{name[1]}]"
    if message == "Cannot overwrite a value" and "=" in before:
        return "twice", before.partition("=")[0].strip()
    if message.startswith("Expected '='") and after[:1] == ":":
        return "colon", ""
    if message.startswith("Expected '='") and after[:1] in ('"', "'", "[", "{"):
        return "equals", ""
    if message.startswith(("Unescaped", "Invalid hex")):
        return "backslash", ""
    if message == "Illegal character '\\n'" or (message == "Unterminated string" and here.strip()):
        return "string", _quotation_mark(here)
    if message == "Invalid value":
        return _of_value(after.strip())
    if re.match(r"//|/\*|;", after.strip()):
        return "comment", ""
    if message == "Unclosed array" and _VALUE.match(after) and not _STATEMENT.match(after):
        return "comma", ""
    return "", ""


def _curved(here: str, after: str, message: str) -> str | None:
    """Return the curved quotation mark that is there in the place of a straight one."""
    if _MARK.match(here):
        return None
    curved = next((c for c in after[:1] + here if c in _CURVED), None)
    stops_there = after[:1] in _CURVED or message.startswith(("Illegal", "Unterminated"))
    return curved if stops_there else None


def _is_header(here: str) -> bool:
    """Tell whether a line is the header of a table whose first brackets are missing."""
    return re.match(r"\s*\[?\s*[\w.-]+\]\]?\s*(#.*)?$", here) is not None


def _of_value(written: str) -> tuple[str, str]:
    """Return what is wrong with the text in the place of a value."""
    if not written or written.startswith("#"):
        return "empty", ""
    word = re.split(r"[,#\]}]", written)[0].strip()
    if word.lower() in _CONSTANTS:
        return "write", _CONSTANTS[word.lower()]
    if word.lower() in _NOTHINGS:
        return "nothing", word
    if "=" in word or word.startswith("["):
        return "", ""  # a statement begins here, so something before it is not closed
    return ("bare", f'"{word}"') if '"' not in word and "\\" not in word else ("", "")


def _date(before: str, after: str) -> str | None:
    """Return the date at which the parser stopped, in the form in which it must be written."""
    begun = re.search(r"(?<![\w\"'])[0-9]{4}(?:-[0-9]{2}){0,2}$", before)
    found = _DATE.match(begun[0] + after) if begun else None
    if begun is None or found is None or found[0] == begun[0]:
        return None
    year, *rest = re.split("[-/.]", found[0].rstrip("~?%"))
    text = "-".join((year, *(part.zfill(2) for part in rest)))
    mark = found[0][-1] if found[0][-1] in "~?%" else ""
    return text if len(rest) == 2 and not mark else f'"{text}{mark}"'


def _quotation_mark(here: str) -> str:
    """Return the mark that opened the string in which a line ends."""
    last = [token[0] for token in _TOKEN.finditer(here) if token[0][0] in "\"'"]
    return last[-1][0] if last else '"'


def _not_closed(text: str, stop: int, error: tomli.TOMLDecodeError) -> Mistake | None:
    """Return the bracket or the long string that is open at the place where the parser stopped."""
    opened: list[tuple[str, int]] = []
    for token in _TOKEN.finditer(text, 0, stop):
        sign = token[0]
        if sign in _CLOSING:
            opened.append((sign, token.start()))
        elif sign in _CLOSING.values() and opened:
            opened.pop()
        elif sign.startswith(('"""', "'''")) and error.msg in _UNTERMINATED:
            opened = [(sign[:3], token.start())]
        elif sign[0] == "'" and (len(sign) == 1 or sign[-1] != "'") and error.msg in _UNTERMINATED:
            opened = [("'", token.start())]
            break
    line_end = text.find("\n", stop)
    rest = text[stop : line_end if line_end >= 0 else len(text)]
    if not opened or not (_STATEMENT.match(rest) or error.msg in _UNTERMINATED):
        return None
    sign, start = opened[-1]
    line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
    case = "open" if sign in _CLOSING else "string"
    return Mistake(case, _CLOSING.get(sign, sign), line, column)
