"""The main screen's reading: the detail view, what is linked, and the way walked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual import on, work
from textual.events import Key, Paste

from collab_tui.actions import key_of, keys_of
from collab_tui.records.kinds import Kind
from collab_tui.render.words import plural
from collab_tui.tui.exploration import PANES, Place
from collab_tui.tui.screens.exploring import Exploring
from collab_tui.tui.typed import is_text
from collab_tui.tui.widgets.line_list import MOVE_KEYS
from collab_tui.tui.widgets.record_list import RecordList

if TYPE_CHECKING:
    from collab_tui.tui.opened import Opened

COPYING = frozenset({"copy"})
ASKING = frozenset({"search", "facets"}) | COPYING
"""Groups of workers whose answers decide what a key does."""

DETAIL_DELAY = 0.02
"""Seconds that the cursor rests before its record is laid out, so that a held key flies."""


class Reading(Exploring):
    """Shows records in full, and moves from one to the next."""

    _spot: tuple[int | None, int, int | None] | None = None
    """A record that is being read, and line and link at which it is to be shown."""
    _shown_version = 0

    @on(RecordList.Moved)
    def _moved(self, event: RecordList.Moved) -> None:
        event.stop()
        widget = event.widget
        if isinstance(widget, RecordList) and widget.number is not None:
            widget.is_told = True
            self.exploration.select(widget.kind, widget.number)
            self.read_later()

    @on(RecordList.Chosen)
    def _chosen(self, event: RecordList.Chosen) -> None:
        event.stop()
        if event.widget is self.search_bar.facets:
            self.search_bar.take()
        elif isinstance(event.widget, RecordList) and self.has_class("-narrow"):
            self.set_focus(self.detail)

    def read_later(self) -> None:
        """Show the record under the cursor in a moment; a later one replaces it."""
        if self._pending is not None:
            self._pending.stop()
        self._pending = self.set_timer(DETAIL_DELAY, self._read_now)

    def _read_now(self) -> None:
        self._pending = None
        if not self._is_shown():
            self._start_reading()

    def _is_shown(self) -> bool:
        """Tell whether the detail view shows the record under the cursor, as it is now."""
        shown = self.opened.n if self.opened is not None else None
        is_present = shown == self.exploration.record is not None
        return is_present and self._shown_version == self.version

    def read(self, scroll: int = 0, link: int | None = None) -> None:
        """Show the present record, from line `scroll`, with one of its links chosen."""
        self._spot = (self.exploration.record, scroll, link)
        self.version += 1
        self._start_reading()

    def read_again(self) -> None:
        """Lay out anew what is shown in the detail view."""
        if self.opened is not None:
            self.version += 1
            self.read_later()

    @work(exclusive=True, group="reading")
    async def _start_reading(self) -> None:
        await self._read()

    async def prepare_for(self, event: Key | Paste) -> bool:
        """Wait until what was asked for is there: lists and values, the record to act on.

        The cursor moves without the record, so that a held key flies; leaving waits for nothing
        but what is to be kept.
        """
        if self.is_typing and is_text(event):
            return False
        if isinstance(event, Key) and event.key in keys_of("quit", self.settings.keys):
            return await self.finish(COPYING)
        waited = await self.finish(ASKING)
        moves = isinstance(event, Key) and event.key in MOVE_KEYS
        if self.detail.has_focus or not (self.is_typing or moves):
            is_late = not (self._is_shown() or self.exploration.record is None)
            await self.settle()  # what cannot be read is not waited for again
            waited = waited or (is_late and not self.searcher.cannot_read)
        return await super().prepare_for(event) or waited

    async def settle(self) -> Opened | None:
        """Wait until the record under the cursor is shown; return it, if there is one."""
        present = self.focused
        if isinstance(present, RecordList) and not present.is_told and present.number is not None:
            present.is_told = True
            self.exploration.select(present.kind, present.number)
        while not self._is_shown() and self.exploration.record is not None:
            if self._pending is not None:
                self._pending.stop()
                self._pending = None
            if not await self._read() and (self.searcher.is_closing or self.searcher.cannot_read):
                return None
        return self.opened if self.exploration.record is not None else None

    async def _read(self) -> bool:
        """Read the present record and show it, unless it is left meanwhile; tell which."""
        from collab_tui.tui.opened import Opened, Wanted

        exploration = self.exploration
        n, anchor = exploration.record, exploration.anchor
        if n is None:
            self._show_nothing()
            return True
        keys, version = self.settings.keys, self.version
        wanted = Wanted(
            n,
            anchor,
            exploration.trail,
            exploration.asked,
            self.palette,
            self.detail.size.width or self.size.width,  # out of sight, it has none
            key_of("filter", keys),
            key_of("export", keys),
            exploration.period,
        )
        found = await self.searcher.read(wanted)
        if found is None or (n, anchor) != (exploration.record, exploration.anchor):
            return False
        if not self._is_same_catalog:
            self.begin_anew()
        elif isinstance(found, Opened):
            self._shown_version = version
            self._put(found)
        else:  # it has gone: somebody took it out of its file
            exploration.forget(n)
            self._show_nothing()
            self.ask(exploration.text)
        return True

    def _put(self, opened: Opened) -> None:
        if self._spot is not None and self._spot[0] == opened.n:
            _, scroll, link = self._spot
        elif self.opened is not None and self.opened.n == opened.n:
            scroll, link = self.detail.scroll_line, self.detail.link
        else:
            scroll, link = 0, None
        self._spot = None
        self.opened = opened
        self.detail.put(opened.laid, scroll, link)
        self._mark(opened.linked)
        self.trail.show(opened.way)
        self.update_hints()

    def _show_nothing(self) -> None:
        self._spot = self.opened = None
        self.detail.show(self._nothing_to_read(), self.palette)
        self._mark(set())
        self.trail.show([])
        self.update_hints()

    def _mark(self, linked: set[int]) -> None:
        """Mark what is linked to the anchor, in the lists that it does not stand in."""
        anchor = self.exploration.anchor
        for kind, pane in self.panes.items():
            is_home = anchor is not None and self.exploration.selected.get(kind) == anchor
            pane.list.mark(set() if is_home else linked)

    def _nothing_to_read(self) -> Text:
        if any(listing.total for listing in self.exploration.listings.values()):
            return Text("Nothing matches the query.", "page.quiet")
        words = "This registry holds no records yet."
        if self.problem_count:
            key = key_of("problems", self.settings.keys)
            words += f" {plural(self.problem_count, 'problem')} found: press {key}."
        return Text(words, "page.quiet")

    # Moving about

    def follow(self, kind: Kind, n: int) -> None:
        """Go to a record, remembering the way back."""
        self.exploration.visit(kind, n, self.here())
        self.arrive(n)

    def here(self) -> Place:
        """Return where one is."""
        return self.exploration.place(
            self.detail.has_focus, self.detail.scroll_offset.y, self.detail.link
        )

    def arrive(self, n: int | None, scroll: int = 0, link: int | None = None) -> None:
        """Show a record and put the lists' cursors where the exploration has them."""
        self._place_cursors()
        self.activate(self.exploration.pane)
        self.exploration.record = self.exploration.anchor = n
        self.read(scroll, link)
        self.update_hints()

    def _place_cursors(self) -> None:
        for kind, pane in self.panes.items():
            selected = self.exploration.selected.get(kind)
            if selected == pane.list.number:
                continue
            index = self.exploration.listings[kind].find(selected)
            if index is not None:
                with pane.list.prevent(RecordList.Moved):
                    pane.list.cursor = index
                pane.list.is_told = True

    def return_to(self, place: Place) -> None:
        """Go to a place of the history: its query, record, scroll position and focus."""
        self.arrive(place.record, place.scroll, place.link)
        if place.query != self.exploration.text:
            self.set_query(place.query)
        if place.reading:
            self.set_focus(self.detail)
        else:
            self.focus_list()

    async def step_to_linked(self, step: int) -> None:
        """Put the cursor on the next record linked to the anchor, in the other lists."""
        await self.settle()
        exploration = self.exploration
        anchor, listings = exploration.anchor, exploration.listings
        found = None
        if anchor is not None:
            kinds = [kind for kind in PANES if exploration.selected.get(kind) != anchor]
            here = (exploration.pane, exploration.record)
            found = await self.searcher.next_linked(anchor, listings, kinds, here, step)
            if exploration.listings is not listings:
                return  # other lists have come meanwhile
        if found is None:
            self.notify("Nothing in the lists is linked to this record", timeout=3)
            return
        kind, n = found
        exploration.remember(self.here())
        exploration.selected[kind] = n
        self._place_cursors()
        self.activate(kind)
        self.set_focus(self.panes[kind].list)
        exploration.record, exploration.anchor = n, anchor
        self.read()
