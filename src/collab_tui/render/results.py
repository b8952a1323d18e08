"""A list of records → JSON or CSV; one record → JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

from collab_tui.catalog.columns import COLUMNS
from collab_tui.catalog.row import Row
from collab_tui.records.kinds import Kind
from collab_tui.records.status import IN_FORCE
from collab_tui.records.term import term_of
from collab_tui.render.words import safe_json

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.catalog.dossier import Dossier
    from collab_tui.catalog.status import Period

ROW_COLUMNS = ("ref", "kind", "id", "name", "country", "status", "year", "count", "with_parts")
"""The first columns of JSON and CSV; `count` and `with_parts` as in `Row`."""

Further: TypeAlias = Mapping[int, Sequence[str]]
"""By record number, the values of the columns that fields declare."""

NOTHING: Further = MappingProxyType({})
"""No further values: these columns stay empty."""

HEADER = (*ROW_COLUMNS, *COLUMNS)
"""The columns of JSON and CSV."""

AT_ONCE = 50_000
"""Records that are fetched at once. There may be a million, and the rows of all take 1.5 GB."""


def listed(
    catalog: Catalog, numbers: Sequence[int], period: Period | None = None
) -> Iterator[dict[str, Any]]:
    """Yield the columns of JSON and CSV of records, each with its value, in their order.

    Statuses are those in `period`, by default on the catalog's day.
    """
    for start in range(0, len(numbers), AT_ONCE):
        some = numbers[start : start + AT_ONCE]
        further = catalog.shown.columns(some)
        yield from (as_object(row, further) for row in catalog.shown.rows(some, period))


def as_json(objects: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield a JSON array, part by part."""
    between = "[\n"
    for one in objects:
        text = _json(one, indent=2).replace("\n", "\n  ")
        yield f"{between}  {text}"
        between = ",\n"
    yield "[]\n" if between == "[\n" else "\n]\n"


def as_jsonl(objects: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield one JSON object a line."""
    return (_json(one) + "\n" for one in objects)


def as_csv(objects: Iterable[Mapping[str, Any]], *, is_raw: bool = False) -> Iterator[str]:
    """Yield the lines of CSV, with a header; see `collab_tui.render.sheet`."""
    from collab_tui.render.sheet import sheet_lines

    return sheet_lines(HEADER, (list(one.values()) for one in objects), is_raw=is_raw)


def objects_json(objects: Sequence[Mapping[str, Any]]) -> str:
    """Return JSON: one object alone, several as an array."""
    return _json(objects[0] if len(objects) == 1 else list(objects), indent=2) + "\n"


def dossier_object(dossier: Dossier) -> dict[str, Any]:
    """Return a record's document with its ref, what is derived from it, and what links to it."""
    incoming: list[dict[str, Any]] = [
        {"ref": str(link.row.ref), "relation": str(link.relation), "as": link.qualifier}
        for link in dossier.incoming
    ]
    return {
        "ref": str(dossier.ref),
        "status_today": dossier.row.status,
        "record": dossier.document,
        "derived": derived(dossier.row, dossier.document, dossier.today),
        "linked_from": incoming,
    }


def derived(row: Row, document: Mapping[str, Any], today: date) -> dict[str, str]:
    """Return what is derived from an agreement's document and the day, by path."""
    if row.kind is not Kind.AGREEMENT:
        return {}
    term = term_of(document)
    found: dict[str, Any] = {"dates.end": term.end if term.is_derived else None}
    if row.status is None or row.status in IN_FORCE:
        found["next_end"] = term.next_end(today) if term.is_renewed else None
        found["notice_until"] = term.next_notice(today)
    return {path: str(value) for path, value in found.items() if value is not None}


def _json(value: Any, indent: int | None = None) -> str:
    return safe_json(json.dumps(value, ensure_ascii=False, indent=indent))


def as_object(row: Row, further: Further = NOTHING) -> dict[str, Any]:
    """Return the columns of JSON and CSV, each with its value."""
    values = (
        str(row.ref),
        str(row.kind),
        row.id,
        row.name,
        row.country,
        row.status,
        row.year,
        row.how_many,
        row.with_parts,
    )
    more = [value or None for value in further.get(row.n, [""] * len(COLUMNS))]
    return dict(zip(HEADER, (*values, *more), strict=True))
