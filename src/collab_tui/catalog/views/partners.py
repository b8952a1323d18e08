"""The partners of an institution: who shares agreements with it, when, and with each other.

For the institution and for every partner, only agreements that name it count.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from itertools import chain, combinations

from collab_tui.catalog.views.count import Count
from collab_tui.catalog.views.dimension import Dimension, Value
from collab_tui.catalog.views.facets import dimension
from collab_tui.catalog.views.sets import Sets
from collab_tui.language import _
from collab_tui.query.syntax import Node
from collab_tui.records.kinds import Kind, Ref
from collab_tui.records.status import IN_FORCE

MOST = 60
"""The most partners that are shown; less frequent ones are only counted."""


class NoSuchViewError(ValueError):
    """A view cannot be made of these records. The message says of which it can."""


@dataclass(frozen=True, slots=True)
class Partner:
    """An institution that shares agreements with the one in the middle."""

    count: Count
    country: str
    years: tuple[tuple[int, int], ...]
    """Years in which shared agreements began, each with the number of agreements."""
    undated: int
    is_in_force: bool
    """Whether any shared agreement is signed or active and not over."""


@dataclass(frozen=True, slots=True)
class Partners:
    """What a view of partners shows."""

    total: int
    """How many partners there are."""
    ego: Count
    """The institution with its agreements."""
    partners: tuple[Partner, ...]
    ties: tuple[tuple[int, int, Count], ...]
    """Places of two partners, and the agreements that they share without the one in the middle."""


def partners(sets: Sets, node: Node, about: str, order: str = "") -> Partners:
    """Return the partners of the institution `about`, a ref, in what a query finds.

    Raises:
        NoSuchViewError: it is not an institution.
        QueryError: a value in the query names nothing.
    """
    ego = institution(about)
    facet, result = dimension(sets, "with"), sets.matching(node)
    value = known(facet, ego)
    own = facet.set(ego) & result
    flags = sets.flags(own)
    held = map(facet.held.__getitem__, facet.places(ego, flags))
    counts = Counter(chain.from_iterable(held))
    del counts[ego]
    ranked = facet.most_of(counts, MOST)
    countries = _countries(sets, [key for key, _ in ranked])
    found = [
        _partner(sets, Count(key, "", count, ""), flags, value.term, countries)
        for key, count in ranked
    ]
    if order == "name":
        found.sort(key=lambda one: one.count.label.casefold())
    elif order == "likeness":
        found.sort(key=lambda one: -max((year for year, _ in one.years), default=0))
    ties = []
    outside = [facet.set(one.count.key) & result & ~own for one in found]
    for (i, first), (j, second) in combinations(enumerate(outside), 2):
        if first & second:
            terms = f"{_term(sets, found[i])} {_term(sets, found[j])} -{value.term}"
            ties.append((i, j, Count("", "", (first & second).bit_count(), terms)))
    middle = Count(ego, value.label, own.bit_count(), value.term, value.ref)
    return Partners(len(counts), middle, tuple(found), tuple(ties))


def institution(about: str) -> str:
    """Return the id in the ref of an institution.

    Raises:
        NoSuchViewError: it is of another kind.
    """
    ref = Ref.parse(about)
    if ref.kind is not Kind.INSTITUTION:
        raise NoSuchViewError(_("{ref} is not an institution; name one", ref=about))
    return ref.id


def known(facet: Dimension, key: str) -> Value:
    """Return an institution as a value of a facet.

    Raises:
        NoSuchViewError: there is none with this id.
    """
    try:
        return facet.values[key]
    except KeyError:
        raise NoSuchViewError(_("there is no institution '{id}'", id=key)) from None


def _term(sets: Sets, partner: Partner) -> str:
    return dimension(sets, "with").values[partner.count.key].term


def _countries(sets: Sets, keys: list[str]) -> dict[str, str]:
    rows = sets.db.execute(
        "SELECT record.id, country FROM json_each(?) AS wanted CROSS JOIN record"
        " ON record.id = wanted.value WHERE +kind = ? AND country IS NOT NULL",
        (json.dumps(keys), Kind.INSTITUTION),
    )
    return dict(rows.fetchall())


def _partner(sets: Sets, count: Count, own: bytes, ego: str, countries: dict[str, str]) -> Partner:
    facet = dimension(sets, "with")
    value = facet.values[count.key]
    lives = [sets.lives[place] for place in facet.places(count.key, own)]
    years = Counter(life.begins // 10000 for life in lives if life.begins is not None)
    in_force = any(
        (life.status is None or life.status in IN_FORCE)
        and (life.ends is None or life.ends >= sets.now)
        for life in lives
    )
    shared = Count(count.key, value.label, count.count, f"{ego} {value.term}", value.ref)
    undated = sum(life.begins is None for life in lives)
    country = countries.get(count.key, "")
    return Partner(shared, country, tuple(sorted(years.items())), undated, in_force)
