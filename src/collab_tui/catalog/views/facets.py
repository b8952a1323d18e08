"""The facets of views. For institutions and, if asked, for focus areas, only those count that an
agreement names, not what they are a part of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from itertools import chain

from collab_tui.catalog.links import closure
from collab_tui.catalog.views.dimension import Dimension, Value, Values
from collab_tui.catalog.views.pairs import Pairs
from collab_tui.catalog.views.record_values import RecordValues
from collab_tui.catalog.views.sets import Sets
from collab_tui.query.edit import written
from collab_tui.query.fields import FIELDS
from collab_tui.query.syntax import Nothing, Term, Text
from collab_tui.records.declared import DECLARED
from collab_tui.records.kinds import Kind, Relation
from collab_tui.records.texts import SHOWN_IN
from collab_tui.records.vocabulary import AgreementStatus, AgreementType, Role

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
    """Return one of the `FACETS` of this package, or ``focus=``. It is made once and kept."""
    made: dict[str, Dimension] = sets.dimensions
    if name not in made:
        make = _MAKERS.get(name, _linked if name in _NAMED else _stored)
        made[name] = make(sets, name)
    return made[name]


def none_of(sets: Sets, name: str, find: Callable[[], int] | None = None) -> int:
    """Return the agreements for which no value of a field of queries is recorded.

    `find` finds the same sooner, from what was made for the values.
    """
    term = Term(name, (Nothing(),))
    if name == "ends":  # an agreement that renews itself has an end that depends on the day
        return sets.standing(term)
    return _kept(sets, f"{name}:none", term, find)


def unsourced(sets: Sets) -> int:
    """Return the agreements without any source."""
    return _kept(sets, "is:unsourced", Term("is", (Text("unsourced"),)))


def _kept(sets: Sets, name: str, term: Term, find: Callable[[], int] | None = None) -> int:
    """Return what a term finds on any day; the catalog keeps it.

    `find` finds the same sooner.
    """
    if name not in sets.dimensions:
        find = find or partial(sets.standing, term)
        pairs = sets.kept(name, lambda: Pairs.of([("", sets.places(find()))]))
        sets.dimensions[name] = sets.at(pairs.having(""))
    found: int = sets.dimensions[name]
    return found


def _made(
    sets: Sets,
    name: str,
    values: Values,
    pairs: Pairs[str],
    find_none: Callable[[], int] | None = None,
) -> Dimension:
    asked = name.removesuffix("=")
    return Dimension(name, values, pairs, none_of(sets, asked, find_none), f"{asked}:none", sets)


def _all_but(sets: Sets, places: Iterable[int]) -> int:
    return sets.every & ~sets.at(places)


def _unlinked(sets: Sets, relation: Relation) -> int:
    """Return the agreements that name no record by a relation, known or not."""
    return _all_but(sets, sets.links(relation).places)


def _values(found: Iterable[Value]) -> Values:
    return Values((value.key, value) for value in found)


def _grouped(sets: Sets, pairs: Iterable[tuple[int, str]]) -> Pairs[str]:
    """Group pairs of a record number and a value; other records are left out."""
    groups: dict[str, list[int]] = {}
    index = sets.index
    for n, key in sets.checked(pairs):
        place = index.get(n)
        if place is not None:
            groups.setdefault(key, []).append(place)
    return Pairs.of(sets.checked(groups.items()))


def _stored(sets: Sets, name: str) -> Dimension:
    def make() -> Pairs[str]:
        select = f"SELECT n, value FROM facet WHERE field = '{name}'"
        return _grouped(sets, zip(*sets.column_wise(select, 2), strict=True))

    pairs = sets.kept(name, make)
    label = FIELDS[name].label
    order = [term.value for term in AgreementType] if name == "type" else []
    found = sorted(pairs.keys)
    found.sort(key=lambda value: order.index(value) if value in order else len(order))
    values = (Value(v, label(Kind.AGREEMENT, v), f"{name}:{written(v)}") for v in found)
    return _made(sets, name, _values(values), pairs, lambda: _all_but(sets, pairs.places))


def _countries(sets: Sets, name: str) -> Dimension:
    def make() -> Pairs[str]:
        links = sets.links(Relation.PARTICIPANT)
        select = f"SELECT n, value FROM facet WHERE field = '{name}'"
        groups: dict[str, set[int]] = {}
        for n, value in sets.checked(zip(*sets.column_wise(select, 2), strict=True)):
            if n in links:
                groups.setdefault(value, set()).update(links.having(n))
        return Pairs.of(sets.checked(groups.items()))

    pairs = sets.kept(name, make)
    called = dict(
        sets.db.execute(
            "SELECT code, text FROM label WHERE scheme = 'country' AND language = ?", (SHOWN_IN,)
        ).fetchall()
    )
    found = sorted(pairs.keys)
    values = (Value(code, called.get(code, code), f"{name}:{written(code)}") for code in found)

    def find_none() -> int:
        """Return the agreements without a participant, or with one of which it is not recorded."""
        (known,) = sets.column_wise(f"SELECT n FROM facet WHERE field = '{name}'", 1)
        there, links = {*known}, sets.links(Relation.PARTICIPANT)
        without = (links.having(n) for n in links.keys if n not in there)
        return sets.at(chain.from_iterable(without)) | _unlinked(sets, Relation.PARTICIPANT)

    return _made(sets, name, _values(values), pairs, find_none)


def _roles(sets: Sets, name: str) -> Dimension:
    def make() -> Pairs[str]:
        select = (
            "SELECT source, qualifier FROM link NOT INDEXED"
            f" WHERE relation = '{Relation.PARTICIPANT}' AND qualifier != ''"
        )
        return _grouped(sets, zip(*sets.column_wise(select, 2), strict=True))

    values = (Value(role.value, role.label, f"{name}:{role.value}") for role in Role)
    return _made(sets, name, _values(values), sets.kept(name, make))


def _years(sets: Sets, name: str) -> Dimension:
    """Years without gaps, because an empty year says something; but not over many centuries."""
    groups: dict[str, list[int]] = {}
    for place, life in enumerate(sets.lives):
        if life.begins is not None:
            groups.setdefault(f"{life.begins // 10000:04d}", []).append(place)
    found = sorted(map(int, groups))
    if found and found[-1] - found[0] < MOST_YEARS:
        found = list(range(found[0], found[-1] + 1))
    values = (Value(f"{year:04d}", f"{year:04d}", f"year:{year}") for year in found)
    pairs = Pairs.of(groups.items())
    made = _made(sets, name, _values(values), pairs, lambda: _all_but(sets, pairs.places))
    made.is_ordered = True
    return made


def _statuses(sets: Sets, name: str) -> Dimension:
    """Statuses as they are shown: after its last day, an agreement is expired."""
    expired = sets.standing(Term("is", (Text("expired"),)))
    recorded: dict[str, list[int]] = {}
    for place, life in enumerate(sets.lives):
        recorded.setdefault(life.status or "", []).append(place)
    values, groups = [], {}
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
        groups[status.value] = sets.places(shown)
    unknown = sets.at(recorded.get("", ()))
    none_term = f"{name}:none -is:expired" if unknown & expired else f"{name}:none"
    none = unknown & ~expired
    pairs = Pairs.of(groups.items())
    return Dimension(name, _values(values), pairs, none, none_term, sets, is_ordered=True)


def _linked(sets: Sets, name: str) -> Dimension:
    relation, kind = _NAMED[name]
    is_exact = name != "focus"
    values = RecordValues(sets, kind, name.removesuffix("="), is_exact=is_exact)
    if is_exact:

        def make() -> Pairs[str]:
            return sets.links(relation).called(_ids(sets, kind))

        pairs = sets.kept(name, make)
        return _made(sets, name, values, pairs, partial(_unlinked, sets, relation))
    return _hierarchy(sets, name, values)


def _ids(sets: Sets, kind: Kind) -> dict[int, str]:
    """Return the id of every record of a kind, by number."""
    return dict(
        zip(*sets.column_wise(f"SELECT n, id FROM record WHERE kind = '{kind}'", 2), strict=True)
    )


def _hierarchy(sets: Sets, name: str, values: Values) -> Dimension:
    """Make a facet whose values count with what is below them."""
    relation, kind = _NAMED[name]
    ids = _ids(sets, kind)
    way = DECLARED[kind].agreements
    upwards = way.upwards if way is not None else None
    above: dict[int, list[int]] = {}
    for n, target in sets.db.execute(
        "SELECT source, target FROM link WHERE relation = ?", (upwards,)
    ):
        above.setdefault(n, []).append(target)

    def make() -> Pairs[str]:
        over = closure(above)
        groups: dict[int, set[int]] = {n: set() for n in ids}
        links = sets.links(relation)
        for target in sets.checked(links.keys):
            for up in over(target) & groups.keys():
                groups[up].update(links.having(target))
        return Pairs.of((ids[n], groups[n]) for n in sets.checked(sorted(groups)))

    pairs = sets.kept(name, make)
    made = _made(sets, name, values, pairs, partial(_unlinked, sets, relation))
    below: dict[str, list[str]] = {}
    for n, targets in above.items():
        for target in targets:
            if n in ids and target in ids:
                below.setdefault(ids[target], []).append(ids[n])
    made.below = below
    made.tops = [ids[n] for n in ids if not any(up in ids for up in above.get(n, ()))]
    return made


_MAKERS: dict[str, Callable[[Sets, str], Dimension]] = {
    "country": _countries,
    "region": _countries,
    "city": _countries,
    "role": _roles,
    "year": _years,
    "status": _statuses,
}
