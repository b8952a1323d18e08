"""Values of a field that are chosen in a query: what is chosen, and the query with other choices.

Of a field, ``country:SG,ID`` finds any of some values, and ``-country:TH`` leaves one out. Only
terms that stand side by side in the query count as choices. What is inside parentheses or beside an
OR stays as it is.
"""

from __future__ import annotations

from typing import NamedTuple

from collab_tui.query.edit import top_terms, with_term, without
from collab_tui.query.fields import Takes, field_named
from collab_tui.query.syntax import Node, Not, Span, Term, Text, Value


class Choice(NamedTuple):
    """A value in a query, as it is written there, and its place."""

    value: str
    term: Span
    """The whole term, with its minus."""
    end: int
    """The column after the value."""
    is_out: bool = False
    """Whether the value is left out."""


def choices(text: str, name: str) -> list[Choice]:
    """Return the values that a query chooses in the field `name`."""
    found = []
    for node in top_terms(text):
        term = _term(node, name)
        if term is not None:
            is_out = isinstance(node, Not)
            for value in term.values:
                written = _written(text, name, value)
                found.append(Choice(written, node.span, value.span.end, is_out))
    return found


def _term(node: Node, name: str) -> Term | None:
    inner = node.node if isinstance(node, Not) else node
    return inner if isinstance(inner, Term) and inner.name == name else None


def _written(text: str, name: str, value: Value) -> str:
    """Return a value as it is written; a term of a closed list in English."""
    field = field_named(name)
    if isinstance(value, Text) and field is not None and field.takes is Takes.TERM:
        return str(value)
    return text[value.span.start : value.span.end]


def is_same(one: str, other: str) -> bool:
    """Tell whether two values, as they are written, are the same."""
    return one.casefold() == other.casefold()


def unchosen(text: str, name: str, value: str = "") -> str:
    """Return the query without what it chooses in a field.

    That is the query under which the values of the field are counted. Values that are left out stay
    out, except for `value`.
    """
    for span in dict.fromkeys(c.term for c in reversed(choices(text, name)) if not c.is_out):
        text = without(text, span)
    return _taken_out(text, name, value, is_out=True) if value else text


def with_only(text: str, name: str, value: str) -> str:
    """Return the query that chooses only `value` in a field."""
    return with_term(unchosen(text, name, value), f"{name}:{value}")


def with_choice(text: str, name: str, value: str) -> str:
    """Return the query that also chooses `value`: any of the values is enough."""
    text = _taken_out(text, name, value, is_out=True)
    chosen = [choice for choice in choices(text, name) if not choice.is_out]
    if any(is_same(choice.value, value) for choice in chosen):
        return text
    if not chosen:
        return with_term(text, f"{name}:{value}")
    end = chosen[-1].end
    return f"{text[:end]},{value}{text[end:]}"


def without_choice(text: str, name: str, value: str) -> str:
    """Return the query that does not choose `value`, nor leave it out."""
    text = _taken_out(text, name, value, is_out=False)
    return _taken_out(text, name, value, is_out=True)


def with_out(text: str, name: str, value: str) -> str:
    """Return the query that leaves `value` out."""
    return with_term(without_choice(text, name, value), f"-{name}:{value}")


def _taken_out(text: str, name: str, value: str, *, is_out: bool) -> str:
    """Return the query without `value` in terms that choose it, or that leave it out."""
    for node in reversed(top_terms(text)):
        term = _term(node, name)
        if term is None or isinstance(node, Not) is not is_out:
            continue
        written = [_written(text, name, one) for one in term.values]
        rest = [one for one in written if not is_same(one, value)]
        if not rest:
            text = without(text, node.span)
        elif len(rest) < len(written):
            sign = "-" if is_out else ""
            put = f"{sign}{name}:{','.join(rest)}"
            text = text[: node.span.start] + put + text[node.span.end :]
    return text
