"""The timeline: agreements in groups by when they run; or counts by years, if there are many."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from collab_tui.catalog.views.axis import YEAR, Axis, fitting, month_of, moved
from collab_tui.catalog.views.count import Count
from collab_tui.catalog.views.dimension import Dimension, Value
from collab_tui.catalog.views.facets import dimension, none_of
from collab_tui.catalog.views.item import Item
from collab_tui.catalog.views.items import items
from collab_tui.catalog.views.sets import Sets
from collab_tui.language import _, _c
from collab_tui.query.syntax import Node
from collab_tui.records.status import IN_FORCE, OVER

USUAL = "type"
"""The facet by which rows are grouped."""

SCREENS = 4
"""The number of screens of rows beyond which a timeline folds its groups."""

MOST_ROWS = 1000
"""The same, if there is no screen."""

AHEAD = 7
"""Months after today that are always shown."""

PAST, FUTURE = 60 * YEAR, 15 * YEAR
"""Months before and after today; a date further away does not widen the axis."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the heading of a group, or an agreement in it."""

    group: Count
    item: Item | None = None
    names: tuple[str, ...] = ()
    """The names of the other agreements in sight."""


@dataclass(frozen=True, slots=True)
class Folded:
    """Counts by columns of whole years."""

    begun: tuple[Count, ...]
    in_force: tuple[Count, ...]
    ended: tuple[Count, ...]
    all_begun: Count
    in_force_now: Count
    all_ended: Count
    rows: tuple[tuple[Count, tuple[Count, ...]], ...]
    """Values of the facet, each with what began in each column."""
    more: int
    """How many values are left out."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """What a timeline shows."""

    total: int
    field: str
    axis: Axis
    today: int
    """yyyymmdd"""
    rows: tuple[Row, ...] = ()
    """The rows in sight."""
    count: int = 0
    """How many rows there are in all."""
    top: int = 0
    """The number of the first row in sight."""
    folded: Folded | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a timeline is looked at: see `collab_tui.views.state.State`."""

    field: str
    width: int
    """Columns of the axis."""
    bars: int
    """The same, if it counts by years."""
    height: int | None
    """Rows in sight; None for all."""
    top: int = 0
    zoom: int = 0
    months: int = 0
    years: tuple[int | None, int | None] = (None, None)
    opened: frozenset[str] = frozenset()
    """Groups whose rows are folded."""
    is_folded: bool | None = None


def timeline(sets: Sets, node: Node, wanted: Wanted) -> Timeline:
    """Return the timeline of what a query finds.

    Raises:
        QueryError: a value names nothing.
    """
    result = sets.matching(node)
    facet = dimension(sets, wanted.field or USUAL)
    counts = _groups(facet, result)
    total = result.bit_count()
    rows = sum(count.count + 1 for _, count in counts)
    folds = rows > (wanted.height * SCREENS if wanted.height is not None else MOST_ROWS)
    is_folded = folds if wanted.is_folded is None else wanted.is_folded
    axis = _axis(sets, result, wanted, YEAR if is_folded else 1)
    if is_folded:
        folded = _folded(sets, result, axis, counts)
        return Timeline(total, facet.name, axis, sets.now, folded=folded)
    plan = _plan(sets, counts, wanted.opened)
    height = len(plan) if wanted.height is None else wanted.height
    top = max(0, min(wanted.top, len(plan) - height))
    seen = plan[max(0, top - 1) : top + height + 1]
    found = iter(items(sets, [place for _, place in seen if place is not None]))
    shown = [(count, next(found) if place is not None else None) for count, place in seen]
    names = [item.name if item is not None else "" for _, item in shown]
    lines = [
        Row(count, item, tuple(filter(None, names[:at] + names[at + 1 :])))
        for at, (count, item) in enumerate(shown)
    ]
    skipped = top - max(0, top - 1)
    window = lines[skipped : skipped + height]
    return Timeline(total, facet.name, axis, sets.now, tuple(window), len(plan), top)


def _groups(facet: Dimension, result: int) -> list[tuple[int, Count]]:
    """Return each value that occurs, with its agreements; last, agreements without a value."""
    totals = facet.totals(result)
    keys = [key for key, _ in facet.ranked(result)]
    if facet.is_ordered:
        keys = [key for key in facet.values if key in totals]
    found = [(facet.set(key) & result, _count(facet.values[key], totals[key])) for key in keys]
    none = facet.none & result
    if none:
        label = facet.none_label
        found.append((none, Count("", label, none.bit_count(), facet.none_term)))
    return found


def _count(value: Value, count: int, *more: str) -> Count:
    return Count(value.key, value.label, count, " ".join((value.term, *more)), value.ref)


def _plan(
    sets: Sets, counts: Sequence[tuple[int, Count]], folded: frozenset[str]
) -> list[tuple[Count, int | None]]:
    """Return all rows, agreements by their places; those without a date come last."""
    spans = sets.spans

    def key(place: int) -> tuple[int, int]:
        life = sets.lives[place]
        first = life.begins or spans.get(life.n, (99999999, 0))[0]
        return first, life.n

    plan: list[tuple[Count, int | None]] = []
    for found, count in counts:
        plan.append((count, None))
        if (count.key or "none") not in folded:
            plan += [(count, place) for place in sorted(sets.places(found), key=key)]
    return plan


