"""A widget of one line, drawn for the width that it gets."""

from __future__ import annotations

from collections.abc import Callable

from rich.text import Text
from textual.strip import Strip
from textual.widget import Widget


class Line(Widget):
    """Shows what `draw` returns. Drawing again never causes another layout."""

    DEFAULT_CSS = """
    Line { height: 1; }
    """

    def draw(self, width: int) -> Text:
        """Return what to show in `width` columns."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        width, style = self.size.width, self.visual_style.rich_style
        strip = Strip(self.draw(width).render(self.app.console))
        return strip.adjust_cell_length(width, style).apply_style(style)


class DrawnLine(Line):
    """A line that somebody else draws."""

    def __init__(self, drawn: Callable[[int], Text]) -> None:
        """Show what `drawn` returns for a width."""
        super().__init__()
        self._drawn = drawn

    def draw(self, width: int) -> Text:
        """Return what to show in `width` columns."""
        return self._drawn(width)
