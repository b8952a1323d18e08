"""The reader: a record in full, and the way that led to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum, auto
from typing import TYPE_CHECKING

from rich.text import Text
from rich.theme import Theme
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.timer import Timer

from collab_tui.keymap import key_of
from collab_tui.tui.session import Session
from collab_tui.tui.themes import palette_of
from collab_tui.tui.widgets.detail import Detail
from collab_tui.tui.widgets.trail import Trail

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.tui.opened import Opened
    from collab_tui.tui.parts.finder import Finder
    from collab_tui.tui.searcher import Searcher

REST = 0.02
"""Seconds that the cursor must rest before its record is laid out, so that a held key is fast."""


class Found(Enum):
    """What happened to the record that was to be read."""

    SHOWN = auto()
    NONE = auto()
    """There is no record to show."""
    GONE = auto()
    """Somebody removed it from its file."""
    STALE = auto()
    """The catalog was replaced, and its records have other numbers."""


class Reader(Vertical):
    """Shows the record that the session is at."""

    BLANK = True

    def __init__(
        self,
        session: Session,
        catalog: Catalog,
        searcher: Searcher,
        keys: Mapping[str, str],
        report: Callable[[Found], None],
        nothing: Callable[[], str],
        search: Callable[[], None],
    ) -> None:
        """Read through `searcher`; `keys` is the user's keymap.

        `report` is called with what happened to a record; `nothing` returns why there is none;
        `search` goes to the search bar.
        """
        super().__init__(id="reading")
        self._session = session
        self._catalog = catalog
        self._searcher = searcher
        self._keys = keys
        self._report = report
        self._nothing = nothing
        self._go_search = search
        self.detail = Detail()
        self._trail = Trail()
        self.finder: Finder | None = None
        """What finds text on the page. It is made when it is first needed."""
        self.opened: Opened | None = None
        """The record that is shown."""
        self._version = self._shown_version = 0
        self._pending: Timer | None = None
        self._spot: tuple[int | None, int, int | None] | None = None
        """A record that is being read, with the line and the link at which to show it."""
        self._folding: str | None = None
        """The title of the section that is being folded, or opened."""

    def compose(self) -> ComposeResult:
        """Lay out the way, and the record below it."""
        yield self._trail
        yield self.detail

    @property
    def _palette(self) -> Theme:
        return palette_of(self.app)

    # Finding on its page

    async def find(self) -> None:
        """Find what is typed from now on. Nothing else is highlighted meanwhile, or folded."""
        if self.finder is None:
            from collab_tui.tui.parts.finder import Finder

            self.finder = Finder(self.detail, self.end_find, self._search, self._keys)
            await self.mount(self.finder)
        was_finding = self.is_finding
        self.finder.begin()
        if not was_finding:
            self._show_otherwise()

    def step_found(self, step: int) -> bool:
        """Go to the next place of what was found, or to one before; tell whether there is any."""
        is_there = self.finder is not None and self.finder.is_open and self.detail.has_focus
        if self.finder is not None and is_there:
            self.finder.step(step)
        return is_there

    def end_find(self) -> None:
        """Find nothing any longer."""
        if self.finder is not None and self.finder.is_open:
            self.finder.end()
            self._show_otherwise()

    def _search(self) -> None:
        """Search the registry in place of the page."""
        self.end_find()
        self._go_search()

    def _show_otherwise(self) -> None:
        if self._session.asked or self._session.folded:
            self.note_change()
            self._start()

    @property
    def is_finding(self) -> bool:
        """Whether something is being found on the page, or was found and is still highlighted."""
        return self.finder is not None and self.finder.is_open

    @property
    def is_typing(self) -> bool:
        """Whether what is typed is found on the page."""
        return self.finder is not None and self.finder.is_typing

    @on(Detail.LaidOut)
    def _laid_out(self, event: Detail.LaidOut) -> None:
        event.stop()
        if self.finder is not None:
            self.finder.renew()

    # What to show

    def note_change(self) -> None:
        """Note that the record may have changed, or has other marks."""
        self._version += 1

    def read_later(self) -> None:
        """Show the record of the session in a moment; a later call replaces this one."""
        self._wait_no_more()
        self._pending = self.set_timer(REST, self._read_now)

    def read(self, scroll: int = 0, link: int | None = None) -> None:
        """Show it now, from line `scroll`, with one of its links chosen."""
        self._spot = (self._session.record, scroll, link)
        self.note_change()
        self._start()

    def read_again(self) -> None:
        """Lay out again what is shown."""
        if self.opened is not None:
            self.note_change()
            self.read_later()

    def fold(self, title: str) -> None:
        """Fold a section on the pages of records of this kind, or open it."""
        if self.opened is not None:
            self._session.fold(self.opened.ref.kind, title)
            self._folding = title
            self.note_change()
            self._start()

    @property
    def is_waiting(self) -> bool:
        """Whether a record will be shown in a moment."""
        return self._pending is not None

    @property
    def is_settled(self) -> bool:
        """Whether the session's record is shown in its present form, or there is none."""
        return self._session.record is None or self._is_shown()

    async def settle(self) -> Opened | None:
        """Wait until the record is shown; return it, if there is one."""
        while not self.is_settled:
            self._wait_no_more()
            if not await self._read() and (self._searcher.is_closing or self._searcher.cannot_read):
                return None
        return self.opened if self._session.record is not None else None

    def _is_shown(self) -> bool:
        shown = self.opened.n if self.opened is not None else None
        is_present = shown == self._session.record is not None
        return is_present and self._shown_version == self._version

    def _wait_no_more(self) -> None:
        if self._pending is not None:
            self._pending.stop()
            self._pending = None

    def _read_now(self) -> None:
        self._pending = None
        if not self._is_shown():
            self._start()

    @work(exclusive=True, group="reading")
    async def _start(self) -> None:
        await self._read()

    async def _read(self) -> bool:
        """Read the present record and show it, unless the user leaves it; return what happened."""
        from collab_tui.tui.opened import Opened, Wanted

        session = self._session
        n, anchor = session.record, session.anchor
        if n is None:
            self._show_nothing()
            return True
        if self.opened is not None and self.opened.n != n and self.finder is not None:
            self.finder.end()
        version = self._version
        wanted = Wanted(
            n,
            anchor,
            session.trail,
            () if self.is_finding else session.asked,
            self._palette,
            self.detail.size.width or self.screen.size.width,  # while hidden, it has no width
            key_of("filter", self._keys),
            key_of("export", self._keys),
            {} if self.is_finding else dict(session.folded),
            session.period,
        )
        found = await self._searcher.read(wanted)
        if found is None or (n, anchor) != (session.record, session.anchor):
            return False
        if session.generation != self._catalog.generation:
            self._report(Found.STALE)
        elif isinstance(found, Opened):
            self._shown_version = version
            self._put(found)
        else:
            session.forget(n)
            self._show_nothing()
            self._report(Found.GONE)
        return True

    # Showing

    def _put(self, opened: Opened) -> None:
        if self._spot is not None and self._spot[0] == opened.n:
            _, scroll, link = self._spot
        elif self.opened is not None and self.opened.n == opened.n:
            scroll, link = self.detail.scroll_line, self.detail.link
            if self._folding is not None:
                link = opened.laid.heading(self._folding)
                scroll = scroll if link is None else min(scroll, opened.laid.links[link].line)
        else:
            scroll, link = 0, None
        self._spot = self._folding = None
        self.opened = opened
        self.detail.put(opened.laid, scroll, link)
        self._trail.show(opened.way)
        self._report(Found.SHOWN)

    def _show_nothing(self) -> None:
        self._spot = self.opened = None
        self.detail.show(Text(self._nothing(), "page.quiet"), self._palette)
        self._trail.show([])
        self._report(Found.NONE)
