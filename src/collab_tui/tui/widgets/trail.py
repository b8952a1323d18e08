"""The breadcrumb: the records on the way to the one being read."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size
from rich.text import Text
from textual.widgets import Static

from collab_tui.render.words import clean

LONGEST = 24
"""Columns that a name on the way may take."""


class Trail(Static):
    """One line, empty while no link was followed."""

    DEFAULT_CSS = """
    Trail { height: 1; padding: 0 2; color: $text-muted; }
    """

    def __init__(self) -> None:
        """Begin at the beginning."""
        super().__init__(id="trail", markup=False)
        self._names: Sequence[str] = ()

    def show(self, names: Sequence[str]) -> None:
        """Show the names on the way, the present one last."""
        if list(names) != list(self._names):
            self._names = names
            self._draw_names()

    def on_resize(self) -> None:
        """Use the room there is."""
        self._draw_names()

    def _draw_names(self) -> None:
        if len(self._names) < 2:
            self.update("", layout=False)
            return
        room = max(10, self.size.width - 4)
        parts = [_short(name) for name in self._names]
        while len(parts) > 2 and sum(map(cell_len, parts)) + 3 * (len(parts) - 1) + 4 > room:
            parts.pop(0)
        begin = "… › " if len(parts) < len(self._names) else ""
        text = begin + " › ".join(parts)
        shown = set_cell_size(text, room).rstrip() if cell_len(text) > room else text
        self.update(Text(shown), layout=False)


def _short(name: str) -> str:
    shown = clean(name)
    return shown if cell_len(shown) <= LONGEST else set_cell_size(shown, LONGEST - 1).rstrip() + "…"
