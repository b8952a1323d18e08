"""A list of records → a table for terminals."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.table import Table
from rich.text import Text

from collab_tui.catalog.row import Brief, Row
from collab_tui.language import _
from collab_tui.render.words import STATUS_SIGNS, clean, status_word

FULL_WIDTH = 80
"""From this width on, in columns, a table shows refs and statuses in full."""


class _ResultTable:
    """The rows as a table. If there is little room, refs fold and statuses are signs."""

    def __init__(self, rows: Sequence[Brief] | Sequence[Row]) -> None:
        self._rows = rows

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        wide = options.max_width >= FULL_WIDTH
        longest = None if wide else options.max_width // 3
        table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="page.quiet")
        table.add_column(_("Ref"), no_wrap=wide, max_width=longest, overflow="fold")
        table.add_column(_("Name"), ratio=3, overflow="fold")
        table.add_column("", no_wrap=True)
        table.add_column(_("Year"), no_wrap=True)
        for row in self._rows:
            sign = STATUS_SIGNS.get(row.status or "", "")
            status = sign
            if wide and row.status:
                status = f"{sign} {status_word(row.kind, row.status)}"
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


def as_table(rows: Sequence[Brief] | Sequence[Row]) -> RenderableType:
    """Return a Rich table of the rows."""
    return _ResultTable(rows)
