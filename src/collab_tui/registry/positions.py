"""Where a value is in a TOML file, so that a problem can name line and column.

tree-sitter does the parsing. It is loaded only if a position is needed: reading a registry without
problems never needs it.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

import tomli

from collab_tui.files import MOST_OF_A_REGISTRY, read_bytes
from collab_tui.registry.problems import MAX_DEPTH, KeyPath, Place, Problem
from collab_tui.registry.salvage import Parts, Piece

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

_HEADERS = ("table", "table_array_element")
_KEYS = ("bare_key", "quoted_key", "dotted_key")

CHUNK = 4096
"""Bytes that the parser gets at a time. It holds the interpreter while it reads them."""

KEPT_FILES = 4
"""Number of files that stay parsed, for problems that point into two of them."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A line and a column, both from 1; columns count characters."""

    line: int
    column: int


@cache
def toml_parser() -> Parser:
    """Return the parser of TOML."""
    import tree_sitter
    import tree_sitter_toml

    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_toml.language()))


class Positions:
    """The place of every key and value of one TOML text. A table is read when it is needed."""

    def __init__(self, text: bytes, *, is_whole: bool = True) -> None:
        """Index `text`. It may be invalid: every part that can be read is found.

        In a whole file with a mistake, each table is parsed by itself, as it was read.
        """
        text = text.removeprefix(codecs.BOM_UTF8)
        self._parts: Parts | None = None
        self._lines = text.split(b"\n")
        self._keys: dict[KeyPath, Node] = {}
        self._values: dict[KeyPath, Node] = {}
        self._last: dict[KeyPath, int] = {}
        self._unread: dict[KeyPath, list[Node]] = {}
        tree = toml_parser().parse(lambda start, _: text[start : start + CHUNK])
        if is_whole and tree.root_node.has_error:
            self._parts = Parts(text.decode("utf-8", "surrogateescape"))
            self._parsed = lru_cache(KEPT_FILES)(_positions_in)
        else:
            self._document(tree.root_node)

    def find(self, path: KeyPath, *, key: bool = False) -> Spot:
        """Return the place of the value at `path` (or of its key), or of the nearest thing around
        it.
        """
        if self._parts is not None:
            return self._find_in_parts(self._parts, path, key)
        tables = (self._keys, self._values) if key else (self._values, self._keys)
        for length in range(1, len(path) + 1):
            for header in self._unread.pop(path[:length], ()):
                for child in header.children:
                    if child.type == "pair":
                        self._pair(child, path[:length])
        for length in range(len(path), 0, -1):
            for table in tables:
                node = table.get(path[:length])
                if node is not None:
                    row, byte = node.start_point
                    before = self._lines[row][:byte].decode("utf-8", "replace")
                    return Spot(row + 1, len(before) + 1)
        return Spot(1, 1)

    def _find_in_parts(self, parts: Parts, path: KeyPath, key: bool) -> Spot:
        """Look for `path` in the part of the file that holds its table."""
        name, index = (*path, None, None)[:2]
        is_array = isinstance(index, int)
        found = parts.holding(str(name), index if isinstance(index, int) else None)
        if found is None:
            return Spot(1, 1)
        piece, inner = found
        inside = (path[0], inner, *path[2:]) if is_array else path
        spot = self._parsed(piece).find(inside, key=key)
        return replace(spot, line=spot.line + piece.line)

    def _document(self, root: Node) -> None:
        for child in root.children:
            if child.type == "pair":
                self._pair(child, ())
            elif child.type in _HEADERS:
                self._header(child)

    def _header(self, node: Node) -> None:
        written = next((key_nodes(c) for c in node.children if c.type in _KEYS), [])
        keys = [name for name, _ in written]
        if not keys:
            return
        path: KeyPath = ()
        for key in keys[:-1]:
            path = self._enter((*path, key))
        path = (*path, keys[-1])
        if node.type == "table_array_element":
            self._last[path] = self._last.get(path, -1) + 1
            self._keys.setdefault(path, node)
            path = (*path, self._last[path])
        self._keys[path] = node
        self._unread.setdefault(path, []).append(node)

    def _enter(self, path: KeyPath) -> KeyPath:
        """Step into the newest element if `path` is an array of tables."""
        return (*path, self._last[path]) if path in self._last else path

    def _pair(self, node: Node, path: KeyPath) -> None:
        named = [child for child in node.children if child.is_named]
        if not named or named[0].type not in _KEYS:
            return
        for name, key in key_nodes(named[0]):
            path = (*path, name)
            self._keys.setdefault(path, key)
            if len(path) > MAX_DEPTH:
                return
        if len(named) > 1:
            self._value(named[1], path)

    def _value(self, node: Node, path: KeyPath) -> None:
        self._values[path] = node
        if len(path) > MAX_DEPTH:
            return
        if node.type == "inline_table":
            for child in node.children:
                if child.type == "pair":
                    self._pair(child, path)
        elif node.type == "array":
            elements = (c for c in node.children if c.is_named and c.type != "comment")
            for index, child in enumerate(elements):
                self._value(child, (*path, index))


def _positions_in(piece: Piece) -> Positions:
    return Positions(piece.text.encode("utf-8", "surrogateescape"), is_whole=False)


def key_nodes(node: Node) -> list[tuple[str, Node]]:
    """Return the parts of a key, ``a."b".c``, each with its name."""
    found: list[tuple[str, Node]] = []
    pending = [node]
    while pending:
        part = pending.pop()
        if part.type == "dotted_key":
            pending += [child for child in reversed(part.children) if child.type in _KEYS]
        else:
            found.append((_key_name(part), part))
    return found


def _key_name(node: Node) -> str:
    text = (node.text or b"").decode("utf-8", "replace")
    if node.type == "bare_key":
        return text
    try:
        return next(iter(tomli.loads(f"{text} = 0")))
    except tomli.TOMLDecodeError:
        return text


def record_line(file: str, path: KeyPath) -> int:
    """Return the line (from 1) at which the table at `path` of `file` begins; 1 if it is gone."""
    try:
        return Positions(read_bytes(file, MOST_OF_A_REGISTRY)).find(path).line
    except OSError:
        return 1


def locate(problems: Iterable[Problem]) -> list[Problem]:
    """Fill in lines and columns. Sort by file, line and column, errors of whole files first."""
    return [problem for found in locate_by_file(problems) for problem in found]


def locate_by_file(problems: Iterable[Problem]) -> Iterator[list[Problem]]:
    """Fill in lines and columns, and read each file once. Each list is sorted as `locate` does."""

    @lru_cache(KEPT_FILES)
    def positions(file: str) -> Positions | None:
        try:
            return Positions(read_bytes(file, MOST_OF_A_REGISTRY))
        except OSError:
            return None

    def placed(place: Place, at_key: bool) -> Place:
        found = positions(place.file) if place.path and place.line is None else None
        if found is None:
            return place
        spot = found.find(place.path, key=at_key)
        return replace(place, line=spot.line, column=spot.column)

    by_file = sorted(problems, key=lambda problem: problem.place.file)
    for _, group in groupby(by_file, key=lambda problem: problem.place.file):
        found = [
            replace(
                problem,
                place=placed(problem.place, problem.at_key),
                also=placed(problem.also, problem.at_key) if problem.also else None,
            )
            for problem in group
        ]
        yield sorted(found, key=_order)


def _order(problem: Problem) -> tuple[bool, int, int]:
    """Problems of a file come before the problems in it."""
    place = problem.place
    return not problem.check.is_of_file, place.line or 0, place.column or 0
