"""The words of a query in the form that FTS5 takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from collab_tui.catalog.text import tokens
from collab_tui.query.syntax import And, Node, Not, Or, Phrase, Span, Term, Word
from collab_tui.records.pasted import SCHEMES, key_of

GROUPS = 4
"""The number of groups of an ISNI, and the number of characters in each."""


def searchable(node: Node) -> Node:
    """Return the tree in the form that is searched.

    Words that are only punctuation ask for nothing. An identifier, in any form that people paste,
    also asks for its key: see `records.pasted`.
    """
    return _searchable(node) or And()


def _searchable(node: Node) -> Node | None:
    if isinstance(node, Word | Phrase):
        return _with_key(node, node.text) if tokens(node.text) else None
    if isinstance(node, Not):
        inner = _searchable(node.node)
        return Not(inner, node.span) if inner is not None else None
    if isinstance(node, And | Or):
        if isinstance(node, And):
            children = tuple(_joined(node.nodes))
        else:
            children = tuple(child for child in map(_searchable, node.nodes) if child is not None)
        return type(node)(children, node.span) if children else None
    return node


def _with_key(node: Word | Phrase | And, text: str) -> Node:
    """Return the words of `text`, or its key if it is an identifier."""
    key = key_of(text)
    if key is None or key == text.lower():
        return node
    return Or((Phrase(key, node.span), node), node.span)


def _joined(nodes: Sequence[Node]) -> Iterator[Node]:
    """Yield what nodes side by side ask for; four groups of digits become one ISNI.

    The name of a scheme before an identifier adds nothing to it.
    """
    at = 0
    while at < len(nodes):
        size = GROUPS if _is_isni(nodes[at : at + GROUPS]) else 1
        found: Node | None
        if size == GROUPS:
            group = nodes[at : at + GROUPS]
            span = Span(group[0].span.start, group[-1].span.end)
            found = _with_key(And(tuple(group), span), _text(group))
        else:
            found = _searchable(nodes[at])
        if found is not None and not _announces(nodes[at], nodes[at + 1 :]):
            yield found
        at += size


def _is_isni(nodes: Sequence[Node]) -> bool:
    lengths = [len(node.text) for node in nodes if isinstance(node, Word)]
    return lengths == [GROUPS] * GROUPS and key_of(_text(nodes)) is not None


def _text(nodes: Sequence[Node]) -> str:
    return " ".join(map(str, nodes))


def _announces(node: Node, after: Sequence[Node]) -> bool:
    """Tell whether a word names the scheme of the identifier after it."""
    if not isinstance(node, Word) or node.text.lower() not in SCHEMES or not after:
        return False
    following = after[0]
    is_one = isinstance(following, Word | Phrase) and key_of(following.text) is not None
    return is_one or _is_isni(after[:GROUPS])


def fts_match(node: Node) -> str | None:
    """Return the FTS5 expression for a tree of words only; None for any other tree.

    The tree must come from `searchable`. FTS5 has no negation without something to exclude from.
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
