"""One record with everything around it: records that it names, records that name it, sources."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Set
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from collab_tui.catalog import documents
from collab_tui.catalog.hierarchy import walk
from collab_tui.catalog.row import Row
from collab_tui.catalog.rows import fetch_rows
from collab_tui.catalog.status import Period
from collab_tui.records.kinds import Kind, Ref, Relation
from collab_tui.records.texts import SHOWN_IN


@dataclass(frozen=True, slots=True)
class Link:
    """A link between the dossier's record and another one; `qualifier` as in `Reference`."""

    relation: Relation
    qualifier: str
    row: Row


@dataclass(frozen=True, slots=True)
class Dossier:
    """A record's document and everything around it, ready to be rendered."""

    ref: Ref
    document: dict[str, Any]
    row: Row
    today: date
    names: dict[Ref, Row] = field(default_factory=dict)
    """The records that the document names, if they exist."""
    incoming: list[Link] = field(default_factory=list)
    """The records that name this one, newest agreements first."""
    agreements: list[Row] = field(default_factory=list)
    """For a focus area, the agreements on it and on narrower areas, newest first."""
    sources: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The documents of the cited sources, by id."""
    partners: dict[int, list[str]] = field(default_factory=dict)
    """For an institution, the names of the others in each agreement, by the agreement's number."""
    people: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The documents of the people that are named, by id."""
    labels: dict[tuple[str, str], str] = field(default_factory=dict)
    """English names of country and language codes: ``("country", "SG")`` → ``Singapore``."""
    left_out: dict[Relation, int] = field(default_factory=dict)
    """How many of `incoming` (and of `agreements`, under ``focus``) were not fetched."""
    period: Period | None = None
    """The days of the statuses, if they are not those of `today`."""

    def among(self, numbers: Set[int]) -> Dossier:
        """Return the dossier with only the records in `incoming` that are among `numbers`."""
        left_out = Counter(self.left_out)
        left_out.update(link.relation for link in self.incoming if link.row.n not in numbers)
        agreements = [row for row in self.agreements if row.n in numbers]
        if self.ref.kind is Kind.FOCUS_AREA:
            missing = len(self.agreements) - len(agreements)
            left_out[Relation.FOCUS] = self.left_out.get(Relation.FOCUS, 0) + missing
        return replace(
            self,
            incoming=[link for link in self.incoming if link.row.n in numbers],
            agreements=agreements,
            left_out=dict(left_out),
        )

    def named(self, kind: Kind, record_id: str) -> Row | None:
        """Return the row of a record that the document names; None if there is none."""
        return self.names.get(Ref(kind, record_id))


def fetch_dossier(
    connection: sqlite3.Connection,
    n: int,
    today: date,
    most: int | None = None,
    period: Period | None = None,
) -> Dossier | None:
    """Return the dossier of record number `n`; None if it is gone.

    Statuses are those in `period`, else of `today`.

    If a record is in thousands of agreements, at most `most` links of each relation are fetched,
    the first ones in the order in which they are shown.
    """
    found = connection.execute(
        "SELECT record.kind, record.id, doc FROM record JOIN definition USING (d)"
        " WHERE record.n = ?",
        (n,),
    ).fetchone()
    if found is None:
        return None
    kind, record_id, text = found
    ref = Ref(Kind.named(kind), record_id)
    targets = [
        target
        for (target,) in connection.execute(
            "SELECT DISTINCT target FROM link WHERE source = ?", (n,)
        )
    ]
    links, left_out = _links_to(connection, n, most)
    agreements: list[int] = []
    if ref.kind is Kind.FOCUS_AREA:
        agreements, left_out[Relation.FOCUS] = _agreements_below(connection, n, most)
    rows = {
        row.n: row
        for row in fetch_rows(
            connection,
            list({n, *targets, *agreements, *(link[0] for link in links)}),
            today,
            period,
        )
    }
    if n not in rows:  # it went while this was looked up
        return None
    incoming = [
        Link(Relation(relation), qualifier, rows[source])
        for source, relation, qualifier in links
        if source in rows
    ]
    names = {rows[target].ref: rows[target] for target in targets if target in rows}
    shared = [source for source, relation, _ in links if relation == Relation.PARTICIPANT]
    return Dossier(
        ref,
        documents.read(text),
        rows[n],
        today,
        names,
        sorted(incoming, key=lambda link: newest_first(link.row)),
        sorted((rows[a] for a in agreements if a in rows), key=newest_first),
        _documents(connection, n, Relation.EVIDENCE),
        _partners(connection, n, shared) if ref.kind is Kind.INSTITUTION else {},
        _documents(connection, n, Relation.PERSON),
        {
            (scheme, code): label
            for scheme, code, label in connection.execute(
                "SELECT scheme, code, text FROM label WHERE language = ?", (SHOWN_IN,)
            )
        },
        left_out,
        period,
    )


def newest_first(row: Row) -> tuple[int, str]:
    """Sort key: later years first, those without a date last, then by name."""
    return (-(row.year or 0), row.name)


_NEWEST_FIRST = "coalesce(begins, 0) / 10000 DESC, name, n"


def _links_to(
    connection: sqlite3.Connection, n: int, most: int | None
) -> tuple[list[tuple[int, str, str]], dict[Relation, int]]:
    """Return (source, relation, qualifier) of links to `n`, and how many were left out."""
    if most is None:
        query = "SELECT DISTINCT source, relation, qualifier FROM link WHERE target = ?"
        return connection.execute(query, (n,)).fetchall(), {}
    query = (
        "SELECT source, relation, qualifier, total FROM (SELECT source, relation, qualifier,"
        " count(*) OVER (PARTITION BY relation) AS total, row_number() OVER (PARTITION BY relation"
        f" ORDER BY CASE relation WHEN '{Relation.EVIDENCE}' THEN kind END, {_NEWEST_FIRST})"
        " AS place FROM (SELECT DISTINCT source, relation, qualifier FROM link WHERE target = ?)"
        " JOIN record ON record.n = source) WHERE place <= ?"
    )
    found = connection.execute(query, (n, most)).fetchall()
    left_out = {Relation(relation): total - most for _, relation, _, total in found if total > most}
    return [(source, relation, qualifier) for source, relation, qualifier, _ in found], left_out


def _agreements_below(
    connection: sqlite3.Connection, n: int, most: int | None
) -> tuple[list[int], int]:
    """Return the agreements on a focus area or a narrower one, and how many were left out."""
    query = (
        f"WITH RECURSIVE {walk('narrower', 'SELECT ?', Relation.BROADER)},"
        " found(n) AS (SELECT DISTINCT source"
        " FROM link JOIN narrower ON link.target = narrower.n WHERE relation = ?)"
        " SELECT n, count(*) OVER () FROM record WHERE n IN (SELECT n FROM found)"
        f" ORDER BY {_NEWEST_FIRST} LIMIT ?"
    )
    limit = -1 if most is None else most
    values = (n, Relation.FOCUS, limit)
    found = connection.execute(query, values).fetchall()
    return [source for source, _ in found], found[0][1] - len(found) if found else 0


def _partners(
    connection: sqlite3.Connection, n: int, agreements: list[int]
) -> dict[int, list[str]]:
    """Return who else takes part in each of the `agreements` of institution `n`."""
    found: dict[int, list[str]] = {}
    for agreement, name in connection.execute(
        "SELECT other.source, record.name FROM json_each(?) AS own JOIN link AS other"
        " ON other.source = own.value AND other.relation = ?"
        " JOIN record ON record.n = other.target WHERE other.target <> ?"
        " ORDER BY record.sort",
        (str(agreements), Relation.PARTICIPANT, n),
    ):
        found.setdefault(agreement, []).append(name)
    return found


def _documents(
    connection: sqlite3.Connection, n: int, relation: Relation
) -> dict[str, dict[str, Any]]:
    """Return by id the documents of the records that number `n` names by `relation`."""
    query = (
        "SELECT record.id, doc FROM link JOIN record ON record.n = link.target"
        " JOIN definition USING (d) WHERE link.source = ? AND relation = ?"
    )
    return {key: documents.read(doc) for key, doc in connection.execute(query, (n, relation))}
