"""The main screen's layout and searching: from the query to the lists."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from rich.theme import Theme
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import DescendantFocus, Resize
from textual.geometry import Size
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static
from textual.worker import WorkType

from collab_tui.records.kinds import Kind
from collab_tui.tui.exploration import PANES, Answer, Exploration, Window
from collab_tui.tui.hints import Situation, hints
from collab_tui.tui.notices import consolation, what_changed
from collab_tui.tui.pages import PAGE
from collab_tui.tui.searcher import Searcher, answer, everything
from collab_tui.tui.widgets.detail import Detail
from collab_tui.tui.widgets.facet_list import FacetList
from collab_tui.tui.widgets.key_bar import KeyBar
from collab_tui.tui.widgets.pane import Pane
from collab_tui.tui.widgets.record_list import RecordList
from collab_tui.tui.widgets.search_bar import SearchBar
from collab_tui.tui.widgets.trail import Trail

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.catalog.progress import Progress
    from collab_tui.config import Settings
    from collab_tui.query import QueryError
    from collab_tui.query.syntax import Node
    from collab_tui.tui.opened import Opened

WIDE, MEDIUM, TALL = 110, 80, 30
"""Columns and rows from which the layout is wide, medium (below: one pane at a time), tall
(below: only the present list is open)."""

SMALLEST = (60, 20)
"""Columns and rows below which the screen says that it is too small."""


PATIENCE = 0.5
"""Seconds of reading a registry after which it is shown how far it is."""

LOOK_EVERY = 1.0
"""Seconds between looks at whether the registry's files changed."""


class _Lists(Vertical):
    BLANK = True


class _TooSmall(Static):
    DEFAULT_CSS = """
    _TooSmall { layer: above; dock: top; width: 100%; height: 100%; }
    _TooSmall { background: $background; content-align: center middle; text-align: center; }
    """


