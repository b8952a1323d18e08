"""``in-force:``, the agreements in force on some day of a span, also with open ends."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from collab_tui.catalog.condition import FALSE, Condition, combine
from collab_tui.catalog.counting import Facet, Question
from collab_tui.catalog.fields.special import Special
from collab_tui.catalog.status import Period, in_force
from collab_tui.query.syntax import Days, Term
from collab_tui.records.kinds import Kind

if TYPE_CHECKING:
    from collab_tui.catalog.compile import Compiler


def _condition(asker: Compiler, term: Term, kind: Kind, subject: str) -> Condition:
    if kind is not Kind.AGREEMENT:
        return FALSE
    periods = [_period(value) for value in term.days]
    held = combine("OR", [Condition(in_force(asker.today, period)) for period in periods])
    return asker.agreements(subject, held)


def _period(days: Days) -> Period:
    return Period(days.first or date.min, days.last or date.max, days.text)


def _count(ask: Question) -> list[Facet]:
    """A span has no list of values."""
    return []


IN_FORCE = Special(_condition, _count)
