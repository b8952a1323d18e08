"""Split one EDTF date, of level 0 or 1, into its parts (ISO 8601-2:2019)."""

from __future__ import annotations

import re
from calendar import isleap
from typing import NamedTuple

from collab_tui.records.refused import not_a_date

_MONTH = "(?:0[1-9]|1[0-2])"
_DAY = "(?:0[1-9]|[12][0-9]|3[01])"
_TIME = "T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:Z|[+-](?:[01][0-9]|2[0-3])(?::[0-5][0-9])?)?"
_DATE = (
    r"(?:Y-?[1-9][0-9]{4,11}"
    r"|-?[0-9]{2}(?:[0-9]X|XX)"
    rf"|(?!-0000)-?[0-9]{{4}}(?:-(?:XX(?:-XX)?|2[1-4]|{_MONTH}(?:-(?:{_DAY}|XX))?))?"
    r")[~?%]?"
)
EDTF_PATTERN = (
    rf"^(?:{_DATE}|(?!-0000)-?[0-9]{{4}}-{_MONTH}-{_DAY}{_TIME}"
    rf"|{_DATE}/(?:{_DATE}|\.\.)?|(?:\.\.)?/{_DATE})$"
)
"""The form of an EDTF date. It does not check how many days each month has."""

_FORM = re.compile(
    r"(?P<far>Y-?[1-9][0-9]{4,11})(?P<far_mark>[~?%]?)"
    r"|(?P<some>-?[0-9]{2}(?:[0-9]X|XX))(?P<some_mark>[~?%]?)"
    r"|(?P<year>-?[0-9]{4})(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX))?)?"
    rf"(?P<end>[~?%]?|{_TIME})",
    re.ASCII,
)
_SEASONS = range(21, 25)
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Parts(NamedTuple):
    """The parts of a date; see `PartialDate`."""

    year: int
    month: int | None = None
    day: int | None = None
    mark: str = ""
    blank: str = ""
    time: str = ""


def days_in(year: int, month: int) -> int:
    """Return how many days a month has, in any year of the Gregorian calendar."""
    return 29 if month == 2 and isleap(year) else _LENGTHS[month - 1]


def parts_of(text: str) -> Parts:
    """Split a date into its parts.

    Raises:
        RefusedError: `text` is not a date; it says what is wrong.
    """
    match = _FORM.fullmatch(text)
    if match is None or text.startswith("-0000"):
        raise not_a_date("form", text=text)
    if match["far"]:
        return Parts(int(match["far"][1:]), mark=match["far_mark"])
    if match["some"]:
        digits = match["some"].rstrip("X")
        blank = match["some"][len(digits) :]
        year = int(digits) * 10 ** len(blank)
        if digits.startswith("-"):  # before the year 0, the first one is the furthest back
            year -= 10 ** len(blank) - 1
        return Parts(year, mark=match["some_mark"], blank=blank)
    year, month, day, end = int(match["year"]), match["month"], match["day"], match["end"]
    if (month == "XX" and day not in (None, "XX")) or (end.startswith("T") and not day):
        raise not_a_date("form", text=text)
    blank = "".join("-XX" for part in (month, day) if part == "XX")
    parts = Parts(
        year,
        int(month) if month and month != "XX" else None,
        int(day) if day and day != "XX" else None,
        "" if end.startswith("T") else end,
        blank,
        end if end.startswith("T") else "",
    )
    _check(text, parts)
    return parts


def _check(text: str, parts: Parts) -> None:
    year, month, day = parts.year, parts.month, parts.day
    if month in _SEASONS and day is None and not parts.blank:
        return
    if month is not None and not 1 <= month <= 12:
        raise not_a_date("month", number=month)
    if day is not None and month is not None and not 1 <= day <= days_in(year, month):
        raise not_a_date("day", month=text[: text.rindex("-")], number=day)
    if parts.time and (day is None or parts.blank):
        raise not_a_date("form", text=text)
