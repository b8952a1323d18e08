"""The breadcrumb: the records on the way to the one that is shown."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text

from collab_tui.render.cut import ELLIPSIS, shorten
from collab_tui.render.words import clean
from collab_tui.tui.widgets.line import Line

LONGEST = 24
"""Columns for each name on the way."""

BETWEEN = " › "


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
        names = [clean(name) for name in self._names]
        parts = [shorten(name, LONGEST) for name in names]
        begin = ""
        while cell_len(begin + BETWEEN.join(parts)) > width and len(parts) > 2:
            parts.pop(0)
            begin = ELLIPSIS + BETWEEN
        before = begin + "".join(part + BETWEEN for part in parts[:-1])
        room = min(LONGEST, max(1, width - cell_len(before)))
        return Text(shorten(before + shorten(names[-1], room), width), end="")
