"""Dates in a text, resolved as far as the text and the day of its page allow."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import zip_longest

from collab_tui.drafting.wording import Wording, pattern_of, wording_of
from collab_tui.records.dates import PartialDate

_AHEAD = 45
"""Days after its page that a date without a year may be; a later one is of the year before."""

_Y = r"(?P<y>(?:19|20)\d\d)"
_D, _D2 = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?", r"(?P<d2>\d{1,2})(?:st|nd|rd|th)?"
_TO = r"\s*(?:-|–|—|to|and|until|dan|hingga|sampai|s/d)\s*"


@dataclass(frozen=True, slots=True)
class Day:
    """A date that stands in a text."""

    start: int
    end: int
    date: PartialDate | None
    """None if it cannot be told: its year is nowhere."""
    is_full: bool = True
    """Whether the text itself has all of it, with the year."""
    is_span: bool = False
    """Whether it is several days, such as those of a visit."""
    is_weekday: bool = False


def days_in(text: str, language: str, page: date | None) -> list[Day]:
    """Return the dates in `text` by their place. `page` is the day on which it was published.

    What is relative to the page (``yesterday``, ``(19/6)``) has no date without it. A date is
    approximate if it can be read in two ways.
    """
    wording = wording_of(language)
    found: list[Day] = []
    for pattern, read in _forms(wording.tag):
        for match in pattern.finditer(text):
            start, end = match.span("all") if "all" in pattern.groupindex else match.span()
            if any(one.start < end and start < one.end for one in found):
                continue
            day = read(match, page)
            if day is not None:
                found.append(replace(day, start=start, end=end))
    found.sort(key=lambda one: one.start)
    return _without_weekdays(text, found)


def _without_weekdays(text: str, found: list[Day]) -> list[Day]:
    """Leave out a day of the week before the date that it belongs to: ``Wednesday (May 22)``."""
    return [
        one
        for one, after in zip_longest(found, found[1:])
        if after is None
        or not one.is_weekday
        or after.start - one.end > 3
        or text[one.end : after.start].strip(" ,(（") != ""
    ]


_Read = Callable[[re.Match[str], date | None], Day | None]


@cache
def _forms(tag: str) -> list[tuple[re.Pattern[str], _Read]]:
    """Return the patterns of a language, those that say most first."""
    wording = wording_of(tag)
    forms = [*_numeric(wording)]
    forms += _chinese(wording) if not wording.is_spaced else _with_months(wording)
    relative = wording.named("days", "relative")
    uncertain = frozenset(wording.listed("days", "uncertain"))

    def of_relative(match: re.Match[str], page: date | None) -> Day | None:
        word = " ".join(match[0].lower().split())
        unit, _, shift = relative[word].partition(" ")
        return _relative(page, unit, int(shift), is_guess=word in uncertain)

    forms.append((pattern_of(map(re.escape, relative), is_spaced=wording.is_spaced), of_relative))
    if wording.is_spaced:
        forms.append((_weekdays(wording), _weekday_reader(wording.named("days", "weekdays"))))
        years = "|".join(wording.listed("days", "in_year"))
        forms.append((re.compile(rf"\b(?:{years})[\s-]+(?P<all>{_Y})\b", re.I), _calendar({}, "")))
    return forms


def _numeric(wording: Wording) -> list[tuple[re.Pattern[str], _Read]]:
    order = str(wording.named("days")["order"])
    read = _calendar({}, order)
    return [
        (re.compile(rf"(?<!\d){_Y}[-/.](?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}})(?!\d)"), read),
        (re.compile(rf"(?<![\d/.])(?P<d>\d{{1,2}})([/.-])(?P<m>\d{{1,2}})\2{_Y}(?!\d)"), read),
        (re.compile(r"(?<![\d/])(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d\d)(?![\d/])"), read),
        (
            re.compile(
                r"[(（]\s*(?P<all>(?P<d>\d{1,2})(?:-(?P<d2>\d{1,2}))?/(?P<m>\d{1,2}))\s*[)）]"
            ),
            read,
        ),
    ]


def _with_months(wording: Wording) -> list[tuple[re.Pattern[str], _Read]]:
    months = {key: int(number) for key, number in wording.named("days", "months").items()}
    names = "|".join(sorted(map(re.escape, months), key=len, reverse=True))
    m = rf"(?P<m>{names})\b\.?"
    relative = "|".join(
        re.escape(word)
        for word, value in wording.named("days", "relative").items()
        if value.startswith("year")
    )
    read = _calendar(months, "")
    years = wording.named("days", "relative")

    def of_other_year(match: re.Match[str], page: date | None) -> Day | None:
        if page is None or not match["m"][0].isupper():
            return None
        shift = int(years[match["r"].lower()].split()[1])
        return Day(0, 0, PartialDate(page.year + shift, months[match["m"].lower()]), is_full=False)

    return [
        (re.compile(rf"\b{_D}(?:{_TO}{_D2})?\s+(?:of\s+)?{m}(?:,?\s+{_Y})?(?!\d)", re.I), read),
        (re.compile(rf"\b{m}\s+{_D}\b(?:{_TO}{_D2}\b)?(?:,?\s+{_Y})?(?!\d)", re.I), read),
        (re.compile(rf"\b{m},?\s+(?:of\s+|tahun\s+)?{_Y}\b", re.I), read),
        (re.compile(rf"\b{m}\s+(?:of\s+)?(?P<r>{relative})\b", re.I), of_other_year),
        (re.compile(rf"\b(?:in|last|this|pada|bulan|since)\s+(?P<all>{m})", re.I), read),
    ]


def _chinese(wording: Wording) -> list[tuple[re.Pattern[str], _Read]]:
    read = _calendar({}, "day first")
    relative = wording.named("days", "relative")
    years = "|".join(word for word, value in relative.items() if value.startswith("year"))
    to = r"\s*[日号]?\s*[至到—–-]+\s*"
    m, d = r"(?P<m>\d{1,2})\s*月", r"(?P<d>\d{1,2})"

    def of_other_year(match: re.Match[str], page: date | None) -> Day | None:
        if page is None or not 1 <= int(match["m"]) <= 12:
            return None
        year = page.year + int(relative[match["r"]].split()[1])
        day = int(match["d"]) if match["d"] else None
        return _valid(year, int(match["m"]), day, is_full=False)

    def of_weekday(match: re.Match[str], page: date | None) -> Day | None:
        number = int(wording.named("days", "weekdays")[match["w"]])
        if match["which"] in ("上", "下"):
            return None
        return _weekday(page, number)

    def of_day(match: re.Match[str], page: date | None) -> Day | None:
        if page is None or not 1 <= int(match["d"]) <= 31:
            return None
        month = page.replace(day=1)
        if int(match["d"]) > page.day:
            month = (month - timedelta(days=1)).replace(day=1)
        return _valid(month.year, month.month, int(match["d"]), is_full=False)

    return [
        (re.compile(rf"{_Y}\s*年\s*{m}\s*{d}(?:{to}(?P<d2>\d{{1,2}}))?\s*[日号]"), read),
        (re.compile(rf"(?P<r>{years})\s*{m}(?:\s*{d}\s*[日号])?"), of_other_year),
        (re.compile(rf"(?<!\d){m}\s*{d}(?:{to}(?P<d2>\d{{1,2}}))?\s*[日号]"), read),
        (re.compile(rf"{_Y}\s*年\s*{m}"), read),
        (re.compile(rf"(?<!\d){_Y}\s*年(?!度|级|版)"), read),
        (re.compile(rf"(?:本月|当月)\s*{d}\s*[日号]"), of_day),
        (re.compile(rf"[昨今前]\s*[(（]\s*{d}\s*[)）]\s*日?"), of_day),
        (re.compile(rf"(?<![\d月~-]){d}\s*日(?!元|本|均|间)"), of_day),
        (
            re.compile(r"(?P<which>[上本下]?)(?:周|星期|礼拜|週)(?P<w>[一二三四五六日天])"),
            of_weekday,
        ),
    ]


def _calendar(months: dict[str, int], order: str) -> _Read:
    """Return what reads a match with the groups y, m, d, d2, as far as it has them."""

    def read(match: re.Match[str], page: date | None) -> Day | None:
        groups = match.groupdict()
        name, number = groups.get("m"), groups.get("d")
        day = int(number) if number else None
        if name is not None and not name.isdigit() and not name[0].isupper():
            return None  # "may", "mar"
        month = None if name is None else int(name) if name.isdigit() else months[name.lower()]
        year = int(groups["y"]) if groups.get("y") else None
        if year is not None and year < 100:
            year += 2000
        is_span = groups.get("d2") is not None
        if order == "either" and day is not None and month is not None and name and name.isdigit():
            return _either(match, year, day, month, page)
        return _resolved(year, month, day, page, is_span=is_span)

    return read


def _either(
    match: re.Match[str], year: int | None, day: int, month: int, page: date | None
) -> Day | None:
    """Read ``5/6/2025``, where the month may come first. The reading near the page counts."""
    if year is not None and match.start("y") == match.start():  # 2025-06-05
        return _resolved(year, month, day, page)
    readings = [
        one
        for m, d in dict.fromkeys([(month, day), (day, month)])
        if (one := _resolved(year, m, d, page)) is not None
    ]
    if len(readings) < 2 or page is None:
        if len(readings) == 2 and readings[0].date is not None:
            return replace(readings[0], date=replace(readings[0].date, uncertain=True))
        return readings[0] if readings else None

    def apart(one: Day) -> int:
        gap = (page - one.date.earliest).days if one.date is not None else 9999
        return gap if gap >= 0 else 1000 - gap

    return min(readings, key=apart)


def _resolved(
    year: int | None, month: int | None, day: int | None, page: date | None, is_span: bool = False
) -> Day | None:
    """Return a date; the year is that of the page if there is none."""
    if not 1 <= (month or 1) <= 12 or not 1 <= (day or 1) <= 31:
        return None
    if year is not None:
        return _valid(year, month, day, is_span=is_span)
    if month is None or page is None:
        return None if month is None else Day(0, 0, None, is_full=False, is_span=is_span)
    try:
        nearest = date(page.year, month, day or 1)
    except ValueError:
        return None
    year = page.year - (nearest - page > timedelta(days=_AHEAD if day else 0))
    return _valid(year, month, day, is_full=False, is_span=is_span)


def _valid(
    year: int, month: int | None, day: int | None, is_full: bool = True, is_span: bool = False
) -> Day | None:
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    return Day(0, 0, PartialDate(year, month, day), is_full, is_span)


def _relative(page: date | None, unit: str, shift: int, *, is_guess: bool) -> Day | None:
    if page is None:
        return Day(0, 0, None, is_full=False)
    if unit == "day":
        day = page + timedelta(days=shift)
        found = PartialDate(day.year, day.month, day.day, approximate=is_guess)
    elif unit == "week":
        monday = page - timedelta(days=page.weekday()) + timedelta(weeks=shift)
        last = monday + timedelta(days=6) if shift else page
        text = f"{monday}/{last}" if monday != last else str(monday)
        found = PartialDate.parse(text)
    elif unit == "month":
        months = page.year * 12 + page.month - 1 + shift
        found = PartialDate(months // 12, months % 12 + 1)
    else:
        found = PartialDate(page.year + shift)
    return Day(0, 0, found, is_full=False)


def _weekdays(wording: Wording) -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, wording.named("days", "weekdays")), key=len)[::-1])
    before = wording.listed("days", "before_weekday")
    heads = "|".join(sorted(map(re.escape, filter(None, before)), key=len, reverse=True))
    optional = "?" if "" in before else ""
    after = r"(?!\s+(?:lalu|ini|depan|mendatang))"
    return re.compile(rf"\b(?:(?:{heads})\s+){optional}(?P<all>(?P<w>{names}))\b{after}", re.I)


def _weekday_reader(numbers: object) -> _Read:
    table = dict(numbers)  # type: ignore[call-overload]

    def read(match: re.Match[str], page: date | None) -> Day | None:
        if not match["w"][0].isupper():
            return None
        return _weekday(page, int(table[match["w"].lower()]))

    return read


def _weekday(page: date | None, number: int) -> Day:
    """Return the last such day before or on the page's. On that day itself it is a guess."""
    if page is None:
        return Day(0, 0, None, is_full=False, is_weekday=True)
    day = page - timedelta(days=(page.weekday() - number) % 7)
    found = PartialDate(day.year, day.month, day.day, approximate=day == page)
    return Day(0, 0, found, is_full=False, is_weekday=True)
