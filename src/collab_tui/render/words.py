"""How values are put into words: dates, statuses, and text that cannot be trusted."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collab_tui.records.dates import PartialDate
    from collab_tui.records.kinds import Kind

from collab_tui.language import _, _c, _n

MONTHS = (
    _c("month", "Jan"),
    _c("month", "Feb"),
    _c("month", "Mar"),
    _c("month", "Apr"),
    _c("month", "May"),
    _c("month", "Jun"),
    _c("month", "Jul"),
    _c("month", "Aug"),
    _c("month", "Sep"),
    _c("month", "Oct"),
    _c("month", "Nov"),
    _c("month", "Dec"),
)

STATUS_SIGNS = {
    "proposed": "◌",
    "negotiating": "◔",
    "announced": "○",
    "signed": "◐",
    "active": "●",
    "suspended": "‖",
    "completed": "✓",
    "expired": "⊘",
    "lapsed": "⊖",
    "terminated": "✕",
    "inactive": "⊘",
    "withdrawn": "✕",
}
"""One sign, one cell wide, for each status of an agreement or institution."""

NO_STATUS = "?"
"""The sign if there could be a status, but none is known."""

NONE = "–"
"""The sign if there could be a count, but there is nothing to count."""

_SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
# C0 and C1 controls, line and paragraph separators, and the marks that change the direction of
# text. All of these could make a terminal or a reader see something else. The last two are no
# characters, and XML cannot hold them.
_BEYOND_ASCII = r"\x80-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"
_UNSAFE = re.compile(rf"[\x00-\x1f\x7f{_BEYOND_ASCII}\ufffe\uffff]")
# What JSON allows in a string, but YAML does not.
_UNSAFE_IN_JSON = rf"[\x7f{_BEYOND_ASCII}\ufeff\ufffe\uffff]"


@lru_cache(64)  # this is asked for each row of a list
def status_word(kind: Kind, status: str) -> str:
    """Return what a status is called; one that the format does not know is returned unchanged."""
    from collab_tui.records.kinds import Kind
    from collab_tui.records.vocabulary import AgreementStatus, InstitutionStatus

    known = AgreementStatus if kind is Kind.AGREEMENT else InstitutionStatus
    return known.label_of(status)


def show_date(text: str) -> str:
    """Put an EDTF date into words, exactly as far as it is known.

    ``2025-10-15`` → ``15 Oct 2025``; ``2024~`` → ``about 2024``; ``2024?`` → ``2024 (uncertain)``;
    ``202X`` → ``2020s``; ``2024/..`` → ``from 2024 on``.
    """
    from collab_tui.records.dates import PartialDate

    try:
        return _date_words(PartialDate.parse(text))
    except ValueError:
        return text


def _date_words(date: PartialDate) -> str:
    from collab_tui.records.dates import Bound, DateInterval

    if isinstance(date, DateInterval):
        start, end = date.start, date.end
        if isinstance(start, Bound):
            assert not isinstance(end, Bound), "one end is a date"
            if start is Bound.UNKNOWN:
                return _("until {date}, since when is not known", date=_date_words(end))
            return _("until {date}", date=_date_words(end))
        if isinstance(end, Bound):
            if end is Bound.UNKNOWN:
                return _("from {date} on, until when is not known", date=_date_words(start))
            return _("from {date} on", date=_date_words(start))
        return _("{first} to {last}", first=_date_words(start), last=_date_words(end))
    words = _day_words(date)
    if date.time:
        time = f"{date.time[1:9]} {_zone(date.time[9:])}".strip()
        words = _("{date}, {time}", date=words, time=time)
    if date.approximate:
        words = _("about {date}", date=words)
    return _("{date} (uncertain)", date=words) if date.uncertain else words


def _day_words(date: PartialDate) -> str:
    """Return a date as far as it is known, in the order of the language."""
    from collab_tui.records.dates import SEASONS

    year = _year_words(date)
    if date.month is None:
        return year
    if date.month in SEASONS:
        return _("{season} {year}", season=SEASONS[date.month], year=year)
    month = MONTHS[date.month - 1]
    if date.day is None:
        return _("{month} {year}", month=month, year=year)
    return _("{day} {month} {year}", day=date.day, month=month, year=year)


def _year_words(date: PartialDate) -> str:
    year = str(date.year).replace("-", "\N{MINUS SIGN}")
    if date.blank == "X" and date.year >= 0:
        return _("{year}s", year=year)
    if date.blank in ("X", "XX"):
        last = str(date.year + 10 ** len(date.blank) - 1).replace("-", "\N{MINUS SIGN}")
        return _("{first} to {last}", first=year, last=last)
    return year


def _zone(shift: str) -> str:
    if shift in ("", "Z"):
        return "UTC" if shift else ""
    return "UTC" + shift.replace("-", "\N{MINUS SIGN}")


def clean(text: str) -> str:
    """Return `text` on one line. Everything that is not plain text becomes visible."""
    if text.isascii() and text.isprintable():  # most are, and this is found out at once
        return text
    return _UNSAFE.sub(_visible, text)


def clean_lines(text: str) -> str:
    """Return a text with each line clean. Only a line feed ends a line, as in TOML."""
    lines = text.removesuffix("\n").split("\n") if text else []
    return "".join(f"{clean(line.removesuffix(chr(13)))}\n" for line in lines)


def safe_json(json: str) -> str:
    """Return JSON with the same meaning, without what `clean` replaces; a scalar is also YAML."""
    return re.sub(_UNSAFE_IN_JSON, lambda match: f"\\u{ord(match[0]):04x}", json)


def _visible(match: re.Match[str]) -> str:
    char = match[0]
    code = ord(char)
    if char in "\n\r\t\u2028\u2029":
        return " "
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"⟨U+{code:04X}⟩"


def superscript(numbers: list[int]) -> str:
    """Write footnote numbers small, with three or more in a row as a range: ``¹ ³⁻⁵``."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = [f"{run[0]}-{run[-1]}" if len(run) > 2 else " ".join(map(str, run)) for run in runs]
    return " ".join(parts).translate(_SUPERSCRIPTS)


def cited_by(count: int) -> str:
    """Return how many records cite a source."""
    return _n("cited by {count} record", "cited by {count} records", count)
