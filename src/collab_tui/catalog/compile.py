"""Syntax tree → SQL conditions, with every value bound.

A condition is about one record number, given as an SQL expression. So it can be asked about a row,
and about the end of a link. Fields of agreements find institutions and focus areas through
agreements: all fields side by side must be true of one and the same agreement. If such fields are
only negated (``-with:nuh``), the answer is the rest: the institutions without an agreement that
matches.

What each field means is in `collab_tui.catalog.fields`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import compress
from typing import Any

from collab_tui.catalog.condition import (
    FALSE,
    IN_JSON,
    TRUE,
    Condition,
    among,
    combine,
    in_json,
    negated,
)
from collab_tui.catalog.fields import SPECIAL, generic
from collab_tui.catalog.flags import Flags, all_flagged, any_of, common
from collab_tui.catalog.fts import fts_match
from collab_tui.catalog.hierarchy import walk
from collab_tui.catalog.matching import flags_in
from collab_tui.catalog.names import Names
from collab_tui.catalog.schema import IN_TIME
from collab_tui.catalog.terms import Running
from collab_tui.catalog.worked_out import WorkedOut
from collab_tui.query.fields import field_named
from collab_tui.query.syntax import (
    And,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Term,
    Word,
    leaves,
    side_by_side,
)
from collab_tui.records.declaration import Way
from collab_tui.records.declared import DECLARED
from collab_tui.records.kinds import Kind, Relation

MANY = 3000
"""Agreements whose links are found faster by going through all links."""


class Compiler:
    """Turns one query into a condition for each kind of record."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        today: date,
        worked_out: WorkedOut | None = None,
    ) -> None:
        """Look names up through `connection`. States such as expired are decided for `today`.

        `worked_out` is what earlier questions have worked out.
        """
        self.db = connection
        self.names = Names(connection)
        self.today = today
        self.knows_changes = False
        """Whether git was asked when records were changed."""
        self.worked_out = worked_out or WorkedOut(connection, today)
        self._found: dict[tuple[str, tuple[Any, ...]], str] = {}
        self._flags: dict[tuple[str, tuple[Any, ...]], Flags] = {}

    def anew(self) -> Compiler:
        """Return one that knows nothing of the queries that this one compiled."""
        return Compiler(self.db, self.today, self.worked_out)

    @property
    def terms(self) -> list[Running]:
        """The ends and last days for notice of agreements, today."""
        return self.worked_out.terms

    def condition(self, node: Node, kind: Kind, subject: str = "r.n") -> Condition:
        """Return the condition for a record `subject` of `kind` to match.

        Raises:
            QueryError: a value names nothing.
        """
        if isinstance(node, Or):
            return self.joined("OR", [self.condition(one, kind, subject) for one in node.nodes])
        if isinstance(node, Not):
            return negated(self.condition(node.node, kind, subject))
        nodes = list(side_by_side(node))
        own = [n for n in nodes if not self._through(n, kind)]
        through = [n for n in nodes if self._through(n, kind)]
        conditions = [self.own(child, kind, subject) for child in own]
        if FALSE in conditions:
            return FALSE
        if any(self._asks_for(child, kind) for child in through):
            conditions.append(self._linked(through, kind, subject))
        else:
            conditions += [self.condition(child, kind, subject) for child in through]
        return self.joined("AND", conditions) if conditions else TRUE

    def joined(self, operator: str, conditions: Sequence[Condition]) -> Condition:
        """Join conditions with AND or OR. Those that say in which sets one number is become one.

        Python finds what sets have in common much faster than SQLite.
        """
        alone: list[Condition] = []
        sets: dict[str, list[Condition]] = {}
        for one in conditions:
            is_set = one.members and not (one.is_outside and operator == "OR")
            (sets.setdefault(one.subject, []) if is_set else alone).append(one)
        if FALSE in alone and operator == "AND":
            return FALSE
        for subject, several in sets.items():
            found = self._common(operator, several) if len(several) > 1 else None
            alone += several if found is None else [self.inside(subject, found)]
        return combine(operator, alone)

    def _common(self, operator: str, sets: Sequence[Condition]) -> bytes | None:
        """Return the flags for which all, or any, of some sets hold; None if SQL must tell."""
        inside = [self.flags(one) for one in sets if not one.is_outside]
        if not inside:
            return None
        outside = [self.flags(one) for one in sets if one.is_outside]
        return any_of(inside) if operator == "OR" else common(inside, outside)

    def inside(self, subject: str, flags: bytes) -> Condition:
        """Return the condition that `subject` is one of the numbers that are flagged."""
        condition = in_json(subject, [all_flagged(flags)])
        self._flags[condition.members, condition.values] = flags
        return condition

    def flags(self, condition: Condition) -> Flags:
        """Return the flags of a condition that says that a number is in a set, or not in it."""
        key = (condition.members, condition.values)
        if key not in self._flags:
            self._flags[key] = flags_in(self.db, condition)
        return self._flags[key]

    def _through(self, node: Node, kind: Kind) -> bool:
        """Tell whether `node` asks records of `kind` about their agreements."""
        return DECLARED[kind].is_through and any(
            self._is_through(leaf, kind) for leaf in leaves(node)
        )

    def _asks_for(self, node: Node, kind: Kind) -> bool:
        """Tell whether `node` asks for an agreement to exist, and not for none to exist."""
        if isinstance(node, Or):
            return all(self._asks_for(child, kind) for child in node.nodes)
        if isinstance(node, And):
            return any(self._asks_for(child, kind) for child in node.nodes)
        return not isinstance(node, Not) and self._is_through(node, kind)

    def _is_through(self, leaf: Word | Phrase | Term, kind: Kind) -> bool:
        if not isinstance(leaf, Term):
            return False
        special = SPECIAL.get(leaf.name)
        if special is not None and special.is_through is not None:
            return special.is_through(leaf, kind)
        field = field_named(leaf.name)
        return field is not None and field.asked.is_through

    def _linked(self, nodes: list[Node], kind: Kind, subject: str) -> Condition:
        """Return the condition that one agreement of `subject` matches all of `nodes`."""
        inner = self.joined("AND", [self._bound(node, kind) for node in nodes])
        declaration = DECLARED[kind]
        way = declaration.agreements
        assert way is not None, "it is asked about its agreements"
        links = f"SELECT p.target FROM link p WHERE p.relation = '{way.relation}' AND ({inner.sql})"
        found = self._linked_to(inner, way, counts_parts=declaration.counts_parts)
        if found is not None:
            return in_json(subject, [found])
        if declaration.counts_parts:  # an agreement also counts for everything above
            if all(self._is_through(leaf, kind) for node in nodes for leaf in leaves(node)):
                up = walk("up", links, way.upwards, up=True)
                links = f"WITH RECURSIVE {up} SELECT n FROM up"
            else:
                every = f"SELECT target, source FROM link WHERE relation = '{way.relation}'"
                pairs = walk("p", every, way.upwards, up=True, columns=("target", "source"))
                links = f"WITH RECURSIVE {pairs} SELECT p.target FROM p WHERE {inner.sql}"
        return among(subject, links, inner.values)

    def _linked_to(self, inner: Condition, way: Way, *, counts_parts: bool) -> str | None:
        """Return as JSON what the agreements name that `inner` finds; None if SQLite is to find it.

        If they are many, SQLite takes longer.
        """
        if inner.subject != "p.source" or not inner.members or inner.is_outside:
            return None
        key = (f"{way.relation} {counts_parts} {inner.members}", inner.values)
        if key not in self._found:
            agreements, known = self.flags(inner), self.worked_out
            links = known.links_again(way.relation) if agreements.count(1) > MANY else None
            if links is None:
                return None
            found = links.targets(agreements)
            if counts_parts and way.upwards is not None:
                over = known.over(way.upwards)
                for n in [*compress(range(len(found)), found)]:
                    for up in over(n):
                        found[up] = 1
            self._found[key] = all_flagged(found)
            self._flags[IN_JSON, (self._found[key],)] = found
        return self._found[key]

    def _bound(self, node: Node, kind: Kind, asked: bool = True) -> Condition:
        """Return the condition on the link `p` from an agreement to a record of `kind`.

        If it is not `asked` but negated, ``with:`` is about the agreement alone.
        """
        if isinstance(node, Not):
            return negated(self._bound(node.node, kind, not asked))
        if isinstance(node, And | Or):
            children = [self._bound(child, kind, asked) for child in node.nodes]
            return self.joined("OR" if isinstance(node, Or) else "AND", children)
        if not self._is_through(node, kind):
            return self.own(node, kind, "p.target")
        assert isinstance(node, Term), "only field terms ask about agreements"
        special = SPECIAL.get(node.name)
        bound = special.bound if special is not None else None
        found = bound(self, node, kind, asked) if bound is not None else None
        return found if found is not None else self.own(node, Kind.AGREEMENT, "p.source")

    def own(self, node: Node, kind: Kind, subject: str) -> Condition:
        """Return the condition that a record itself matches, not its agreements."""
        match = fts_match(node)
        if match is not None:
            return self.among(subject, "SELECT rowid FROM text WHERE text MATCH ?", [match])
        if not isinstance(node, Term):
            return self.condition(node, kind, subject)
        special = SPECIAL.get(node.name)
        stated = tuple(value for value in node.values if not isinstance(value, Nothing))
        if len(stated) < len(node.values):
            absent = self._absent(node.name, kind, subject)
            if not stated:
                return absent
            return self.joined("OR", [absent, self.own(Term(node.name, stated), kind, subject)])
        if special is not None and special.condition is not None:
            return special.condition(self, node, kind, subject)
        return generic.condition(self, node, kind, subject)

    def _absent(self, name: str, kind: Kind, subject: str) -> Condition:
        """Return the condition that `subject` has nothing recorded for the field `name`."""
        special = SPECIAL.get(name)
        find, field = special and special.absent, field_named(name)
        assert field is not None, "the parser knows it"
        select = find(self, kind) if find is not None else generic.absent(field, kind)
        return self.among(subject, select.sql, select.values) if select is not None else FALSE

    def among(self, subject: str, select: str, values: Iterable[Any]) -> Condition:
        """Return the condition that `subject` is one of the numbers that a SELECT finds.

        The SELECT runs now, once for all kinds, and its numbers are passed on as JSON.
        """
        key = (select, tuple(values))
        if key not in self._found:
            sql = f"WITH found(n) AS ({select}) SELECT json_group_array(n) FROM found"
            self._found[key] = self.db.execute(sql, key[1]).fetchone()[0]
        return in_json(subject, [self._found[key]])

    def linking(self, subject: str, relation: Relation, inside: Condition) -> Condition:
        """Return the condition that `subject` has a link that matches."""
        # In order, because the numbers go into an index wherever they are asked for.
        select = (
            f"SELECT DISTINCT source FROM link WHERE relation = '{relation}' AND ({inside.sql})"
            " ORDER BY source"
        )
        return self.among(subject, select, inside.values)

    def agreements(self, subject: str, inside: Condition) -> Condition:
        """Return the condition that `subject` is an agreement that matches."""
        select = (
            f"SELECT n FROM record INDEXED BY {IN_TIME} WHERE kind = '{Kind.AGREEMENT}'"
            f" AND ({inside.sql}) ORDER BY n"
        )
        return self.among(subject, select, inside.values)

    def named(self, term: Term, kind: Kind, below: Relation | None = None) -> list[str]:
        """Return the records that each value of a term names, with all `below` them, as JSON."""
        return [self.names.records(value, kind, below) for value in term.values]
