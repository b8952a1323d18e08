"""How the values of a field are kept, by their sort."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from collab_tui.catalog.building.prepared import Prepared
from collab_tui.records.dates import PartialDate
from collab_tui.records.field import Field

EVER = (-(10**17), 10**17)
"""The numbers for days that are open or not known: before and after all others."""

Found = Sequence[tuple[int, Any]]
"""Values of a field, each after the index of its record."""

LONGEST = 200
"""The longest text, in characters, that is kept as a value. Longer texts are found by words."""


@lru_cache(4096)
def days_of(text: str) -> tuple[int | None, int | None]:
    """Return the earliest and the latest day of a date as yyyymmdd; None for open ones."""
    date = PartialDate.parse(text)
    return date.first, date.last


def keep_texts(rows: Prepared, one: Field, found: Found) -> None:
    """Keep texts, terms and codes that queries ask for as values."""
    name = one.asked[0].name if one.asked else one.stored
    kept = [one for one in found if len(one[1]) <= LONGEST]
    rows.facets.add(_indexes(kept), name, [value for _, value in kept])


def keep_dates(rows: Prepared, one: Field, found: Found) -> None:
    """Keep dates by the first and the last possible day of each."""
    days = [_kept_days(value) for _, value in found]
    first, last = [first for first, _ in days], [last for _, last in days]
    rows.dates.add(_indexes(found), one.stored, first, last)


def keep_numbers(rows: Prepared, one: Field, found: Found) -> None:
    """Keep numbers."""
    rows.numbers.add(_indexes(found), one.asked[0].name, [value for _, value in found])


def keep_presence(rows: Prepared, one: Field, found: Found) -> None:
    """Keep which records have any value."""
    rows.facets.add(list(dict.fromkeys(_indexes(found))), one.stored, "")


def keep_extra(rows: Prepared, _: Field, found: Found) -> None:
    """Keep the content of a table of the user's own: its keys and their values."""
    for index, table in found:
        for key, text in dict.fromkeys(_extras(table)):
            rows.facets.add([index], "extra", key)
            if len(text) <= LONGEST:
                rows.facets.add([index], f"extra.{key}", text)


def _indexes(found: Found) -> list[int]:
    return [index for index, _ in found]


@lru_cache(4096)
def _kept_days(text: str) -> tuple[int, int]:
    first, last = days_of(text)
    return EVER[0] if first is None else first, EVER[1] if last is None else last


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
