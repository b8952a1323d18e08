"""Texts in the columns that there are. What is left out shows as an ellipsis."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size

ELLIPSIS = "…"


def shorten(text: str, width: int) -> str:
    """Return `text` in at most `width` columns, with an ellipsis if its end is left out."""
    if cell_len(text) <= width:
        return text
    return beginning(text, width - 1) + ELLIPSIS if width > 0 else ""


def fill(text: str, width: int) -> str:
    """Return `text` in exactly `width` columns: shortened, or with spaces behind it."""
    return set_cell_size(shorten(text, width), width) if width > 0 else ""


def beginning(text: str, width: int) -> str:
    """Return as much of the beginning as fits into `width` columns."""
    if cell_len(text) <= width:
        return text.rstrip()
    return set_cell_size(text, max(0, width)).rstrip()
