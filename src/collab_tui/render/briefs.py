"""A list of records, in brief → lines, ids or a Markdown table.

`result_table` has the table for terminals. Nothing here loads Rich, or what only JSON and CSV need.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from collab_tui.catalog.row import Brief, Row
from collab_tui.language import _
from collab_tui.records.kinds import Kind
from collab_tui.render.words import clean, status_word


def as_lines(rows: Iterable[Brief | Row]) -> Iterator[str]:
    """Yield one record a line, for pipes: ref, name, status or country, year; with tabs."""
    for row in rows:
        remark = row.status if row.kind is Kind.AGREEMENT else row.country
        cells = (str(row.ref), row.name, remark or "", str(row.year or ""))
        yield "\t".join(map(clean, cells)).rstrip() + "\n"


def as_ids(rows: Iterable[Brief | Row]) -> Iterator[str]:
    """Yield one ref a line."""
    return (f"{row.ref}\n" for row in rows)


def as_markdown(rows: Iterable[Brief | Row]) -> Iterator[str]:
    """Yield the lines of a Markdown table."""
    from collab_tui.render.markdown import escape

    heads = (_("Ref"), _("Name"), _("Country"), _("Status"), _("Year"))
    yield f"| {' | '.join(heads)} |\n"
    yield "| --- | --- | --- | --- | --- |\n"
    for row in rows:
        status = status_word(row.kind, row.status) if row.status else ""
        cells = (str(row.ref), row.name, row.country or "", status, str(row.year or ""))
        yield f"| {' | '.join(map(escape, cells))} |\n"
