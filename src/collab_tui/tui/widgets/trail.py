"""The breadcrumb: the records on the way to the one that is shown."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from collab_tui.render.words import clean
from collab_tui.tui.widgets.line import Line

LONGEST = 24
"""Columns for each name on the way."""


class Trail(Line):
    """One line, empty as long as no link was followed."""

    DEFAULT_CSS = """
    Trail { padding: 0 2; color: $text-muted; }
    """

    def __init__(self) -> None:
        """Start with an empty way."""
        super().__init__(id="trail")
        self._names: Sequence[str] = ()

    def show(self, names: Sequence[str]) -> None:
        """Show the names on the way, the present one last."""
        if list(names) != list(self._names):
            self._names = names
            self.refresh()

    def draw(self, width: int) -> Text:
        """Draw as much of the way as there is room for, from its end."""
        if len(self._names) < 2:
            return Text(end="")
        room = max(10, width - 4)
        parts = [_short(name) for name in self._names]
        while len(parts) > 2 and sum(map(cell_len, parts)) + 3 * (len(parts) - 1) + 4 > room:
            parts.pop(0)
        begin = "… › " if len(parts) < len(self._names) else ""
        text = begin + " › ".join(parts)
        return Text(set_cell_size(text, room).rstrip() if cell_len(text) > room else text, end="")


def _short(name: str) -> str:
    shown = clean(name)
    return shown if cell_len(shown) <= LONGEST else set_cell_size(shown, LONGEST - 1).rstrip() + "…"
