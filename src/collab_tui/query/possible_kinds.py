"""Which kinds of record a query, or a place in it, can be about."""

from __future__ import annotations

from collections.abc import Iterable

from collab_tui.query.syntax import And, Node, Not, Or, Span, Term
from collab_tui.records.kinds import Kind


def kinds_asked(node: Node, kinds: Iterable[Kind] = tuple(Kind)) -> list[Kind]:
    """Return those of `kinds` that the ``kind:`` of a query allows."""
    return [kind for kind in kinds if _can_be(node, kind)]


def kinds_at(node: Node, span: Span, kinds: Iterable[Kind] = tuple(Kind)) -> list[Kind]:
    """Return those of `kinds` that are possible at a place in a query, by the terms beside it."""
    if isinstance(node, Not):
        return kinds_at(node.node, span, kinds)
    if not isinstance(node, And | Or):
        return list(kinds)
    here = [one for one in node.nodes if one.span.start <= span.start and span.end <= one.span.end]
    if isinstance(node, And):
        beside = And(tuple(one for one in node.nodes if one not in here))
        kinds = kinds_asked(beside, kinds)
    return kinds_at(here[0], span, kinds) if here else list(kinds)


def _can_be(node: Node, kind: Kind) -> bool:
    if isinstance(node, And):
        return all(_can_be(one, kind) for one in node.nodes)
    if isinstance(node, Or):
        return any(_can_be(one, kind) for one in node.nodes)
    if isinstance(node, Not):
        return not _is_kind(node.node) or not _can_be(node.node, kind)
    if isinstance(node, Term) and _is_kind(node):
        return kind in node.texts
    return True


def _is_kind(node: Node) -> bool:
    return isinstance(node, Term) and node.name == "kind"
