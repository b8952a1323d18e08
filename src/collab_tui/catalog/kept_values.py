"""How the values of a field are kept, by their sort."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from collab_tui.catalog.prepared import Prepared
from collab_tui.records.dates import PartialDate
from collab_tui.records.field import Field

EVER = (-(10**17), 10**17)
"""The numbers for days that are open or not known: before and after all others."""

LONGEST = 200
"""The longest text, in characters, that is kept as a value. Longer texts are found by words."""


@lru_cache(4096)
def days_of(text: str) -> tuple[int | None, int | None]:
    """Return the earliest and the latest day of a date as yyyymmdd; None for open ones."""
    date = PartialDate.parse(text)
    return date.first, date.last


def add_facet(rows: Prepared, index: int, name: str, value: str) -> None:
    """Keep a value that a field of queries can ask for."""
    rows.facets.record.append(index)
    rows.facets.field.append(name)
    rows.facets.value.append(value)


def keep_texts(rows: Prepared, index: int, one: Field, values: list[Any]) -> None:
    """Keep texts, terms and codes that queries ask for as values."""
    name = one.asked[0].name if one.asked else one.stored
    for value in values:
        if len(value) <= LONGEST:
            add_facet(rows, index, name, value)


def keep_dates(rows: Prepared, index: int, one: Field, values: list[Any]) -> None:
    """Keep dates by the first and the last possible day of each."""
    for value in values:
        first, last = days_of(value)
        first, last = EVER[0] if first is None else first, EVER[1] if last is None else last
        rows.dates.record.append(index)
        rows.dates.field.append(one.stored)
        rows.dates.earliest.append(first)
        rows.dates.latest.append(last)


def keep_numbers(rows: Prepared, index: int, one: Field, values: list[Any]) -> None:
    """Keep numbers."""
    for value in values:
        rows.numbers.record.append(index)
        rows.numbers.field.append(one.asked[0].name)
        rows.numbers.value.append(value)


def keep_extra(rows: Prepared, index: int, _: Field, values: list[Any]) -> None:
    """Keep the content of a table of the user's own: its keys and their values."""
    for table in values:
        for key, text in dict.fromkeys(_extras(table)):
            add_facet(rows, index, "extra", key)
            if len(text) <= LONGEST:
                add_facet(rows, index, f"extra.{key}", text)


def _extras(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Yield the key, as queries write it, and the text of everything in a table."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            name = "-".join(re.findall(r"\w+", key.lower()))
            yield from _extras(inner, (*path, name) if name else path)
    elif isinstance(value, list):
        for inner in value:
            yield from _extras(inner, path)
    elif path:
        text = str(value).lower() if isinstance(value, bool) else str(value)
        yield ".".join(path).replace("_", "-"), text
