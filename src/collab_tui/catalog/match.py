"""The words of a query as FTS5 takes them."""

from __future__ import annotations

from collab_tui.catalog.text import tokens
from collab_tui.query.syntax import And, Node, Not, Or, Phrase, Term, Word


def heard(node: Node) -> Node:
    """Return the tree without words that are mere punctuation, which ask for nothing."""
    return _heard(node) or And()


def _heard(node: Node) -> Node | None:
    if isinstance(node, Word | Phrase):
        return node if tokens(node.text) else None
    if isinstance(node, Not):
        inner = _heard(node.node)
        return Not(inner, node.span) if inner is not None else None
    if isinstance(node, And | Or):
        children = tuple(child for child in map(_heard, node.nodes) if child is not None)
        return type(node)(children, node.span) if children else None
    return node


def fts_match(node: Node) -> str | None:
    """Return the FTS5 expression for a tree of words alone, None for any other.

    The tree is one that was `heard`; FTS5 has no negation that stands by itself.
    """
    if isinstance(node, Word | Phrase):
        words = f'"{" ".join(tokens(node.text))}"'
        return f"{words} *" if isinstance(node, Word) else words
    if isinstance(node, Term | Not):
        return None
    parts = [fts_match(child) for child in node.nodes]
    if not parts or None in parts:
        return None
    operator = " OR " if isinstance(node, Or) else " AND "
    return f"({operator.join(dict.fromkeys(part for part in parts if part))})"