class Exploring(Screen[None]):
    """Shows an `Exploration`: search bar, three lists, detail view, footer."""

    BLANK = True
    AUTO_FOCUS = f"#list-{Kind.INSTITUTION}"

    def __init__(self, catalog: Catalog, settings: Settings, query: str) -> None:
        """Explore `catalog`, beginning with a query."""
        super().__init__()
        self.catalog = catalog
        self.settings = settings
        self.exploration = Exploration(query)
        self.searcher = Searcher(catalog)
        self.search_bar = SearchBar(query, self.searcher.facets)
        self.panes = {kind: Pane(str(number), kind) for number, kind in enumerate(PANES, 1)}
        self.detail = Detail()
        self.trail = Trail()
        self.key_bar = KeyBar()
        self._too_small = _TooSmall(markup=False)
        self.opened: Opened | None = None
        """The record in the detail view."""
        self.version = 0
        """Grows when that may have changed, or other words have to be marked in it."""
        self.problem_count = 0
        self._pending: Timer | None = None
        self._has_been_read = False
        self._generation = catalog.generation

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        # All that decides the layout is known before it is made, so that it is made once.
        self._choose_layout(self.app.size)
        self.activate(Kind.INSTITUTION)
        yield self.search_bar
        with _Lists(id="lists"):
            for pane in self.panes.values():
                yield pane.title
                yield pane.list
        with Vertical(id="reading"):
            yield self.trail
            yield self.detail
        yield self.key_bar

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
        self.set_interval(LOOK_EVERY, self._look_for_changes)

    def _begin(self) -> None:
        """Show the first answer; where the first query has a mistake, everything and that."""
        self._has_been_read = True
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
        """End the searching thread."""
        self.searcher.close()

    @work(exclusive=True, group="refresh")
    async def refresh_catalog(self, asked: bool = False) -> None:
        """Read what changed on disk, tell of it (of nothing, too, if `asked`), search again."""
        before = self.problem_count
        refreshed = await self.searcher.refresh(self._tell_progress)
        if refreshed is None:
            return
        if not self._has_been_read:
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

    def _tell_progress(self, progress: Progress) -> None:
        if progress.seconds >= PATIENCE:
            self.search_bar.say(str(progress))

    @work(exclusive=True, group="watch")
    async def _look_for_changes(self) -> None:
        """Read the registry again where somebody changed it."""
        if self._has_been_read and not await self.searcher.is_fresh():
            self.refresh_catalog()

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
        else:
            self._search(text, node, typed)

    @work(exclusive=True, group="search")
    async def _search(self, text: str, node: Node, typed: bool) -> None:
        from collab_tui.query import QueryError

        try:
            found = await self.searcher.answer(
                text,
                node,
                self.exploration.orders,
                self._windows(typed),
                self.exploration.record,
            )
        except QueryError as error:
            self.exploration.refuse(text, error)
            self._complain()
            return
        if found is not None:
            is_same, self._generation = self._is_same_catalog, self.catalog.generation
            self._show(found, typed=typed or not is_same)

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
            widget.kind, listing, lacking, exploration.asked, exploration.day
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
        self.exploration.leave_record()
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
        if found.rescue is not None and exploration.is_filtered:
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
        if exploration.is_filtered and not any(v.shown for v in found.listings.values()):
            exploration.leave_record()
        elif typed or exploration.record in (None, found.gone):
            self.activate(exploration.best_pane())
        self.version += 1
        self.read_later()
        self.update_hints()

    # Panes

    def activate(self, kind: Kind) -> None:
        """Make a pane the present one."""
        self.exploration.go_to(kind)
        for other, pane in self.panes.items():
            pane.set_active(other is kind)

    def focus_list(self) -> None:
        """Put the focus on the present list."""
        self.set_focus(self.panes[self.exploration.pane].list)

    @on(DescendantFocus)
    def _focused(self, event: DescendantFocus) -> None:
        widget = self.focused  # by now it may have moved on from the event's
        self.set_class(widget is self.detail, "-reading")
        for pane in self.panes.values():
            pane.draw_title()
        self.search_bar.set_class(widget is self.search_bar.input, "-active")
        if widget is not self.search_bar.input:
            self.search_bar.hide_values()
        passed = event.widget
        if isinstance(passed, RecordList) and passed.kind is not self.exploration.pane:
            self.activate(passed.kind)
            self.read_later()
        self.update_hints()

    def read_later(self) -> None:
        """Show the record under the cursor in a moment."""
        raise NotImplementedError

    def read_again(self) -> None:
        """Lay out anew what is shown in the detail view."""
        raise NotImplementedError

    # Appearance

    @property
    def palette(self) -> Theme:
        """The colours that go with the present theme."""
        from collab_tui.render.palette import ANSI, DARK, LIGHT

        if self.app.no_color:
            return ANSI
        return DARK if self.app.current_theme.dark else LIGHT

    def use_palette(self) -> None:
        """Draw everything in the colours of the present theme."""
        for pane in self.panes.values():
            pane.list.theme = self.palette
            pane.list.refresh()
            pane.draw_title()
        self.read_again()

    def update_hints(self) -> None:
        """Show the keys that work here."""
        now = Situation(
            typing=self.search_bar.input.has_focus,
            choosing=self.search_bar.facets.is_shown,
            reading=self.detail.has_focus,
            narrow=self.has_class("-narrow"),
            filtered=self.exploration.is_filtered,
            can_go_back=self.exploration.can_go_back,
            problems=self.problem_count,
            has_record=self.opened is not None,
            has_address=self.opened is not None and self.opened.address is not None,
        )
        self.key_bar.show(hints(self.settings.keys, now))

    @on(SearchBar.Offering)
    def _offering(self, event: SearchBar.Offering) -> None:
        event.stop()
        self.update_hints()

    def on_resize(self, event: Resize) -> None:
        """Lay out the screen anew."""
        self._choose_layout(event.size)
        self.call_after_refresh(self.update_hints)

    def _choose_layout(self, size: Size) -> None:
        """Choose the layout; say so where the terminal is too small to use."""
        width, height = size
        too_small = width < SMALLEST[0] or height < SMALLEST[1]
        self.update_classes(
            {
                "-wide": width >= WIDE,
                "-narrow": width < MEDIUM,
                "-short": height < TALL,
            }
        )
        self._too_small.display = too_small
        if too_small:
            wanted = f"{SMALLEST[0]}×{SMALLEST[1]}"
            text = f"collab-tui needs {wanted};\nthis terminal has {width}×{height}."
            self._too_small.update(text)
            if not self._too_small.is_attached:
                self.mount(self._too_small)

    @on(FacetList.Moved)
    def _ignore_facet_moves(self, event: FacetList.Moved) -> None:
        event.stop()
