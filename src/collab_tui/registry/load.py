"""Registry files → records and problems, in one pass over each file.

Nothing that a file can hold raises: what is good becomes records, what is not becomes
problems.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import tomli

from collab_tui.records.kinds import Kind
from collab_tui.records.models import Record, RegistryInfo
from collab_tui.registry.problems import KeyPath, Place, Problem, Severity, original_path
from collab_tui.registry.validate import read_record, read_table
from collab_tui.suggest import did_you_mean


@dataclass(frozen=True, slots=True)
class Entry:
    """A record and where it stands: the `index`-th table of its kind in its file."""

    record: Record
    index: int
    kept: dict[KeyPath, list[int]] = field(default_factory=dict)

    def path(self, inside: Iterable[str | int] = ()) -> KeyPath:
        """Return the path from the file's root to a value inside the record."""
        return (self.record.kind.table, self.index, *original_path(tuple(inside), self.kept))


@dataclass(slots=True)
class Loaded:
    """What one file holds."""

    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    info: RegistryInfo | None = None
    lost: list[str] = field(default_factory=list)
    """Refs of tables that could not become records."""


def load_file(file: str, content: bytes) -> Loaded:
    """Read the records of one TOML file; `file` is the path that problems name."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8", "replace")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        message = f"is not UTF-8: byte 0x{error.object[error.start]:02x}"
        place = Place(file, (), line, column)
        return _failed("not-utf8", message, place, "save the file as UTF-8")
    try:
        document = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        place = Place(file, (), error.lineno, error.colno)
        return _failed("toml-syntax", _lower(error.msg), place, None)
    except (RecursionError, ValueError) as error:
        message = "is nested too deeply" if isinstance(error, RecursionError) else str(error)
        return _failed("toml-syntax", message, Place(file, (), 1, 1), None)
    return _load_document(file, document)


def _load_document(file: str, document: dict[str, Any]) -> Loaded:
    loaded = Loaded()
    for key, value in document.items():
        kind = Kind.of_table(key)
        if key == "registry":
            loaded.info = _load_info(file, value, loaded.problems)
        elif kind is None:
            loaded.problems.append(_unknown_table(file, key))
        elif not isinstance(value, list):
            loaded.problems.append(_not_an_array(file, key))
        else:
            _load_tables(kind, value, file, loaded)
    return loaded


def _load_tables(kind: Kind, tables: list[Any], file: str, loaded: Loaded) -> None:
    for index, table in enumerate(tables):
        reading = read_record(kind, table, file)
        loaded.problems += [p.within(kind.table, index) for p in reading.problems]
        if reading.record is not None:
            loaded.entries.append(Entry(reading.record, index, dict(reading.kept)))
        elif isinstance(table, dict) and isinstance(table.get("id"), str):
            loaded.lost.append(f"{kind}/{table['id']}")


def _load_info(file: str, value: Any, problems: list[Problem]) -> RegistryInfo | None:
    _, reading = read_table(RegistryInfo, value, file)
    problems += [problem.within("registry") for problem in reading.problems]
    info = reading.record
    return info if isinstance(info, RegistryInfo) else None


def _unknown_table(file: str, key: str) -> Problem:
    known = ["registry", *(kind.table for kind in Kind)]
    hint = did_you_mean(key, known) or f"known tables: {', '.join(known)}"
    place = Place(file, (key,))
    message = f"'{key}' is not a table of a registry"
    return Problem(Severity.ERROR, "unknown-table", message, place, hint, at_key=True)


def _not_an_array(file: str, key: str) -> Problem:
    message = f"'{key}' is not an array of tables"
    hint = f"write [[{key}]] with two brackets"
    return Problem(Severity.ERROR, "wrong-type", message, Place(file, (key,)), hint, at_key=True)


def _failed(code: str, message: str, place: Place, hint: str | None) -> Loaded:
    return Loaded(problems=[Problem(Severity.ERROR, code, message, place, hint)])


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]
