"""Records that are above themselves, directly or through others."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping

from collab_tui.catalog.checks.across import CatalogCheck
from collab_tui.catalog.checks.places import reference_place
from collab_tui.catalog.hierarchy import CLIMBING, CLIMBING_RELATIONS
from collab_tui.language import _, _later
from collab_tui.registry.problems import Problem, Severity, Words


def _circles(connection: sqlite3.Connection) -> Iterator[Problem]:
    edges: dict[str, dict[int, list[int]]] = {}
    climbing = " OR ".join(f"relation = '{r}' AND kind = '{kind}'" for kind, r in CLIMBING)
    for relation, source, target in connection.execute(
        # Few links climb: so the kinds of only few records are looked up.
        "SELECT relation, source, target FROM link CROSS JOIN record ON record.n = source"
        f" WHERE relation IN {CLIMBING_RELATIONS} AND ({climbing})"
    ):
        edges.setdefault(relation, {}).setdefault(source, []).append(target)
    for relation, found in sorted(edges.items()):
        # Circles are very rare. Only then sort, so that reports stay the same.
        if any(find_circles(found)):
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
    place = reference_place(connection, definition, relation, names[1])
    return CIRCLE.at(place, relation=relation, names=" → ".join(names))


def find_circles(edges: dict[int, list[int]]) -> Iterator[list[int]]:
    """Yield circles: one for each edge that leads back into the path walked so far."""
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


CIRCLE = CatalogCheck(
    code="circle",
    severity=Severity.ERROR,
    means=_("A record is above itself, through the records that the message names."),
    remedy=_("Remove one of these links."),
    example='[[institution]]\nid = "a"\nname = "A"\nparent = "a"\n',
    words=Words(
        _later("'{relation}' forms a circle: {names}"), _later("remove one of these links")
    ),
    find=_circles,
)
