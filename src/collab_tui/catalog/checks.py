"""What only shows when all records are seen together: duplicates, loose ends, circles."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from collab_tui.catalog.hierarchy import CLIMBING
from collab_tui.catalog.schema import OVERDUE
from collab_tui.records.declared import DECLARED
from collab_tui.records.kinds import Kind
from collab_tui.records.status import day_number
from collab_tui.registry.problems import KeyPath, Place, Problem, Severity, original_path
from collab_tui.suggest import did_you_mean

_OVERDUE = f"record INDEXED BY record_overdue WHERE {OVERDUE} AND ends < ?"


def write_cross_checks(
    connection: sqlite3.Connection, files: list[Problem], is_hierarchy_changed: bool
) -> None:
    """Replace the problems that are about no single file; `files` are those of finding files.

    Looking for circles means a look at every link, which can be spared where the hierarchy
    is as it was, and had none.
    """
    from collab_tui.catalog.index import write_problems

    circles = "SELECT EXISTS (SELECT 1 FROM problem WHERE code = 'circle')"
    look_for_circles = is_hierarchy_changed or connection.execute(circles).fetchone()[0]
    connection.execute("DELETE FROM problem WHERE file IS NULL")
    problems = [
        *files,
        *_duplicates(connection),
        *_registry_tables(connection),
        *_loose_ends(connection),
        *(_circles(connection) if look_for_circles else ()),
    ]
    write_problems(connection, problems, None)


def all_problems(connection: sqlite3.Connection, today: date) -> list[Problem]:
    """Return everything wrong, most of it without line and column."""

    def placed(text: str) -> Place:
        file, path, line, column = json.loads(text)
        return Place(file, tuple(path), line, column)

    stored = [
        Problem(
            Severity(severity),
            code,
            message,
            placed(place),
            hint,
            placed(also) if also else None,
            bool(at_key),
        )
        for severity, code, message, hint, at_key, place, also in connection.execute(
            "SELECT severity, code, message, hint, at_key, place, also FROM problem"
        )
    ]
    return [*stored, *day_checks(connection, today)]


def count_day_checks(connection: sqlite3.Connection, today: date) -> int:
    """Return how many problems `day_checks` has."""
    query = f"SELECT count(*) FROM {_OVERDUE}"
    return int(connection.execute(query, (day_number(today),)).fetchone()[0])


def day_checks(connection: sqlite3.Connection, today: date) -> Iterator[Problem]:
    """Yield what is wrong as of `today`: a status that the dates contradict."""
    query = f"SELECT d, status, ends FROM {_OVERDUE}"
    for definition, status, ends in connection.execute(query, (day_number(today),)).fetchall():
        place = place_of(connection, definition, ("status",))
        day = f"{ends // 10000}-{ends // 100 % 100:02d}-{ends % 100:02d}"
        message = f"status is '{status}', but its last day was {day}"
        hint = "set it to completed, expired or terminated, or correct the end"
        yield Problem(Severity.WARNING, "status-against-dates", message, place, hint)


def place_of(connection: sqlite3.Connection, definition: int, inside: KeyPath = ()) -> Place:
    """Return where a definition (or a value inside it) stands, as file and path."""
    file, kind, index, kept = connection.execute(
        "SELECT path, kind, place, kept FROM definition JOIN entity USING (n)"
        " JOIN file ON file.n = definition.file WHERE d = ?",
        (definition,),
    ).fetchone()
    lists = {tuple(path): indices for path, indices in json.loads(kept)}
    return Place(file, (Kind.named(kind).table, index, *original_path(inside, lists)))


def _reference_place(
    connection: sqlite3.Connection, definition: int, relation: str, target: str
) -> Place:
    """Return where a definition names another record."""
    kind, document = connection.execute(
        "SELECT kind, doc FROM definition JOIN entity USING (n) WHERE d = ?", (definition,)
    ).fetchone()
    named = DECLARED[Kind.named(kind)].references(json.loads(document))
    paths = (r.path for r in named if r.relation == relation and r.id == target)
    return place_of(connection, definition, next(paths, ()))


def _duplicates(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Yield one problem for each definition of a ref that its layer defines more than once."""
    rows = connection.execute(
        "SELECT definition.n, kind, id, layer, group_concat(d) FROM definition"
        " JOIN entity USING (n) JOIN file ON file.n = definition.file WHERE definition.n IN"
        " (SELECT n FROM definition GROUP BY n HAVING count(*) > 1)"
        " GROUP BY definition.n, layer HAVING count(*) > 1"
    ).fetchall()
    for n, kind, record_id, _, numbers in rows:
        places = {int(d): place_of(connection, int(d), ("id",)) for d in numbers.split(",")}
        definitions = sorted(places, key=lambda d: (places[d].file, places[d].path))
        row = connection.execute("SELECT d FROM record WHERE n = ?", (n,)).fetchone()
        first = row[0] if row and row[0] in definitions else definitions[0]
        for d in definitions:
            other = first if d != first else next(o for o in definitions if o != first)
            fate = "this one is used" if d == first else "this one is not used"
            message = f"{kind}/{record_id} is defined {len(definitions)} times; {fate}"
            hint = "give one of them another id"
            problem = Problem(Severity.ERROR, "duplicate-id", message, places[d], hint)
            yield replace(problem, also=places[other])


