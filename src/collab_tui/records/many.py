"""The values of a field in many records at once.

One step for all records takes a fraction of the time of all steps for one record after the other.
What stands for a record may be anything: its number, its place in a list.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collab_tui.records.field import Field, Names

R = TypeVar("R")


def by_key(documents: Iterable[tuple[R, Mapping[str, Any]]]) -> dict[str, list[tuple[R, Any]]]:
    """Return what documents hold under each outermost key, beside what stands for each record."""
    held: defaultdict[str, list[tuple[R, Any]]] = defaultdict(list)
    for record, document in documents:
        for key, value in document.items():
            held[key].append((record, value))
    return dict(held)


def values_of(one: Field, held: list[tuple[R, Any]]) -> list[tuple[R, Any]]:
    """Return the values of a field, each beside what stands for its record.

    `held` has the contents of the outermost key. Where a list is expected, a single value counts
    as a list of one.
    """
    found = held
    for (_, is_list), (key, _) in pairwise(one.steps):
        found = [
            (record, value)
            for record, tables in found
            for table in (tables if is_list and isinstance(tables, list) else (tables,))
            if isinstance(table, dict) and (value := table.get(key)) is not None
        ]
    if one.steps[-1][1]:
        found = [
            (record, value)
            for record, values in found
            for value in (values if isinstance(values, list) else (values,))
        ]
    return [(record, one.plain(value)) for record, value in found] if one.inner else found


def values_among(
    one: Field, documents: Iterable[tuple[R, Mapping[str, Any]]]
) -> list[tuple[R, Any]]:
    """Return the values of a field in documents, as `values_of` does."""
    top = one.top
    return values_of(one, [(record, held[top]) for record, held in documents if top in held])


def named_of(
    one: Field, names: Names, documents: Iterable[tuple[R, Mapping[str, Any]]]
) -> list[tuple[R, str, str]]:
    """Return the records that documents name in a field: in which, which one, its qualifier."""
    top = one.top
    found: list[tuple[R, Any, Any]] = [
        (record, document, document[top]) for record, document in documents if top in document
    ]
    for (_, is_list), (key, _) in pairwise(one.steps):
        found = [
            (record, table, table[key])
            for record, _, tables in found
            for table in (tables if is_list and isinstance(tables, list) else (tables,))
            if key in table
        ]
    is_list, qualifier = one.steps[-1][1], names.qualifier
    return [
        (record, value, table.get(qualifier) or "")
        if type(value) is str  # nearly all are, and nothing has to be called for them
        else (record, one.plain(value), names.said(table, value))
        for record, table, values in found
        for value in (values if is_list and isinstance(values, list) else (values,))
    ]
