"""``with:``, which finds the institutions that share an agreement with one, and its people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collab_tui.catalog.condition import FALSE, Condition, combine, in_json, negated
from collab_tui.catalog.fields import generic
from collab_tui.catalog.fields.special import Special
from collab_tui.query.syntax import Nothing, Term, Value
from collab_tui.records.kinds import Kind, Relation

if TYPE_CHECKING:
    from collab_tui.catalog.compile import Compiler


def _condition(asker: Compiler, term: Term, kind: Kind, subject: str) -> Condition:
    family = asker.named(term, Kind.INSTITUTION, Relation.PARENT)
    if kind is Kind.PERSON:
        return asker.linking(subject, Relation.AFFILIATION, in_json("link.target", family))
    return generic.condition(asker, term, kind, subject)


def _bound(asker: Compiler, term: Term, kind: Kind, asked: bool) -> Condition | None:
    if kind is not Kind.INSTITUTION or not asked:
        return None
    return combine("OR", [_shared(asker, value) for value in term.values])


def _shared(asker: Compiler, value: Value) -> Condition:
    """Return the condition that the link `p` is from an agreement with `value` to another
    institution.
    """
    term = Term("with", (value,))
    if isinstance(value, Nothing):  # nobody takes part, so nobody is linked
        return FALSE
    itself = in_json("p.target", asker.named(term, Kind.INSTITUTION, Relation.PARENT))
    return combine("AND", [asker.own(term, Kind.AGREEMENT, "p.source"), negated(itself)])


WITH = Special(_condition, bound=_bound)
