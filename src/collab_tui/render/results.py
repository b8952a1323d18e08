"""A list of records → table, ids, JSON, CSV or a Markdown table."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, TypeAlias

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.table import Table
from rich.text import Text

from collab_tui.catalog.columns import COLUMNS
from collab_tui.catalog.dossier import Dossier
from collab_tui.catalog.rows import Row
from collab_tui.records.kinds import Kind
from collab_tui.records.status import IN_FORCE
from collab_tui.records.term import term_of
from collab_tui.render.markdown import escape
from collab_tui.render.sheet import sheet
from collab_tui.render.words import STATUS_SIGNS, clean, safe_json

ROW_COLUMNS = ("ref", "kind", "id", "name", "country", "status", "year", "count", "with_parts")
"""The first columns of JSON and CSV; `count` and `with_parts` as in `Row`."""

Further: TypeAlias = Mapping[int, Sequence[str]]
"""By record number, the values of the columns that fields declare."""

NOTHING: Further = MappingProxyType({})
"""No further values: these columns stay empty."""

HEADER = (*ROW_COLUMNS, *COLUMNS)
"""The columns of JSON and CSV."""

FULL_WIDTH = 80
"""From this width on, in columns, a table shows refs and statuses in full."""


class _ResultTable:
    """The rows as a table. If there is little room, refs fold and statuses are signs."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        wide = options.max_width >= FULL_WIDTH
        longest = None if wide else options.max_width // 3
        table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="page.quiet")
        table.add_column("Ref", no_wrap=wide, max_width=longest, overflow="fold")
        table.add_column("Name", ratio=3, overflow="fold")
        table.add_column("", no_wrap=True)
        table.add_column("Year", no_wrap=True)
        for row in self._rows:
            sign = STATUS_SIGNS.get(row.status or "", "")
            status = f"{sign} {row.status}" if wide else sign
            remark = (
                Text(status, f"status.{row.status}")
                if row.status and row.kind == "agreement"
                else Text(row.country or "", "page.quiet")
            )
            table.add_row(
                Text(str(row.ref), f"accent.{row.kind}"),
                Text(clean(row.name)),
                remark,
                Text(str(row.year or ""), "page.quiet"),
            )
        yield table


def as_table(rows: Sequence[Row]) -> RenderableType:
    """Return a Rich table of the rows."""
    return _ResultTable(rows)


def as_lines(rows: Sequence[Row]) -> str:
    """Return one record a line, for pipes: ref, name, status or country, year; with tabs."""
    lines = []
    for row in rows:
        remark = row.status if row.kind is Kind.AGREEMENT else row.country
        cells = (str(row.ref), row.name, remark or "", str(row.year or ""))
        lines.append("\t".join(map(clean, cells)).rstrip() + "\n")
    return "".join(lines)


def as_ids(rows: Sequence[Row]) -> str:
    """Return one ref a line."""
    return "".join(f"{row.ref}\n" for row in rows)


def as_json(rows: Sequence[Row], further: Further = NOTHING) -> str:
    """Return a JSON array of objects, with one key for each column."""
    return _json([as_object(row, further) for row in rows], indent=2) + "\n"


def as_jsonl(rows: Sequence[Row], further: Further = NOTHING) -> str:
    """Return one JSON object a line."""
    return "".join(_json(as_object(row, further)) + "\n" for row in rows)


def as_csv(rows: Sequence[Row], further: Further = NOTHING, *, is_raw: bool = False) -> str:
    """Return CSV with a header; see `collab_tui.render.sheet`."""
    cells = [list(as_object(row, further).values()) for row in rows]
    return sheet(HEADER, cells, is_raw=is_raw)


def as_markdown(rows: Sequence[Row]) -> str:
    """Return a Markdown table."""
    lines = ["| Ref | Name | Country | Status | Year |", "| --- | --- | --- | --- | --- |"]
    for row in rows:
        cells = (str(row.ref), row.name, row.country or "", row.status or "", str(row.year or ""))
        lines.append(f"| {' | '.join(map(escape, cells))} |")
    return "\n".join(lines) + "\n"


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


def as_object(row: Row, further: Further) -> dict[str, Any]:
    """Return the columns of JSON and CSV, each with its value."""
    values = (
        str(row.ref),
        str(row.kind),
        row.id,
        row.name,
        row.country,
        row.status,
        row.year,
        row.count,
        row.with_parts,
    )
    more = [value or None for value in further.get(row.n, [""] * len(COLUMNS))]
    return dict(zip(HEADER, (*values, *more), strict=True))
