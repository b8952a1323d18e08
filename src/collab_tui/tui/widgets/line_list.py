"""A list that draws only the visible lines, however many there are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from collab_tui.render.cut import fill
from collab_tui.tui.bindings import move_bindings


class LineList(ScrollView, can_focus=True):
    """One entry on each line, and a cursor. Nothing is kept for hidden entries.

    A subclass sets the number of entries (`set_count`) and draws one: as text (`draw`), or faster,
    as segments (`segments`). The entry under the cursor may have a second line (`beneath`).
    """

    BINDINGS: ClassVar[list[BindingType]] = move_bindings()
    DEFAULT_CSS = """
    LineList { scrollbar-size-vertical: 1; overflow-x: hidden; overflow-y: auto; }
    LineList > .line-list--cursor { background: $panel; }
    LineList:focus > .line-list--cursor { background: $primary-muted; text-style: bold; }
    LineList:nocolor > .line-list--cursor { text-style: underline; }
    LineList:nocolor:focus > .line-list--cursor { text-style: bold reverse; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"line-list--cursor"}

    cursor: reactive[int] = reactive(0, repaint=False)

    class Moved(Message):
        """The cursor is on another entry."""

        def __init__(self, widget: LineList, index: int) -> None:
            """Carry `index`."""
            super().__init__()
            self.widget = widget
            self.index = index

        @property
        def control(self) -> LineList:
            """The list."""
            return self.widget

    class Chosen(Moved):
        """An entry was clicked."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        """Begin empty."""
        super().__init__(id=id)
        self.count = 0
        self.nothing = ""
        self.has_cursor = True
        """Whether an entry is under the cursor; if not, none looks chosen."""
        self.is_told = True
        """Whether the receiver has handled the last move of the cursor; the receiver sets it again.
        """
        self.expected = 0
        """The rows that it will have once it is laid out; 0 if that is not known."""
        self._line_style = self._cursor_style = Style.null()
        self._has_room_beneath = self._is_beneath = False

    def set_count(self, count: int, cursor: int = 0, *, has_room_beneath: bool = False) -> None:
        """Show other entries, with the cursor on one of them.

        If it `has_room_beneath`, the entry under the cursor may have a second line.
        """
        self.count = count
        self._has_room_beneath = has_room_beneath
        self._measure()
        self.set_reactive(LineList.cursor, max(0, min(cursor, count - 1)))
        self.look_beneath()
        self._keep_in_view()
        self.refresh()

    def _measure(self) -> None:
        rows = self.count + self._has_room_beneath
        if not self.size.height:
            # Laid out with its scrollbar at once, it is not laid out and drawn again for it.
            self.set_reactive(LineList.show_vertical_scrollbar, 0 < self.expected < rows)
        measure(self, rows)

    def draw(self, index: int, width: int) -> Text:
        """Return entry `index` as one line of exactly `width` columns."""
        raise NotImplementedError

    def segments(self, index: int, width: int) -> Iterable[Segment]:
        """Return entry `index` as segments of together `width` columns."""
        return self.draw(index, width).render(self.app.console)

    def beneath(self, index: int, width: int) -> Iterable[Segment] | None:
        """Return the second line of an entry under the cursor; None if it has none."""
        return None

    def look_beneath(self) -> None:
        """Look again whether the entry under the cursor has a second line."""
        has_any = self._has_room_beneath and bool(self.count)
        found = has_any and self.beneath(self.cursor, self.size.width) is not None
        if found is not self._is_beneath:
            self._is_beneath = found
            self._refresh_from(self.cursor)

    def line_of(self, index: int) -> int:
        """Return on which line of the screen an entry is, from the top of this list."""
        return index + (self._is_beneath and index > self.cursor) - int(self.scroll_offset.y)

    def entry_at(self, y: int) -> int | None:
        """Return the entry on a line of the screen; None if there is none."""
        index = y + int(self.scroll_offset.y)
        if self._is_beneath and index > self.cursor:
            index -= 1
        return index if 0 <= index < self.count else None

    def _refresh_from(self, index: int, end: int | None = None) -> None:
        """Draw the entries from `index` on again, up to `end` or to the last."""
        top = self.line_of(index)
        height = self.size.height if end is None else self.line_of(end) - top
        self.refresh(Region(0, top, self.size.width, height))

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw some lines of the screen. What they have in common is found out only once."""
        self._line_style = self.visual_style.rich_style
        self._cursor_style = self._line_style + self.get_component_rich_style("line-list--cursor")
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        width = self.size.width
        index = self.entry_at(y)
        if index is None:
            empty = self.nothing if not self.count and y == 0 else ""
            text = fill(f" {empty}", width)
            return Strip([Segment(text, self.quiet + self._line_style)])
        is_beneath = self._is_beneath and y == self.line_of(self.cursor) + 1
        drawn = self.beneath(index, width) if is_beneath else self.segments(index, width)
        strip = Strip(drawn or (), None if is_beneath else width)
        is_chosen = index == self.cursor and self.has_cursor
        style = self._cursor_style if is_chosen else self._line_style
        return strip.adjust_cell_length(width, style).apply_style(style)

    @property
    def quiet(self) -> Style:
        """The style of lines without an entry."""
        return Style(dim=True)

    def watch_cursor(self, before: int, now: int) -> None:
        """Redraw the lines that changed, keep the cursor visible, and report it."""
        had_any = self._is_beneath
        self._is_beneath = False
        self.look_beneath()
        if had_any or self._is_beneath:
            is_same = had_any is self._is_beneath
            self._refresh_from(min(before, now), max(before, now) + 1 if is_same else None)
        else:
            for index in (before, now):
                self._refresh_from(index, index + 1)
        self._keep_in_view()
        self.tell()

    def tell(self) -> None:
        """Report where the cursor is."""
        if self.count and self.post_message(self.Moved(self, self.cursor)):
            self.is_told = False

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on an entry."""
        return max(0, min(cursor, self.count - 1))

    def on_resize(self) -> None:
        """Keep the cursor visible."""
        self._measure()
        self.look_beneath()
        self._keep_in_view()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse is."""
        index = self.entry_at(event.y)
        if index is not None:
            self.cursor = index
            self.post_message(self.Chosen(self, index))

    def action_step(self, step: int) -> None:
        """Move by some entries."""
        self.cursor += step

    def action_page(self, pages: float) -> None:
        """Move by a part of what is visible."""
        self.cursor += int(pages * max(1, self.size.height - 1))

    def action_top(self) -> None:
        """Go to the first entry."""
        self.cursor = 0

    def action_bottom(self) -> None:
        """Go to the last entry."""
        self.cursor = self.count - 1

    def _keep_in_view(self) -> None:
        if self.size.height:
            line = Region(0, self.cursor, 1, min(1 + self._is_beneath, self.size.height))
            self.scroll_to_region(line, animate=False, force=True, immediate=True)


def measure(widget: ScrollView, rows: int) -> None:
    """Tell a widget how many rows it has. It is laid out again only if some are out of sight."""
    size, most = Size(0, rows), max(rows, widget.virtual_size.height)
    if most <= widget.size.height:
        widget.set_reactive(ScrollView.virtual_size, size)
    else:
        widget.virtual_size = size
