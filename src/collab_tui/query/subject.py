"""What a query is about: the records that it asks for, and the dates that it asks for."""

from __future__ import annotations

from collections.abc import Iterator

from collab_tui.query.fields import FIELDS, QueryField, Takes
from collab_tui.query.syntax import And, Node, Term, leaves
from collab_tui.records.declared.states import STATES
from collab_tui.records.kinds import Kind


def subject(node: Node) -> Kind | None:
    """Return the kind of the records that a query asks for, if it is exactly one kind.

    A date or a state of agreements asks for agreements: other records match only because they are
    linked to these. A name, as in ``country:``, asks for everything that is related to it.
    """
    nodes = node.nodes if isinstance(node, And) else (node,)
    asks = any(_asks_for_agreements(term) for term in nodes if isinstance(term, Term))
    return Kind.AGREEMENT if asks else None


def _asks_for_agreements(term: Term) -> bool:
    if term.name == "is":
        return all(STATES[name].is_through for name in term.texts)
    field = FIELDS[term.name]
    return field.asked.is_through and field.takes in (Takes.DAYS, Takes.DAY)


def dates_asked(node: Node) -> list[QueryField]:
    """Return the date fields that a query asks for, by name or through a state."""
    return list(dict.fromkeys(_dates_asked(node)))


def _dates_asked(node: Node) -> Iterator[QueryField]:
    for term in leaves(node):
        if not isinstance(term, Term):
            continue
        if FIELDS[term.name].takes is Takes.DAYS:
            yield FIELDS[term.name]
        elif term.name == "is":
            decided_by = (STATES[name].dates for name in term.texts)
            yield from (FIELDS[asked.name] for asked in decided_by if asked is not None)
