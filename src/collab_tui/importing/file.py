"""The file that an import writes: its content, what happens to each record, and the result.

A record is found by its id. What is not changed stays as it is, byte by byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import unified_diff
from enum import StrEnum
from pathlib import Path as FilePath
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from weakref import finalize

import tomli

from collab_tui.importing.cells import cannot_read
from collab_tui.importing.editing import LOOK, edit
from collab_tui.importing.marks import (
    ROW,
    Path,
    comment_text,
    fingerprint,
    flat,
    lines,
    mark_text,
    read_mark,
)
from collab_tui.importing.merge import Disagreement, merge
from collab_tui.keeping.parts import EditError
from collab_tui.keeping.toml_text import record_text
from collab_tui.language import _
from collab_tui.records.kinds import Kind
from collab_tui.registry.blocks import Block, blocks

_HELD = 16_000_000
_PART = 1_000_000


class FileError(Exception):
    """A file that cannot be updated. The message says which one, where and why."""


class State(StrEnum):
    """What happens to a record."""

    WRITTEN = "written"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    LEFT = "left as it is"
    """It should change, but a change would do harm."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happened to one record."""

    state: State
    changes: tuple[Path, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    reason: str = ""


@dataclass(slots=True)
class Said:
    """What a source says about one record."""

    kind: Kind
    id: str
    table: dict[str, Any]
    looks: list[str] = field(default_factory=list)
    """What a person should look at, one sentence each."""
    row: str | None = None
    """A fingerprint of everything that the source says, for records that it does not name
    by an id.
    """
    once: dict[str, Any] = field(default_factory=dict)
    """What else a new record gets. From then on it belongs to the file alone."""
    is_whole: bool = True
    """Whether this is everything that the source says. What it said before and not now is
    removed.
    """


class UpdatedFile:
    """A registry file and the changes to it. Nothing is written before `parts` are."""

    def __init__(self, path: FilePath, source: str, head: Iterable[str] = ()) -> None:
        """Read the file, if there is one. `head` are the comments at the beginning of a new one.

        `source` is a word in the marks of this import; without it, no marks are written.

        Raises:
            FileError: it cannot be read, or is not TOML.
        """
        self.path = path
        self.source = source
        self._content = _read(path)
        self.left: list[str] = []
        self._head = "".join(f"# {comment_text(line)}\n" for line in head)
        self._blocks: list[Block] = []
        self._places: dict[tuple[Kind, str], int] = {}
        self._rors: dict[str, str] = {}
        self._edited: dict[int, str] = {}
        # A dump makes more new records than should be held in memory.
        self._added: IO[str] = SpooledTemporaryFile(_HELD, "w+", encoding="utf-8", newline="")  # noqa: SIM115
        finalize(self, self._added.close)
        self._is_crlf = b"\r\n" in self._content[:100_000]
        for block in blocks(self._content):
            self._index(block)

    def _index(self, block: Block) -> None:
        number = len(self._blocks)
        self._blocks.append(block)
        try:
            document = tomli.loads(self._text(number).removeprefix("\ufeff"))
        except (tomli.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
            line = self._content.count(b"\n", 0, block.start) + getattr(error, "lineno", 1)
            reason = getattr(error, "msg", None) or error
            place = f"{self.path}:{line}"
            message = _("{place}: {reason}; correct the file first", place=place, reason=reason)
            raise FileError(message) from error
        for key, tables in document.items():
            kind = Kind.of_table(key)
            if kind is None or not isinstance(tables, list):
                continue
            for table in tables:
                self._know(kind, table, number if block.kind is kind else -1)

    def _know(self, kind: Kind, table: Any, number: int) -> None:
        if not isinstance(table, dict) or not isinstance(table.get("id"), str):
            return
        self._places.setdefault((kind, table["id"]), number)
        if kind is Kind.INSTITUTION:
            identifiers = table.get("identifiers")
            ror = identifiers.get("ror") if isinstance(identifiers, dict) else None
            for one in ror if isinstance(ror, list) else [ror]:
                if isinstance(one, str):
                    self._rors.setdefault(one.rpartition("/")[2].lower(), table["id"])

    def ids(self, kind: Kind) -> list[str]:
        """Return the ids of all records of a kind in the file."""
        return [record_id for known, record_id in self._places if known is kind]

    def with_ror(self, ror: str) -> str | None:
        """Return the id of the institution with a ROR id."""
        return self._rors.get(ror)

    def rors(self) -> list[str]:
        """Return the ROR ids of all institutions in the file."""
        return list(self._rors)

    def is_ours(self, kind: Kind, record_id: str) -> bool:
        """Tell whether an earlier import of this source wrote or changed a record."""
        return self.mark(kind, record_id) is not None

    def table(self, kind: Kind, record_id: str) -> dict[str, Any] | None:
        """Return a record as the file has it; None if it is not there."""
        number = self._places.get((kind, record_id), -1)
        if number < 0:
            return None
        table: dict[str, Any] = tomli.loads(self._text(number))[kind.table][0]
        return table

    def mark(self, kind: Kind, record_id: str) -> dict[Path, str] | None:
        """Return what the source said last about a record; None if it said nothing."""
        number = self._places.get((kind, record_id), -1)
        return read_mark(self.source, self._text(number)) if number >= 0 else None

    def apply(self, said: Said) -> Outcome:
        """Bring what the source says about a record into the file."""
        number = self._places.get((said.kind, said.id))
        if number is None:
            self._add(said)
            return Outcome(State.WRITTEN)
        if number < 0:
            return Outcome(State.LEFT, reason=_("it is not written as a separate table"))
        block = self._text(number)
        held = tomli.loads(block)[said.kind.table][0]
        before = read_mark(self.source, block)
        # An id that a person gave stays. This is not a disagreement.
        table = {key: value for key, value in said.table.items() if key != "id"}
        merged = merge(held, before, table, is_whole=said.is_whole)
        mark = merged.mark | ({ROW: said.row} if said.row is not None else {})
        is_marked = self.source != "" and mark != (before or {})
        comment = (self.source, mark_text(self.source, mark)) if is_marked else None
        looks = list(map(comment_text, said.looks)) if merged.changes else None
        try:
            edited = edit(said.kind, block, merged.changes, comment, looks)
        except EditError as error:
            return Outcome(State.LEFT, (), tuple(merged.disagreements), str(error))
        if edited != block:
            self._edited[number] = edited
        state = State.CHANGED if merged.changes else State.UNCHANGED
        return Outcome(state, tuple(merged.changes), tuple(merged.disagreements))

    def _add(self, said: Said) -> None:
        prints = {
            path: fingerprint(value) for path, value in flat(said.table).items() if path != ("id",)
        }
        if said.row is not None:
            prints[ROW] = said.row
        marks = [mark_text(self.source, prints)] if prints else []
        comments = [*marks, *(f"{LOOK} {comment_text(look)}" for look in said.looks)]
        text = "\n" + record_text(said.kind, {**said.once, **said.table}, comments)
        self._added.write(text.replace("\n", "\r\n") if self._is_crlf else text)
        self._places[(said.kind, said.id)] = -1

    def _text(self, number: int) -> str:
        edited = self._edited.get(number)
        if edited is not None:
            return edited
        _, start, end = self._blocks[number]
        return self._content[start:end].decode()

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to write."""
        return bool(self._edited) or self._added.tell() > 0

    def parts(self) -> Iterator[str]:
        """Yield the new text of the file."""
        gap = "\r\n" if self._is_crlf else "\n"
        for number in range(len(self._blocks)):
            yield self._text(number)
        if self._content and not self._content.endswith(b"\n"):
            yield gap
        if not self._content.strip() and self._head:
            yield self._head
        is_first = not self._content.strip() and not self._head
        end = self._added.tell()
        self._added.seek(len(gap) if is_first else 0)
        while part := self._added.read(_PART):
            yield part
        self._added.seek(end)

    def diff(self) -> Iterator[str]:
        """Yield the lines of a unified diff of the changes."""
        yield f"--- {self.path}"
        yield f"+++ {self.path}"
        shift = 0
        for number, edited in sorted(self._edited.items()):
            _, start, end = self._blocks[number]
            before, after = lines(self._content[start:end].decode()), lines(edited)
            offset = self._content.count(b"\n", 0, start)
            for line in [*unified_diff(before, after)][2:]:
                yield _moved(line, offset, offset + shift) if line.startswith("@@") else _bare(line)
            shift += len(after) - len(before)
        old = self._content.count(b"\n")
        added = lines("".join(self._new_text()))
        if added:
            yield f"@@ -{old},0 +{old + shift + 1},{len(added)} @@"
            yield from (f"+{_bare(line)}" for line in added)

    def _new_text(self) -> Iterator[str]:
        """Yield what is added at the end of the file."""
        parts = self.parts()
        for _block in self._blocks:
            next(parts)
        yield from parts


def _read(path: FilePath) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise FileError(cannot_read(path, error)) from error


def _bare(line: str) -> str:
    return line.rstrip("\r\n")


def _moved(header: str, before: int, after: int) -> str:
    """Return the header of a hunk, with its lines counted from the start of the file."""

    def moved(match: re.Match[str]) -> str:
        return f"{match[1]}{int(match[2]) + (before if match[1] == '-' else after)}"

    return _bare(re.sub(r"([-+])(\d+)", moved, header))
