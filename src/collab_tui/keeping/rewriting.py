"""Changes a record's block of a file to say something else: only what differs is touched."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Mapping
from typing import Any

import tomli

from collab_tui.keeping.parts import EditError, Pair, Section, line_end, line_start, sections_of
from collab_tui.keeping.toml_text import WIDTH, key_order, key_text, pair_text
from collab_tui.keeping.values import Place, edited, identity
from collab_tui.language import _
from collab_tui.reasons import why
from collab_tui.records.kinds import Kind
from collab_tui.records.same import same
from collab_tui.registry.problems import KeyPath, keys_in


def rewrite(kind: Kind, block: bytes, new: Mapping[str, Any]) -> bytes:
    """Return the block of one record, as `blocks` cuts it, changed to say `new`.

    Comments, blank lines, the order of keys and the form of values that stay are kept.

    Raises:
        EditError: the block is written in a way that cannot be changed without harm.
    """
    if block.startswith(BOM_UTF8):
        return BOM_UTF8 + rewrite(kind, block.removeprefix(BOM_UTF8), new)
    try:
        old = tomli.loads(block.decode())[kind.table][0]
    except (tomli.TOMLDecodeError, UnicodeDecodeError, KeyError, IndexError) as error:
        raise EditError(_("it cannot be read: {reason}", reason=why(error))) from error
    if same(old, new):
        return block
    found = _Rewriting(kind, block).made(old, new)
    try:
        document = tomli.loads(found.decode())
    except tomli.TOMLDecodeError as error:
        message = _("it is written in a way that cannot be changed: {reason}", reason=why(error))
        raise EditError(message) from error
    if document.keys() != {kind.table} or not same(document[kind.table], [dict(new)]):
        raise EditError(_("it is written in a way that cannot be changed"))
    return found


class _Rewriting:
    """The edits that change one block from an old table to a new one."""

    def __init__(self, kind: Kind, block: bytes) -> None:
        self.kind = kind
        self.block = block
        self.newline = "\r\n" if b"\r\n" in block else "\n"
        self.sections = sections_of(block)
        self.edits: list[tuple[int, int, str]] = []

    def made(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> bytes:
        """Return the block with all edits, the last ones first."""
        self._table((), old, new)
        block = self.block
        numbered = sorted(enumerate(self.edits), key=lambda e: (e[1][0], e[1][1], e[0]))
        for _at, (start, end, text) in reversed(numbered):
            block = block[:start] + text.encode() + block[end:]
        return block

    def _table(self, path: KeyPath, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
        for key, value in old.items():
            if key not in new:
                self._remove((*path, key))
            elif not same(value, new[key]):
                self._change((*path, key), value, new[key])
        order = key_order(self.kind, keys_in(path))
        for key in sorted(new.keys() - old.keys(), key=lambda key: (order.get(key, 999), key)):
            self._add((*path, key), new[key])

    def _pairs_at(self, path: KeyPath) -> list[tuple[Section, Pair]]:
        """Return the pairs at `path` and below."""
        return [
            (section, pair)
            for section in self.sections
            for pair in section.pairs
            if pair.path[: len(path)] == path
        ]

    def _sections_at(self, path: KeyPath) -> list[Section]:
        return [s for s in self.sections if s.path[: len(path)] == path]

    def _change(self, path: KeyPath, old: Any, new: Any) -> None:
        pair = next((pair for _, pair in self._pairs_at(path) if pair.path == path), None)
        if pair is not None:
            begin = line_start(self.block, pair.start)
            room = WIDTH - len(self.block[begin : pair.value.start_byte].decode())
            place = Place(self.kind, keys_in(path), self.newline)
            text = edited(self.block, pair.value, old, new, place, room)
            self.edits.append((pair.value.start_byte, pair.value.end_byte, text))
        elif isinstance(old, Mapping) and isinstance(new, Mapping) and new:
            self._table(path, old, new)
        elif isinstance(old, list) and isinstance(new, list) and new:
            self._tables(path, old, new)
        else:
            self._remove(path)
            self._add(path, new)

    def _tables(self, path: KeyPath, old: list[Any], new: list[Any]) -> None:
        """Change an array of tables that have their own headers."""
        names = [identity(self.kind, keys_in(path), one) for one in old]
        left = dict(enumerate(names))
        at = -1
        added = 0
        for value in new:
            mine = identity(self.kind, keys_in(path), value)
            index = next((i for i, name in left.items() if name == mine), None)
            if index is None:
                self._append(path, value)
                added += 1
                continue
            if index < at or added:
                raise EditError(_("its tables have their own headers, in another order"))
            del left[index]
            at = index
            if not same(old[index], value):
                self._table((*path, index), old[index], value)
        for index in left:
            self._remove((*path, index))

    def _append(self, path: KeyPath, value: Mapping[str, Any]) -> None:
        """Add a table with its own header after the others of its array."""
        last = self._sections_at(path)[-1]
        at = line_end(self.block, last.end)
        header = ".".join((self.kind.table, *map(key_text, keys_in(path))))
        lines = ["", f"[[{header}]]", *(pair_text(key_text(k), v) for k, v in value.items())]
        self._insert(at, self.newline.join(lines))

    def _remove(self, path: KeyPath) -> None:
        for section in self._sections_at(path):
            start = line_start(self.block, section.header[0])
            before = line_start(self.block, max(start - 1, 0))
            if start and not self.block[before:start].strip():
                start = before  # the blank line before it
            self.edits.append((start, line_end(self.block, section.end), ""))
        gone = [s.path for s in self._sections_at(path)]
        for section, pair in self._pairs_at(path):
            if section.path not in gone:
                start = line_start(self.block, pair.start)
                self.edits.append((start, line_end(self.block, pair.end), ""))

    def _add(self, path: KeyPath, value: Any) -> None:
        parent, key = path[:-1], str(path[-1])
        section = next((s for s in self.sections if s.path == parent), None)
        if section is None:
            dotted = self._pairs_at(parent)
            if not dotted:
                where = ".".join(map(str, parent))
                raise EditError(_("'{field}' has no place of its own", field=where))
            section, last = dotted[-1]
            name = ".".join(map(key_text, (*last.keys[: len(parent) - len(section.path)], key)))
            self._insert(line_end(self.block, last.end), pair_text(name, value, self.newline))
            return
        order = key_order(self.kind, keys_in(parent))
        rank = order.get(key, len(order))
        depth = len(parent)
        before = [
            pair for pair in section.pairs if order.get(str(pair.path[depth]), len(order)) <= rank
        ]
        at = line_end(self.block, before[-1].end if before else section.header[1])
        self._insert(at, pair_text(key_text(key), value, self.newline))

    def _insert(self, at: int, text: str) -> None:
        """Insert lines at the beginning of a line, or at the end of a block without a last
        newline.
        """
        is_open = at == len(self.block) and not self.block.endswith(b"\n")
        self.edits.append((at, at, self.newline + text if is_open else text + self.newline))
