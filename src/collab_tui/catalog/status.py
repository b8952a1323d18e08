"""The status of an agreement on a day: one rule, for queries, lists, pages and exports.

The recorded status is true from today on, until the last day passes. For a day in the past, dates
say more. An agreement that is over now was active until its end, and nothing has a status before it
begins.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from collab_tui.records.status import IN_FORCE, OVER, day_number
from collab_tui.records.vocabulary import AgreementStatus

if TYPE_CHECKING:
    from collab_tui.query.syntax import Days, Node


class Period(NamedTuple):
    """The days that a query asks about: one day, or those of a month or a year.

    An agreement that was in force on some day of a month or a year has the status of that day.
    """

    first: date
    last: date
    text: str
    """In EDTF, as in the query."""


def period_asked(node: Node) -> Period | None:
    """Return the period of the only ``as-of:`` of a query. Statuses are shown for this period."""
    from collab_tui.query.syntax import And, Days, Term

    nodes = node.nodes if isinstance(node, And) else (node,)
    values = [
        value
        for term in nodes
        if isinstance(term, Term) and term.name == "as-of"
        for value in term.values
    ]
    if len(values) != 1 or not isinstance(values[0], Days):
        return None
    return period_of(values[0])


def period_of(days: Days) -> Period:
    """Return a value of ``as-of:`` as a period."""
    assert days.first is not None, "as-of takes no open interval"
    assert days.last is not None, "as-of takes no open interval"
    return Period(days.first, days.last, days.text)


def status(today: date, period: Period | None = None, record: str = "") -> str:
    """Return SQL for the status of an agreement, the row `record` (``r.``), in a period.

    Without a period, it is the status today. NULL means no status: none is recorded, or the
    agreement has not begun by then.
    """
    first, last, now = _numbers(today, period)
    ended = f"{record}ends < {first}"
    was_active = f"{record}ends >= {first} AND {record}ends < {now}"
    recorded = f"{record}status"
    return (
        f"CASE WHEN {last} < {now} AND {record}begins > {last} THEN NULL"
        f" WHEN {recorded} IN ({_listed(OVER)})"
        f" THEN iif({was_active}, '{AgreementStatus.ACTIVE}', {recorded})"
        f" WHEN {ended} AND ({recorded} IS NULL OR {recorded} IN ({_listed(IN_FORCE)}))"
        f" THEN '{AgreementStatus.EXPIRED}' ELSE {recorded} END"
    )


def in_force(today: date, period: Period | None = None) -> str:
    """Return SQL that tells whether an agreement is in force on a day of `period`, or today.

    It has begun by then and is signed or active, or its status is unknown. If no date says when it
    began, it is in force from today on.
    """
    _, last, now = _numbers(today, period)
    begun = f"begins <= {last}" + (" OR begins IS NULL" if last >= now else "")
    runs = f"coalesce({status(today, period)}, '{IN_FORCE[0]}') IN ({_listed(IN_FORCE)})"
    return f"({begun}) AND {runs}"


def _numbers(today: date, period: Period | None) -> tuple[int, int, int]:
    first, last = (period.first, period.last) if period is not None else (today, today)
    return day_number(first), day_number(last), day_number(today)


def _listed(statuses: tuple[AgreementStatus, ...]) -> str:
    return ", ".join(f"'{one}'" for one in statuses)
