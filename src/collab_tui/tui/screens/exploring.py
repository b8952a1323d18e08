"""The main screen's working: what it shows, and how searching and reading change it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text
from rich.theme import Theme
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import DescendantFocus, Resize
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static

from collab_tui.query import QueryError
from collab_tui.records.kinds import Kind
from collab_tui.render.words import plural
from collab_tui.tui.exploration import PANES, Answer, Exploration, Place
from collab_tui.tui.hints import hints
from collab_tui.tui.searcher import Searcher, answer
from collab_tui.tui.widgets.detail import Detail
from collab_tui.tui.widgets.facet_list import FacetList
from collab_tui.tui.widgets.key_bar import KeyBar
from collab_tui.tui.widgets.pane import Pane
from collab_tui.tui.widgets.record_list import RecordList
from collab_tui.tui.widgets.search_bar import SearchBar
from collab_tui.tui.widgets.trail import Trail

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.catalog.dossier import Dossier
    from collab_tui.catalog.progress import Progress, Refreshed
    from collab_tui.catalog.rescue import Rescue
    from collab_tui.catalog.rows import Row
    from collab_tui.config import Settings
    from collab_tui.query.syntax import Node

WIDE, MEDIUM, TALL = 110, 80, 30
"""Columns and rows from which the layout is wide, medium (below: one pane at a time), tall
(below: only the present list is open)."""

SMALLEST = (60, 20)
"""Columns and rows below which the screen says that it is too small."""

DETAIL_DELAY = 0.02
"""Seconds that the cursor rests before its record is laid out, so that a held key flies."""


PATIENCE = 0.5
"""Seconds of reading a registry after which it is shown how far it is."""

LOOK_EVERY = 1.0
"""Seconds between looks at whether the registry's files changed."""


