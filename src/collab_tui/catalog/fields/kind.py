"""``kind:``, which is not a field of records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collab_tui.catalog.condition import FALSE, TRUE, Condition
from collab_tui.catalog.counting import Facet, Question
from collab_tui.catalog.fields.special import Special
from collab_tui.query.syntax import Term
from collab_tui.records.kinds import Kind

if TYPE_CHECKING:
    from collab_tui.catalog.compile import Compiler


def _condition(asker: Compiler, term: Term, kind: Kind, subject: str) -> Condition:
    return TRUE if kind in term.texts else FALSE


def _count(ask: Question) -> list[Facet]:
    counts = ((kind, ask.count_with(str(kind), Kind)) for kind in Kind)
    return ask.narrow([Facet(str(kind), kind.noun, count) for kind, count in counts if count])


KIND = Special(_condition, _count)
