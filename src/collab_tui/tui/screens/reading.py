"""The main screen's reading: the detail view, what is linked, and the way walked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual import on

from collab_tui.records.kinds import Kind
from collab_tui.render.words import plural
from collab_tui.tui.exploration import Place
from collab_tui.tui.screens.exploring import Exploring
from collab_tui.tui.widgets.record_list import RecordList

if TYPE_CHECKING:
    from collab_tui.catalog.dossier import Dossier

DETAIL_DELAY = 0.02
"""Seconds that the cursor rests before its record is laid out, so that a held key flies."""


class Reading(Exploring):
    """Shows records in full, and moves from one to the next."""

    @on(RecordList.Moved)
    def _moved(self, event: RecordList.Moved) -> None:
        event.stop()
        widget = event.widget
        if isinstance(widget, RecordList) and event.index < widget.count:
            self.exploration.select(widget.kind, widget.number_at(event.index))
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

    def settle(self) -> None:
        """Show the record under the cursor now, where it was to be shown in a moment."""
        present = self.focused
        if isinstance(present, RecordList) and present.number is not None:
            told = self.exploration.selected.get(present.kind)
            is_listed = self.exploration.listings[present.kind].find(told) is not None
            if is_listed and told != present.number:  # the list was moved and has yet to tell
                self.exploration.select(present.kind, present.number)
                self.read_later()
        if self._pending is not None:
            self._pending.stop()
            self._read_now()

    def _read_now(self) -> None:
        self._pending = None
        record = self.exploration.record
        if record is None or record != self.shown:
            self.read(record)
        elif self.is_stale:
            self.read(record, self.detail.scroll_offset.y, self.detail.link)

    def read(self, n: int | None, scroll: int = 0, link: int | None = None) -> None:
        """Show record `n` in the detail view, and mark in the lists what is linked to it."""
        from collab_tui.render.kinds import page_of
        from collab_tui.render.terminal import page_renderable
        from collab_tui.tui.outside import address_of

        dossier = self.catalog.dossier(n) if n is not None else None
        self.shown = n
        self.address = address_of(dossier) if dossier is not None else None
        self.is_stale = False
        if dossier is None:
            self.detail.show(self._nothing_to_read(), self.palette)
        else:
            page = page_renderable(page_of(dossier), self.exploration.asked)
            self.detail.show(page, self.palette, scroll, link)
        self.mark_linked()
        way = self.exploration.trail
        names = {row.n: row.name for row in self.catalog.rows(way)} if len(way) > 1 else {}
        self.trail.show([names[step] for step in way if step in names])
        self.update_hints()

    def mark_linked(self) -> set[int]:
        """Mark in the lists what is linked to the anchor; return it."""
        anchor = self.exploration.anchor
        linked = self.catalog.linked_to(anchor) if anchor is not None else set()
        for kind, pane in self.panes.items():
            is_home = anchor is not None and self.exploration.selected.get(kind) == anchor
            pane.list.mark(set() if is_home else linked)
        return linked

    def _nothing_to_read(self) -> Text:
        if any(listing.total for listing in self.exploration.listings.values()):
            return Text("Nothing matches the query.", "page.quiet")
        words = "This registry holds no records yet."
        if self.problem_count:
            words += f" {plural(self.problem_count, 'problem')} found: press p."
        return Text(words, "page.quiet")

    @property
    def dossier(self) -> Dossier | None:
        """The record being read, or about to be."""
        self.settle()
        return self.catalog.dossier(self.shown) if self.shown is not None else None

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
        self.read(n, scroll, link)
        self.update_hints()

    def _place_cursors(self) -> None:
        for kind, pane in self.panes.items():
            index = self.exploration.listings[kind].find(self.exploration.selected.get(kind))
            if index is not None and index != pane.list.cursor:
                with pane.list.prevent(RecordList.Moved):
                    pane.list.cursor = index

    def return_to(self, place: Place) -> None:
        """Go to a place of the history: its query, record, scroll position and focus."""
        self.arrive(place.record, place.scroll, place.link)
        if place.query != self.exploration.text:
            self.set_query(place.query)
        if place.reading:
            self.set_focus(self.detail)
        else:
            self.focus_list()

    def step_to_linked(self, step: int) -> None:
        """Put the cursor on the next record linked to the anchor, in the other lists."""
        found = self.exploration.next_linked(self.mark_linked(), step)
        if found is None:
            self.notify("Nothing in the lists is linked to this record", timeout=3)
            return
        kind, n = found
        anchor = self.exploration.anchor
        self.exploration.remember(self.here())
        self.exploration.selected[kind] = n
        self._place_cursors()
        self.activate(kind)
        self.set_focus(self.panes[kind].list)
        self.exploration.record, self.exploration.anchor = n, anchor
        self.read(n)
