"""Counts what an overview shows."""

from __future__ import annotations

from heapq import nsmallest

from collab_tui.catalog.facets import NOT_RECORDED
from collab_tui.catalog.fts import searchable
from collab_tui.catalog.kept_lists import count_all
from collab_tui.catalog.matching import count_matching
from collab_tui.catalog.search import answering
from collab_tui.catalog.views.count import Count
from collab_tui.catalog.views.facets import dimension, none_of, unsourced
from collab_tui.catalog.views.item import Item
from collab_tui.catalog.views.items import items
from collab_tui.catalog.views.overview import Overview, Top
from collab_tui.catalog.views.sets import Sets
from collab_tui.language import _
from collab_tui.query.syntax import And, Node, Term, Text
from collab_tui.records.kinds import Kind

TOPS = ("type", "country", "with", "focus=")
"""The facets whose most frequent values are shown."""

MOST = 40
"""The most values of a facet, and the most agreements, in an overview."""

RECORDED = ("source", "date", "starts", "ends", "status")
"""The fields of queries for which the share of agreements with a value is shown."""

KINDS = (Kind.AGREEMENT, Kind.INSTITUTION, Kind.FOCUS_AREA, Kind.SOURCE)


def overview(sets: Sets, node: Node) -> Overview:
    """Return the overview of what a query finds.

    Raises:
        QueryError: a value names nothing.
    """
    result = sets.matching(node)
    total = result.bit_count()
    expiring = sets.standing(Term("is", (Text("expiring"),))) & result
    ending = sorted(items(sets, _first_to_end(sets, expiring)), key=_ends)
    years = dimension(sets, "year")
    country = dimension(sets, "country")
    return Overview(
        total,
        tuple(_kinds(sets, node, total)),
        len(country.totals(result)),
        tuple(_all_of(sets, "status", result)),
        _years(sets, result),
        Count(
            "none", _("no date of beginning"), (years.none & result).bit_count(), years.none_term
        ),
        tuple(_top(sets, name, result) for name in TOPS),
        tuple(_recorded(sets, name, result) for name in RECORDED),
        tuple(_latest(sets, result)),
        tuple(ending[:MOST]),
        Count("expiring", _("end within a year"), expiring.bit_count(), "is:expiring"),
    )


def _first_to_end(sets: Sets, expiring: int) -> list[int]:
    """Return the places of the agreements that end first."""
    renewed = {term.n: term.ends for term in sets.terms if term.is_renewed}

    def last_day(place: int) -> int:
        life = sets.lives[place]
        return renewed.get(life.n) or life.ends or 0

    return nsmallest(MOST, sets.places(expiring), key=last_day)


def _ends(item: Item) -> str:
    return item.next_end or item.end or item.terminated


def _kinds(sets: Sets, node: Node, total: int) -> list[tuple[Kind, int]]:
    if node == And():
        counts = count_all(sets.db)
        return [(kind, counts[kind]) for kind in KINDS]
    compiler = sets.compiler(node)
    found: list[tuple[Kind, int]] = []
    with answering():
        for kind in KINDS:
            if kind is Kind.AGREEMENT:
                found.append((kind, total))
                continue
            found.append((kind, count_matching(compiler, searchable(node), kind)))
    return found


def _all_of(sets: Sets, name: str, result: int) -> list[Count]:
    facet = dimension(sets, name)
    totals = facet.totals(result)
    found = [
        Count(key, value.label, totals[key], value.term)
        for key, value in facet.values.items()
        if key in totals
    ]
    none = (facet.none & result).bit_count()
    return [*found, Count("", NOT_RECORDED, none, facet.none_term)] if none else found


def _years(sets: Sets, result: int) -> tuple[Count, ...]:
    facet = dimension(sets, "year")
    totals = facet.totals(result)
    if not totals:
        return ()
    first, last = min(totals), max(totals)
    return tuple(
        Count(key, value.label, totals.get(key, 0), value.term)
        for key, value in facet.values.items()
        if first <= key <= last
    )


def _top(sets: Sets, name: str, result: int) -> Top:
    facet = dimension(sets, name)
    ranked = facet.ranked(result, most=MOST)
    counts = [
        Count(key, value.label, count, value.term, value.ref)
        for key, count in ranked
        for value in [facet.values[key]]
    ]
    none = Count("", NOT_RECORDED, (facet.none & result).bit_count(), facet.none_term)
    more = len(facet.totals(result)) - len(counts)
    return Top(name.removesuffix("="), tuple(counts), more, none)


_CALLED = {
    "source": _("a source"),
    "date": _("a date"),
    "starts": _("a start"),
    "ends": _("an end"),
    "status": _("a status"),
}


def _recorded(sets: Sets, name: str, result: int) -> Count:
    if name == "source":
        known = result & ~unsourced(sets)
        return Count(name, _CALLED[name], known.bit_count(), "-is:unsourced")
    known = result & ~none_of(sets, name)
    return Count(name, _CALLED[name], known.bit_count(), f"-{name}:none")


def _latest(sets: Sets, result: int) -> list[Item]:
    lives = sets.lives
    begun = (
        (-life.begins, place)
        for place in sets.places(result)
        for life in [lives[place]]
        if life.begins is not None and life.begins <= sets.now
    )
    return items(sets, [place for _, place in nsmallest(MOST, begun)])
