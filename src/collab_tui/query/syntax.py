"""The syntax tree of a query. ``str()`` of a node is a query with the same meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias
from unicodedata import east_asian_width

NONE = "none"
"""The value that means that nothing is recorded."""

_BARE_VALUE = re.compile(rf'(?!//|(?i:{NONE})$)[^\s"(),]+')

FIELD_NAME = r"[Ee][Xx][Tt][Rr][Aa](?:\.[\w-]+)+|[^\W\d_](?:[^\W\d]|-)*"
"""The form of a field's name in any language, as a regular expression."""

COLON = "[:\N{FULLWIDTH COLON}]"
"""What stands after a field's name, as a regular expression; people who write Chinese type both."""


class QueryError(ValueError):
    """A mistake in a query: `message` about the text from `start` to `end`, and a `hint`."""

    def __init__(self, message: str, start: int, end: int, hint: str | None = None) -> None:
        """Make an error about columns `start` to `end` (from 0, end exclusive)."""
        super().__init__(message)
        self.message = message
        self.start = start
        self.end = end
        self.hint = hint

    def caret(self, query: str) -> str:
        """Return the query with carets under the mistake, in two lines."""
        shown = "".join(" " if char.isspace() else char for char in query)
        before, below = _columns(query[: self.start]), _columns(query[self.start : self.end])
        return f"{shown}\n{' ' * before}{'^' * max(1, below)}"


def _columns(text: str) -> int:
    """Return how many terminal columns `text` takes."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


@dataclass(frozen=True, slots=True)
class Span:
    """Columns of the query text, from 0, end exclusive; not part of a node's meaning."""

    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Word:
    """A word. It matches records with a word that begins with it."""

    text: str
    span: Span = field(default=Span(), compare=False)

    def __str__(self) -> str:
        """Return the word."""
        return self.text


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow each other exactly."""

    text: str
    span: Span = field(default=Span(), compare=False)

    def __str__(self) -> str:
        """Return the phrase in quotes."""
        return quote(self.text)


@dataclass(frozen=True, slots=True)
class Text:
    """A value that names something: an id, a term, a code, words of a name."""

    text: str
    span: Span = field(default=Span(), compare=False)

    def __str__(self) -> str:
        """Return the value, quoted where needed."""
        return self.text if _BARE_VALUE.fullmatch(self.text) else quote(self.text)


@dataclass(frozen=True, slots=True)
class Days:
    """An interval of days. An end that is None is open."""

    first: date | None
    last: date | None
    text: str
    span: Span = field(default=Span(), compare=False)

    def __str__(self) -> str:
        """Return the interval as it was written."""
        return self.text


@dataclass(frozen=True, slots=True)
class Numbers:
    """A range of numbers. An end that is None is open."""

    first: float | None
    last: float | None
    text: str
    span: Span = field(default=Span(), compare=False)
    is_first_out: bool = False
    """Whether the first number itself is excluded."""
    is_last_out: bool = False

    def __str__(self) -> str:
        """Return the range as it was written."""
        return self.text


@dataclass(frozen=True, slots=True)
class Nothing:
    """Nothing is recorded: ``country:none``. In quotes, ``none`` is a value like others."""

    span: Span = field(default=Span(), compare=False)

    def __str__(self) -> str:
        """Return the word."""
        return NONE


Value: TypeAlias = Text | Days | Numbers | Nothing


@dataclass(frozen=True, slots=True)
class Term:
    """``field:value,value``: any of the values."""

    name: str
    values: tuple[Value, ...]
    span: Span = field(default=Span(), compare=False)

    @property
    def texts(self) -> list[str]:
        """Its values that name something."""
        return [value.text for value in self.values if isinstance(value, Text)]

    @property
    def days(self) -> list[Days]:
        """Its values that are days."""
        return [value for value in self.values if isinstance(value, Days)]

    @property
    def numbers(self) -> list[Numbers]:
        """Its values that are numbers."""
        return [value for value in self.values if isinstance(value, Numbers)]

    def __str__(self) -> str:
        """Return ``field:value,value``."""
        return f"{self.name}:{','.join(map(str, self.values))}"


@dataclass(frozen=True, slots=True)
class Not:
    """Matches what does not match `node`."""

    node: Node
    span: Span = field(default=Span(), compare=False)

    def __str__(self) -> str:
        """Return the node after a minus."""
        return f"-({self.node})" if isinstance(self.node, And | Or) else f"-{self.node}"


@dataclass(frozen=True, slots=True)
class And:
    """Matches what every node matches; with no nodes, everything."""

    nodes: tuple[Node, ...] = ()
    span: Span = field(default=Span(), compare=False)

    def __str__(self) -> str:
        """Return the nodes side by side."""
        return " ".join(f"({n})" if isinstance(n, And | Or) else str(n) for n in self.nodes)


@dataclass(frozen=True, slots=True)
class Or:
    """Matches what any node matches."""

    nodes: tuple[Node, ...]
    span: Span = field(default=Span(), compare=False)

    def __str__(self) -> str:
        """Return the nodes with OR between them."""
        return " OR ".join(f"({n})" if isinstance(n, Or) else str(n) for n in self.nodes)


Node: TypeAlias = Word | Phrase | Term | Not | And | Or


def leaves(node: Node) -> Iterator[Word | Phrase | Term]:
    """Yield the words, phrases and field terms of a tree, left to right."""
    if isinstance(node, And | Or):
        for child in node.nodes:
            yield from leaves(child)
    elif isinstance(node, Not):
        yield from leaves(node.node)
    else:
        yield node


def side_by_side(node: Node) -> Iterator[Node]:
    """Yield the nodes that must all match, also those of an `And` inside another one."""
    if isinstance(node, And):
        for child in node.nodes:
            yield from side_by_side(child)
    else:
        yield node


def quote(text: str) -> str:
    """Return `text` in double quotes; a quote inside it is doubled."""
    return '"' + text.replace('"', '""') + '"'
