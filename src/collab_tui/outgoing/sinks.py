"""The targets of table rows: a SQLite file, CSV files with a description, Parquet files."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any, Protocol

from collab_tui.outgoing.libraries import library
from collab_tui.outgoing.rows import Row
from collab_tui.outgoing.tables import TEXT, Column, Table, all_tables

BUFFER = 5_000
"""Rows of a table that are collected before they are written."""


LINE_END = "\r\n"
"""As RFC 4180 has it. With another one, a carriage return in a cell would not be quoted."""


class Sink(Protocol):
    """Takes the rows of tables."""

    def write(self, table: Table, rows: Sequence[Row]) -> None:
        """Add rows to a table."""

    def close(self) -> None:
        """Finish what was written."""


def fill(sink: Sink, rows: Iterable[tuple[str, Row]]) -> dict[str, int]:
    """Write rows, and close the sink; return the number of rows of each table."""
    tables = {table.name: table for table in all_tables()}
    waiting: dict[str, list[Row]] = {name: [] for name in tables}
    counts = dict.fromkeys(tables, 0)
    for name, row in rows:
        held = waiting[name]
        held.append(row)
        counts[name] += 1
        if len(held) >= BUFFER:
            sink.write(tables[name], held)
            held.clear()
    for name, held in waiting.items():
        sink.write(tables[name], held)
    sink.close()
    return counts


class SqliteSink:
    """One SQLite file with foreign keys, and a full text index of every text."""

    def __init__(self, folder: Path, name: str) -> None:
        """Make the file `name` in `folder`."""
        self._db = sqlite3.connect(folder / name, isolation_level=None)
        for pragma in ("journal_mode = OFF", "synchronous = OFF"):
            self._db.execute(f"PRAGMA {pragma}")
        for table in all_tables():
            self._db.execute(_create(table))
        self._db.execute("BEGIN")

    def write(self, table: Table, rows: Sequence[Row]) -> None:
        """Add rows to a table."""
        marks = ", ".join("?" * len(table.columns))
        self._db.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', rows)

    def close(self) -> None:
        """Index what the foreign keys need, and every text."""
        for table in all_tables():
            for key in table.foreign:
                columns = ", ".join(f'"{column}"' for column in key.columns)
                name = "_".join([table.name, *key.columns])
                self._db.execute(f'CREATE INDEX "{name}" ON "{table.name}" ({columns})')
        full = f'CREATE VIRTUAL TABLE {TEXT.name}_fts USING fts5(text, content="{TEXT.name}")'
        self._db.execute(full)
        self._db.execute(f"INSERT INTO {TEXT.name}_fts ({TEXT.name}_fts) VALUES ('rebuild')")
        self._db.execute("COMMIT")
        self._db.close()


def _create(table: Table) -> str:
    types = {"integer": "INTEGER", "number": "REAL"}
    lines = [
        f'"{c.name}" {types.get(c.type, "TEXT")}{" NOT NULL" if c.is_required else ""}'
        for c in table.columns
    ]
    lines.append(f"PRIMARY KEY ({_names(table.key)})")
    lines += [
        f'FOREIGN KEY ({_names(key.columns)}) REFERENCES "{key.table}" ({_names(key.others)})'
        for key in table.foreign
    ]
    return f'CREATE TABLE "{table.name}" (\n  ' + ",\n  ".join(lines) + "\n)"


def _names(columns: Iterable[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


class PackageSink:
    """A Frictionless Data Package: a CSV file for each table, and a description."""

    def __init__(self, folder: Path, title: str) -> None:
        """Make the files in `folder`."""
        self._folder = folder
        self._files: dict[str, TextIOWrapper] = {}
        for table in all_tables():
            file = (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="")
            csv.writer(file, lineterminator=LINE_END).writerow([c.name for c in table.columns])
            self._files[table.name] = file
        package = {
            "profile": "tabular-data-package",
            "name": "registry",
            "title": title,
            "resources": [_resource(table) for table in all_tables()],
        }
        text = json.dumps(package, ensure_ascii=False, indent=2)
        (folder / "datapackage.json").write_text(text + "\n", encoding="utf-8")

    def write(self, table: Table, rows: Sequence[Row]) -> None:
        """Add rows to a table."""
        csv.writer(self._files[table.name], lineterminator=LINE_END).writerows(rows)

    def close(self) -> None:
        """Close the files."""
        for file in self._files.values():
            file.close()


def _resource(table: Table) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name.replace("_", "-"),
        "path": f"{table.name}.csv",
        "description": table.help,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "primaryKey": list(table.key),
            "foreignKeys": [
                {
                    "fields": list(key.columns),
                    "reference": {
                        "resource": _referred(table, key.table),
                        "fields": list(key.others),
                    },
                }
                for key in table.foreign
            ],
            "missingValues": [""],
        },
    }


def _referred(table: Table, other: str) -> str:
    return "" if other == table.name else other.replace("_", "-")


def _field(column: Column) -> dict[str, Any]:
    found: dict[str, Any] = {"name": column.name, "type": column.type, "description": column.help}
    if column.is_required:
        found["constraints"] = {"required": True}
    return found


class ParquetSink:
    """A Parquet file for each table."""

    def __init__(self, folder: Path) -> None:
        """Make the files in `folder`.

        Raises:
            LibraryMissingError: pyarrow is not installed.
        """
        pa = library("pyarrow", "parquet", "Parquet")
        parquet = library("pyarrow.parquet", "parquet", "Parquet")
        self._arrow = pa
        types: Mapping[str, Any] = {
            "integer": pa.int64(),
            "number": pa.float64(),
            "date": pa.date32(),
        }
        self._schemas = {
            table.name: pa.schema(
                [
                    pa.field(c.name, types.get(c.type, pa.string()), nullable=not c.is_required)
                    for c in table.columns
                ]
            )
            for table in all_tables()
        }
        self._writers = {
            name: parquet.ParquetWriter(folder / f"{name}.parquet", schema)
            for name, schema in self._schemas.items()
        }

    def write(self, table: Table, rows: Sequence[Row]) -> None:
        """Add rows to a table."""
        columns = [
            [_day(value) for value in values] if column.type == "date" else list(values)
            for column, values in zip(
                table.columns,
                zip(*rows, strict=True) if rows else [()] * len(table.columns),
                strict=True,
            )
        ]
        schema = self._schemas[table.name]
        self._writers[table.name].write_table(self._arrow.table(columns, schema=schema))

    def close(self) -> None:
        """Finish the files."""
        for writer in self._writers.values():
            writer.close()


def _day(value: object) -> date | None:
    return date.fromisoformat(str(value)) if value else None


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """Yield a new folder beside `path` for unfinished files; it is removed afterwards."""
    path.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(mkdtemp(prefix=f".{path.name}.", dir=path.parent))
    try:
        yield folder
    finally:
        with suppress(OSError):
            rmtree(folder)


def put_in_place(made: Path, path: Path) -> None:
    """Move a finished file, or the files of a finished folder, to their place."""
    if made.is_file():
        made.replace(path)
        return
    path.mkdir(exist_ok=True)
    for file in made.iterdir():
        file.replace(path / file.name)
