"""Rows → CSV that is safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from collab_tui.render.words import clean

# What begins a formula; some spreadsheets skip spaces before it.
_FORMULA_SIGNS = tuple("=+-@＝＋－＠")


def sheet(head: Sequence[str], rows: Iterable[Sequence[Any]], *, is_raw: bool = False) -> str:
    """Return CSV (RFC 4180) with a header; see `sheet_lines`."""
    return "".join(sheet_lines(head, rows, is_raw=is_raw))


def sheet_lines(
    head: Sequence[str], rows: Iterable[Sequence[Any]], *, is_raw: bool = False
) -> Iterator[str]:
    """Yield the lines of CSV (RFC 4180), the header first.

    A text that a spreadsheet would take for a formula gets an apostrophe in front, and control
    characters become visible. `is_raw` leaves both unchanged.
    """
    yield _line(head)
    for row in rows:
        yield _line(row if is_raw else map(_cell, row))


def _line(cells: Iterable[Any]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()


def _cell(value: Any) -> Any:
    if not isinstance(value, str):
        return "" if value is None else value
    shown = clean(value)
    return f"'{shown}" if shown.lstrip().startswith(_FORMULA_SIGNS) else shown
