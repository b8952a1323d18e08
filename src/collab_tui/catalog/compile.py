"""Syntax tree → SQL conditions, with every value bound.

A condition is about one record number, given as an SQL expression, so that it can be
asked of a row or of the end of a link alike. Fields of agreements filter institutions and
focus areas through agreements: all that stand side by side must hold on one and the same
agreement. Where only such fields are negated (``-with:nuh``), the answer is the rest: the
institutions without an agreement that has them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from collab_tui.catalog.condition import (
    FALSE,
    TRUE,
    Condition,
    combine,
    having,
    in_json,
    one_of,
    overlap,
)
from collab_tui.catalog.match import fts_match
from collab_tui.catalog.names import Names
from collab_tui.query.syntax import (
    And,
    Days,
    Node,
    Not,
    Or,
    Phrase,
    Term,
    Text,
    Value,
    Word,
    leaves,
)
from collab_tui.records.kinds import Kind, Relation
from collab_tui.records.status import OVERTAKEN, day_number

EXPIRING_WITHIN = timedelta(days=365)
"""How far ahead ``is:expiring`` looks."""

_THROUGH = (Kind.INSTITUTION, Kind.FOCUS_AREA)
DATE_FIELDS = {
    "announced": ("announced",),
    "signed": ("signed",),
    "starts": ("start",),
    "ends": ("end", "terminated"),
    "date": ("announced", "signed", "start", "end", "terminated", "milestone"),
}
"""Which dates of an agreement a field of queries is about."""

_AGREEMENT_FIELDS = frozenset({"with", "role", "focus", "as-of", *DATE_FIELDS})
_AGREEMENT_STATES = frozenset({"expiring", "expired", "undated", "undisclosed"})
_FOCUS_OR_BROADER = (
    f"WITH RECURSIVE p(source, target) AS (SELECT source, target FROM link WHERE"
    f" relation = '{Relation.FOCUS}' UNION SELECT p.source, link.target FROM p JOIN link"
    f" ON link.source = p.target AND link.relation = '{Relation.BROADER}')"
)


class Compiler:
    """Turns one query into conditions for each kind of record."""

    def __init__(self, connection: sqlite3.Connection, today: date) -> None:
        """Resolve names through `connection`; states such as expired are as of `today`."""
        self._db = connection
        self._names = Names(connection)
        self._today = today
        self._found: dict[tuple[str, tuple[Any, ...]], str] = {}

    def condition(self, node: Node, kind: Kind, subject: str = "r.n") -> Condition:
        """Return the condition under which the record `subject`, of `kind`, matches.

        Raises:
            QueryError: a value names nothing.
        """
        if isinstance(node, Or):
            return combine("OR", [self.condition(child, kind, subject) for child in node.nodes])
        if isinstance(node, Not):
            inner = self.condition(node.node, kind, subject)
            return Condition(f"NOT ({inner.sql})", inner.values)
        nodes = list(node.nodes) if isinstance(node, And) else [node]
        own = [n for n in nodes if not self._through(n, kind)]
        through = [n for n in nodes if self._through(n, kind)]
        conditions = [self._own(child, kind, subject) for child in own]
        if any(self._asks_for(child, kind) for child in through):
            conditions.append(self._linked(through, kind, subject))
        else:
            conditions += [self.condition(child, kind, subject) for child in through]
        return combine("AND", conditions) if conditions else TRUE

    def _through(self, node: Node, kind: Kind) -> bool:
        """Tell whether `node` asks records of `kind` about their agreements."""
        return kind in _THROUGH and any(self._is_through(leaf, kind) for leaf in leaves(node))

    def _asks_for(self, node: Node, kind: Kind) -> bool:
        """Tell whether `node` asks that there be an agreement, rather than that there be none."""
        if isinstance(node, Or):
            return all(self._asks_for(child, kind) for child in node.nodes)
        if isinstance(node, And):
            return any(self._asks_for(child, kind) for child in node.nodes)
        return not isinstance(node, Not) and self._is_through(node, kind)

    def _is_through(self, leaf: Word | Phrase | Term, kind: Kind) -> bool:
        if not isinstance(leaf, Term):
            return False
        if leaf.name == "focus":
            return kind is not Kind.FOCUS_AREA
        if leaf.name == "country":
            return kind is not Kind.INSTITUTION
        if leaf.name == "is":
            return all(v.text in _AGREEMENT_STATES for v in leaf.values)
        return leaf.name in _AGREEMENT_FIELDS

    def _linked(self, nodes: list[Node], kind: Kind, subject: str) -> Condition:
        """Return that one agreement of `subject` matches all of `nodes`."""
        inner = combine("AND", [self._bound(node, kind) for node in nodes])
        relation = Relation.PARTICIPANT if kind is Kind.INSTITUTION else Relation.FOCUS
        links = (
            f"SELECT p.target AS n FROM link p WHERE p.relation = '{relation}' AND ({inner.sql})"
        )
        if kind is Kind.FOCUS_AREA:  # an agreement counts for what is broader, too
            if not all(self._is_through(leaf, kind) for node in nodes for leaf in leaves(node)):
                links = f"{_FOCUS_OR_BROADER} SELECT p.target AS n FROM p WHERE {inner.sql}"
                return Condition(f"{subject} IN ({links})", inner.values)
            links = (
                f"WITH RECURSIVE up(n) AS ({links} UNION SELECT link.target FROM up JOIN link"
                f" ON link.source = up.n AND link.relation = '{Relation.BROADER}') SELECT n FROM up"
            )
        return Condition(f"{subject} IN ({links})", inner.values)

    def _bound(self, node: Node, kind: Kind, asked: bool = True) -> Condition:
        """Return the condition on the link `p` from an agreement to a record of `kind`.

        Where it is not `asked` but negated, ``with:`` is about the agreement alone.
        """
        if isinstance(node, Not):
            inner = self._bound(node.node, kind, not asked)
            return Condition(f"NOT ({inner.sql})", inner.values)
        if isinstance(node, And | Or):
            children = [self._bound(child, kind, asked) for child in node.nodes]
            return combine("OR" if isinstance(node, Or) else "AND", children)
        if not self._is_through(node, kind):
            return self._own(node, kind, "p.target")
        assert isinstance(node, Term), "only field terms ask about agreements"
        if kind is Kind.INSTITUTION and node.name == "role":
            return one_of("p.qualifier", [value.text for value in node.values])
        if kind is Kind.INSTITUTION and node.name == "with" and asked:
            return combine("OR", [self._shared(value) for value in node.values])
        return self._own(node, Kind.AGREEMENT, "p.source")

    def _shared(self, value: Value) -> Condition:
        """Return that the link `p` is from an agreement with `value` to another institution."""
        term = Term("with", (value,))
        family = self._named(term, Kind.INSTITUTION, Relation.PARENT)
        itself = in_json("p.target", family)
        others = Condition(f"NOT {itself.sql}", itself.values)
        return combine("AND", [self._own(term, Kind.AGREEMENT, "p.source"), others])

    def _own(self, node: Node, kind: Kind, subject: str) -> Condition:
        match = fts_match(node)
        if match is not None:
            return self._among(subject, "SELECT rowid FROM text WHERE text MATCH ?", [match])
        if isinstance(node, Term):
            return _FIELDS[node.name](self, node, kind, subject)
        return self.condition(node, kind, subject)

    def _among(self, subject: str, select: str, values: list[Any]) -> Condition:
        """Return that `subject` is one of the numbers that a SELECT finds.

        It is run here and now, once for all kinds, and its numbers handed on as JSON.
        """
        key = (select, tuple(values))
        if key not in self._found:
            sql = f"WITH found(n) AS ({select}) SELECT json_group_array(n) FROM found"
            self._found[key] = self._db.execute(sql, values).fetchone()[0]
        return in_json(subject, [self._found[key]])

    # One method a field: what it means for a record of `kind`.

    def _kind(self, node: Term, kind: Kind, subject: str) -> Condition:
        return TRUE if any(value.text == kind for value in node.values) else FALSE

    def _facet(self, node: Term, kind: Kind, subject: str) -> Condition:
        there = having(node.name, [value.text for value in node.values])
        return self._among(subject, there.sql, there.values)

    def _tag(self, node: Term, kind: Kind, subject: str) -> Condition:
        for value in node.values:
            self._names.must_be_tag(value)
        return self._facet(node, kind, subject)

    def _id(self, node: Term, kind: Kind, subject: str) -> Condition:
        return in_json(subject, [self._names.with_id(value) for value in node.values])

    def _country(self, node: Term, kind: Kind, subject: str) -> Condition:
        there = having(
            "country", [c for value in node.values for c in self._names.countries(value)]
        )
        if kind is Kind.INSTITUTION:
            return self._among(subject, there.sql, there.values)
        if kind not in (Kind.AGREEMENT, Kind.PERSON):
            return FALSE
        relation = Relation.PARTICIPANT if kind is Kind.AGREEMENT else Relation.AFFILIATION
        inside = Condition(f"link.target IN ({there.sql})", there.values)
        return self._linking(subject, relation, inside)

    def _focus(self, node: Term, kind: Kind, subject: str) -> Condition:
        narrower = self._named(node, Kind.FOCUS_AREA, Relation.BROADER)
        if kind is Kind.FOCUS_AREA:
            return in_json(subject, narrower)
        if kind is not Kind.AGREEMENT:
            return FALSE
        return self._linking(subject, Relation.FOCUS, in_json("link.target", narrower))

    def _with(self, node: Term, kind: Kind, subject: str) -> Condition:
        family = self._named(node, Kind.INSTITUTION, Relation.PARENT)
        if kind not in (Kind.AGREEMENT, Kind.PERSON):
            return FALSE
        relation = Relation.PARTICIPANT if kind is Kind.AGREEMENT else Relation.AFFILIATION
        return self._linking(subject, relation, in_json("link.target", family))

    def _role(self, node: Term, kind: Kind, subject: str) -> Condition:
        if kind is not Kind.AGREEMENT:
            return FALSE
        roles = one_of("link.qualifier", [value.text for value in node.values])
        return self._linking(subject, Relation.PARTICIPANT, roles)

    def _dates(self, node: Term, kind: Kind, subject: str) -> Condition:
        if kind is not Kind.AGREEMENT:
            return FALSE
        fields = one_of("field", list(DATE_FIELDS[node.name]))
        ranges = combine("OR", [overlap(value) for value in node.values if isinstance(value, Days)])
        both = combine("AND", [fields, ranges])
        return self._among(subject, f"SELECT n FROM dated WHERE {both.sql}", both.values)

    def _source(self, node: Term, kind: Kind, subject: str) -> Condition:
        cited = in_json("link.target", self._named(node, Kind.SOURCE))
        return self._linking(subject, Relation.EVIDENCE, cited)

    def _is(self, node: Term, kind: Kind, subject: str) -> Condition:
        return combine("OR", [self._state(value.text, kind, subject) for value in node.values])

    def _state(self, state: str, kind: Kind, subject: str) -> Condition:
        if state in _AGREEMENT_STATES:
            if kind in _THROUGH:  # beside a state of the record's own: is:unsourced,expired
                return self.condition(Term("is", (Text(state),)), kind, subject)
            if kind is not Kind.AGREEMENT:
                return FALSE
        if state not in ("expiring", "expired"):
            return self._facet(Term("is", (Text(state),)), kind, subject)
        today = day_number(self._today)
        running = combine("OR", [one_of("status", list(OVERTAKEN)), Condition("status IS NULL")])
        if state == "expiring":
            soon = day_number(self._today + EXPIRING_WITHIN)
            inside = combine("AND", [running, Condition("ends BETWEEN ? AND ?", [today, soon])])
        else:
            ended = combine("AND", [running, Condition("ends < ?", [today])])
            inside = combine("OR", [Condition("status = 'expired'"), ended])
        return self._agreements(subject, inside)

    def _as_of(self, node: Term, kind: Kind, subject: str) -> Condition:
        """In force: begun by that day, not ended before it, and not merely talked of.

        Where no date says when it began, what is recorded holds from today on.
        """
        if kind is not Kind.AGREEMENT:
            return FALSE
        conditions = []
        for value in node.values:
            assert isinstance(value, Days), "the parser made it so"
            assert value.first is not None, "as-of takes no open interval"
            assert value.last is not None, "as-of takes no open interval"
            first, last = day_number(value.first), day_number(value.last)
            begun = Condition("begins <= ?", [last])
            if value.last >= self._today:
                begun = combine("OR", [begun, Condition("begins IS NULL")])
            dated = Condition("ends >= ?", [first])
            running = Condition(
                "ends IS NULL AND (status IS NULL OR status IN ('signed','active'))"
            )
            over = combine("OR", [dated, running])
            talk = Condition("status IS NULL OR status NOT IN ('proposed', 'announced')")
            conditions.append(combine("AND", [begun, over, talk]))
        return self._agreements(subject, combine("OR", conditions))

    def _agreements(self, subject: str, inside: Condition) -> Condition:
        """Return that `subject` is an agreement of which something holds."""
        select = f"SELECT n FROM record WHERE kind = '{Kind.AGREEMENT}' AND ({inside.sql})"
        return self._among(subject, select, inside.values)

    def _linking(self, subject: str, relation: Relation, inside: Condition) -> Condition:
        """Return that `subject` has a link of which something holds."""
        # In order, as the numbers are put into an index wherever they are asked for.
        select = (
            f"SELECT DISTINCT source FROM link WHERE relation = '{relation}' AND ({inside.sql})"
            " ORDER BY source"
        )
        return self._among(subject, select, inside.values)

    def _named(self, node: Term, kind: Kind, below: Relation | None = None) -> list[str]:
        """Return the records that each value of a term names and all `below` them, as JSON."""
        return [self._names.records(value, kind, below) for value in node.values]


_FIELDS: dict[str, Callable[[Compiler, Term, Kind, str], Condition]] = {
    "kind": Compiler._kind,
    "type": Compiler._facet,
    "status": Compiler._facet,
    "tag": Compiler._tag,
    "id": Compiler._id,
    "country": Compiler._country,
    "focus": Compiler._focus,
    "with": Compiler._with,
    "role": Compiler._role,
    **dict.fromkeys(DATE_FIELDS, Compiler._dates),
    "source": Compiler._source,
    "is": Compiler._is,
    "as-of": Compiler._as_of,
}
