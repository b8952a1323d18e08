"""``tag:``. Its values must occur."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collab_tui.catalog.condition import Condition
from collab_tui.catalog.fields import generic
from collab_tui.catalog.fields.special import Special
from collab_tui.query.syntax import Term
from collab_tui.records.kinds import Kind

if TYPE_CHECKING:
    from collab_tui.catalog.compile import Compiler


def _condition(asker: Compiler, term: Term, kind: Kind, subject: str) -> Condition:
    for value in term.values:
        asker.names.must_be_tag(value)
    return generic.condition(asker, term, kind, subject)


TAG = Special(_condition)