class Exploring(Screen[None]):
    """Shows an `Exploration`: search bar, three lists, detail view, footer."""

    AUTO_FOCUS = ""

    def __init__(self, catalog: Catalog, settings: Settings, query: str) -> None:
        """Explore `catalog`, beginning with a query."""
        super().__init__()
        self.catalog = catalog
        self.settings = settings
        self.exploration = Exploration(query)
        self.searcher = Searcher(catalog)
        self.search_bar = SearchBar(query, self.searcher.facets)
        self.panes = {
            kind: Pane(str(number), kind, self._rows, catalog.explain)
            for number, kind in enumerate(PANES, 1)
        }
        self.detail = Detail()
        self.trail = Trail()
        self.key_bar = KeyBar()
        self.shown: int | None = None
        """The record in the detail view."""
        self._is_stale = False  # other words may have to be marked in it
        self.problem_count = 0
        self._pending: Timer | None = None
        self._has_been_read = False

    def _rows(self, numbers: Sequence[int]) -> list[Row]:
        """Return rows with statuses as of the day that the query asks about."""
        return self.catalog.rows(numbers, self.exploration.day)

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield self.search_bar
        with Horizontal(id="body"):
            with Vertical(id="lists"):
                yield from self.panes.values()
            with Vertical(id="reading"):
                yield self.trail
                yield self.detail
        yield self.key_bar
        yield self.search_bar.facets
        yield Static(id="too-small", markup=False)

    # Beginning and end

    def on_mount(self) -> None:
        """Fill the lists: at once where the catalog is up to date, else once it is."""
        self.set_interval(LOOK_EVERY, self._look_for_changes)
        self.use_palette()
        self.activate(Kind.INSTITUTION)
        self.call_after_refresh(self._begin_in_the_list)
        if not self.catalog.is_fresh():
            self.search_bar.say("reading the registry …")
            self.refresh_catalog()
            return
        self._begin()

    def _begin(self) -> None:
        """Show the first answer; where the first query has a mistake, everything and that."""
        self._has_been_read = True
        self._note_registry()
        text = self.exploration.text
        node = self.exploration.ask(text)
        try:
            if node is not None:
                self._show(answer(self.catalog, text, node, self.exploration.orders), typed=True)
        except QueryError as error:
            self.exploration.refuse(text, error)
        if self.exploration.error is not None:
            self._begin_with_everything(self.exploration.error)

    def _begin_in_the_list(self) -> None:
        if self.focused is None:
            self.focus_list()

    def _begin_with_everything(self, error: QueryError) -> None:
        """Fill the lists where the query to begin with has a mistake, which is shown."""
        text = self.exploration.text
        everything = self.exploration.ask("")
        assert everything is not None, "an empty query has no mistake"
        self._show(answer(self.catalog, "", everything, self.exploration.orders), typed=True)
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
            return
        self._note_registry()
        notice = _notice(refreshed, self.problem_count - before)
        if asked and not notice:
            notice = "The registry was read again: nothing changed"
        if notice:
            self.notify(notice, timeout=4)
        self._is_stale = True
        self.ask(self.exploration.text)

    def _tell_progress(self, progress: Progress) -> None:
        if progress.seconds >= PATIENCE:
            self.search_bar.say(str(progress))

    @work(exclusive=True, group="watch")
    async def _look_for_changes(self) -> None:
        """Read the registry again where somebody changed it."""
        if self._has_been_read and not await self.searcher.is_fresh():
            self.refresh_catalog()

    def _note_registry(self) -> None:
        self.problem_count = sum(self.catalog.problem_counts().values())
        self.search_bar.set_registry(self.catalog.title() or "")
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
        try:
            found = await self.searcher.answer(text, node, self.exploration.orders)
        except QueryError as error:
            self.exploration.refuse(text, error)
            self._complain()
            return
        if found is not None:
            self._show(found, typed=typed)

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
            self.search_bar.say(_consolation(found.rescue), found.rescue.suggestion)
        else:
            self.search_bar.say("")
        for kind, pane in self.panes.items():
            pane.show(
                found.listings[kind],
                exploration.position(kind),
                found.asked,
                exploration.orders[kind],
                filtered=exploration.is_filtered,
            )
            if pane.list.number is not None:
                exploration.selected[kind] = pane.list.number
        if exploration.is_filtered and not any(v.shown for v in found.listings.values()):
            exploration.leave_record()
        elif typed or exploration.record is None or not self.catalog.rows([exploration.record]):
            self.activate(exploration.best_pane())
        self._is_stale = True
        self._read_later()
        self.update_hints()

    # Reading

    @on(RecordList.Moved)
    def _moved(self, event: RecordList.Moved) -> None:
        event.stop()
        widget = event.widget
        if isinstance(widget, RecordList) and event.index < widget.count:
            self.exploration.select(widget.kind, widget.number_at(event.index))
            self._read_later()

    @on(RecordList.Chosen)
    def _chosen(self, event: RecordList.Chosen) -> None:
        event.stop()
        if event.widget is self.search_bar.facets:
            self.search_bar.take()
        elif isinstance(event.widget, RecordList) and self.has_class("-narrow"):
            self.set_focus(self.detail)

    def _read_later(self) -> None:
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
                self._read_later()
        if self._pending is not None:
            self._pending.stop()
            self._read_now()

    def _read_now(self) -> None:
        self._pending = None
        record = self.exploration.record
        if record is None or record != self.shown:
            self.read(record)
        elif self._is_stale:
            self.read(record, self.detail.scroll_offset.y, self.detail.link)

    def read(self, n: int | None, scroll: int = 0, link: int | None = None) -> None:
        """Show record `n` in the detail view, and mark in the lists what is linked to it."""
        from collab_tui.render.kinds import page_of
        from collab_tui.render.terminal import page_renderable

        dossier = self.catalog.dossier(n) if n is not None else None
        self.shown = n
        self._is_stale = False
        if dossier is None:
            self.detail.show(self._nothing_to_read(), self.palette)
        else:
            page = page_renderable(page_of(dossier), self.exploration.asked)
            self.detail.show(page, self.palette, scroll, link)
        self.mark_linked()
        way = self.exploration.trail
        names = {row.n: row.name for row in self.catalog.rows(way)} if len(way) > 1 else {}
        self.trail.show([names[step] for step in way if step in names])

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

    def activate(self, kind: Kind) -> None:
        """Make a pane the present one."""
        self.exploration.go_to(kind)
        for other, pane in self.panes.items():
            pane.set_class(other is kind, "-active")
            pane.draw_title()

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
            self._read_later()
        self.update_hints()

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
        if self.shown is not None:
            self.read(self.shown, self.detail.scroll_offset.y, self.detail.link)

    def update_hints(self) -> None:
        """Show the keys that work here."""
        self.key_bar.show(
            hints(
                self.settings.keys,
                typing=self.search_bar.input.has_focus,
                choosing=self.search_bar.facets.is_shown,
                reading=self.detail.has_focus,
                narrow=self.has_class("-narrow"),
                filtered=self.exploration.is_filtered,
                can_go_back=self.exploration.can_go_back,
                problems=self.problem_count,
            )
        )

    @on(SearchBar.Offering)
    def _offering(self, event: SearchBar.Offering) -> None:
        event.stop()
        self.update_hints()

    def on_resize(self, event: Resize) -> None:
        """Choose the layout; say so where the terminal is too small to use."""
        width, height = event.size
        self.set_class(width >= WIDE, "-wide")
        self.set_class(width < MEDIUM, "-narrow")
        self.set_class(height < TALL, "-short")
        too_small = width < SMALLEST[0] or height < SMALLEST[1]
        self.set_class(too_small, "-too-small")
        if too_small:
            wanted = f"{SMALLEST[0]}×{SMALLEST[1]}"
            text = f"collab-tui needs {wanted};\nthis terminal has {width}×{height}."
            self.query_one("#too-small", Static).update(text)
        self.call_after_refresh(self.update_hints)

    @on(FacetList.Moved)
    def _ignore_facet_moves(self, event: FacetList.Moved) -> None:
        event.stop()


def _notice(refreshed: Refreshed, problems: int) -> str:
    """Say what reading the registry again changed; nothing where it changed nothing."""
    counts = {"changed": refreshed.changed, "added": refreshed.added, "removed": refreshed.removed}
    parts = [f"{plural(count, 'record')} {what}" for what, count in counts.items() if count]
    if problems > 0:
        parts.append(plural(problems, "new problem"))
    elif problems < 0:
        parts.append(f"{plural(-problems, 'problem')} fewer")
    return ", ".join(parts)


def _consolation(rescue: Rescue) -> str:
    """Say what might help where nothing matches."""
    parts = ["nothing matches"]
    if rescue.suggestion is not None:
        parts.append(f"Enter searches for: {rescue.suggestion}")
    found = [f"{count} without {term}" for term, count in rescue.without if count]
    return " · ".join([*parts, *found])
