"""Records with the same name, and what tells them apart in a list."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from collab_tui.records.declared import DECLARED
from collab_tui.records.kinds import Kind


def tell_apart(connection: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, str]:
    """Return, for each record that has a name like another of its kind, what tells it apart.

    It is the value of the first declared field that all of them have, as far as they are among
    `numbers`, and each another one; else the id. Names are compared as they are sorted. Of records
    that a field names, those that all name do not count.
    """
    rows = connection.execute(
        "SELECT r.n, r.kind, r.sort FROM record AS r"
        " WHERE r.n IN (SELECT value FROM json_each(?)) AND EXISTS ("
        "SELECT 1 FROM record AS o WHERE o.kind = r.kind AND o.sort = r.sort AND o.n <> r.n)",
        (str(list(numbers)),),
    )
    groups: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for n, kind, sort in rows:
        groups[kind, sort].append(n)
    found: dict[int, str] = {}
    for (kind, _), alike in groups.items():
        found |= _apart(connection, _documents(connection, alike), Kind.named(kind))
    return found


def _documents(connection: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, dict[str, Any]]:
    from collab_tui.catalog import documents  # most lists have no such records

    rows = connection.execute(
        "SELECT record.n, doc FROM record JOIN definition USING (d)"
        " WHERE record.n IN (SELECT value FROM json_each(?))",
        (str(list(numbers)),),
    )
    return {n: documents.read(text) for n, text in rows}


def _apart(
    connection: sqlite3.Connection, docs: Mapping[int, dict[str, Any]], kind: Kind
) -> dict[int, str]:
    declared = DECLARED[kind]
    for path in declared.told_apart_by:
        field = declared.field(path)
        values = {n: [*map(str, field.values(document))] for n, document in docs.items()}
        if field.names is not None:
            from collab_tui.catalog.taking_part import called

            shared = set.intersection(*map(set, values.values()))
            ids = {one for found in values.values() for one in found}
            names = called(connection, ids, field.names.kind)
            values = {
                n: [names.get(one, one) for one in found if one not in shared]
                for n, found in values.items()
            }
        texts = {n: ", ".join(found) for n, found in values.items()}
        if all(texts.values()) and len(set(texts.values())) == len(texts):
            return texts
    return {n: str(document["id"]) for n, document in docs.items()}
