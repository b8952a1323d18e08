"""The visits: what changed since the last one, and where this one ends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from textual.screen import Screen
from textual.worker import WorkType

from collab_tui.keymap import key_of
from collab_tui.language import _
from collab_tui.records.kinds import Kind, Ref
from collab_tui.tui.parts.marker import Marker
from collab_tui.tui.parts.reader import Reader
from collab_tui.tui.parts.room import Room
from collab_tui.tui.parts.viewer import Viewer
from collab_tui.tui.session import Session

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.diary import Diary, Spot, Visit
    from collab_tui.tui.parts.walker import Walker
    from collab_tui.tui.searcher import Searcher
    from collab_tui.tui.session import Stop

KEEP_EVERY = 1.0
"""Seconds between two looks whether there is something new to keep. So a visit that does not end
well, because its terminal is closed or its program killed, loses no more than that."""


class Visits:
    """Reads the diary of the registry when the first screen is there, and writes into it."""

    def __init__(
        self,
        screen: Screen[Any],
        session: Session,
        reader: Reader,
        viewer: Viewer,
        walker: Walker,
        room: Room,
        searcher: Searcher,
        keys: Mapping[str, str],
        open_diary: Callable[[], Diary],
        offered: Callable[[], None],
        recalled: Callable[[], None],
        marker: Marker,
    ) -> None:
        """Run workers of `screen`. `open_diary` takes long: it reads a file.

        `offered` is called when there is an earlier place to go back to, and `recalled` when lists
        have the columns and the orders that they had at the last visit.
        """
        self._screen = screen
        self._session = session
        self._reader = reader
        self._viewer = viewer
        self._walker = walker
        self._room = room
        self._searcher = searcher
        self._keys = keys
        self._open_diary = open_diary
        self._offered = offered
        self._recalled = recalled
        self._marker = marker
        self._diary: Diary | None = None
        self._has_begun = False
        self._seen: tuple[Visit, int] | None = None
        """The visit and the marks as they were at the last look."""
        self._has_kept_spot = False
        self._ended: Visit | None = None
        self._has_ended = False
        self._turn = Lock()
        """Held by whoever writes into the diary."""

    @cached_property
    def _asked(self) -> Diary:
        """What is to be added to the diary."""
        from collab_tui.diary import Diary

        return Diary()

    def begin(self) -> None:
        """Offer to go back to where the last visit ended, once."""
        if not self._has_begun:
            self._has_begun = True
            self._screen.set_interval(KEEP_EVERY, self._look)
            self._screen.run_worker(self._offer(), group="visits")

    async def _offer(self) -> None:
        diary = await self.diary()
        if diary is None:
            return
        self._room.recall(diary.layout, diary.shares)
        if diary.marks:
            self._marker.begin(diary.marks)
        if diary.columns or diary.orders:
            self._take_lists(diary)
        if diary.spot is None:
            return
        spot = diary.spot
        stop = await self._searcher.documents.ask(None, lambda catalog, _: _stop_at(spot, catalog))
        if stop is None or self._searcher.is_closing:
            return
        self._session.offer(stop)
        self._offered()
        words = " · ".join(filter(None, (stop.query, spot.record)))
        from collab_tui.views.declared import VIEWS

        view = (
            _("the view {view}", view=VIEWS[stop.view.name].label.lower())
            if stop.view is not None
            else ""
        )
        self._screen.notify(
            _(
                "{key} goes back to where you were last time: {place}",
                key=key_of("back", self._keys),
                place=words or view,
            ),
            timeout=6,
        )

    def _take_lists(self, diary: Diary) -> None:
        """Sort lists, and add columns to them, as at the last visit."""
        from collab_tui.catalog.cells import columns_of

        for kind in Kind:
            names = [one for one in diary.columns.get(kind, ()) if one in columns_of(kind)]
            if names:
                self._session.columns.setdefault(kind, tuple(names))
        if self._session.recall_orders(diary.orders) or any(self._session.columns.values()):
            self._recalled()

    def _look(self) -> None:
        """Keep the visit as far as it went, if there is anything new."""
        diary = self._diary
        if diary is None or diary.path is None:
            return
        seen = self._visit(), self._marker.marks.version
        if seen != self._seen:
            self._seen = seen
            self._has_kept_spot = self._has_kept_spot or seen[0].spot is not None
            keep: WorkType[None] = partial(self._keep, diary)
            self._screen.run_worker(keep, group="keeping", thread=True)

    def _keep(self, diary: Diary) -> None:
        with self._turn, suppress(OSError):  # without a place to keep it, all else still works
            if self._seen is not None and not self._has_ended:
                # On a slow disk, several may wait for their turn, and not come in their order.
                visit, _ = self._seen
                diary.keep(lambda kept: kept.add(visit, self._marker.marks.added_to))

    def note_query(self, text: str) -> None:
        """Note a query, to undo it, and to recall it in the search bar."""
        session = self._session
        if session.steps.note(text) and session.error is None:
            self._asked.note_query(text)

    def earlier(self) -> list[str]:
        """Return the queries asked so far, the newest first."""
        before = self._diary.queries if self._diary is not None else []
        return [*self._asked.queries, *(q for q in before if q not in self._asked.queries)]

    def note_used(self, entry: str) -> None:
        """Note what was chosen in the palette, by its id."""
        self._asked.note_used(entry)

    def used(self) -> list[str]:
        """Return the ids of what was chosen in the palette, the newest first."""
        before = self._diary.used if self._diary is not None else []
        return [*self._asked.used, *(one for one in before if one not in self._asked.used)]

    @property
    def folder(self) -> Path | None:
        """The folder that was chosen for exports last."""
        before = self._diary.folder if self._diary is not None else ""
        known = self._asked.folder or before
        return Path(known) if known else None

    @folder.setter
    def folder(self, folder: Path) -> None:
        self._asked.folder = str(folder)

    def end(self) -> None:
        """Take down where the visit ends; `write_into` keeps it."""
        self.note_query(self._session.text)
        self._ended = self._visit()

    def write_into(self, diary: Diary) -> None:
        """Add this visit to a diary. Nothing is kept after that."""
        with self._turn:
            self._has_ended = True
            diary.add(self._ended or self._visit(), self._marker.marks.added_to)

    def _visit(self) -> Visit:
        """Return the visit as far as it went."""
        from collab_tui.diary import Visit

        session, room = self._session, self._room
        layout, shares = room.chosen if room.is_chosen else ("", {})
        return Visit(
            (*self._asked.queries,),
            (*self._asked.used,),
            self._spot(),
            {kind.value: [*names] for kind, names in session.columns.items()},
            {kind.value: session.orders[kind] for kind in session.sorted},
            layout,
            shares,
            self._asked.folder,
        )

    def _spot(self) -> Spot | None:
        """Return where one is; at the beginning, where the last visit ended, if that was kept."""
        from collab_tui.tui.spots import spot_of

        session, opened, state = self._session, self._reader.opened, self._viewer.state
        if session.is_filtered or session.has_walked or not self._viewer.is_first_page:
            is_shown = opened is not None and opened.n == session.record
            record = str(opened.ref) if opened is not None and is_shown else ""
            return spot_of(session.stop(False)._replace(view=state), record)
        return self._diary.spot if self._diary is not None and self._has_kept_spot else None

    def show_changes(self) -> None:
        """List what changed since the last visit; a record that is chosen there is read."""
        self._screen.run_worker(self._show_changes(), exclusive=True, group="visits")

    async def _show_changes(self) -> None:
        from collab_tui.tui.screens.changes import ChangesScreen

        diary = await self.diary()
        if diary is not None:
            documents = self._searcher.documents
            self._screen.app.push_screen(ChangesScreen(documents, diary), self._go_to)

    async def diary(self) -> Diary | None:
        """Return the diary, read once; None if the explorer ends."""
        if self._diary is None:
            found = await self._searcher.documents.ask(None, lambda *_: self._open())
            self._diary = self._diary or found
        return self._diary

    def _open(self) -> Diary:
        """Open the diary. What says where one is in it is loaded at the same time."""
        import collab_tui.tui.spots  # noqa: F401

        return self._open_diary()

    async def last_day(self) -> date | None:
        """Return the day of the last visit; None without one, or outside git."""
        await self.diary()
        return self.known_day

    @property
    def known_day(self) -> date | None:
        """The same, if the diary was read by now."""
        diary = self._diary
        if diary is None or not any(diary.commits):
            return None
        try:
            return date.fromisoformat(diary.left[:10])
        except ValueError:
            return None

    def _go_to(self, chosen: tuple[Ref, int] | None) -> None:
        if chosen is not None:
            ref, n = chosen
            self._walker.read(ref.kind, n)


def _stop_at(spot: Spot, catalog: Catalog) -> Stop | None:
    """Return the place of a spot. What finds it is loaded after the first screen."""
    from collab_tui.tui.spots import stop_at

    return stop_at(spot, catalog.number)
