"""Which values of a field occur under a query, how often, and what they are called."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from collab_tui.catalog.compile import Compiler, Condition, combine, heard
from collab_tui.catalog.labels import countries_called
from collab_tui.catalog.names import called
from collab_tui.catalog.search import answering
from collab_tui.catalog.text import tokens
from collab_tui.query.fields import STATES, Field, Takes
from collab_tui.query.syntax import And, Node, Term, Text
from collab_tui.records.kinds import Kind, Relation
from collab_tui.records.vocabulary import AgreementType, Role

_LISTED = (Kind.INSTITUTION, Kind.AGREEMENT, Kind.FOCUS_AREA)


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
    question = _Question(connection, field, heard(node), Compiler(connection, today))
    with answering():
        found = _COUNTERS.get(field.name, _years)(question)
    return sorted(
        _narrow(connection, field, found, typed), key=lambda f: (-f.count, f.label, f.value)
    )


@dataclass(frozen=True, slots=True)
class _Question:
    db: sqlite3.Connection
    field: Field
    node: Node
    compiler: Compiler

    def where(self, kind: Kind) -> Condition:
        """Return that ``r`` is of `kind` and matches the query."""
        return self.within(self.node, kind)

    def within(self, node: Node, kind: Kind) -> Condition:
        both = [Condition("r.kind = ?", [kind.value]), self.compiler.condition(node, kind)]
        return combine("AND", both)


_Counter = Callable[[_Question], list[Facet]]


def _stored(ask: _Question) -> list[Facet]:
    counts: dict[str, int] = {}
    for kind in _LISTED:
        condition = ask.where(kind)
        rows = ask.db.execute(
            "SELECT value, count(*) FROM facet JOIN record r ON r.n = facet.n"
            f" WHERE field = ? AND {condition.sql} GROUP BY value",
            (ask.field.name, *condition.values),
        )
        for value, count in rows:
            counts[value] = counts.get(value, 0) + count
    labels = {str(term): term.label for term in AgreementType}
    return [Facet(value, labels.get(value, value), count) for value, count in counts.items()]


def _countries(ask: _Question) -> list[Facet]:
    condition = ask.where(Kind.INSTITUTION)
    rows = ask.db.execute(
        "SELECT value, coalesce(label.text, value), count(*) FROM facet"
        " JOIN record r ON r.n = facet.n LEFT JOIN label"
        " ON label.scheme = 'country' AND label.code = value AND label.language = 'en'"
        f" WHERE facet.field = 'country' AND {condition.sql} GROUP BY value",
        condition.values,
    )
    return [Facet(*row) for row in rows]


def _linked(relation: Relation, upwards: Relation) -> _Counter:
    """Count the agreements of what they are linked to, and of all above that."""

    def count(ask: _Question) -> list[Facet]:
        condition = ask.where(Kind.AGREEMENT)
        rows = ask.db.execute(
            "WITH RECURSIVE pair(a, n) AS (SELECT link.source, link.target FROM link"
            " JOIN record r ON r.n = link.source"
            f" WHERE link.relation = '{relation}' AND {condition.sql}"
            " UNION SELECT pair.a, link.target FROM pair JOIN link"
            f" ON link.source = pair.n AND link.relation = '{upwards}')"
            " SELECT id, name, count(*) FROM pair JOIN record ON record.n = pair.n GROUP BY pair.n",
            condition.values,
        )
        return [Facet(*row) for row in rows]

    return count


def _roles(ask: _Question) -> list[Facet]:
    condition = ask.where(Kind.AGREEMENT)
    rows = ask.db.execute(
        "SELECT qualifier, count(DISTINCT source) FROM link JOIN record r ON r.n = link.source"
        f" WHERE relation = '{Relation.PARTICIPANT}' AND qualifier != '' AND {condition.sql}"
        " GROUP BY qualifier",
        condition.values,
    )
    return [Facet(role, Role(role).label, count) for role, count in rows]


def _years(ask: _Question) -> list[Facet]:
    if ask.field.takes is not Takes.DAYS:
        return []
    condition = ask.where(Kind.AGREEMENT)
    stored = {"starts": ("start",), "ends": ("end", "terminated")}.get(
        ask.field.name, (ask.field.name,)
    )
    names = "1" if ask.field.name == "date" else f"field IN ({','.join('?' * len(stored))})"
    rows = ask.db.execute(
        "SELECT earliest / 10000 AS year, count(DISTINCT dated.n) FROM dated"
        f" JOIN record r ON r.n = dated.n WHERE {names} AND {condition.sql} GROUP BY year",
        [*(() if ask.field.name == "date" else stored), *condition.values],
    )
    return [Facet(f"{year:04d}", f"{year:04d}", count) for year, count in rows]


def _citing(ask: _Question) -> list[Facet]:
    counts: dict[tuple[str, str], int] = {}
    for kind in _LISTED:
        condition = ask.where(kind)
        rows = ask.db.execute(
            "SELECT s.id, s.name, count(DISTINCT link.source) FROM link"
            " JOIN record r ON r.n = link.source JOIN record s ON s.n = link.target"
            f" WHERE link.relation = '{Relation.EVIDENCE}' AND {condition.sql} GROUP BY s.n",
            condition.values,
        )
        for value, label, count in rows:
            counts[value, label] = counts.get((value, label), 0) + count
    return [Facet(value, label, count) for (value, label), count in counts.items()]


def _each_term(terms: Iterable[str]) -> _Counter:
    """Ask the query with each of a few terms in turn."""

    def count(ask: _Question) -> list[Facet]:
        found = []
        for term in terms:
            asked = And((ask.node, Term(ask.field.name, (Text(term),))))
            total = 0
            for kind in Kind if ask.field.name == "kind" else _LISTED:
                condition = ask.within(asked, kind)
                sql = f"SELECT count(*) FROM record r WHERE {condition.sql}"
                total += ask.db.execute(sql, condition.values).fetchone()[0]
            if total or ask.field.name == "is":  # a state is worth knowing of, if none is in it
                found.append(Facet(term, term.replace("-", " "), total))
        return found

    return count


def _ids(ask: _Question) -> list[Facet]:
    """An id that several kinds share is written with its kind."""
    shared = "SELECT id FROM record GROUP BY id HAVING count(*) > 1"
    found: list[Facet] = []
    for kind in _LISTED:
        condition = ask.where(kind)
        value = f"iif(id IN ({shared}), kind || '/' || id, id)"
        sql = f"SELECT {value}, name, 1 FROM record r WHERE {condition.sql}"
        found += [Facet(*row) for row in ask.db.execute(sql, condition.values)]
    return found


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

_NAMED = {"focus": Kind.FOCUS_AREA, "with": Kind.INSTITUTION, "source": Kind.SOURCE}


def _narrow(
    connection: sqlite3.Connection, field: Field, found: list[Facet], typed: str
) -> list[Facet]:
    if field.takes is Takes.DAYS:  # more than a year, such as <2027 or 2024.., is not one of them
        return [facet for facet in found if facet.value.startswith(typed)]
    asked = tokens(typed)
    if not asked:
        return found
    also = _called(connection, field, typed, asked)

    def fits(facet: Facet) -> bool:
        words = [*tokens(facet.label), *tokens(facet.value)]
        by_words = all(any(word.startswith(part) for word in words) for part in asked)
        return by_words or facet.value.startswith(typed.lower()) or facet.value in also

    return [facet for facet in found if fits(facet)]


def _called(connection: sqlite3.Connection, field: Field, typed: str, asked: list[str]) -> set[str]:
    """Return the values that are called so in some other language, or by an alias."""
    if field.name == "country":
        return set(countries_called(connection, typed))
    kind = _NAMED.get(field.name)
    if kind is None:
        return set()
    rows = connection.execute(
        "SELECT record.id FROM text CROSS JOIN record ON record.n = text.rowid"
        " WHERE text MATCH ? AND kind = ?",
        (called(asked), kind),
    )
    return {record_id for (record_id,) in rows}
