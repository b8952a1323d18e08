"""Where a definition, or a value in it, is in the files."""

from __future__ import annotations

import json
import sqlite3

from collab_tui.catalog import documents
from collab_tui.records.declared import DECLARED
from collab_tui.records.kinds import Kind
from collab_tui.registry.problems import KeyPath, Place, original_path


def place_of(connection: sqlite3.Connection, definition: int, inside: KeyPath = ()) -> Place:
    """Return where a definition (or a value inside it) is, as file and path."""
    file, kind, index, kept = connection.execute(
        "SELECT path, kind, place, kept FROM definition JOIN entity USING (n)"
        " JOIN file ON file.n = definition.file WHERE d = ?",
        (definition,),
    ).fetchone()
    lists = {tuple(path): indices for path, indices in json.loads(kept)}
    return Place(file, (Kind.named(kind).table, index, *original_path(inside, lists)))


def reference_place(
    connection: sqlite3.Connection, definition: int, relation: str, target: str
) -> Place:
    """Return where a definition names another record."""
    kind, document = connection.execute(
        "SELECT kind, doc FROM definition JOIN entity USING (n) WHERE d = ?", (definition,)
    ).fetchone()
    named = DECLARED[Kind.named(kind)].references(documents.read(document))
    paths = (r.path for r in named if r.relation == relation and r.id == target)
    return place_of(connection, definition, next(paths, ()))


def read_place(text: str) -> Place:
    """Read a place from the table of problems: JSON with file, path, line and column."""
    file, path, line, column = json.loads(text)
    return Place(file, tuple(path), line, column)
