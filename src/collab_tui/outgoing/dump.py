"""A registry, or what a query finds and names, as tables or as whole records."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from collab_tui.formats import DATAPACKAGE, PARQUET, SQLITE
from collab_tui.language import _
from collab_tui.outgoing.rows import Row, Written, problem_rows, rows_of, term_rows
from collab_tui.outgoing.sinks import (
    PackageSink,
    ParquetSink,
    Sink,
    SqliteSink,
    beside,
    fill,
    put_in_place,
)
from collab_tui.outgoing.tables import PROBLEM
from collab_tui.render.words import safe_json

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog

OF_TABLES = (SQLITE.name, DATAPACKAGE.name, PARQUET.name)
"""The formats that have tables."""


def write_tables(catalog: Catalog, numbers: Sequence[int], form: str, path: Path) -> dict[str, int]:
    """Write the records `numbers`, and all that they name, as tables; return the number of rows of
    each.

    `path` is written only when everything is complete.

    Raises:
        OSError: it cannot be written.
        LibraryMissingError: the format needs a library that is not installed.
    """
    with beside(path) as folder:
        sink: Sink
        if form == SQLITE.name:
            sink, made = SqliteSink(folder, path.name), folder / path.name
        elif form == DATAPACKAGE.name:
            sink, made = PackageSink(folder, catalog.about.title() or _("A registry")), folder
        else:
            sink, made = ParquetSink(folder), folder
        counts = fill(sink, _rows(catalog, numbers))
        put_in_place(made, path)
    return counts


def _rows(catalog: Catalog, numbers: Sequence[int]) -> Iterator[tuple[str, Row]]:
    every = catalog.shown.with_named(numbers)
    found = set(numbers)
    known = set(catalog.shown.names(every))
    records = (Written(w.ref, w.document, w.name, w.n in found) for w in catalog.shown.whole(every))
    yield from rows_of(records, known)
    yield from ((PROBLEM.name, row) for row in problem_rows(catalog.problems.all()))
    yield from term_rows()


def as_jsonl(catalog: Catalog, numbers: Sequence[int]) -> Iterator[str]:
    """Yield one line for each record: its ref, its kind, and everything that it says."""
    for found in catalog.shown.whole(numbers):
        content = {"ref": str(found.ref), "kind": str(found.ref.kind), **found.document}
        yield safe_json(json.dumps(content, ensure_ascii=False)) + "\n"
