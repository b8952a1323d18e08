"""The detail view: a record in full, with links that can be walked and followed.

Moves like a text browser: down and up go to the next link that is in sight, or scroll.
"""

from __future__ import annotations

import io
from typing import ClassVar, NamedTuple

from rich.console import Console, RenderableType
from rich.segment import Segment
from rich.style import Style
from rich.theme import Theme
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

MARGIN = 2
"""Columns left free at either side."""


class PageLink(NamedTuple):
    """A link as it stands on the page: a record's ref or a web address, over some lines."""

    target: str
    is_record: bool
    spans: tuple[tuple[int, int, int], ...]  # line, first column, end column

    @property
    def line(self) -> int:
        """The first line it stands on."""
        return self.spans[0][0]


class Detail(ScrollView, can_focus=True):
    """Shows one Rich renderable; `links` are found in it by their style's meta."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "step(1)", show=False),
        Binding("up,k", "step(-1)", show=False),
        Binding("pagedown,space", "scroll_page(1)", show=False),
        Binding("pageup", "scroll_page(-1)", show=False),
        Binding("ctrl+d", "scroll_page(0.5)", show=False),
        Binding("ctrl+u", "scroll_page(-0.5)", show=False),
        Binding("home,g", "top", show=False),
        Binding("end,G", "bottom", show=False),
    ]
    DEFAULT_CSS = """
    Detail { scrollbar-size-vertical: 1; overflow-x: hidden; overflow-y: auto; }
    """

    class Followed(Message):
        """A link was followed."""

        def __init__(self, link: PageLink) -> None:
            """Tell of `link`."""
            super().__init__()
            self.link = link

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__(id="detail")
        self.links: list[PageLink] = []
        self.link: int | None = None
        self._renderable: RenderableType | None = None
        self._theme: Theme | None = None
        self._lines: list[list[Segment]] = []
        self._width = 0
        self._wanted_scroll: int | None = None

    def show(
        self,
        renderable: RenderableType | None,
        theme: Theme,
        scroll: int = 0,
        link: int | None = None,
    ) -> None:
        """Show something else, from line `scroll`, with one of its links chosen."""
        self._renderable = renderable
        self._theme = theme
        self.link = link
        self._wanted_scroll = scroll
        self._lay_out()

    @property
    def chosen(self) -> PageLink | None:
        """The chosen link."""
        if self.link is None or self.link >= len(self.links):
            return None
        return self.links[self.link]

    def on_resize(self) -> None:
        """Lay out anew for another width."""
        if self.size.width != self._width:
            self._lay_out()

    def _lay_out(self) -> None:
        self._width = self.size.width
        width = self._width - 2 * MARGIN
        if self._renderable is None or width < 1:
            self._lines = []
        else:
            console = Console(
                file=io.StringIO(),
                width=width,
                theme=self._theme,
                color_system="truecolor",
                force_terminal=True,
                highlight=False,
                legacy_windows=False,
            )
            options = console.options.update(width=width)
            self._lines = console.render_lines(self._renderable, options, pad=False)
        self.links = _find_links(self._lines)
        self.virtual_size = Size(0, len(self._lines) + 1)
        self._scroll_to_wanted()
        if self.has_focus:
            self._choose_in_sight()
        self.refresh()

    def _scroll_to_wanted(self) -> None:
        if self._wanted_scroll is not None and self.is_on_screen:
            self.scroll_to(y=self._wanted_scroll, animate=False, force=True, immediate=True)
            self._wanted_scroll = None

    @property
    def scroll_line(self) -> int:
        """The first line in sight; while out of sight, the one that will be."""
        wanted = self._wanted_scroll
        return int(self.scroll_offset.y) if wanted is None else wanted

    def on_show(self) -> None:
        """Go to the line that was wanted while out of sight."""
        self._scroll_to_wanted()
        if self.has_focus:
            self._choose_in_sight()

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        index = y + self.scroll_offset.y
        style = self.visual_style.rich_style
        width = self.size.width
        if index >= len(self._lines):
            return Strip.blank(width, style)
        segments = [Segment(" " * MARGIN), *self._lines[index]]
        strip = Strip(segments).adjust_cell_length(width, style).apply_style(style)
        chosen = self.chosen if self.has_focus else None
        if chosen is not None:
            for line, start, end in chosen.spans:
                if line == index:
                    strip = _reverse(strip, start + MARGIN, end + MARGIN)
        return strip

    def action_step(self, step: int) -> None:
        """Go to the next link in sight, or scroll by a line."""
        top, height = self.scroll_offset.y, self.size.height
        candidates = range(len(self.links)) if step > 0 else reversed(range(len(self.links)))
        chosen = self.chosen
        # A chosen link that was scrolled out of sight no longer counts.
        in_sight = chosen is not None and top <= chosen.line < top + height
        for index in candidates:
            line = self.links[index].line
            if in_sight and self.link is not None:
                ahead = index > self.link if step > 0 else index < self.link
            else:
                ahead = True
            if ahead and top <= line < top + height:
                self.link = index
                self.refresh()
                return
        self.scroll_relative(y=step, animate=False, force=True)

    def action_scroll_page(self, pages: float) -> None:
        """Scroll by part of what is visible."""
        step = int(pages * max(1, self.size.height - 1))
        self.scroll_relative(y=step, animate=False, force=True)

    def action_top(self) -> None:
        """Go to the first line and the first link."""
        self.link = 0 if self.links else None
        self.scroll_home(animate=False, force=True)
        self.refresh()

    def action_bottom(self) -> None:
        """Go to the last line and the last link."""
        self.link = len(self.links) - 1 if self.links else None
        self.scroll_end(animate=False, force=True)
        self.refresh()

    def follow(self) -> None:
        """Follow the chosen link."""
        if self.chosen is not None:
            self.post_message(self.Followed(self.chosen))

    def on_click(self, event: events.Click) -> None:
        """Follow a link with the mouse."""
        line, column = event.y + self.scroll_offset.y, event.x - MARGIN
        for index, link in enumerate(self.links):
            if any(at == line and start <= column < end for at, start, end in link.spans):
                self.link = index
                self.refresh()
                self.follow()
                return

    def on_focus(self) -> None:
        """Choose the first link in sight where none is chosen."""
        self._choose_in_sight()
        self.refresh()

    def _choose_in_sight(self) -> None:
        if self.links and self.chosen is None:
            top, height = self.scroll_offset.y, self.size.height
            in_sight = (i for i, k in enumerate(self.links) if top <= k.line < top + height)
            self.link = next(in_sight, None)

    def on_blur(self) -> None:
        """Hide which link is chosen."""
        self.refresh()


def _find_links(lines: list[list[Segment]]) -> list[PageLink]:
    found: list[PageLink] = []
    last: tuple[str, int] | None = None
    for index, line in enumerate(lines):
        column = 0
        for segment in line:
            width = segment.cell_length
            meta = segment.style.meta if segment.style is not None else {}
            target = meta.get("ref") or meta.get("url")
            if target and segment.text.strip():
                span = (index, column, column + width)
                # A link that is broken over lines goes on at the next line's beginning.
                if last == (target, index - 1) or (last == (target, index) and found):
                    previous = found[-1]
                    found[-1] = PageLink(target, previous.is_record, (*previous.spans, span))
                else:
                    found.append(PageLink(target, "ref" in meta, (span,)))
                last = (target, index)
            elif segment.text.strip():
                last = None
            column += width
    return found


def _reverse(strip: Strip, start: int, end: int) -> Strip:
    before, inside, after = (
        strip.crop(0, start),
        strip.crop(start, end),
        strip.crop(end, strip.cell_length),
    )
    return Strip.join([before, inside.apply_style(Style(reverse=True)), after])
