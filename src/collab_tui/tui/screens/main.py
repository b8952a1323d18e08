"""The main screen. It lays out the parts, and runs the actions of `collab_tui.actions`."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from functools import cached_property
from inspect import isawaitable
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.events import DescendantFocus, Key, Paste, ScreenResume
from textual.geometry import Size

from collab_tui.keymap import keys_of
from collab_tui.moves import MOVE_KEYS, VIEW_KEYS
from collab_tui.records.kinds import Ref
from collab_tui.tui.bindings import bindings
from collab_tui.tui.loading import load_for
from collab_tui.tui.page_links import Leads
from collab_tui.tui.parts.desk import Desk
from collab_tui.tui.parts.lists import Lists
from collab_tui.tui.screens.base import Base
from collab_tui.tui.typed import is_text
from collab_tui.tui.widgets.canvas_view import CanvasView
from collab_tui.tui.widgets.detail import Detail
from collab_tui.tui.widgets.offer_list import OfferList
from collab_tui.tui.widgets.record_list import RecordList
from collab_tui.tui.widgets.search_bar import SearchBar

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.config import Settings
    from collab_tui.diary import Diary
    from collab_tui.tui.parts.commands import Commands

COPYING = frozenset({"copy"})
FORMS = frozenset({"form"})
DRAWING = frozenset({"view"})
FINDING = frozenset({"find"})
ASKING = frozenset({"search"}) | COPYING | FORMS | FINDING
"""Groups of workers whose answers decide what a key does."""
OFFERING = frozenset({"offers"})
"""Likewise, for most keys in the search bar."""


PATIENCE = 0.5
"""Seconds that Escape waits for an answer. It is also pressed because an answer takes too long."""


class MainScreen(Base[None]):
    """Search bar, lists, record and footer. It passes on what one part reports to the others."""

    BINDINGS: ClassVar = bindings()
    BLANK = True
    AUTO_FOCUS = "RecordList"

    def __init__(
        self,
        catalog: Catalog,
        settings: Settings,
        query: str,
        open_diary: Callable[[], Diary],
    ) -> None:
        """Explore `catalog`, starting with a query."""
        super().__init__()
        self.catalog = catalog
        self.settings = settings
        self.desk = Desk(self, catalog, settings, query, open_diary)
        self._was_in_front = False
        # What stands beside the lists is known before it is drawn: it is laid out once.
        self.set_class(not query, "-viewing")

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        # Everything that decides the layout is known before it is made, so it is made only once.
        self.desk.room.fit(self.app.size)
        yield self.desk.search_bar
        yield self.desk.lists
        yield self.desk.room.divider
        yield self.desk.reader
        yield self.desk.viewer
        yield self.desk.key_bar

    def on_mount(self) -> None:
        """Fill the lists, and follow the files."""
        # Textual hides it right after the first frame, and would lay everything out again.
        self.query("ToastRack").set(display=False)
        self.desk.lists.use_palette(self.desk.palette)
        self.desk.follower.begin()

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Come to the front. The first time, what was just mounted has its styles already."""
        event.refresh_styles = event.refresh_styles and self._was_in_front
        self._was_in_front = True

    def on_unmount(self) -> None:
        """Take down where the visit ends, and end the threads that ask the catalog."""
        self.desk.visits.end()
        self.desk.searcher.close()

    # Appearance

    def take_size(self, size: Size) -> None:
        """Lay out the screen again."""
        self.desk.room.fit(size)
        self.call_after_refresh(self.desk.update_hints)

    @on(Lists.Selected)
    def _selected(self, event: Lists.Selected) -> None:
        event.stop()
        self.desk.choose()
        self.desk.reader.read_later()

    @on(RecordList.Chosen)
    def _chosen(self, event: RecordList.Chosen) -> None:
        event.stop()
        if event.widget is self.desk.search_bar.offers:
            self.desk.search_bar.take()
        elif isinstance(event.widget, RecordList) and self.desk.room.is_single:
            self.set_focus(self.desk.page)

    @on(CanvasView.Clicked)
    def _cell_clicked(self, event: CanvasView.Clicked) -> None:
        event.stop()
        self.desk.looker.open_cell()

    @on(CanvasView.Moved)
    def _cell_moved(self, event: CanvasView.Moved) -> None:
        event.stop()
        self.desk.looker.point_at_cell()

    @on(OfferList.Moved)
    def _offered_moved(self, event: OfferList.Moved) -> None:
        event.stop()  # it needs nothing

    @on(SearchBar.Asked)
    def _asked(self, event: SearchBar.Asked) -> None:
        event.stop()
        if event.text != self.desk.session.text:
            self.desk.choose()
            self.desk.questions.ask(event.text, typed=True)
        else:
            self.desk.search_bar.offer_terms()

    @on(SearchBar.Question)
    def _question(self, event: SearchBar.Question) -> None:
        event.stop()
        self.desk.answer(event.text)

    @on(SearchBar.Done)
    def _done(self, event: SearchBar.Done) -> None:
        event.stop()
        self.desk.lists.activate(self.desk.session.answering_pane())
        self.desk.focus_list()

    @on(SearchBar.Offering)
    def _offering(self, event: SearchBar.Offering) -> None:
        event.stop()
        self.desk.update_hints()

    @on(Detail.Followed)
    def _followed(self, event: Detail.Followed) -> None:
        event.stop()
        if event.link.is_heading:
            self.desk.reader.fold(event.link.target)
            return
        if event.link.leads is Leads.ADDRESS:
            self.desk.outbox.open_address(event.link.target)
            return
        ref = Ref.parse(event.link.target)
        n = self.catalog.number(ref)
        if n is not None and n != self.desk.session.record:  # a key may come twice
            self.desk.walker.follow(ref.kind, n)

    @on(Detail.Moved)
    def _link_moved(self, event: Detail.Moved) -> None:
        event.stop()
        self.desk.update_hints()

    @on(DescendantFocus)
    def _focused(self, event: DescendantFocus) -> None:
        widget = self.focused  # it may already have moved on from the entry of the event
        self.desk.room.note_focus(widget, is_on_page=self.desk.is_on_page)
        self.desk.lists.draw_titles()
        self.desk.search_bar.set_class(widget is self.desk.search_bar.input, "-active")
        if widget is self.desk.search_bar.input:
            self.desk.session.begin_typing()
            self.desk.search_bar.begin()
        else:
            self.desk.session.end_typing()
            self.desk.search_bar.stop_offering()
            self.desk.asker.note()
        passed = event.widget
        if isinstance(passed, RecordList) and passed.kind is not self.desk.session.pane:
            self.desk.lists.activate(passed.kind)
            self.desk.choose()
            self.desk.reader.read_later()
        self.desk.update_hints()

    # Keys in turn

    async def prepare_for(self, event: Key | Paste) -> bool:
        """Wait until answers have come: lists and values, and the record to act on.

        Moving the cursor does not wait for the record, so that a held key is fast. Leaving waits
        only for what must be saved.
        """
        if self.desk.sifting.acts_on(event):
            return await self.desk.sifting.ready()
        if self.is_typing and is_text(event):
            return False
        if isinstance(event, Key) and event.key in keys_of("quit", self.settings.keys):
            return await self.finish(COPYING)
        awaits_offers = isinstance(event, Key) and self.desk.search_bar.awaits_offers(event.key)
        asking = self.finish(ASKING | OFFERING if awaits_offers else ASKING)
        if isinstance(event, Key) and event.key == "escape":
            waited = await _at_most(asking, PATIENCE)
        else:
            waited = await asking
        is_in_view = self.desk.looker.has_focus
        moves = isinstance(event, Key) and event.key in (VIEW_KEYS if is_in_view else MOVE_KEYS)
        if is_in_view:
            waited = await self.finish(DRAWING) or waited
        if self.desk.reader.detail.has_focus or not (self.is_typing or moves):
            is_late = not self.desk.reader.is_settled
            await self.desk.settle()  # a record that cannot be read is not waited for again
            waited = waited or (is_late and not self.desk.searcher.cannot_read)
        return await super().prepare_for(event) or waited

    @cached_property
    def _commands(self) -> Commands:
        from collab_tui.tui.parts.commands import Commands

        return Commands(self, self.desk, self.settings.keys)

    async def action_do(self, command: str, about: str | int | None = None) -> None:
        """Run the method of `Commands` with a name; `about` is what it is given."""
        await load_for(command)
        method = getattr(self._commands, command)
        done = method() if about is None else method(about)
        if isawaitable(done):
            await done


async def _at_most(waiting: Coroutine[Any, Any, bool], seconds: float) -> bool:
    """Wait for something, but not longer; tell whether it waited to the end."""
    task = asyncio.ensure_future(waiting)
    done, _ = await asyncio.wait([task], timeout=seconds)
    return bool(done) and task.result()
