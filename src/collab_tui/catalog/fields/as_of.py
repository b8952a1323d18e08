"""``as-of:``, the agreements in force on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collab_tui.catalog.condition import FALSE, Condition, combine
from collab_tui.catalog.fields.special import Special
from collab_tui.catalog.status import in_force, period_of
from collab_tui.query.syntax import Term
from collab_tui.records.kinds import Kind

if TYPE_CHECKING:
    from collab_tui.catalog.compile import Compiler


def _condition(asker: Compiler, term: Term, kind: Kind, subject: str) -> Condition:
    if kind is not Kind.AGREEMENT:
        return FALSE
    periods = [period_of(value) for value in term.days]
    held = combine("OR", [Condition(in_force(asker.today, period)) for period in periods])
    return asker.agreements(subject, held)


AS_OF = Special(_condition)
