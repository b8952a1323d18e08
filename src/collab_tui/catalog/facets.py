"""Which values of a field occur under a query, how often, and their labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from collab_tui.catalog.compile import Compiler
from collab_tui.catalog.counting import Facet, Question
from collab_tui.catalog.fields import SPECIAL, generic
from collab_tui.catalog.fts import searchable
from collab_tui.catalog.matching import count_matching
from collab_tui.catalog.names import EXACTLY
from collab_tui.catalog.search import answering
from collab_tui.catalog.text import tokens
from collab_tui.language import _
from collab_tui.query import parse
from collab_tui.query.edit import written
from collab_tui.query.fields import QueryField
from collab_tui.query.syntax import NONE, And, Node, Nothing, Term, Text
from collab_tui.records.kinds import LISTED, Kind

__all__ = ["NOT_RECORDED", "Facet", "as_written", "facets", "facets_of_kind", "kinds_counted"]

NOT_RECORDED = _("not recorded")
"""The label of ``none``."""


def as_written(facet: Facet) -> str:
    """Return a value as a query has it. A record's own ``none`` is in quotation marks."""
    return NONE if facet.value == NONE and facet.label == NOT_RECORDED else written(facet.value)


def facets(
    compiler: Compiler, field: QueryField, node: Node, typed: str, most: int | None = None
) -> list[Facet]:
    """Return the values of `field` under the query `node`, the most frequent first.

    With `most`, there may be no more than that of values that are records.

    `typed` limits them: by the beginning of the value, or by words of its label, in any language.
    If `typed` begins with ``=``, so do the values. ``none`` is one of them if its beginning is
    typed. ``as-of`` and ``in-force`` have no list of values.

    Raises:
        QueryError: a value in the query names nothing.
    """
    is_exact = typed.startswith(EXACTLY) and field.has_exact
    typed = typed.removeprefix(EXACTLY) if is_exact else typed
    question = Question(
        compiler.db, field, searchable(node), compiler, typed, tokens(typed), is_exact, most
    )
    special = SPECIAL.get(field.name)
    count = special.counts if special is not None and special.counts else generic.count
    with answering():
        found = count(question)
        if is_exact:
            return [replace(facet, value=EXACTLY + facet.value) for facet in found]
        return [*found, *_none(question)]


def facets_of_kind(compiler: Compiler, field: QueryField, node: Node, kind: Kind) -> list[Facet]:
    """Return the values of `field` that records of a kind have under the query `node`.

    Raises:
        QueryError: a value in the query names nothing.
    """
    kinds = kinds_counted(field)
    if kind in kinds:
        of_kind = Term("kind", (Text(kind.value),))
        return facets(compiler, field, And((node, of_kind)) if len(kinds) > 1 else node, "")
    node = searchable(node)
    found = []
    with answering():
        for one in facets(compiler, field, And(), ""):
            asked = And((node, parse(f"{field.name}:{as_written(one)}")))
            count = count_matching(compiler, asked, kind)
            if count:
                found.append(replace(one, count=count))
    return sorted(found, key=lambda one: -one.count)


def _none(ask: Question) -> list[Facet]:
    """Return how often nothing is recorded, if the typed text may ask for that."""
    typed = ask.typed.lower()
    if not (typed and ask.field.has_none and NONE.startswith(typed)):
        return []
    count = ask.count_term(Nothing(), kinds_counted(ask.field))
    return [Facet(NONE, NOT_RECORDED, count)] if count else []


def kinds_counted(field: QueryField) -> Sequence[Kind]:
    """Return the kinds for which the values of a field are counted."""
    if field.name in ("country", "region", "city"):
        return [Kind.INSTITUTION]
    return [Kind.AGREEMENT] if field.asked.is_through else LISTED
