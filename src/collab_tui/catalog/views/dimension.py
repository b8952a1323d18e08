"""The facets by which agreements are counted in views. Each value has a set of agreements.

Each value knows the term that finds exactly its set, so a number can be opened. For institutions
and, if asked, for focus areas, only those count that an agreement names, not what they are a part
of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from heapq import nsmallest
from typing import NamedTuple

from collab_tui.catalog.names import EXACTLY
from collab_tui.catalog.views.sets import Sets
from collab_tui.query.edit import written
from collab_tui.query.fields import FIELDS
from collab_tui.query.syntax import Nothing, Term, Text
from collab_tui.records.declared import DECLARED
from collab_tui.records.kinds import Kind, Ref, Relation
from collab_tui.records.vocabulary import AgreementStatus, AgreementType, Role

FEW = 400
"""Up to this number of values, every value has a set. If there are more, sets are made for those
that are shown."""


class Value(NamedTuple):
    """A value of a facet: its label, the term that finds it, and its record if it is one."""

    key: str
    label: str
    term: str
    ref: Ref | None = None


@dataclass
class Dimension:
    """A facet: its values, and which agreements have each."""

    name: str
    values: dict[str, Value]
    members: dict[str, list[int]]
    """Places of agreements (see `Sets`) by value."""
    none: int
    """The agreements where no value is recorded, or where not all can be known."""
    none_term: str
    sets: Sets
    is_ordered: bool = False
    """Whether the values have an order of their own."""
    below: dict[str, list[str]] = field(default_factory=dict)
    """By value, what is narrower."""
    tops: list[str] = field(default_factory=list)
    """In a hierarchy, the values with nothing above them."""
    _made: dict[str, int] = field(default_factory=dict)
    _last: tuple[int, dict[str, int]] | None = None
    """The result that was counted last, and the counts."""

    def set(self, key: str) -> int:
        """Return the agreements that have a value."""
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = self.sets.at(self.members.get(key, ()))
        return found

    @cached_property
    def held(self) -> list[list[str]]:
        """By place, the values of an agreement."""
        found: list[list[str]] = [[] for _ in self.sets.lives]
        for key, places in self.members.items():
            for place in places:
                found[place].append(key)
        return found

    def totals(self, result: int) -> dict[str, int]:
        """Return how many agreements of `result` have each value, without values that none has."""
        if self._last is not None and self._last[0] == result:
            return self._last[1]
        counts: dict[str, int]
        if result == self.sets.every:
            counts = {key: len(places) for key, places in self.members.items()}
        elif len(self.members) <= FEW:
            counts = {key: (self.set(key) & result).bit_count() for key in self.members}
        else:
            held = self.held
            counts = Counter(key for place in self.sets.places(result) for key in held[place])
        found = {key: count for key, count in counts.items() if count}
        self._last = (result, found)
        return found

    def rest(self, shown: Container[str], result: int) -> int:
        """Return the agreements of `result` with a value that is not among `shown`."""
        held = self.held
        return self.sets.at(
            place
            for place in self.sets.places(result)
            if any(key not in shown for key in held[place])
        )

    def ranked(
        self, result: int, among: Iterable[str] | None = None, most: int | None = None
    ) -> list[tuple[str, int]]:
        """Return the values that occur in `result` with their counts, the most frequent first.

        With `most`, return no more than that.
        """
        totals = self.totals(result)
        if among is not None:
            totals = {key: totals[key] for key in among if key in totals}

        def order(one: tuple[str, int]) -> tuple[int, str, str]:
            return -one[1], self.values[one[0]].label, one[0]

        if most is None:
            return sorted(totals.items(), key=order)
        if len(totals) > most:  # few need their labels compared
            least = sorted(totals.values(), reverse=True)[most - 1]
            totals = {key: count for key, count in totals.items() if count >= least}
        return nsmallest(most, totals.items(), key=order)


FACETS = ("type", "status", "country", "focus", "with", "year", "role", "tag", "person", "source")
"""The facets that views can be asked for."""

MOST_YEARS = 400
"""Number of years; if there are more between the first and the last, empty years are left out."""

_NAMED = {
    "with": (Relation.PARTICIPANT, Kind.INSTITUTION),
    "focus": (Relation.FOCUS, Kind.FOCUS_AREA),
    "focus=": (Relation.FOCUS, Kind.FOCUS_AREA),
    "person": (Relation.PERSON, Kind.PERSON),
    "source": (Relation.EVIDENCE, Kind.SOURCE),
}
"""Facets whose values are records. ``focus=`` counts without narrower areas."""


def dimension(sets: Sets, name: str) -> Dimension:
    """Return a facet of `FACETS`, or ``focus=``. It is made once and kept."""
    kept: dict[str, Dimension] = sets.dimensions
    if name not in kept:
        make = _MAKERS.get(name, _linked if name in _NAMED else _stored)
        kept[name] = make(sets, name)
    return kept[name]


def none_of(sets: Sets, name: str) -> int:
    """Return the agreements for which no value of a field of queries is recorded."""
    return sets.matching(Term(name, (Nothing(),)))


def _made(
    sets: Sets, name: str, values: Iterable[Value], pairs: Iterable[tuple[int, str]]
) -> Dimension:
    """Make a facet from pairs of a record number and a value; unknown values are dropped."""
    known = {value.key: value for value in values}
    members: dict[str, list[int]] = {}
    index = sets.index
    for n, key in pairs:
        place = index.get(n)
        if place is not None and key in known:
            members.setdefault(key, []).append(place)
    asked = name.removesuffix("=")
    return Dimension(name, known, members, none_of(sets, asked), f"{asked}:none", sets)


def _stored(sets: Sets, name: str) -> Dimension:
    rows = sets.db.execute(
        "SELECT n, value FROM facet JOIN record USING (n) WHERE kind = ? AND field = ?",
        (Kind.AGREEMENT, name),
    ).fetchall()
    label = FIELDS[name].label
    found = sorted({value for _, value in rows})
    order = [term.value for term in AgreementType] if name == "type" else []
    found.sort(key=lambda value: order.index(value) if value in order else len(order))
    values = [Value(v, label(Kind.AGREEMENT, v), f"{name}:{written(v)}") for v in found]
    return _made(sets, name, values, rows)


def _countries(sets: Sets, name: str) -> Dimension:
    rows = sets.db.execute(
        "SELECT DISTINCT link.source, value FROM link JOIN facet ON facet.n = link.target"
        " AND facet.field = ? WHERE relation = ?",
        (name, Relation.PARTICIPANT),
    ).fetchall()
    called = dict(
        sets.db.execute(
            "SELECT code, text FROM label WHERE scheme = 'country' AND language = 'en'"
        ).fetchall()
    )
    found = sorted({code for _, code in rows})
    values = [Value(code, called.get(code, code), f"{name}:{written(code)}") for code in found]
    return _made(sets, name, values, rows)


def _roles(sets: Sets, name: str) -> Dimension:
    rows = sets.db.execute(
        "SELECT DISTINCT source, qualifier FROM link WHERE relation = ? AND qualifier != ''",
        (Relation.PARTICIPANT,),
    ).fetchall()
    values = [Value(role.value, role.label, f"{name}:{role.value}") for role in Role]
    return _made(sets, name, values, rows)


def _years(sets: Sets, name: str) -> Dimension:
    """Years without gaps, because an empty year says something; but not over many centuries."""
    began = [(life.n, life.begins // 10000) for life in sets.lives if life.begins is not None]
    found = sorted({year for _, year in began})
    if found and found[-1] - found[0] < MOST_YEARS:
        found = list(range(found[0], found[-1] + 1))
    values = [Value(f"{year:04d}", f"{year:04d}", f"year:{year}") for year in found]
    made = _made(sets, name, values, [(n, f"{year:04d}") for n, year in began])
    made.is_ordered = True
    return made


def _statuses(sets: Sets, name: str) -> Dimension:
    """Statuses as they are shown: after its last day, an agreement is expired."""
    expired = sets.matching(Term("is", (Text("expired"),)))
    recorded: dict[str, list[int]] = {}
    for place, life in enumerate(sets.lives):
        recorded.setdefault(life.status or "", []).append(place)
    values, members = [], {}
    for status in AgreementStatus:
        if status is AgreementStatus.EXPIRED:
            lapsed = sets.at(recorded.get(AgreementStatus.LAPSED, ()))
            shown, term = expired & ~lapsed, "is:expired"
            term += " -status:lapsed" if expired & lapsed else ""
        else:
            there = sets.at(recorded.get(status, ()))
            shown, term = there, f"status:{status}"
            if status is not AgreementStatus.LAPSED and there & expired:
                shown, term = there & ~expired, f"{term} -is:expired"
        values.append(Value(status.value, status.label, term))
        if shown:
            members[status.value] = sets.places(shown)
    unknown = sets.at(recorded.get("", ()))
    none_term = f"{name}:none -is:expired" if unknown & expired else f"{name}:none"
    known = {value.key: value for value in values}
    none = unknown & ~expired
    return Dimension(name, known, members, none, none_term, sets, is_ordered=True)


def _linked(sets: Sets, name: str) -> Dimension:
    relation, kind = _NAMED[name]
    asked = name.removesuffix("=")
    records = sets.db.execute("SELECT n, id, name FROM record WHERE kind = ?", (kind,)).fetchall()
    links = sets.db.execute(
        "SELECT DISTINCT source, target FROM link WHERE relation = ?", (relation,)
    ).fetchall()
    way = DECLARED[kind].agreements
    upwards = way.upwards if way is not None else None
    above: dict[int, list[int]] = {}
    for n, target in sets.db.execute(
        "SELECT source, target FROM link WHERE relation = ?", (upwards,)
    ):
        above.setdefault(n, []).append(target)
    ids = {n: record_id for n, record_id, _ in records}
    is_exact = name != "focus"
    has_parts = {target for targets in above.values() for target in targets} if is_exact else set()
    values = [
        Value(
            record_id,
            called,
            f"{asked}:{written(EXACTLY + record_id if n in has_parts else record_id)}",
            Ref(kind, record_id),
        )
        for n, record_id, called in records
    ]
    if is_exact:
        return _made(sets, name, values, ((n, ids.get(target, "")) for n, target in links))
    over = _closure(above)
    pairs = {(n, up) for n, target in links for up in over(target)}
    made = _made(sets, name, values, ((n, ids.get(up, "")) for n, up in sorted(pairs)))
    for n, targets in above.items():
        for target in targets:
            if n in ids and target in ids:
                made.below.setdefault(ids[target], []).append(ids[n])
    made.tops = [ids[n] for n in ids if not any(up in ids for up in above.get(n, ()))]
    return made


def _closure(above: dict[int, list[int]]) -> Callable[[int], set[int]]:
    """Return a function from a record to it and all records above it; circles do no harm."""
    known: dict[int, set[int]] = {}

    def over(n: int) -> set[int]:
        if n not in known:
            found, fresh = {n}, [n]
            while fresh:
                fresh = [up for one in fresh for up in above.get(one, ()) if up not in found]
                found.update(fresh)
            known[n] = found
        return known[n]

    return over


_MAKERS: dict[str, Callable[[Sets, str], Dimension]] = {
    "country": _countries,
    "region": _countries,
    "city": _countries,
    "role": _roles,
    "year": _years,
    "status": _statuses,
}
