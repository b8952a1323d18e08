"""A record's block of a file, in parts: its headers, its pairs, and where their values are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from collab_tui.language import _
from collab_tui.registry.positions import key_nodes, toml_parser
from collab_tui.registry.problems import KeyPath

if TYPE_CHECKING:
    from tree_sitter import Node

KEYS = ("bare_key", "quoted_key", "dotted_key")
_HEADERS = ("table", "table_array_element")

Span: TypeAlias = tuple[int, int]
"""Bytes from the start of the block, end exclusive."""


class EditError(Exception):
    """A block that cannot be changed without harm. The message says why."""


@dataclass(frozen=True, slots=True)
class Pair:
    """``key = value``: its path in the record, its own keys, and the node of the value."""

    path: KeyPath
    keys: tuple[str, ...]
    start: int
    value: Node

    @property
    def end(self) -> int:
        """Where the value ends; a comment may follow."""
        return self.value.end_byte


@dataclass(slots=True)
class Section:
    """A header and the pairs below it; `path` is the path of its table in the record."""

    path: KeyPath
    header: Span
    pairs: list[Pair] = field(default_factory=list)

    @property
    def end(self) -> int:
        """Where its last pair ends, or else its header."""
        return self.pairs[-1].end if self.pairs else self.header[1]


def node_of(text: bytes) -> Node:
    """Parse TOML.

    Raises:
        EditError: it is written in a way that the parser does not know.
    """
    root = toml_parser().parse(text).root_node
    if root.has_error:
        raise EditError(_("it is written in a way that cannot be changed by position"))
    return root


def sections_of(block: bytes) -> list[Section]:
    """Return the sections of the block of one record, its own first.

    Raises:
        EditError: the block is not that of one record.
    """
    last: dict[KeyPath, int] = {}
    found: list[Section] = []
    for node in node_of(block).children:
        if node.type not in _HEADERS:
            continue
        keys = [name for c in node.children if c.type in KEYS for name, _ in key_nodes(c)]
        path: KeyPath = ()
        for key in keys[:-1]:
            path = (*path, key)
            path = (*path, last[path]) if path in last else path
        path = (*path, keys[-1])
        if node.type == "table_array_element":
            last[path] = last.get(path, -1) + 1
            path = (*path, last[path])
        closing = next(c for c in node.children if c.type in ("]", "]]"))
        section = Section(path[2:], (node.start_byte, closing.end_byte))
        section.pairs += _pairs(node, section.path)
        found.append(section)
    if not found or found[0].path != ():
        raise EditError(_("it is not written as a separate table"))
    return found


def _pairs(node: Node, path: KeyPath) -> Iterator[Pair]:
    for child in node.children:
        if child.type == "pair":
            keys, value = key_and_value(child)
            yield Pair((*path, *keys), keys, child.start_byte, value)


def key_and_value(pair: Node) -> tuple[tuple[str, ...], Node]:
    """Return the keys of a pair and the node of its value."""
    key, value = [c for c in pair.children if c.is_named and c.type != "comment"][:2]
    return tuple(name for name, _ in key_nodes(key)), value


def line_start(block: bytes, at: int) -> int:
    """Return where the line of `at` begins."""
    return block.rfind(b"\n", 0, at) + 1


def line_end(block: bytes, at: int) -> int:
    """Return where the line after that of `at` begins, or the block ends."""
    found = block.find(b"\n", at)
    return len(block) if found < 0 else found + 1