def _registry_tables(connection: sqlite3.Connection) -> Iterator[Problem]:
    rows = connection.execute(
        "SELECT path, layer FROM file WHERE info IS NOT NULL ORDER BY layer, sequence"
    ).fetchall()
    first: dict[int, str] = {}
    for path, layer in rows:
        if layer in first:
            also = Place(first[layer], ("registry",))
            message = "a registry has one [registry] table; this one is not used"
            place = Place(path, ("registry",))
            yield Problem(Severity.ERROR, "duplicate-registry", message, place, None, also, True)
        first.setdefault(layer, path)


def _loose_ends(connection: sqlite3.Connection) -> Iterator[Problem]:
    rows = connection.execute(
        # CROSS JOIN keeps the order: from the few refs that nothing defines to what names them.
        "SELECT record.d, link.relation, missing.kind, missing.id FROM"
        " (SELECT n, kind, id FROM entity WHERE n NOT IN (SELECT n FROM record)) AS missing"
        " CROSS JOIN link ON link.target = missing.n JOIN record ON record.n = link.source"
    ).fetchall()
    if not rows:
        return
    lost = {
        ref
        for (refs,) in connection.execute("SELECT lost FROM file WHERE lost <> '[]'")
        for ref in json.loads(refs)
    }
    known: dict[str, list[str]] = {}
    for definition, relation, kind, record_id in rows:
        if f"{kind}/{record_id}" in lost:
            continue  # it is there, with an error of its own
        if kind not in known:
            query = "SELECT id FROM record WHERE kind = ?"
            known[kind] = [found for (found,) in connection.execute(query, (kind,))]
        table = Kind.named(kind).table
        hint = did_you_mean(record_id, known[kind]) or f"add a [[{table}]] with this id"
        place = _reference_place(connection, definition, relation, record_id)
        message = f"there is no {table.replace('_', ' ')} '{record_id}'"
        yield Problem(Severity.ERROR, "no-such-record", message, place, hint)


def _circles(connection: sqlite3.Connection) -> Iterator[Problem]:
    edges: dict[str, dict[int, list[int]]] = {}
    climbing = " OR ".join(f"relation = '{r}' AND kind = '{kind}'" for kind, r in CLIMBING)
    for relation, source, target in connection.execute(
        "SELECT relation, source, target FROM link JOIN record ON record.n = source"
        f" WHERE {climbing}"
    ):
        edges.setdefault(relation, {}).setdefault(source, []).append(target)
    for relation, found in sorted(edges.items()):
        if any(find_circles(found)):  # hardly ever, so only then in an order that lasts
            for circle in find_circles(_by_id(connection, found)):
                yield _circle_problem(connection, circle, relation)


def _by_id(connection: sqlite3.Connection, edges: Mapping[int, list[int]]) -> dict[int, list[int]]:
    """Return edges in the order of the ids at their ends."""
    query = "SELECT id FROM entity WHERE n = ?"

    def record_id(n: int) -> str:
        return str(connection.execute(query, (n,)).fetchone()[0])

    return {source: sorted(edges[source], key=record_id) for source in sorted(edges, key=record_id)}


def _circle_problem(connection: sqlite3.Connection, circle: list[int], relation: str) -> Problem:
    names = [
        connection.execute("SELECT id FROM entity WHERE n = ?", (n,)).fetchone()[0]
        for n in (*circle, circle[0])
    ]
    query = "SELECT d FROM record WHERE n = ?"
    (definition,) = connection.execute(query, (circle[0],)).fetchone()
    place = _reference_place(connection, definition, relation, names[1])
    message = f"'{relation}' goes in a circle: {' → '.join(names)}"
    return Problem(Severity.ERROR, "circle", message, place, "take out one of these links")


def find_circles(edges: dict[int, list[int]]) -> Iterator[list[int]]:
    """Yield circles, one for each edge that leads back into the path walked so far."""
    done: set[int] = set()
    for start in edges:
        if start in done:
            continue
        path: list[int] = [start]
        on_path = {start: 0}
        pending = [iter(edges[start])]
        while pending:
            target = next(pending[-1], None)
            if target is None:
                pending.pop()
                node = path.pop()
                del on_path[node]
                done.add(node)
            elif target in on_path:
                yield path[on_path[target] :]
            elif target not in done:
                on_path[target] = len(path)
                path.append(target)
                pending.append(iter(edges.get(target, ())))
