"""The lists, and the questions that fill them."""

from __future__ import annotations

from functools import partial
from itertools import chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

from rich.theme import Theme
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget
from textual.worker import WorkType

from collab_tui.records.kinds import Kind
from collab_tui.tui.answering import answer, everything
from collab_tui.tui.answers import Answer, Window
from collab_tui.tui.in_turn import painted
from collab_tui.tui.pages import PAGE
from collab_tui.tui.session import Session
from collab_tui.tui.widgets.pane import Pane
from collab_tui.tui.widgets.record_list import RecordList

if TYPE_CHECKING:
    from collections.abc import Callable

    from collab_tui.catalog.catalog import Catalog
    from collab_tui.query import QueryError
    from collab_tui.query.syntax import Node
    from collab_tui.tui.searcher import Searcher


class _Question(NamedTuple):
    text: str
    node: Node
    typed: bool


def _may_ask_git(text: str) -> bool:
    """Tell whether a query may ask git, which takes too long for the first screen."""
    return "changed" in text


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
        answered: Callable[[Answer | None], None],
    ) -> None:
        """Ask `catalog` at the start and `searcher` after that.

        `answered` is called with each answer when it is in the lists; and with None if the query
        has a mistake, which the session knows.
        """
        super().__init__(id="lists")
        self._session = session
        self._catalog = catalog
        self._searcher = searcher
        self._answered = answered
        self._unanswered: list[_Question] = []
        self._beginning: Node | None = None
        """The query of which at least the beginning of the answer is shown."""
        self._has_begun = False
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
            self.ask_again()

    @property
    def present(self) -> RecordList:
        """The present list."""
        return self.panes[self._session.pane].list

    @property
    def all(self) -> list[RecordList]:
        """Every list on the screen, from the top."""
        return [self.panes[kind].list for kind in self._session.kinds]

    # Asking

    def begin(self) -> None:
        """Show the first answer. If the first query has a mistake, show all records and the
        mistake.
        """
        self._has_begun = True
        self._session.generation = self._catalog.generation
        text = self._session.text
        if text and _may_ask_git(text):
            self._session.text = ""
            self._show(everything(self._catalog, self._windows(typed=True)), typed=True)
            self.ask(text, typed=True)
        elif text:
            self._begin_with(text)
        else:
            self._show(everything(self._catalog, self._windows(typed=True)), typed=True)

    def _begin_with(self, text: str) -> None:
        from collab_tui.query import QueryError

        node, orders = self._session.ask(text), self._session.orders_shown
        try:
            if node is not None:
                windows = self._windows(typed=True)
                self._show(answer(self._catalog, text, node, orders, windows), typed=True)
        except QueryError as error:
            self._session.refuse(text, error)
        if self._session.error is not None:
            self._begin_with_everything(self._session.error)

    def _begin_with_everything(self, error: QueryError) -> None:
        text = self._session.text
        self._session.text = ""
        self._show(everything(self._catalog, self._windows(typed=True)), typed=True)
        self._session.text = text
        self._session.refuse(text, error)
        self._answered(None)

    def ask(self, text: str, *, typed: bool = False) -> None:
        """Search for `text`. After typing, the cursors go to the best match."""
        node = self._session.ask(text)
        if node is None:
            self._answered(None)
        elif self._has_begun:  # until then, typed text waits
            self._unanswered.append(_Question(text, node, typed))
            self._search()

    def ask_again(self) -> None:
        """Search for the present query again, because the answer may have changed."""
        self.ask(self._session.text)

    def begin_again(self) -> None:
        """Search again if the catalog was damaged and built again with other numbers."""
        self._session.begin_again()
        self.ask(self._session.text, typed=True)

    @work(exclusive=True, group="search")
    async def _search(self) -> None:
        """Answer the last question; if it has a mistake, the one before it, and so on.

        So the lists belong to the last good query, however fast the user types.
        """
        from collab_tui.query import QueryError

        session = self._session
        while self._unanswered:
            text, node, _ = self._unanswered[-1]
            typed = any(question.typed for question in self._unanswered)
            windows = self._windows(typed)
            try:
                found = await self._searcher.answer(
                    text, node, session.orders_shown, windows, session.record, is_beginning=typed
                )
            except QueryError as error:
                self._unanswered.pop()
                session.refuse(text, error)
                self._answered(None)
                continue
            if found is not None:
                self._unanswered.clear()
                is_same, session.generation = (
                    session.generation == found.generation,
                    found.generation,
                )
                self._beginning = node
                self._show(found, typed=typed or not is_same)
            break
        await self._complete()

    async def _complete(self) -> None:
        """Fetch what is not in sight of the lists that are shown, once they are painted."""
        listings = self._session.listings
        if self._beginning is None or all(one.is_whole for one in listings.values()):
            return
        await painted(self)
        found = await self._searcher.whole(self._beginning, self._session.orders_shown)
        if found is None or listings is not self._session.listings:
            return
        if any(found[kind].shown != one.shown for kind, one in listings.items()):
            self.ask_again()  # the files have changed since
            return
        for kind, one in listings.items():
            if not one.is_whole:
                one.complete(found[kind])
                self.panes[kind].list.look_ahead()

    def _windows(self, typed: bool) -> dict[Kind, Window]:
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

    def _show(self, found: Answer, *, typed: bool) -> None:
        session = self._session
        if not session.accept(found):
            return
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
        self._answered(found)

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
            self.begin_again()

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
