"""The tables of a file that is not TOML as a whole, each read by itself.

A table begins at a line such as ``[[institution]]`` outside of strings, and ends before the next
such line. So a mistake costs only the table that it is in, and the others keep their places.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import tomli

from collab_tui.records.kinds import Kind
from collab_tui.registry.mistakes import LONG_STRING, SHORT_STRING

_TABLES = "|".join(("registry", *(kind.table for kind in Kind)))
# A header that lost a bracket counts, too: apart from these few, a bare word in brackets is never a
# value.
_HEADER = (
    r"^[ \t]*(?:(?P<open>\[\[?)[ \t]*(?!(?:true|false|inf|nan)\b)(?P<name>[A-Za-z][\w-]*)"
    rf"[ \t]*\]{{0,2}}|(?P<bare>{_TABLES})\]{{1,2}})[ \t]*(?:\#[^\n]*)?$"
)
_MARK = r"^(?:<{7}|\|{7}|={7}|>{7})(?:[ ][^\n]*)?$"
_TOKEN = re.compile(
    rf"""(?P<header>{_HEADER})
    | (?P<mark>{_MARK})
    | (?P<long>{LONG_STRING})
    | {SHORT_STRING}
    | \#[^\n]*+
    """,
    re.MULTILINE | re.VERBOSE,
)
_HEADER_LINE = re.compile(_HEADER, re.MULTILINE | re.VERBOSE)
_MARK_LINE = re.compile(_MARK, re.MULTILINE | re.VERBOSE)
_NOTHING = re.compile(rf"(?:{_MARK}|[ \t]*(?:\#[^\n]*)?$|\n)*", re.MULTILINE | re.VERBOSE)
_ID = re.compile(r"^[ \t]*id[ \t]*=[ \t]*[^a-z0-9\s]?([a-z0-9-]+)", re.MULTILINE)
_NOT_UTF8 = re.compile("[\udc80-\udcff]")


_Read: TypeAlias = tuple[dict[str, Any] | None, Exception | None]


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A part of a file, from the header of one table to the header of the next."""

    text: str
    line: int
    """The number of lines before it."""
    name: str
    """The table that its header names; empty for the part before the first header."""
    document: dict[str, Any] | None
    """Its content; None if it cannot be read."""
    error: Exception | None
    """Why it cannot be read. Line and column count from its beginning."""
    first: Mapping[str, int] = field(default_factory=dict)
    """For each array of tables in it, the index of the first one that it holds."""

    @property
    def is_conflict(self) -> bool:
        """Whether it holds only the marks of a merge, between two tables."""
        return not self.name and _MARK_LINE.match(self.text) is not None

    def leaves_in_conflict(self, before: bool) -> bool:
        """Tell whether a merge conflict is open after it. `before` says whether one was open
        before.
        """
        marks = _MARK_LINE.findall(self.text) if self.document is None else []
        return not marks[-1].startswith(">") if marks else before

    @property
    def lost(self) -> str | None:
        """The ref of the record that cannot be read, with ``*`` for unknown parts."""
        if self.document is not None or self.is_conflict or self.name == "registry":
            return None
        kind = Kind.of_table(self.name)
        found = _ID.search(self.text)
        return f"{kind or '*'}/{found[1] if found and kind else '*'}"


@dataclass(slots=True)
class _Extent:
    """How far a table goes, and what it holds that may explain a mistake."""

    name: str = ""
    is_array: bool = False
    end: int = 0
    strings: list[tuple[int, int]] = field(default_factory=list)
    """Where strings of several lines begin and end."""
    mark: int | None = None
    """Where the first mark of a merge conflict is."""


def pieces(text: str) -> Iterator[Piece]:
    """Yield the tables of a file, in order. A table that no catalog can tell from another is left
    out.
    """
    text = text.replace("\r\n", "\n")
    counts: Counter[str] = Counter()
    start = line = 0
    while start < len(text):
        extent = _extent(text, start)
        swallowed = _swallowed(text, extent.strings)
        if swallowed is not None:
            extent.end, extent.mark = swallowed, None
        for name, end, (document, error) in _parts(text, start, extent):
            held = {name: 1} if document is None and extent.is_array and name else {}
            if document is not None:
                held = {key: len(v) for key, v in document.items() if isinstance(v, list)}
            first = {key: counts[key] for key in held}
            counts.update(held)
            yield Piece(text[start:end], line, name, document, error, first)
            line += text.count("\n", start, end)
            start = end


def _extent(text: str, start: int) -> _Extent:
    """Return the end of the table that begins at `start`."""
    extent = _Extent(end=len(text))
    for token in _TOKEN.finditer(text, start):
        if token["header"] is not None:
            if token.start() > start:
                extent.end = token.start()
                break
            extent.name = token["name"] or token["bare"]
            extent.is_array = token["open"] != "["
        elif token["long"] is not None:
            extent.strings.append(token.span())
        elif token["mark"] is not None and extent.mark is None:
            extent.mark = token.start()
    return extent


def _parts(text: str, start: int, extent: _Extent) -> Iterator[tuple[str, int, _Read]]:
    """Yield name, end and content of a table, and of the marks of a merge that may follow."""
    read, mark = _read(text[start : extent.end]), extent.mark
    if read[1] is None or mark is None or not _NOTHING.fullmatch(text, mark, extent.end):
        yield extent.name, extent.end, read
        return
    if mark > start:
        yield extent.name, mark, _read(text[start:mark])
    yield "", extent.end, _read(text[mark : extent.end])


def _swallowed(text: str, strings: Sequence[tuple[int, int]]) -> int | None:
    """Return the start of the first table that is inside a string only because the string is not
    closed.

    Such a string ends where another string should begin. So the last table in it can be read from
    its header on. If the text is in a string on purpose, the end of the string follows it.
    """
    for begin, end in strings:
        headers = [header.start() for header in _HEADER_LINE.finditer(text, begin, end)]
        if headers and _read(text[headers[-1] : _extent(text, headers[-1]).end])[0]:
            return headers[0]
    return None


def _read(text: str) -> _Read:
    """Return the content of a piece, or why it cannot be read."""
    found = _NOT_UTF8.search(text)
    if found is not None:
        return None, UnicodeError("is not UTF-8")
    try:
        return tomli.loads(text), None
    except (RecursionError, ValueError) as error:
        return None, error


class Parts:
    """The pieces of a file, to look up the piece that holds a table."""

    def __init__(self, text: str) -> None:
        """Split `text` into pieces."""
        self._arrays: dict[str, tuple[list[int], list[Piece]]] = {}
        self._tables: dict[str, Piece] = {}
        for piece in pieces(text):
            for name, index in piece.first.items():
                indexes, held = self._arrays.setdefault(name, ([], []))
                indexes.append(index)
                held.append(piece)
            for name in piece.document or (piece.name,):
                if name not in piece.first:
                    self._tables.setdefault(name, piece)

    def holding(self, name: str, index: int | None) -> tuple[Piece, int] | None:
        """Return the piece that holds table `index` of an array, and its index in that piece.

        Without an index, return the piece that holds the plain table `name`.
        """
        indexes, held = self._arrays.get(name, ([], []))
        at = bisect_right(indexes, index or 0) - 1
        if index is None and name in self._tables:
            return self._tables[name], 0
        return (held[at], (index or 0) - indexes[at]) if at >= 0 else None
