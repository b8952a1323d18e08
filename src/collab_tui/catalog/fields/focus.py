"""``focus:``, which also finds the focus areas themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collab_tui.catalog.condition import Condition, in_json
from collab_tui.catalog.fields import generic
from collab_tui.catalog.fields.special import Special
from collab_tui.query.syntax import Term
from collab_tui.records.kinds import Kind, Relation

if TYPE_CHECKING:
    from collab_tui.catalog.compile import Compiler


def _condition(asker: Compiler, term: Term, kind: Kind, subject: str) -> Condition:
    if kind is Kind.FOCUS_AREA:
        return in_json(subject, asker.named(term, Kind.FOCUS_AREA, Relation.BROADER))
    return generic.condition(asker, term, kind, subject)


def _is_through(term: Term, kind: Kind) -> bool:
    return kind is not Kind.FOCUS_AREA


FOCUS = Special(_condition, is_through=_is_through)
