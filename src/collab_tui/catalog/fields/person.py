"""``person:``, which also finds the people themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collab_tui.catalog.condition import Condition, in_json
from collab_tui.catalog.fields import generic
from collab_tui.catalog.fields.special import Special
from collab_tui.query.syntax import Term
from collab_tui.records.kinds import Kind

if TYPE_CHECKING:
    from collab_tui.catalog.compile import Compiler


def _condition(asker: Compiler, term: Term, kind: Kind, subject: str) -> Condition:
    if kind is Kind.PERSON:
        return in_json(subject, asker.named(term, Kind.PERSON))
    return generic.condition(asker, term, kind, subject)


PERSON = Special(_condition)
