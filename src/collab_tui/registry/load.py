"""Registry files → records and problems, in one pass over each file.

No content of a file raises an exception. Good tables become records, everything else becomes
problems.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple

import tomli

from collab_tui.records.kinds import Kind
from collab_tui.records.models import RegistryInfo
from collab_tui.registry.checks.files import NOT_UTF8, TOML_SYNTAX, UNKNOWN_TABLE
from collab_tui.registry.checks.values import WRONG_TYPE
from collab_tui.registry.mistakes import name_mistake
from collab_tui.registry.problems import KeyPath, Place, Problem, Severity, original_path
from collab_tui.registry.salvage import pieces
from collab_tui.registry.validate import read_record, read_table


class Entry(NamedTuple):
    """A record and its place: the `place`-th table of its kind in its file."""

    kind: Kind
    document: dict[str, Any]
    place: int
    kept: Mapping[KeyPath, list[int]]
    """For each array that lost elements, the original index of the elements that remain."""

    def path(self, inside: Iterable[str | int] = ()) -> KeyPath:
        """Return the path from the file's root to a value inside the record."""
        return (self.kind.table, self.place, *original_path(tuple(inside), self.kept))


@dataclass(slots=True)
class Loaded:
    """The content of one file."""

    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    info: dict[str, Any] | None = None
    """What the registry says about itself."""
    lost: list[str] = field(default_factory=list)
    """Refs of tables that could not become records; ``*`` stands for unknown parts."""


def load_file(
    file: str, content: bytes, first: Mapping[str, int] = MappingProxyType({}), line: int = 0
) -> Loaded:
    """Read the records of one TOML file; `file` is the path that problems name.

    If the file is not TOML as a whole, the tables that are TOML are read. Of a part of a file,
    `first` has the index of the first table of each array, and `line` is the number of lines before
    it.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8", "replace")
        at, column = line + before.count("\n") + 1, len(before) - before.rfind("\n")
        byte = f"{error.object[error.start]:02x}"
        problem = NOT_UTF8.at(Place(file, (), at, column), byte=byte)
        text = content.decode("utf-8-sig", "surrogateescape")
        return _load_pieces(file, text, Loaded(problems=[problem]), problem, first, line)
    try:
        document = tomli.loads(text)
    except (RecursionError, ValueError) as error:
        whole = syntax_error(file, text, line, error)
        return _load_pieces(file, text, Loaded(), whole, first, line)
    loaded = Loaded()
    _load_document(file, document, loaded, first)
    return loaded


def _load_pieces(
    file: str, text: str, loaded: Loaded, whole: Problem, first: Mapping[str, int], line: int
) -> Loaded:
    """Read the tables of a file one by one; `whole` is what is wrong with the whole file.

    `whole` is reported only if no single table is wrong. `first` and `line` as in `load_file`.
    """
    is_in_conflict = False
    for piece in pieces(text):
        if piece.document is not None:
            begun = {key: n + first.get(key, 0) for key, n in piece.first.items()}
            _load_document(file, piece.document, loaded, begun, line + piece.line + 1)
        elif not isinstance(piece.error, UnicodeError):
            error = piece.error or ValueError()
            problem = syntax_error(file, piece.text, line + piece.line, error)
            if not (is_in_conflict and piece.is_conflict):
                loaded.problems.append(problem)
        is_in_conflict = piece.leaves_in_conflict(is_in_conflict)
        if piece.lost is not None:
            loaded.lost.append(piece.lost)
    if all(problem.severity is not Severity.ERROR for problem in loaded.problems):
        loaded.problems.append(whole)
    return loaded


def syntax_error(file: str, text: str, before: int, error: Exception) -> Problem:
    """Return why `text` is not TOML. `before` is the number of lines of `file` before it."""
    if isinstance(error, tomli.TOMLDecodeError):
        found = name_mistake(text, error)
        place = Place(file, (), before + found.line, found.column)
        reason = _lower(error.msg)
        return TOML_SYNTAX.at(
            place, found.case, reason=reason, meant=found.meant, written=found.written
        )
    case = "deep" if isinstance(error, RecursionError) else ""
    return TOML_SYNTAX.at(Place(file, (), before + 1, 1), case, reason=str(error))


def _load_document(
    file: str,
    document: dict[str, Any],
    loaded: Loaded,
    first: Mapping[str, int] = MappingProxyType({}),
    line: int | None = None,
) -> None:
    """Read the content of a file, or of a part of it that begins at `line`.

    `first` has the index in the file of the first table of each array.
    """
    at = (line, 1) if line is not None else (None, None)
    for key, value in document.items():
        kind = Kind.of_table(key)
        if key == "registry":
            if loaded.info is None:
                loaded.info = _load_info(file, value, loaded.problems)
        elif kind is None:
            loaded.problems.append(_unknown_table(Place(file, (key,), *at), key))
        elif not isinstance(value, list):
            problem = WRONG_TYPE.at(Place(file, (key,), *at), "table", at_key=True, key=key)
            loaded.problems.append(problem.with_fate("table"))
            if isinstance(value, dict) and isinstance(value.get("id"), str):
                loaded.lost.append(f"{kind}/{value['id']}")
        else:
            _load_tables(kind, value, file, loaded, first.get(key, 0))


def _load_tables(kind: Kind, tables: list[Any], file: str, loaded: Loaded, first: int) -> None:
    for index, table in enumerate(tables, first):
        record_id = table.get("id") if isinstance(table, dict) else None
        reading = read_record(kind, table, file)
        loaded.problems += [p.within(kind.table, index) for p in reading.problems]
        if reading.document is not None:
            loaded.entries.append(Entry(kind, reading.document, index, reading.kept))
        elif isinstance(record_id, str):
            loaded.lost.append(f"{kind}/{record_id}")


def _load_info(file: str, value: Any, problems: list[Problem]) -> dict[str, Any] | None:
    reading = read_table(RegistryInfo, value, file)
    problems += [problem.within("registry") for problem in reading.problems]
    return reading.document


def _unknown_table(place: Place, key: str) -> Problem:
    known = ["registry", *(kind.table for kind in Kind)]
    return UNKNOWN_TABLE.at(place, at_key=True, word=key, known=known)


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]
