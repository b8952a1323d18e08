"""Which values of a field occur under a query, how often, and what they are called."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date

from collab_tui.catalog.compile import DATE_FIELDS, Compiler
from collab_tui.catalog.condition import TRUE, Condition
from collab_tui.catalog.labels import countries_called
from collab_tui.catalog.match import heard
from collab_tui.catalog.names import called
from collab_tui.catalog.search import answering
from collab_tui.catalog.text import LAST, tokens
from collab_tui.query.fields import STATES, Field, Takes
from collab_tui.query.syntax import And, Node, Term, Text
from collab_tui.records.kinds import Kind, Relation
from collab_tui.records.vocabulary import AgreementType, Role

_LISTED = (Kind.INSTITUTION, Kind.AGREEMENT, Kind.FOCUS_AREA)
_SHARED = "SELECT id FROM record GROUP BY id HAVING count(*) > 1"


@dataclass(frozen=True, slots=True)
class Facet:
    """A value as it is written in a query, what it is called, and how many records have it.

    Counted are the institutions of a country, the agreements of an institution, a focus
    area, a role or a year, and for other fields the records that have the value.
    """

    value: str
    label: str
    count: int


def facets(
    connection: sqlite3.Connection, field: Field, node: Node, typed: str, today: date
) -> list[Facet]:
    """Return the values of `field` under the query `node`, the most frequent first.

    `typed` narrows them: by the value's beginning, or by words of what it is called, in any
    language. ``as-of`` has no list of values.

    Raises:
        QueryError: a value in the query names nothing.
    """
    compiler = Compiler(connection, today)
    question = _Question(connection, field, heard(node), compiler, typed, tokens(typed))
    with answering():
        return _COUNTERS.get(field.name, _years)(question)


@dataclass(frozen=True, slots=True)
class _Question:
    db: sqlite3.Connection
    field: Field
    node: Node
    compiler: Compiler
    typed: str
    words: list[str]

    def listed(self) -> Condition:
        """Return that ``r`` is in one of the lists and matches the query."""
        found = {kind: self.compiler.condition(self.node, kind) for kind in _LISTED}
        cases = " ".join(f"WHEN '{kind}' THEN {one.sql}" for kind, one in found.items())
        values = [value for one in found.values() for value in one.values]
        return Condition(f"CASE r.kind {cases} END", values)

    def of(self, kind: Kind, subject: str) -> Condition:
        """Return that `subject`, which is of `kind`, matches the query."""
        return self.compiler.condition(self.node, kind, subject)

    def called(self, subject: str) -> Condition:
        """Return that the id of `subject` begins with what is typed, or that it is called so."""
        if not self.words:
            return TRUE
        begin = self.typed.lower()
        sql = (
            f"{subject} IN (SELECT n FROM record WHERE id >= ? AND id < ?"
            " UNION ALL SELECT rowid FROM text WHERE text MATCH ?)"
        )
        return Condition(sql, [begin, begin + LAST, called(self.words)])

    def narrow(self, found: list[Facet], also: Collection[str] = ()) -> list[Facet]:
        """Return those that fit what is typed, or are among `also`, most frequent first."""
        if self.words:
            found = [facet for facet in found if self.fits(facet) or facet.value in also]
        return sorted(found, key=lambda facet: (-facet.count, facet.label, facet.value))

    def fits(self, facet: Facet) -> bool:
        """Tell whether the value or words of what it is called begin with what is typed."""
        words = [*tokens(facet.label), *tokens(facet.value)]
        by_words = all(any(word.startswith(part) for word in words) for part in self.words)
        return by_words or facet.value.startswith(self.typed.lower())


_Counter = Callable[[_Question], list[Facet]]


def _stored(ask: _Question) -> list[Facet]:
    listed = ask.listed()
    rows = ask.db.execute(
        "SELECT value, count(*) FROM facet CROSS JOIN record r ON r.n = facet.n"
        f" WHERE field = ? AND {listed.sql} GROUP BY value",
        (ask.field.name, *listed.values),
    )
    labels = {str(term): term.label for term in AgreementType}
    return ask.narrow([Facet(value, labels.get(value, value), count) for value, count in rows])


def _countries(ask: _Question) -> list[Facet]:
    condition = ask.of(Kind.INSTITUTION, "facet.n")
    rows = ask.db.execute(
        "SELECT value, coalesce(label.text, value), found FROM (SELECT value, count(*) AS found"
        f" FROM facet WHERE field = 'country' AND ({condition.sql}) GROUP BY value) LEFT JOIN label"
        " ON label.scheme = 'country' AND label.code = value AND label.language = 'en'",
        condition.values,
    )
    also = countries_called(ask.db, ask.typed) if ask.words else ()
    return ask.narrow([Facet(*row) for row in rows], also)


def _linked(relation: Relation, upwards: Relation) -> _Counter:
    """Count the agreements of what they are linked to, and of all above that.

    Few stand above others: for those alone are agreements counted that come in several ways.
    """

    def count(ask: _Question) -> list[Facet]:
        where, called = ask.of(Kind.AGREEMENT, "p.source"), ask.called("p.target")
        upon, above = ask.of(Kind.AGREEMENT, "+p.source"), ask.called("n")
        links = f"link p WHERE p.relation = '{relation}' AND ({where.sql})"
        rows = ask.db.execute(
            "WITH RECURSIVE above(n, a) AS (SELECT up.target, p.source FROM link up"
            f" CROSS JOIN link p ON p.target = up.source AND p.relation = '{relation}'"
            f" WHERE up.relation = '{upwards}' AND ({upon.sql})"
            " UNION SELECT link.target, above.a FROM above JOIN link"
            f" ON link.source = above.n AND link.relation = '{upwards}'),"
            " counted(n, found) AS (SELECT n, count(*) FROM (SELECT n, a FROM above UNION"
            f" SELECT p.target, p.source FROM {links} AND +p.target IN (SELECT n FROM above))"
            f" WHERE {above.sql} GROUP BY n UNION ALL"
            f" SELECT p.target, count(DISTINCT p.source) FROM {links} AND {called.sql}"
            " AND +p.target NOT IN (SELECT n FROM above) GROUP BY p.target)"
            " SELECT id, name, found FROM counted JOIN record USING (n)"
            " ORDER BY found DESC, name, id",
            [*upon.values, *where.values, *above.values, *where.values, *called.values],
        )
        return [Facet(*row) for row in rows]

    return count


def _roles(ask: _Question) -> list[Facet]:
    condition = ask.of(Kind.AGREEMENT, "link.source")
    rows = ask.db.execute(
        "SELECT qualifier, count(DISTINCT source) FROM link"
        f" WHERE relation = '{Relation.PARTICIPANT}' AND qualifier != '' AND ({condition.sql})"
        " GROUP BY qualifier",
        condition.values,
    )
    return ask.narrow([Facet(role, Role(role).label, count) for role, count in rows])


def _years(ask: _Question) -> list[Facet]:
    if ask.field.takes is not Takes.DAYS:
        return []
    condition = ask.of(Kind.AGREEMENT, "dated.n")
    stored = DATE_FIELDS[ask.field.name]
    rows = ask.db.execute(
        "SELECT earliest / 10000 AS year, count(DISTINCT n) FROM dated"
        f" WHERE field IN ({','.join('?' * len(stored))}) AND ({condition.sql}) GROUP BY year",
        [*stored, *condition.values],
    )
    found = [Facet(f"{year:04d}", f"{year:04d}", count) for year, count in rows]
    # More than a year, such as <2027 or 2024.., is not one of them.
    found = [facet for facet in found if facet.value.startswith(ask.typed)]
    return sorted(found, key=lambda facet: (-facet.count, facet.value))


def _citing(ask: _Question) -> list[Facet]:
    listed, called = ask.listed(), ask.called("link.target")
    rows = ask.db.execute(
        "SELECT s.id, s.name, found FROM (SELECT link.target AS n, count(DISTINCT link.source)"
        f" AS found FROM link CROSS JOIN record r ON r.n = link.source WHERE {called.sql}"
        f" AND link.relation = '{Relation.EVIDENCE}' AND {listed.sql} GROUP BY link.target)"
        " JOIN record s USING (n) ORDER BY found DESC, s.name, s.id",
        [*called.values, *listed.values],
    )
    return [Facet(*row) for row in rows]


def _each_term(terms: Iterable[str]) -> _Counter:
    """Ask the query with each of a few terms in turn."""

    def count(ask: _Question) -> list[Facet]:
        found = []
        for term in terms:
            asked = And((ask.node, Term(ask.field.name, (Text(term),))))
            total = 0
            for kind in Kind if ask.field.name == "kind" else _LISTED:
                condition = ask.compiler.condition(asked, kind)
                sql = f"SELECT count(*) FROM record r WHERE r.kind = ? AND ({condition.sql})"
                total += ask.db.execute(sql, (kind, *condition.values)).fetchone()[0]
            if total or ask.field.name == "is":  # a state is worth knowing of, if none is in it
                found.append(Facet(term, term.replace("-", " "), total))
        return ask.narrow(found)

    return count


def _ids(ask: _Question) -> list[Facet]:
    """An id that several kinds share is written with its kind."""
    listed, called = ask.listed(), ask.called("r.n")
    if called is not TRUE:
        called.sql = f"{called.sql[:-1]} UNION ALL SELECT n FROM record WHERE id IN ({_SHARED}))"
    rows = ask.db.execute(
        f"SELECT iif(id IN ({_SHARED}), kind || '/' || id, id) AS value, name, 1 FROM record r"
        f" WHERE {called.sql} AND {listed.sql} ORDER BY name, value",
        [*called.values, *listed.values],
    )
    return [facet for facet in (Facet(*row) for row in rows) if not ask.words or ask.fits(facet)]


_COUNTERS: dict[str, _Counter] = {
    "kind": _each_term([str(kind) for kind in Kind]),
    "type": _stored,
    "status": _stored,
    "tag": _stored,
    "id": _ids,
    "country": _countries,
    "focus": _linked(Relation.FOCUS, Relation.BROADER),
    "with": _linked(Relation.PARTICIPANT, Relation.PARENT),
    "role": _roles,
    "source": _citing,
    "is": _each_term(STATES),
}
