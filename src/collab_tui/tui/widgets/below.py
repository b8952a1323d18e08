"""The line below a view."""

from __future__ import annotations

from rich.cells import cell_len
from rich.text import Text

from collab_tui.language import _, number
from collab_tui.render.cut import shorten
from collab_tui.render.words import clean
from collab_tui.tui.plain import named_keys
from collab_tui.tui.widgets.canvas_view import CanvasView
from collab_tui.tui.widgets.line import Line


class Below(Line):
    """What the cell under the cursor leads to, and how much is out of sight."""

    DEFAULT_CSS = """
    Below { padding: 0 1; color: $text-muted; }
    """

    def __init__(self, view: CanvasView) -> None:
        """Stand below `view`."""
        super().__init__(id="below")
        self._view = view
        self.order = ""
        """How the view is sorted, if that was chosen."""

    def draw(self, width: int) -> Text:
        """Return the line."""
        view, room = self._view, max(0, width - 2)
        canvas = view.canvas
        if canvas is None:
            return Text(end="")
        out = [f"↑{number(canvas.above)}"] if canvas.above else []
        out += [f"↓{number(canvas.below)}"] if canvas.below else []
        out += [_("by {order}", order=self.order)] if self.order else []
        right = " ".join(out)
        said = ""
        if view.lead is not None and view.has_focus:
            said = f"{named_keys(self, '⏎')} {clean(view.lead.said)}"
        said = shorten(said, max(1, room - cell_len(right) - 1)) if said else ""
        line = Text(said, end="")
        line.append(" " * max(0, room - line.cell_len - cell_len(right)) + right)
        return line
