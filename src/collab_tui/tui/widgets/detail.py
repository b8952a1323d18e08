"""The detail view: a record in full, with links to walk through and follow.

It moves like a text browser: down and up go to the next visible link, or scroll.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from rich.console import RenderableType
from rich.segment import Segment
from rich.style import Style
from rich.theme import Theme
from textual import events, work
from textual.binding import BindingType
from textual.geometry import Region
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from collab_tui.tui.bindings import move_bindings
from collab_tui.tui.page_links import PageLink, heading_from, link_at, section_at
from collab_tui.tui.widgets.line_list import measure
from collab_tui.tui.widgets.strips import Highlights, Span, found_style, styled

if TYPE_CHECKING:
    from collab_tui.tui.layout import Laid


class Detail(ScrollView, can_focus=True):
    """Shows one Rich renderable. Its `links` are found by the meta of their style.

    Headings of sections are among them; moving from link to link passes them by.
    """

    BINDINGS: ClassVar[list[BindingType]] = move_bindings()
    DEFAULT_CSS = """
    Detail { scrollbar-size-vertical: 1; overflow-x: hidden; overflow-y: auto; }
    """

    class Followed(Message):
        """A link was followed."""

        def __init__(self, link: PageLink) -> None:
            """Carry `link`."""
            super().__init__()
            self.link = link

    class LaidOut(Message):
        """The lines are others now."""

    class Moved(Message):
        """Another link is chosen, or another part is visible."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__(id="detail")
        self.links: list[PageLink] = []
        self.link: int | None = None
        self._laid: Laid | None = None
        self._strips: dict[int, Strip] = {}
        self._highlights: Highlights = {}
        self._style = Style.null()
        self._wanted_scroll: int | None = None

    def show(self, renderable: RenderableType, theme: Theme) -> None:
        """Show something else from its top, when it is laid out."""
        self._lay_out(renderable, theme, is_new=True)

    def put(self, laid: Laid, scroll: int = 0, link: int | None = None) -> None:
        """Show something else, from line `scroll`, with one of its links chosen."""
        self.workers.cancel_group(self, "layout")
        self.link = link
        self._wanted_scroll = scroll
        self._take(laid)
        self._lay_out_for_width()

    @property
    def chosen(self) -> PageLink | None:
        """The chosen link."""
        if self.link is None or self.link >= len(self.links):
            return None
        return self.links[self.link]

    @property
    def lines(self) -> list[list[Segment]]:
        """What is shown, line by line."""
        return self._laid.lines if self._laid is not None else []

    def on_resize(self) -> None:
        """Lay out again."""
        self._measure()
        self._lay_out_for_width()

    @property
    def is_to_be_laid_out(self) -> bool:
        """Whether it still shows the content before, or is laid out for another width."""
        if any(w.group == "layout" and not w.is_finished for w in self.workers if w.node is self):
            return True
        return self._laid is not None and self.size.width not in (0, self._laid.width)

    def _lay_out_for_width(self) -> None:
        laid, width = self._laid, self.size.width
        if laid is not None and width not in (0, laid.width):  # while hidden, it may have no width
            self._lay_out(laid.renderable, laid.theme, is_new=False)

    @work(exclusive=True, group="layout")
    async def _lay_out(self, renderable: RenderableType, theme: Theme, is_new: bool) -> None:
        from collab_tui.tui.layout import lay_out

        width = None
        while width != self.size.width:  # it may change in the meantime
            width = self.size.width
            laid = await asyncio.to_thread(partial(lay_out, renderable, theme, width))
        if is_new:
            self.link = None
            self._wanted_scroll = 0
        before, top = self._in_sight, self.scroll_offset.y
        self._take(laid)
        if before is not None and self.chosen is not None:
            is_first_page = not top and self.chosen.line < self.size.height
            self._scroll(0 if is_first_page else self.chosen.line - before.line + int(top))

    def _take(self, laid: Laid) -> None:
        self._laid = laid
        self._strips.clear()
        self._highlights = {}
        self.post_message(self.LaidOut())
        self.links = laid.links
        self._measure()
        self._scroll_to_wanted()
        if self.has_focus:
            self._choose_in_sight()
        self.refresh()

    def _measure(self) -> None:
        measure(self, len(self.lines) + 1)

    def _scroll_to_wanted(self) -> None:
        if self._wanted_scroll is not None and self.is_on_screen:
            self._scroll(self._wanted_scroll)
            if self._laid is not None and self._laid.width == self.size.width:
                self._wanted_scroll = None

    @property
    def scroll_line(self) -> int:
        """The first visible line; while hidden, the one that will be first."""
        wanted = self._wanted_scroll
        return int(self.scroll_offset.y) if wanted is None else wanted

    def on_show(self) -> None:
        """Go to the line that was asked for while hidden."""
        self._lay_out_for_width()
        self._scroll_to_wanted()
        if self.has_focus:
            self._choose_in_sight()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw some lines of the screen. What they have in common is found out only once."""
        style = self.visual_style.rich_style
        if style != self._style:
            self._style = style
            self._strips.clear()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        index = y + self.scroll_offset.y
        width = self.size.width
        if self._laid is None or index >= len(self._laid.lines):
            return Strip.blank(width, self._style)
        strip = self._strips.get(index)
        if strip is None or strip.cell_length != width:
            strip = Strip(self._laid.lines[index]).adjust_cell_length(width, self._style)
            strip = self._strips[index] = strip.apply_style(self._style)
        for start, end, is_here in self._highlights.get(index, ()):
            match = self._laid.theme.styles["page.match"] if is_here else None
            strip = styled(strip, start, end, found_style(match, self.app.no_color))
        chosen = self.chosen if self.has_focus else None
        for line, start, end in chosen.spans if chosen is not None else ():
            if line == index:
                strip = styled(strip, start, end, Style(reverse=True))
        return strip

    def highlight(self, highlights: Highlights, at: Span | None) -> None:
        """Highlight some columns of lines, and go to one of these places."""
        self._highlights = highlights
        if at is not None:
            top, height = self.scroll_offset.y, self.size.height
            if not top <= at[0] < top + height:
                self._scroll(at[0] - height // 3)
            link = link_at(self.links, at)
            self.link = self.link if link is None else link
        self.post_message(self.Moved())
        self.refresh()

    def come_back(self, line: int, link: int | None) -> None:
        """Go to a line, with one of the links chosen."""
        self._scroll(line)
        self._choose(link)

    def _scroll(self, line: int) -> None:
        self.scroll_to(y=line, animate=False, force=True, immediate=True)

    def action_step(self, step: int) -> None:
        """Go to the next visible link, or scroll by a line."""
        top, height = self.scroll_offset.y, self.size.height
        ahead = [n for n in self._stops() if top <= self.links[n].line < top + height]
        if self._in_sight is not None and self.link is not None:
            ahead = [n for n in ahead if (n - self.link) * step > 0]
        if ahead:
            self._choose(ahead[0] if step > 0 else ahead[-1])
            return
        self.scroll_relative(y=step, animate=False, force=True, immediate=True)
        self.post_message(self.Moved())

    def action_page(self, pages: float) -> None:
        """Scroll by a part of what is visible."""
        step = int(pages * max(1, self.size.height - 1))
        self.scroll_relative(y=step, animate=False, force=True, immediate=True)
        self.post_message(self.Moved())

    def action_top(self) -> None:
        """Go to the first line and the first link."""
        self.scroll_home(animate=False, force=True, immediate=True)
        self._choose(next(self._stops(), None))

    def action_bottom(self) -> None:
        """Go to the last line and the last link."""
        self.scroll_end(animate=False, force=True, immediate=True)
        self._choose(max(self._stops(), default=None))

    def step_section(self, step: int) -> None:
        """Go to the heading of the next section, or of the one before; without one, to the end."""
        chosen = self._in_sight
        top = self.scroll_offset.y
        line = chosen.line if chosen is not None else top - (step > 0)
        found = heading_from(self.links, line, step)
        if found is not None:
            self._scroll(self.links[found].line)
            self._choose(found)
        elif step < 0:
            self.action_top()

    @property
    def section(self) -> str | None:
        """The title of the section of the chosen link; without one, of the first in sight."""
        chosen, top = self._in_sight, self.scroll_offset.y
        found = section_at(self.links, top if chosen is None else chosen.line)
        if found is None and chosen is None:
            found = heading_from(self.links, top, 1)
        return None if found is None else self.links[found].target

    @property
    def _in_sight(self) -> PageLink | None:
        """The chosen link, unless it was scrolled away."""
        chosen, top = self.chosen, self.scroll_offset.y
        in_sight = chosen is not None and top <= chosen.line < top + self.size.height
        return chosen if in_sight else None

    def _stops(self) -> Iterator[int]:
        return (index for index, link in enumerate(self.links) if link.is_stop)

    def _choose(self, index: int | None) -> None:
        self.link = index
        self.post_message(self.Moved())
        self.refresh()

    def follow(self) -> None:
        """Follow the chosen link."""
        if self.chosen is not None:
            self.post_message(self.Followed(self.chosen))

    def on_click(self, event: events.Click) -> None:
        """Follow a link with the mouse."""
        line, column = event.y + self.scroll_offset.y, event.x
        index = link_at(self.links, (line, column, column + 1))
        if index is not None:
            self._choose(index)
            self.follow()

    def on_focus(self) -> None:
        """Choose the first visible link if none is chosen."""
        self._choose_in_sight()
        self.refresh()

    def _choose_in_sight(self) -> None:
        if self.links and self.chosen is None:
            top, height = self.scroll_offset.y, self.size.height
            in_sight = (n for n in self._stops() if top <= self.links[n].line < top + height)
            self.link = next(in_sight, None)

    def on_blur(self) -> None:
        """Hide which link is chosen."""
        self.refresh()
