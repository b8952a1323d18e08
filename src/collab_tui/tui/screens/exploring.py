"""The main screen's searching: from the query to the lists, and from the files to the query."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual import on, work
from textual.timer import Timer
from textual.worker import WorkType

from collab_tui.records.kinds import Kind
from collab_tui.tui.exploration import Answer, Window
from collab_tui.tui.notices import consolation, what_changed
from collab_tui.tui.pages import PAGE
from collab_tui.tui.screens.frame import Frame
from collab_tui.tui.searcher import answer, everything
from collab_tui.tui.widgets.record_list import RecordList
from collab_tui.tui.widgets.search_bar import SearchBar

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.config import Settings
    from collab_tui.query import QueryError
    from collab_tui.query.syntax import Node

LOOK_EVERY = 1.0
"""Seconds between the end of a look at whether the registry's files changed and the next."""


class _Question(NamedTuple):
    text: str
    node: Node
    typed: bool


class Exploring(Frame):
    """Fills the lists with what a query finds, and follows the registry's files."""

    def __init__(self, catalog: Catalog, settings: Settings, query: str) -> None:
        """Explore `catalog`, beginning with a query."""
        super().__init__(catalog, settings, query)
        self.version = 0
        """Grows when the record in the detail view may have changed, or is to be marked anew."""
        self._pending: Timer | None = None
        self._unanswered: list[_Question] = []
        self.has_been_read = False
        self._generation = catalog.generation

    # Beginning and end

    def on_mount(self) -> None:
        """Fill the lists: at once where there is a catalog, else once the registry is read."""
        self.use_palette()
        if self.catalog.is_built():
            self._begin()
            self.call_after_refresh(self._complete)
        else:
            self.search_bar.say("reading the registry …")
            self.refresh_catalog()

    def _begin(self) -> None:
        """Show the first answer; where the first query has a mistake, everything and that."""
        self.has_been_read = True
        self._generation = self.catalog.generation
        text = self.exploration.text
        if text:
            self._begin_with(text)
        else:
            self._show(everything(self.catalog, self._windows(typed=True)), typed=True)
        if isinstance(self.focused, RecordList):
            self.focus_list()

    def _begin_with(self, text: str) -> None:
        from collab_tui.query import QueryError

        node, orders = self.exploration.ask(text), self.exploration.orders
        try:
            if node is not None:
                windows = self._windows(typed=True)
                self._show(answer(self.catalog, text, node, orders, windows), typed=True)
        except QueryError as error:
            self.exploration.refuse(text, error)
        if self.exploration.error is not None:
            self._begin_with_everything(self.exploration.error)

    @work
    async def _complete(self) -> None:
        """Add to the first screen what it did without, to be there sooner."""
        await self._note_registry()
        if self.exploration.record is None:
            self.read_later()  # in an empty registry, the number of problems stands there
        self._look_for_changes()
        self._load_ahead()

    @work(thread=True)
    def _load_ahead(self) -> None:
        """Load what searching needs, before the first key is typed."""
        import collab_tui.catalog.facets
        import collab_tui.catalog.search
        import collab_tui.catalog.why
        import collab_tui.query.edit
        import collab_tui.tui.opened  # noqa: F401

    def _begin_with_everything(self, error: QueryError) -> None:
        """Fill the lists where the query to begin with has a mistake, which is shown."""
        text = self.exploration.text
        self.exploration.text = ""
        self._show(everything(self.catalog, self._windows(typed=True)), typed=True)
        self.exploration.text = text
        self.exploration.refuse(text, error)
        self._complain()

    def on_unmount(self) -> None:
        """End the threads that ask the catalog."""
        self.searcher.close()

    @work(exclusive=True, group="refresh")
    async def refresh_catalog(self, asked: bool = False) -> None:
        """Read what changed on disk, tell of it (of nothing, too, if `asked`), search again."""
        before = self.problem_count
        refreshed = await self.searcher.refresh(self.tell_progress)
        self.say_notices()
        if refreshed is None:
            if not (self.has_been_read or self.searcher.is_closing):
                self.set_timer(LOOK_EVERY, self.refresh_catalog)
            return
        if not self.has_been_read:
            self._begin()
            self._complete()
            return
        await self._note_registry()
        notice = what_changed(refreshed, self.problem_count - before)
        if asked and not notice:
            notice = "The registry was read again: nothing changed"
        if notice:
            self.notify(notice, timeout=4)
        self.version += 1
        self.ask(self.exploration.text)

    @work(exclusive=True, group="watch")
    async def _look_for_changes(self) -> None:
        """Read the registry again where somebody changed it, and look again later.

        The next look waits for the end of this one: it would break it off.
        """
        if not await self.searcher.is_fresh():
            self.refresh_catalog()
        elif self.has_been_read and not self._is_same_catalog:
            self.begin_anew()
        self.set_timer(LOOK_EVERY, self._look_for_changes)

    async def _note_registry(self) -> None:
        found = await self.searcher.registry()
        if found is not None:
            self.problem_count = found.problems
            self.search_bar.set_registry(found.title)
        self.update_hints()

    # Searching

    @on(SearchBar.Asked)
    def _asked(self, event: SearchBar.Asked) -> None:
        event.stop()
        if event.text != self.exploration.text:
            self.ask(event.text, typed=True)

    @on(SearchBar.Done)
    def _done(self, event: SearchBar.Done) -> None:
        event.stop()
        self.activate(self.exploration.answering_pane())
        self.focus_list()

    def set_query(self, text: str) -> None:
        """Search for `text` and put it into the search bar; cursors stay where they can."""
        self.search_bar.set_text(text)
        self.ask(text)

    def ask(self, text: str, *, typed: bool = False) -> None:
        """Search for `text`; after typing, the cursors go to the best match."""
        node = self.exploration.ask(text)
        if node is None:
            self._complain()
        elif self.has_been_read:  # until then, what is typed waits
            self._unanswered.append(_Question(text, node, typed))
            self._search()

    @work(exclusive=True, group="search")
    async def _search(self) -> None:
        """Answer the last question; where it has a mistake, the one before, and so on.

        So the lists are those of the last good query, however fast it was typed over.
        """
        from collab_tui.query import QueryError

        while self._unanswered:
            text, node, _ = self._unanswered[-1]
            typed = any(question.typed for question in self._unanswered)
            try:
                found = await self.searcher.answer(
                    text,
                    node,
                    self.exploration.orders,
                    self._windows(typed),
                    self.exploration.record,
                )
            except QueryError as error:
                self._unanswered.pop()
                self.exploration.refuse(text, error)
                self._complain()
                continue
            if found is not None:
                self._unanswered.clear()
                is_same, self._generation = self._generation == found.generation, found.generation
                self._show(found, typed=typed or not is_same)
            return

    def _windows(self, typed: bool) -> dict[Kind, Window]:
        """Return what will be in sight of the lists; after typing, the cursors go to the top."""
        selected = {} if typed else self.exploration.selected
        return {
            kind: Window(selected.get(kind), max(PAGE, pane.list.size.height))
            for kind, pane in self.panes.items()
        }

    @on(RecordList.Lacking)
    def _lacking(self, event: RecordList.Lacking) -> None:
        event.stop()
        self._fetch(event.widget)

    def _fetch(self, widget: RecordList) -> None:
        """Fetch the rows that are in sight, with statuses as of the day that was asked about."""
        lacking = widget.lacking()
        if lacking:
            fetch: WorkType[None] = partial(self._fetch_pages, widget, lacking)
            self.run_worker(fetch, group=f"rows of {widget.kind}", exclusive=True)

    async def _fetch_pages(self, widget: RecordList, lacking: list[int]) -> None:
        listing, exploration = widget.listing, self.exploration
        found = await self.searcher.pages(
            widget.kind, listing, lacking, exploration.asked, exploration.period
        )
        if found is None:
            return
        if self._is_same_catalog:
            widget.fill(listing, found)
        else:
            self.begin_anew()

    @property
    def _is_same_catalog(self) -> bool:
        """Whether the numbers of records are still those of the lists."""
        return self._generation == self.catalog.generation

    def begin_anew(self) -> None:
        """Search again where the catalog was damaged, and built anew with other numbers."""
        self.exploration.begin_anew()
        self.ask(self.exploration.text, typed=True)

    def _complain(self) -> None:
        if self.exploration.error is not None:
            self.search_bar.complain(self.exploration.error)
        self.update_hints()

    def _show(self, found: Answer, *, typed: bool) -> None:
        exploration = self.exploration
        if not exploration.accept(found):
            return
        if typed:
            exploration.selected = {}
            exploration.begin_trail()
        if exploration.error is not None:
            self._complain()  # of what has been typed since
        elif found.rescue is not None and exploration.is_filtered:
            self.search_bar.say(consolation(found.rescue), found.rescue.suggestion)
        else:
            self.search_bar.say("")
        for kind, pane in self.panes.items():
            pane.show(
                found.listings[kind],
                found.pages.get(kind, {}),
                exploration.position(kind),
                found.asked,
                exploration.orders[kind],
                filtered=exploration.is_filtered,
            )
            if pane.list.number is not None:
                exploration.selected[kind] = pane.list.number
        nothing = exploration.is_filtered and not any(v.shown for v in found.listings.values())
        if typed or (not nothing and exploration.record in (None, found.gone)):
            self.activate(exploration.best_pane())
        if nothing:
            exploration.leave_record()
        self.version += 1
        self.read_later()
        self.update_hints()