def _axis(sets: Sets, result: int, wanted: Wanted, least: int) -> Axis:
    now = month_of(sets.now)
    first, last = wanted.years
    spans = sets.spans
    if result == sets.every:
        found = list(spans.values())
    else:
        numbers = (sets.lives[place].n for place in sets.places(result))
        found = [spans[n] for n in numbers if n in spans]
    begin = month_of(min((span[0] for span in found), default=sets.now))
    end = month_of(max((span[1] for span in found), default=sets.now))
    begin = max(min(begin, now), now - PAST) if first is None else first * YEAR
    end = max(min(end, now + FUTURE), now + AHEAD) if last is None else last * YEAR + 11
    if end < begin:
        begin, end = (begin, begin + 11) if last is None else (end - 11, end)
    width = wanted.width if least == 1 else wanted.bars
    axis = fitting(begin, end, width, least=least)
    return moved(axis, wanted.zoom, wanted.months, least=least)


def _folded(sets: Sets, result: int, axis: Axis, counts: Sequence[tuple[int, Count]]) -> Folded:
    spans = [axis.years(column) for column in range(axis.width)]
    words = [
        f"{first:04d}" if first == last else f"{first:04d}..{last:04d}" for first, last in spans
    ]
    years = dimension(sets, "year")
    begun_in = [
        sum_of(years, [f"{year:04d}" for year in range(first, last + 1)]) & result
        for first, last in spans
    ]
    began = result & ~years.none
    ended = result & ~none_of(sets, "ends")
    now = f"as-of:{sets.today.isoformat()}"
    rows = [
        (
            count,
            tuple(
                Count(word, word, (found & begun).bit_count(), f"{count.term} year:{word}")
                for word, begun in zip(words, begun_in, strict=True)
            ),
        )
        for found, count in counts[:MOST_VALUES]
    ]
    return Folded(
        _named("year", words, [found.bit_count() for found in begun_in]),
        _named("in-force", words, _in_force(sets, result, spans)),
        _named("ends", words, _ended(sets, result, spans)),
        Count("", _c("agreements that", "begin"), began.bit_count(), f"-{years.none_term}"),
        Count("", _("in force today"), _in_force_now(sets, result), now),
        Count("", _c("agreements that", "end"), ended.bit_count(), "-ends:none"),
        tuple(rows),
        max(0, len(counts) - MOST_VALUES),
    )


MOST_VALUES = 60
"""The values that have a row in a folded timeline."""


def sum_of(facet: Dimension, keys: Sequence[str]) -> int:
    """Return the agreements that have any of some values."""
    found = 0
    for key in keys:
        if key in facet.pairs:
            found |= facet.set(key)
    return found


def _named(field: str, words: Sequence[str], counts: Sequence[int]) -> tuple[Count, ...]:
    return tuple(
        Count(word, word, count, f"{field}:{word}")
        for word, count in zip(words, counts, strict=True)
    )


def _lasting(sets: Sets, result: int) -> list[tuple[int, int]]:
    """Return, for each agreement, the first and last day on which it can be in force.

    This is the same rule as `collab_tui.catalog.status.in_force`: an agreement that is over was in
    force until its end; without a date of beginning, it is in force from today on.
    """
    found = []
    for place in sets.places(result):
        life = sets.lives[place]
        begin = life.begins if life.begins is not None else sets.now
        if life.status in OVER:
            if life.ends is not None and life.ends < sets.now:
                found.append((begin, life.ends))
        elif life.status is None or life.status in IN_FORCE:
            found.append((begin, life.ends if life.ends is not None else 99999999))
    return found


def _in_force(sets: Sets, result: int, spans: Sequence[tuple[int, int]]) -> list[int]:
    """Count, for each span of years, the agreements in force on some day of it."""
    firsts = [first * 10000 + 101 for first, _ in spans]
    lasts = [last * 10000 + 1231 for _, last in spans]
    changes = [0] * (len(spans) + 1)
    for begin, end in _lasting(sets, result):
        start, stop = bisect_left(lasts, begin), bisect_right(firsts, end)
        if start < stop:
            changes[start] += 1
            changes[stop] -= 1
    return list(accumulate(changes))[: len(spans)]


def _in_force_now(sets: Sets, result: int) -> int:
    return sum(begin <= sets.now <= end for begin, end in _lasting(sets, result))


def _ended(sets: Sets, result: int, spans: Sequence[tuple[int, int]]) -> list[int]:
    """Count, for each span of years, the agreements with an end that can lie in it."""
    bits = result.to_bytes(len(sets.lives) // 8 + 1, "little")
    firsts = [first * 10000 + 101 for first, _ in spans]
    lasts = [last * 10000 + 1231 for _, last in spans]
    columns: list[set[int]] = [set() for _ in spans]
    for place, first, last in sets.ends:
        if bits[place >> 3] >> (place & 7) & 1:
            for at in range(bisect_left(lasts, first), bisect_right(firsts, last)):
                columns[at].add(place)
    return [len(found) for found in columns]
