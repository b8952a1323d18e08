"""The cells of a view, and a cursor that moves between those that lead somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, ClassVar

from rich.errors import StyleSyntaxError
from rich.segment import Segment
from rich.style import Style
from rich.theme import Theme
from textual import events
from textual.binding import BindingType
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from collab_tui.moves import SIDEWAYS
from collab_tui.tui.bindings import move_bindings

if TYPE_CHECKING:
    from collab_tui.views.canvas import Canvas, Lead, Target

FAR = 1_000_000
"""A number of rows that no view has."""


class CanvasView(Widget, can_focus=True):
    """Shows a canvas. It asks for parts that are out of sight, which come as another canvas."""

    BINDINGS: ClassVar[list[BindingType]] = move_bindings(*SIDEWAYS)
    DEFAULT_CSS = """
    CanvasView { padding: 0 0 0 1; }
    CanvasView > .canvas-view--cursor { background: $panel; }
    CanvasView:focus > .canvas-view--cursor { background: $primary-muted; text-style: bold; }
    CanvasView > .canvas-view--highlighted { background: $panel; text-style: underline; }
    CanvasView:nocolor > .canvas-view--cursor { text-style: none; }
    CanvasView:nocolor:focus > .canvas-view--cursor { text-style: bold reverse; }
    CanvasView:nocolor > .canvas-view--highlighted { text-style: underline; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"canvas-view--cursor", "canvas-view--highlighted"}

    class Moved(Message):
        """The cursor is on another cell."""

    class Panned(Message):
        """Something out of sight should be shown, some rows and steps sideways from here."""

        def __init__(self, rows: int, columns: int) -> None:
            """Carry how far, down and to the right."""
            super().__init__()
            self.rows = rows
            self.columns = columns

    class Resized(Message):
        """There is room for more, or for less."""

    class Clicked(Message):
        """A cell that leads somewhere was clicked; the cursor is there."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__(id="view")
        self.canvas: Canvas | None = None
        self.theme: Theme | None = None
        self.cursor = (0, 0)
        """Column and row where the cursor is wanted. It is on the nearest target."""
        self.lead: Lead | None = None
        """What the cell under the cursor leads to."""
        self.targets: list[Target] = []
        """The places for the cursor."""
        self.row = 0
        """The row of the cursor."""
        self.is_boundless = False
        """Whether it can be moved up and down without end."""
        self._jump: int | None = None
        self._styles: dict[str, Style] = {}
        self._cursor_style = self._highlight_style = Style.null()

    # What is shown

    def show(
        self,
        canvas: Canvas,
        *,
        is_new: bool,
        is_panned: bool = False,
        cursor: tuple[int, int] | None = None,
    ) -> None:
        """Show a canvas. If the view `is_new`, the cursor is at the first target or at `cursor`.

        Otherwise it stays on the same thing; if only the window was moved, in the same place.
        """
        before, jump = self.lead, self._jump
        self.canvas, self._jump = canvas, None
        self.targets = canvas.targets()
        if cursor is not None:
            self.cursor = cursor
        elif is_new or jump is not None:
            ends = self.targets[-1:] if jump is not None and jump > 0 else self.targets[:1]
            self.cursor = (ends[0].x, ends[0].y) if ends else (0, 0)
        elif not is_panned and before is not None:
            same = [one for one in self.targets if _is_same(one.lead, before)]
            if same:
                near = min(same, key=self._from_cursor)
                x, _ = self.cursor
                self.cursor = (near.x if _distance(near, x) else x, near.y)
        self._take(min(self.targets, key=self._from_cursor, default=None))
        self.refresh()
        if before != self.lead:
            self.post_message(self.Moved())

    def _from_cursor(self, target: Target) -> tuple[int, int]:
        """Return how far a target is from where the cursor is wanted; rows count more than
        columns.
        """
        x, y = self.cursor
        return abs(target.y - y), _distance(target, x)

    def use_palette(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self.theme = theme
        self._styles.clear()
        self.refresh()

    def _take(self, target: Target | None) -> None:
        self.lead = target.lead if target is not None else None
        self.row = target.y if target is not None else 0

    # Drawing

    def _style(self, name: str) -> Style:
        style = self._styles.get(name)
        if style is None:
            found = self.theme.styles.get(name) if self.theme is not None else None
            if found is None and name:
                try:
                    found = Style.parse(name)
                except StyleSyntaxError:  # a status that no theme has
                    found = None
            style = self._styles[name] = found or Style.null()
        return style

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw some rows. What they have in common is found out only once; as long as there is
        nothing to show, one is drawn for all.
        """
        self._cursor_style = self.get_component_rich_style("canvas-view--cursor", partial=True)
        self._highlight_style = self.get_component_rich_style(
            "canvas-view--highlighted", partial=True
        )
        if self.canvas is None:
            return super().render_lines(crop._replace(height=1)) * crop.height
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        width, ground = self.size.width, self.visual_style.rich_style
        canvas = self.canvas
        if canvas is None or y >= canvas.height:
            return Strip.blank(width, ground)
        late = Style(dim=True) if self.has_class("-late") else Style.null()
        segments = []
        for text, style, is_highlighted, is_chosen in self._runs(canvas, y):
            look = ground + self._style(style)
            look = look + self._highlight_style if is_highlighted else look
            look = look + self._cursor_style if is_chosen else look
            segments.append(Segment(text, look + late))
        return Strip(segments).adjust_cell_length(width, ground)

    def _runs(self, canvas: Canvas, y: int) -> Iterator[tuple[str, str, bool, bool]]:
        """Yield a row in pieces that look the same: text, style, whether they are highlighted, and
        whether they are under the cursor.
        """
        glyphs = list(canvas.glyphs[y])
        highlighted = {x for x, row in canvas.highlighted if row == y}
        if highlighted and glyphs[:1] == [" "] and self.app.no_color:
            glyphs[0] = ">"
        lead = self.lead
        cells = enumerate(zip(canvas.styles[y], canvas.leads[y], strict=True))
        looks = [
            (style, x in highlighted, lead is not None and here is lead)
            for x, (style, here) in cells
        ]
        for look, found in groupby(zip(looks, glyphs, strict=True), itemgetter(0)):
            yield "".join(glyph for _, glyph in found), *look

    # Moving

    def action_step(self, step: int) -> None:
        """Go to the nearest cell below or above that leads somewhere else; at the edge, move the
        window.
        """
        x, _ = self.cursor
        rows: dict[int, list[Target]] = {}
        for target in self.targets:
            if (target.y - self.row) * step > 0:
                rows.setdefault(target.y, []).append(target)
        for y in sorted(rows, reverse=step < 0):
            near = min(rows[y], key=lambda one: _distance(one, x))
            if near.lead is not self.lead:
                self._go(near, (x, y))
                return
        self._pan(step, 0)

    def action_sideways(self, step: int) -> None:
        """Go to the next cell in the row; if there is none, move the window sideways."""
        row = [target for target in self.targets if target.y == self.row]
        here = [at for at, target in enumerate(row) if target.lead is self.lead]
        after = here[-1] + 1 if here and step > 0 else here[0] - 1 if here else -1
        if 0 <= after < len(row):
            self._go(row[after], (row[after].x, self.row))
        else:
            self._pan(0, step)

    def action_page(self, pages: float) -> None:
        """Move by a part of what is visible; if everything is visible, to the first or the last."""
        canvas = self.canvas
        if canvas is None:
            return
        if canvas.below if pages > 0 else canvas.above:
            self._pan(int(pages * max(1, self.size.height - 4)), 0)
        else:
            self._go_to_end(1 if pages > 0 else -1)

    def action_top(self) -> None:
        """Go to the first cell."""
        self._to_end(-1)

    def action_bottom(self) -> None:
        """Go to the last cell."""
        self._to_end(1)

    def _to_end(self, step: int) -> None:
        canvas = self.canvas
        if canvas is not None and (canvas.below if step > 0 else canvas.above):
            self._jump = step
            self.post_message(self.Panned(step * FAR, 0))
        else:
            self._go_to_end(step)

    def _go_to_end(self, step: int) -> None:
        if self.targets:
            target = self.targets[-1 if step > 0 else 0]
            self._go(target, (target.x, target.y))

    def _pan(self, rows: int, columns: int) -> None:
        canvas = self.canvas
        # A map has no first row.
        is_more = self.is_boundless or (
            canvas is not None and (canvas.below if rows > 0 else canvas.above)
        )
        if columns or is_more:
            self.post_message(self.Panned(rows, columns))

    def go_to(self, x: int, y: int) -> None:
        """Put the cursor on a cell, if it leads somewhere."""
        for target in self.targets:
            if target.y == y and not _distance(target, x):
                self._go(target, (x, y))
                return

    def _go(self, target: Target, cursor: tuple[int, int]) -> None:
        self.cursor = cursor
        self._take(target)
        self.refresh()
        self.post_message(self.Moved())

    # The mouse

    def on_click(self, event: events.Click) -> None:
        """Put the cursor at the mouse, and open the cell."""
        at = event.get_content_offset(self)
        if at is not None and self.canvas is not None and self.canvas.at(at.x, at.y) is not None:
            self.go_to(at.x, at.y)
            self.post_message(self.Clicked())

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Show what is below."""
        event.stop()
        self._pan(3, 0)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Show what is above."""
        event.stop()
        self._pan(-3, 0)

    def on_resize(self) -> None:
        """Draw again for the room that there is."""
        self.post_message(self.Resized())


def _is_same(lead: Lead, other: Lead) -> bool:
    """Tell whether two cells are about the same thing, whatever the number."""
    return lead.ref == other.ref and lead.term == other.term


def _distance(target: Target, x: int) -> int:
    """Return how far a target is from a column."""
    return max(0, target.x - x, x - target.x - target.width + 1)
