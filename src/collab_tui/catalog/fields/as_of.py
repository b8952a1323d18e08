"""``as-of:``, the agreements in force on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collab_tui.catalog.condition import FALSE, Condition, combine
from collab_tui.catalog.fields.special import Special
from collab_tui.query.syntax import Days, Term
from collab_tui.records.kinds import Kind
from collab_tui.records.status import day_number

if TYPE_CHECKING:
    from collab_tui.catalog.compile import Compiler


def _condition(asker: Compiler, term: Term, kind: Kind, subject: str) -> Condition:
    """In force: begun by that day, not ended before it, and not merely talked of.

    Where no date says when it began, what is recorded holds from today on.
    """
    if kind is not Kind.AGREEMENT:
        return FALSE
    conditions = []
    for value in term.values:
        assert isinstance(value, Days), "the parser made it so"
        assert value.first is not None, "as-of takes no open interval"
        assert value.last is not None, "as-of takes no open interval"
        first, last = day_number(value.first), day_number(value.last)
        begun = Condition("begins <= ?", (last,))
        if value.last >= asker.today:
            begun = combine("OR", [begun, Condition("begins IS NULL")])
        dated = Condition("ends >= ?", (first,))
        running = Condition("ends IS NULL AND (status IS NULL OR status IN ('signed','active'))")
        over = combine("OR", [dated, running])
        talk = Condition("status IS NULL OR status NOT IN ('proposed', 'announced')")
        conditions.append(combine("AND", [begun, over, talk]))
    return asker.agreements(subject, combine("OR", conditions))


AS_OF = Special(_condition)
