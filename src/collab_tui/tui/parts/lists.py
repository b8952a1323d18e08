"""The lists of records, side by side or one below the other."""

from __future__ import annotations

from functools import partial
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from rich.theme import Theme
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget
from textual.worker import WorkType

from collab_tui.records.kinds import Kind
from collab_tui.tui.answers import Answer, Listing, Window
from collab_tui.tui.pages import PAGE
from collab_tui.tui.session import Session
from collab_tui.tui.widgets.pane import Pane
from collab_tui.tui.widgets.record_list import RecordList

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from collab_tui.catalog.catalog import Catalog
    from collab_tui.tui.searcher import Searcher


class Lists(Vertical):
    """Lists of kinds, filled with what the query of the session finds.

    Those that are not always shown are made when they are first gone to.
    """

    BLANK = True

    class Selected(Message):
        """The cursor of a list was moved to another record."""

    def __init__(
        self,
        session: Session,
        catalog: Catalog,
        searcher: Searcher,
        ask_again: Callable[[], None],
        begin_again: Callable[[], None],
    ) -> None:
        """Fetch rows through `searcher`.

        `ask_again` is called when there is another list to fill, and `begin_again` when the catalog
        was built again, and records have other numbers.
        """
        super().__init__(id="lists")
        self._session = session
        self._catalog = catalog
        self._searcher = searcher
        self._ask_again = ask_again
        self._begin_again = begin_again
        self.panes = {kind: self._pane(kind) for kind in session.shown}
        self._is_abreast = False
        self.activate(session.pane)

    def compose(self) -> ComposeResult:
        """Lay out the lists, one below the other."""
        for pane in self.panes.values():
            yield pane.title
            yield pane.list

    def stand(self, *, abreast: bool) -> None:
        """Put the lists beside each other, or one below the other."""
        if abreast is not self._is_abreast:
            self._is_abreast = abreast
            self.set_class(abreast, "-abreast")
            self._order()

    def _order(self) -> None:
        """Put the headings above their lists. In a grid, that takes a row of all the headings."""
        panes = self.panes.values()
        pairs: list[list[Widget]] = [[pane.title, pane.list] for pane in panes]
        widgets = chain(*(zip(*pairs, strict=True) if self._is_abreast else pairs))
        for before, widget in pairwise(widgets):
            self.move_child(widget, after=before)
        self.styles.grid_size_columns = len(self._session.kinds)

    def _pane(self, kind: Kind) -> Pane:
        """Return a list. Its key is the same wherever it is on the screen."""
        return Pane(str([*Kind].index(kind) + 1), kind, self._catalog.marks)

    # Which list is in use

    def activate(self, kind: Kind) -> None:
        """Make a list the present one. One that is not always shown is on the screen meanwhile."""
        session = self._session
        is_new = kind not in session.kinds
        session.go_to(kind)
        if kind not in self.panes:
            pane = self.panes[kind] = self._pane(kind)
            pane.list.theme = self.panes[session.shown[0]].list.theme
            self.mount(pane.title, pane.list)
            self._order()
        for other, pane in self.panes.items():
            pane.set_shown(other in session.kinds)
            pane.set_active(other is kind)
        if is_new:
            self._ask_again()

    @property
    def present(self) -> RecordList:
        """The present list."""
        return self.panes[self._session.pane].list

    @property
    def all(self) -> list[RecordList]:
        """Every list on the screen, from the top."""
        return [self.panes[kind].list for kind in self._session.kinds]

    # What they show

    def windows(self, *, typed: bool) -> dict[Kind, Window]:
        """Return what will be visible in the lists. After typing, the cursors go to the top."""
        selected = {} if typed else self._session.selected
        return {
            kind: Window(
                selected.get(kind),
                max(PAGE, pane.list.size.height),
                self._session.columns.get(kind, ()),
            )
            for kind, pane in self.panes.items()
            if kind in self._session.kinds
        }

    def show(self, found: Answer, *, typed: bool) -> None:
        """Show an answer that the session has accepted. After typing, the best list is present."""
        session = self._session
        if typed:
            session.selected = {}
            session.begin_trail()
        is_entered = session.pane not in session.selected
        for kind in session.kinds:
            pane = self.panes[kind]
            pane.show(
                found.listings[kind],
                found.pages.get(kind, {}),
                session.position(kind),
                found.asked,
                session.orders[kind],
                session.columns.get(kind, ()),
                filtered=session.is_filtered,
            )
            if pane.list.number is not None:
                session.selected[kind] = pane.list.number
        if is_entered and session.pane in session.selected:
            session.go_to(session.pane)  # only now it is known what its cursor is on
        nothing = session.is_filtered and not any(v.shown for v in found.listings.values())
        if typed or (not nothing and session.record in (None, found.gone)):
            self.activate(session.best_pane())
        if nothing:
            session.leave_record()

    def complete(self, whole: Mapping[Kind, Listing]) -> None:
        """Take the `whole` lists of which the beginnings are shown."""
        for kind, one in self._session.listings.items():
            if not one.is_whole:
                one.complete(whole[kind])
                widget = self.panes[kind].list
                widget.look_ahead()
                if not widget.is_told:  # the mouse was where no record was known yet
                    widget.tell()

    # Rows and cursors

    @on(RecordList.Lacking)
    def _lacking(self, event: RecordList.Lacking) -> None:
        event.stop()
        self._fetch(event.widget)

    def _fetch(self, widget: RecordList) -> None:
        """Fetch the rows that are visible, with statuses for the day that is asked about."""
        lacking = widget.lacking()
        if lacking:
            fetch: WorkType[None] = partial(self._fetch_pages, widget, lacking)
            self.run_worker(fetch, group=f"rows of {widget.kind}", exclusive=True)

    async def _fetch_pages(self, widget: RecordList, lacking: list[int]) -> None:
        listing, session = widget.listing, self._session
        found = await self._searcher.pages(
            widget.kind,
            listing,
            lacking,
            session.asked,
            session.period,
            session.columns.get(widget.kind, ()),
        )
        if found is None:
            return
        if session.generation == self._catalog.generation:
            widget.fill(listing, found)
        else:
            self._begin_again()

    @on(RecordList.Moved)
    def _moved(self, event: RecordList.Moved) -> None:
        event.stop()
        if isinstance(event.widget, RecordList) and event.widget.number is not None:
            self._select(event.widget, event.widget.number)
            self.post_message(self.Selected())

    def take_cursor(self) -> None:
        """Select the record under the cursor of the list in focus, if that is not reported yet."""
        present = self.screen.focused
        if isinstance(present, RecordList) and not present.is_told and present.number is not None:
            self._select(present, present.number)

    def _select(self, widget: RecordList, n: int) -> None:
        widget.is_told = True
        self._session.select(widget.kind, n)

    def place_cursors(self) -> None:
        """Put the cursors where the session has them, if these records are in the lists."""
        for kind, pane in self.panes.items():
            selected = self._session.selected.get(kind)
            if selected == pane.list.number:
                continue
            index = self._session.listings[kind].find(selected)
            if index is not None:
                with pane.list.prevent(RecordList.Moved):
                    pane.list.cursor = index
                pane.list.is_told = True

    # Appearance

    def show_linked(self, linked: set[int]) -> None:
        """Show what is linked to the anchor, in the other lists."""
        anchor = self._session.anchor
        for kind, pane in self.panes.items():
            is_home = anchor is not None and self._session.selected.get(kind) == anchor
            pane.list.show_linked(set() if is_home else linked)

    def draw_rows(self) -> None:
        """Draw the rows again."""
        for pane in self.panes.values():
            pane.list.refresh()

    def draw_titles(self) -> None:
        """Draw the headings again."""
        for pane in self.panes.values():
            pane.draw_title()

    def use_palette(self, theme: Theme) -> None:
        """Draw everything in the colours of a theme."""
        for pane in self.panes.values():
            pane.list.theme = theme
            pane.list.refresh()
            pane.draw_title()
