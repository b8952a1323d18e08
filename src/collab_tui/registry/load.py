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
from collab_tui.registry.checks.files import NOT_UTF8, TOML_SYNTAX, UNKNOWN_TABLE
from collab_tui.registry.checks.values import WRONG_TYPE
from collab_tui.registry.problems import KeyPath, Place, Problem, original_path
from collab_tui.registry.validate import read_record, read_table


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
        byte = f"{error.object[error.start]:02x}"
        return Loaded(problems=[NOT_UTF8.at(Place(file, (), line, column), byte=byte)])
    try:
        document = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        place = Place(file, (), error.lineno, error.colno)
        return Loaded(problems=[TOML_SYNTAX.at(place, reason=_lower(error.msg))])
    except RecursionError:
        return Loaded(problems=[TOML_SYNTAX.at(Place(file, (), 1, 1), "deep")])
    except ValueError as error:
        return Loaded(problems=[TOML_SYNTAX.at(Place(file, (), 1, 1), reason=str(error))])
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
            place = Place(file, (key,))
            problem = WRONG_TYPE.at(place, "table", at_key=True, key=key)
            loaded.problems.append(problem.with_fate("table"))
            if isinstance(value, dict) and isinstance(value.get("id"), str):
                loaded.lost.append(f"{kind}/{value['id']}")
        else:
            _load_tables(kind, value, file, loaded)
    return loaded


def _load_tables(kind: Kind, tables: list[Any], file: str, loaded: Loaded) -> None:
    for index, table in enumerate(tables):
        record_id = table.get("id") if isinstance(table, dict) else None
        reading = read_record(kind, table, file)
        loaded.problems += [p.within(kind.table, index) for p in reading.problems]
        if reading.record is not None:
            loaded.entries.append(Entry(reading.record, index, dict(reading.kept)))
        elif isinstance(record_id, str):
            loaded.lost.append(f"{kind}/{record_id}")


def _load_info(file: str, value: Any, problems: list[Problem]) -> RegistryInfo | None:
    reading = read_table(RegistryInfo, value, file)
    problems += [problem.within("registry") for problem in reading.problems]
    info = reading.record
    return info if isinstance(info, RegistryInfo) else None


def _unknown_table(file: str, key: str) -> Problem:
    known = ["registry", *(kind.table for kind in Kind)]
    return UNKNOWN_TABLE.at(Place(file, (key,)), at_key=True, word=key, known=known)


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]
