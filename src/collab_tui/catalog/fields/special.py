"""What a field can define in addition to its declaration."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from collab_tui.query.syntax import Term
from collab_tui.records.kinds import Kind

if TYPE_CHECKING:
    from collab_tui.catalog.compile import Compiler
    from collab_tui.catalog.condition import Condition
    from collab_tui.catalog.counting import Facet, Question

Means: TypeAlias = "Callable[[Compiler, Term, Kind, str], Condition]"
"""The condition that a record matches a term. The record is given as SQL, with its kind."""

Bound: TypeAlias = "Callable[[Compiler, Term, Kind, bool], Condition | None]"
"""The condition on the link ``p`` from an agreement to a record of a kind, for a term that is asked
for or negated. None if the term is about the agreement alone."""

Absent: TypeAlias = "Callable[[Compiler, Kind], Condition | None]"
"""A SELECT of the records of a kind where nothing is recorded; None if the kind lacks the field."""

Counts: TypeAlias = "Callable[[Question], list[Facet]]"


class Special(NamedTuple):
    """Code of a field. None means that the declaration is enough."""

    condition: Means | None = None
    counts: Counts | None = None
    bound: Bound | None = None
    is_through: Callable[[Term, Kind], bool] | None = None
    """Whether a term asks records of a kind about their agreements."""
    absent: Absent | None = None
    """Which records of a kind ``none`` finds."""
