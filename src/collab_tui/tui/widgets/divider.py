"""The line between two panes. The mouse drags it."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class Divider(Widget):
    """A line from top to bottom, or from left to right if it has the class ``-flat``."""

    ALLOW_SELECT: ClassVar[bool] = False
    DEFAULT_CSS = """
    Divider { width: 1; height: 100%; color: $panel; background: $background; }
    Divider.-flat { width: 100%; height: 1; }
    Divider:hover, Divider.-held { color: $primary; }
    """

    def __init__(self, dragged: Callable[[int, int], None]) -> None:
        """Call `dragged` with the column and the row of the screen to which the line is dragged."""
        super().__init__()
        self._dragged = dragged

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw some rows. All of them are the same, so one is drawn."""
        return super().render_lines(crop._replace(height=1)) * crop.height

    def render_line(self, y: int) -> Strip:
        """Draw a row of the line."""
        width = self.size.width
        sign = "─" if self.has_class("-flat") else "▏"
        return Strip([Segment(sign * width, self.visual_style.rich_style)], width)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the line."""
        event.stop()
        self.add_class("-held")
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag the line."""
        if self.has_class("-held"):
            self._dragged(int(event.screen_x), int(event.screen_y))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let the line go."""
        event.stop()
        self.remove_class("-held")
        self.release_mouse()
