"""The overview: what there is, how completely it is recorded, what is new, what ends soon.

That of a whole registry is the first page of the explorer. So the catalog keeps it for the day:
`written` and `read` are its form there.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import astuple
from typing import Any, NamedTuple

from collab_tui.catalog.views.count import Count
from collab_tui.catalog.views.item import Item
from collab_tui.records.kinds import Kind, Ref


class Top(NamedTuple):
    """The most frequent values of a facet, and what is left out."""

    field: str
    counts: tuple[Count, ...]
    more: int
    """How many values are left out."""
    none: Count


class Overview(NamedTuple):
    """What an overview shows."""

    total: int
    kinds: tuple[tuple[Kind, int], ...]
    """How many records of each kind the query finds."""
    countries: int
    statuses: tuple[Count, ...]
    """Statuses that occur, as shown today. The last one is for agreements without a known status.
    """
    years: tuple[Count, ...]
    """Years in which agreements began, without gaps."""
    undated: Count
    tops: tuple[Top, ...]
    recorded: tuple[Count, ...]
    latest: tuple[Item, ...]
    """Agreements that began last, up to today."""
    ending: tuple[Item, ...]
    """Agreements that end within a year, the first one first."""
    ends_soon: Count


def written(found: Overview) -> str:
    """Return an overview as JSON: each part is an array of its fields."""
    return json.dumps(found, default=astuple, ensure_ascii=False)


def read(text: str) -> Overview:
    """Return the overview that was `written`.

    Raises:
        ValueError: nobody wrote this; also TypeError and LookupError.
    """
    (
        total,
        kinds,
        countries,
        statuses,
        years,
        undated,
        tops,
        recorded,
        latest,
        ending,
        ends_soon,
    ) = json.loads(text)
    return Overview(
        total,
        tuple((Kind.named(kind), count) for kind, count in kinds),
        countries,
        _counts(statuses),
        _counts(years),
        _count(undated),
        tuple(map(_top, tops)),
        _counts(recorded),
        tuple(map(_item, latest)),
        tuple(map(_item, ending)),
        _count(ends_soon),
    )


def _counts(found: list[Any]) -> tuple[Count, ...]:
    return tuple(map(_count, found))


def _top(found: list[Any]) -> Top:
    field, counts, more, none = found
    return Top(field, _counts(counts), more, _count(none))


def _count(found: list[Any]) -> Count:
    key, label, count, term, ref = found
    return Count(key, label, count, term, _ref(ref) if ref is not None else None)


def _item(found: list[Any]) -> Item:
    item = Item(*found)
    return item._replace(ref=_ref(item.ref), milestones=tuple(item.milestones))


def _ref(found: Sequence[str]) -> Ref:
    kind, record_id = found
    return Ref(Kind.named(kind), record_id)
