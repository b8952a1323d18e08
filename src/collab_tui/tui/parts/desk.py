"""The desk joins the parts. It passes on what a part reports to the parts that need it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from rich.theme import Theme
from textual.screen import Screen
from textual.widget import Widget

from collab_tui.language import _
from collab_tui.records.kinds import LISTED, Kind
from collab_tui.tui.answering import Registry
from collab_tui.tui.in_turn import painted
from collab_tui.tui.notices import consolation, nothing_matches, nothing_recorded
from collab_tui.tui.parts.asker import Asker
from collab_tui.tui.parts.follower import Follower
from collab_tui.tui.parts.hinter import Hinter
from collab_tui.tui.parts.launcher import Launcher
from collab_tui.tui.parts.lists import Lists
from collab_tui.tui.parts.looker import Looker
from collab_tui.tui.parts.marker import Marker
from collab_tui.tui.parts.outbox import Outbox
from collab_tui.tui.parts.pen import Pen
from collab_tui.tui.parts.questions import Questions
from collab_tui.tui.parts.reader import Found, Reader
from collab_tui.tui.parts.room import Room
from collab_tui.tui.parts.sifting import Sifting
from collab_tui.tui.parts.viewer import Viewer
from collab_tui.tui.parts.visits import Visits
from collab_tui.tui.parts.walker import Walker
from collab_tui.tui.searcher import Searcher
from collab_tui.tui.session import Session
from collab_tui.tui.themes import palette_of
from collab_tui.tui.widgets.key_bar import KeyBar
from collab_tui.tui.widgets.record_list import RecordList
from collab_tui.tui.widgets.search_bar import SearchBar

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.catalog.offers import Offer
    from collab_tui.config import Settings
    from collab_tui.diary import Diary
    from collab_tui.tui.answers import Answer
    from collab_tui.tui.opened import Opened
    from collab_tui.tui.widgets.search_bar import Typed


class Desk:
    """All parts of the main screen, and what one needs to know from another."""

    def __init__(
        self,
        screen: Screen[Any],
        catalog: Catalog,
        settings: Settings,
        query: str,
        open_diary: Callable[[], Diary],
    ) -> None:
        """Make the parts; `screen` lays them out."""
        self._screen = screen
        self._catalog = catalog
        self._settings = settings
        self.session = Session(query, [Kind.named(name) for name in settings.lists] or LISTED)
        self.searcher = Searcher(catalog)
        self.search_bar = SearchBar(query, self._offers, lambda: self.visits.earlier())
        self.lists = Lists(
            self.session,
            catalog,
            self.searcher,
            lambda: self.questions.ask_again(),
            lambda: self.questions.begin_again(),
        )
        self.questions = Questions(self.lists, self.session, catalog, self.searcher, self._answered)
        self.room = Room(screen, self.session, self.lists)
        self.reader = Reader(
            self.session,
            catalog,
            self.searcher,
            settings.keys,
            self._read,
            self._nothing_to_read,
            self.focus_search,
        )
        self.viewer = Viewer(self.session, self.searcher, self._turned, self._drawn)
        self.follower = Follower(screen, self, catalog, self.searcher)
        self.walker = Walker(
            screen,
            self.session,
            self.lists,
            self.reader,
            self.viewer,
            self.searcher,
            self.set_query,
        )
        self.marker = Marker(
            screen,
            self.session,
            catalog,
            self.lists,
            self.questions,
            self.searcher,
            settings.keys,
            self._marked,
        )
        self.looker = Looker(
            screen,
            self.session,
            catalog,
            settings.keys,
            self.lists,
            self.reader,
            self.viewer,
            self.walker,
            self.room,
            self.set_query,
        )
        self.visits = Visits(
            screen,
            self.session,
            self.reader,
            self.viewer,
            self.walker,
            self.room,
            self.searcher,
            settings.keys,
            open_diary,
            self.update_hints,
            self.questions.ask_again,
            self.marker,
        )
        self.launcher = Launcher(screen, catalog, self.searcher, settings, self.visits, self.walker)
        self.sifting = Sifting(
            screen, self.session, self.searcher, self.lists, self.set_query, self.update_hints
        )
        self.pen = Pen(screen, catalog, self.searcher, self.follower, self.walker, settings.keys)
        self.asker = Asker(
            screen,
            self.session,
            self.search_bar,
            self.questions,
            self.walker,
            self.visits,
            self.choose,
        )
        self.outbox = Outbox(
            screen, self.session, self.searcher, settings, catalog.marks, self.visits
        )
        self.key_bar = KeyBar()
        self._hinter = Hinter(screen, self, settings.keys)
        self._is_asked = False
        """Whether the list that answers is to get the focus when the answer comes."""
        self._does_record_wait = True
        """Whether the first record is to come after the first page, to have that sooner."""

    # What all of them show

    @property
    def palette(self) -> Theme:
        """The colours that belong to the present theme."""
        return palette_of(self._screen.app)

    def use_palette(self) -> None:
        """Draw everything in the colours of the present theme."""
        self.lists.use_palette(self.palette)
        self.reader.read_again()
        self.viewer.use_palette()
        self.sifting.use_palette(self.palette)

    @property
    def page(self) -> Widget:
        """What is beside the lists: the record, a view, or values that narrow a list."""
        if self.sifting.page is not None:
            return self.sifting.page
        return self.viewer.sight if self.viewer.is_shown else self.reader.detail

    @property
    def is_on_page(self) -> bool:
        """Whether the page beside the lists has the focus, or the line that finds on it."""
        return self.page.has_focus or self.reader.is_typing

    async def sift(self) -> None:
        """Show the values by which the present list can be narrowed."""
        self.room.end_whole()
        await self.sifting.begin(self.viewer, self.palette)

    def update_hints(self) -> None:
        """Show the keys that work here."""
        self._hinter.update()

    def focus_search(self) -> None:
        """Put the focus on the search bar."""
        self._screen.set_focus(self.search_bar.input)

    def focus_list(self) -> None:
        """Put the focus on the present list."""
        self._screen.set_focus(self.lists.present)

    def choose_list(self, kind: Kind) -> None:
        """Go to the list of a kind; show it, if it is not always there."""
        if kind not in self.session.kinds:
            self.lists.activate(kind)
            self.choose()
        self._screen.set_focus(self.lists.panes[kind].list)

    def set_query(self, text: str) -> None:
        """Search for `text` and put it into the search bar. Cursors stay if possible."""
        self.asker.ask(text)

    def answer(self, text: str) -> None:
        """Search for a whole question, and go to the list that answers it."""
        self._is_asked = True
        self.focus_list()
        self.set_query(text)

    async def _offers(self, typed: Typed) -> list[Offer] | None:
        """Return what the search bar offers for what is typed. The lists are painted before."""
        await painted(self._screen)
        last = None if typed.typed else await self.visits.last_day()
        return await self.searcher.offers(typed, last)

    async def settle(self) -> Opened | None:
        """Wait until the record under the cursor is shown; return it, if there is one."""
        self.lists.take_cursor()
        return await self.reader.settle()

    # What the parts report

    def registry_begun(self) -> None:
        """Fill the lists for the first time."""
        self.questions.begin()
        if isinstance(self._screen.focused, RecordList):
            self.focus_list()
        # The first frame is drawn before, because it is first in the queue.
        self._screen.call_later(self._begin_views)

    def _begin_views(self) -> None:
        """Show the first page when the lists are there: the overview, if there is one."""
        from collab_tui.views.state import State

        session = self.session
        agreements = session.listings[Kind.AGREEMENT]
        is_elsewhere = self._screen.focused is not self.lists.present
        if agreements.total and not session.text and not is_elsewhere:
            self.viewer.show(State(), is_first_page=True)
        if not self.viewer.is_shown:
            self._turned()
        elif not self.viewer.is_drawing:
            self._begin_record()

    def _drawn(self) -> None:
        """Begin with the rest when the view is on the screen: it would hold up its painting."""
        if self._does_record_wait:
            self._screen.call_after_refresh(self._begin_record)

    def _begin_record(self) -> None:
        """Read the first record, and follow the files. Both waited for the first page."""
        if self._does_record_wait:
            self._does_record_wait = False
            self.reader.read_later()
            self.follower.complete()
            self.follower.load_ahead()

    def choose(self) -> None:
        """Show the record in place of the first page, because one was chosen."""
        if self.viewer.is_first_page:
            self.viewer.show(None)

    def _turned(self) -> None:
        """Show a view in place of the record, or the record again; the focus stays on the page."""
        screen, viewer = self._screen, self.viewer
        was_there = screen.focused in (viewer.sight, self.reader.detail)
        if not viewer.is_shown:
            self._begin_record()
        screen.set_class(viewer.is_shown, "-viewing")
        if was_there:
            screen.set_focus(self.page)
        self.update_hints()

    def registry_changed(self) -> None:
        """Search again, and read again."""
        self.reader.note_change()
        self.search_bar.count_again()
        self.questions.ask_again()
        self.marker.look_again()

    def registry_same(self) -> None:
        """Search again if the catalog was built again and records have other numbers.

        If an error kept a part of the lists away, fetch that.
        """
        if self.session.generation != self._catalog.generation:
            self.questions.begin_again()
        else:
            self.questions.complete()

    def registry_known(self, registry: Registry) -> None:
        """Show the name of the registry; if it is empty, show how many problems it has."""
        self.search_bar.set_registry(registry.title)
        self.session.is_in_git = registry.is_in_git
        self.visits.begin()
        if self.session.record is None:
            self.reader.read_later()
        self.update_hints()

    def registry_progress(self, words: str) -> None:
        """Show how far a long reading is."""
        self.search_bar.say(words)

    def _answered(self, found: Answer | None) -> None:
        """Show what there is to say about an answer, or about a mistake in the query."""
        session = self.session
        if session.error is not None:
            self.search_bar.complain(session.error)  # also about what was typed since the question
        elif found is not None and found.rescue is not None and session.is_filtered:
            words = consolation(found.rescue, self._settings.keys)
            self.search_bar.say(words, found.rescue.suggestion)
        elif found is not None:
            self.search_bar.say("")
        if found is not None and self._is_asked:
            self._is_asked = False
            self.lists.activate(session.answering_pane())
            self.focus_list()
        if found is not None:
            self.reader.note_change()
            if not self._does_record_wait:
                self.reader.read_later()
            self.viewer.ask(found.text)
            self.sifting.ask(found.text)
            if not self.session.listings[Kind.AGREEMENT].total:
                self.choose()  # an overview of nothing does not say what to do
        else:
            self.viewer.go_on()
        self.search_bar.offer_terms()
        self.update_hints()

    def _read(self, found: Found) -> None:
        """Show what is linked to the record that is shown; search again if the record is gone."""
        opened = self.reader.opened
        if found is Found.STALE:
            self.questions.begin_again()
            return
        self.lists.show_linked(opened.linked if opened is not None else set())
        self.viewer.highlight()
        self.looker.follow_record()
        self.update_hints()
        if found is Found.GONE:
            self.questions.ask_again()

    def _marked(self) -> None:
        self.looker.follow_record()
        self.update_hints()

    def _nothing_to_read(self) -> str:
        if not self.follower.has_begun:
            return _("reading the registry …")
        keys = self._settings.keys
        if any(listing.total for listing in self.session.listings.values()):
            return nothing_matches(self.session.rescue, keys)
        may_write = bool(self._screen.check_action("do", ("add",)))
        return nothing_recorded(self.follower.problems, keys, may_write=may_write)
