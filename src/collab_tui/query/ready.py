"""Ready questions: queries that many people ask, each under a name and in words.

They are declared only here. The explorer offers them, commands take ``@name``, and the help lists
them.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from collab_tui.language import _
from collab_tui.records.kinds import Kind

REVIEWED_WITHIN = 2
"""Years after which a review is old."""


class Ready(NamedTuple):
    """A ready question: its name, its words, and its query on a day."""

    name: str
    words: str
    asks: Callable[[date, date | None], str | None]
    """The query on a day, given the day of the last visit if that is known; None if it cannot be
    asked.
    """
    kinds: tuple[Kind, ...] = ()
    """The kinds that it is about; empty for all."""
    asks_git: bool = False


def _not_reviewed(today: date, _last: date | None) -> str:
    year = max(1, today.year - REVIEWED_WITHIN)
    is_leap_day = (today.month, today.day) == (2, 29)
    day = today.replace(year=year, day=28 if is_leap_day else today.day)
    return f"-reviewed:>={day.isoformat()}"


def _ends_in_half_a_year(today: date, _last: date | None) -> str:
    year, month = divmod(today.year * 12 + today.month - 1 + 6, 12)
    if year > date.max.year:
        return "is:expiring"
    day = min(today.day, monthrange(year, month + 1)[1])
    return f"is:expiring ends:<={date(year, month + 1, day).isoformat()}"


def _new(_today: date, last: date | None) -> str | None:
    return f"changed:>={last.isoformat()}" if last is not None else None


_AGREEMENTS = (Kind.AGREEMENT,)

READY = (
    Ready("ends-soon", _("ends within twelve months"), lambda *_days: "is:expiring", _AGREEMENTS),
    Ready("ends-in-half-a-year", _("ends within six months"), _ends_in_half_a_year, _AGREEMENTS),
    Ready("ended", _("its end has passed"), lambda *_days: "is:expired", _AGREEMENTS),
    Ready("no-end", _("no end is known"), lambda *_days: "kind:agreement ends:none", _AGREEMENTS),
    Ready("not-reviewed", _("not reviewed for two years"), _not_reviewed),
    Ready("unsourced", _("names no source"), lambda *_days: "is:unsourced"),
    Ready("new", _("new or changed since your last visit"), _new, asks_git=True),
)
"""In the order in which they are offered."""


def ready_queries(today: date, last: date | None = None) -> dict[str, str]:
    """Return the query of each question that can be asked on a day, by its name."""
    asked = {ready.name: ready.asks(today, last) for ready in READY}
    return {name: query for name, query in asked.items() if query is not None}


def with_ready(kept: Mapping[str, str], today: date) -> dict[str, str]:
    """Return the user's kept queries with those ready ones whose names are free."""
    return {**ready_queries(today), **kept}


def as_text(today: date) -> str:
    """Return the questions that need no visit as aligned lines, for the help of a command."""
    queries = ready_queries(today)
    width = max(map(len, queries)) + 1
    return "\n".join(
        f"  {'@' + ready.name:<{width}}  {ready.words}" for ready in READY if ready.name in queries
    )
