"""Rows → CSV that a spreadsheet opens without surprises."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from collab_tui.render.words import clean

# What begins a formula; some spreadsheets pass over spaces before it.
_FORMULA_SIGNS = tuple("=+-@＝＋－＠")


def sheet(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return CSV (RFC 4180) with a header.

    A text that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def _cell(value: Any) -> Any:
    if not isinstance(value, str):
        return "" if value is None else value
    shown = clean(value)
    return f"'{shown}" if shown.lstrip().startswith(_FORMULA_SIGNS) else shown
