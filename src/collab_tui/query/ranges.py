"""Days and numbers in a query: one, a range ``first..last``, or a comparison ``>=first``."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple, TypeVar

from collab_tui.language import _
from collab_tui.query.fields import QueryField, Takes
from collab_tui.query.syntax import Days, Numbers, QueryError, Span
from collab_tui.records.dates import PartialDate

T = TypeVar("T")

_COMPARISON = re.compile(r"(>=|<=|>|<)(.*)")


class _Parts(NamedTuple):
    """The texts of a range: an operator and its value, or the two ends."""

    operator: str
    first: str
    last: str


def _parts(text: str) -> _Parts:
    comparison = _COMPARISON.fullmatch(text)
    if comparison is not None:
        return _Parts(comparison[1], comparison[2], "")
    if ".." in text and text != "..":
        first, _dots, last = text.partition("..")
        return _Parts("..", first, last)
    return _Parts("", text, "")


def _reader(read: Callable[[str], T], span: Span, hint: str) -> Callable[[str], T]:
    """Return `read` in a form whose ValueError becomes a mistake in the query."""

    def one(text: str) -> T:
        try:
            return read(text)
        except ValueError as error:
            raise QueryError(str(error), span.start, span.end, hint) from error

    return one


def _backwards(parts: _Parts, text: str, span: Span) -> QueryError:
    hint = _("write {first}..{last}", first=parts.last, last=parts.first)
    message = _("'{text}' ends before it begins", text=text)
    return QueryError(message, span.start, span.end, hint)


def read_days(text: str, span: Span, field: QueryField) -> Days:
    """Read a partial date, a range of them or a comparison.

    Raises:
        QueryError: it is none of these.
    """
    hint = _("write 2024, 2024-10 or 2024-10-15, as in {example}", example=field.example)
    day = _reader(_in_reach, span, hint)
    parts = _parts(text)
    if field.takes is Takes.DAY and parts.operator:
        raise _not_one_day(span, field)
    first: date | None
    last: date | None
    if parts.operator == "..":
        first = day(parts.first).earliest if parts.first else None
        last = day(parts.last).latest if parts.last else None
        if first is not None and last is not None and last < first:
            raise _backwards(parts, text, span)
    else:
        known = day(parts.first)
        if field.takes is Takes.DAY and not known.has_days:
            raise _not_one_day(span, field)
        begin = known.earliest if known.first is not None else None
        end = known.latest if known.last is not None else None
        first, last = {
            "<": (None, _step(known.earliest, -1)),
            "<=": (None, end),
            ">": (_step(known.latest, 1), None),
            ">=": (begin, None),
            "": (begin, end),
        }[parts.operator]
    return Days(first, last, text, span)


def _not_one_day(span: Span, field: QueryField) -> QueryError:
    message = _("{field}: takes one day", field=field.name)
    return QueryError(message, span.start, span.end, field.example)


def _in_reach(text: str) -> PartialDate:
    date = PartialDate.parse(text)
    if any(day is not None and not 10000 < day < 100000000 for day in (date.first, date.last)):
        raise ValueError(_("queries go from the year 1 to the year 9999"))
    return date


def _step(day: date, days: int) -> date:
    """Return the day `days` later, limited to what a date can hold."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return day


def _number(text: str) -> float:
    try:
        value = float(text.replace("_", ""))
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise ValueError(_("'{text}' is not a number", text=text))
    return value


def read_numbers(text: str, span: Span, field: QueryField) -> Numbers:
    """Read a number, a range of them or a comparison.

    Raises:
        QueryError: it is none of these.
    """
    number = _reader(_number, span, _("write digits, as in {example}", example=field.example))
    parts = _parts(text)
    if parts.operator == "..":
        first = number(parts.first) if parts.first else None
        last = number(parts.last) if parts.last else None
        if first is not None and last is not None and last < first:
            raise _backwards(parts, text, span)
        return Numbers(first, last, text, span)
    known = number(parts.first)
    if parts.operator in ("<", "<="):
        return Numbers(None, known, text, span, is_last_out=parts.operator == "<")
    if parts.operator in (">", ">="):
        return Numbers(known, None, text, span, is_first_out=parts.operator == ">")
    return Numbers(known, known, text, span)
