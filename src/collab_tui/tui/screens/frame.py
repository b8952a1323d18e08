"""The main screen's frame: its widgets, its layouts, the pane in use, colours and footer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.theme import Theme
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import DescendantFocus
from textual.geometry import Size
from textual.widgets import Static

from collab_tui.catalog.keeping import AfterDamage
from collab_tui.records.kinds import Kind
from collab_tui.tui.exploration import PANES, Exploration
from collab_tui.tui.hints import Situation, hints
from collab_tui.tui.screens.base import Base
from collab_tui.tui.searcher import Searcher
from collab_tui.tui.themes import palette_of
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
    from collab_tui.tui.opened import Opened

WIDE, MEDIUM, TALL = 110, 80, 30
"""Columns and rows from which the layout is wide, medium (below: one pane at a time), tall
(below: only the present list is open)."""

PATIENCE = 0.5
"""Seconds of reading a registry after which it is shown how far it is."""

SMALLEST = (60, 20)
"""Columns and rows below which the screen says that it is too small."""


class _Lists(Vertical):
    BLANK = True


class _TooSmall(Static):
    DEFAULT_CSS = """
    _TooSmall { layer: above; dock: top; width: 100%; height: 100%; }
    _TooSmall { background: $background; content-align: center middle; text-align: center; }
    """


class Frame(Base[None]):
    """Lays out search bar, three lists, detail view and footer."""

    BLANK = True
    AUTO_FOCUS = f"#list-{Kind.INSTITUTION}"

    def __init__(self, catalog: Catalog, settings: Settings, query: str) -> None:
        """Explore `catalog`, beginning with a query."""
        super().__init__()
        self.catalog = catalog
        self.settings = settings
        self.exploration = Exploration(query)
        self.searcher = Searcher(catalog)
        # The event loop builds no catalog: where it meets damage, an empty one answers.
        catalog.after_damage = AfterDamage.ASK_EMPTY
        self.searcher.on_trouble = self.say_trouble
        self._notices_said = len(catalog.notices)
        self.search_bar = SearchBar(query, self.searcher.facets)
        self.panes = {kind: Pane(str(number), kind) for number, kind in enumerate(PANES, 1)}
        self.detail = Detail()
        self.trail = Trail()
        self.key_bar = KeyBar()
        self._too_small = _TooSmall(markup=False)
        self.opened: Opened | None = None
        """The record in the detail view."""
        self.problem_count = 0

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
        if widget is self.search_bar.input:
            self.exploration.begin_typing()
        else:
            self.exploration.end_typing()
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

    # The reading of the registry

    def say_trouble(self, trouble: str) -> None:
        """Say what keeps the registry from being read; the lists stay as they are."""
        words = "What is shown is what was last read; it is tried again."
        self.notify(f"The registry cannot be read: {trouble}. {words}", severity="error")

    def say_notices(self) -> None:
        """Say what there is to know of where the catalog is kept, as soon as that changes."""
        for notice in self.catalog.notices[self._notices_said :]:
            self._notices_said += 1
            self.notify(notice, severity="warning")

    def tell_progress(self, progress: Progress) -> None:
        """Say how far the reading of the registry is, where that takes a while."""
        if progress.seconds >= PATIENCE:
            self.search_bar.say(str(progress))

    # Appearance

    @property
    def palette(self) -> Theme:
        """The colours that go with the present theme."""
        return palette_of(self.app)

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

    def take_size(self, size: Size) -> None:
        """Lay out the screen anew."""
        self._choose_layout(size)
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
