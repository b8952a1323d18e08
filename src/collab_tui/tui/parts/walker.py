"""The walker moves from one record to the next, and back along the way."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from collab_tui.records.kinds import Kind
from collab_tui.tui.parts.lists import Lists
from collab_tui.tui.parts.reader import Reader
from collab_tui.tui.parts.viewer import Viewer
from collab_tui.tui.session import Session, Stop

if TYPE_CHECKING:
    from collab_tui.tui.searcher import Searcher


class Walker:
    """Moves the lists and the reader from one place to another."""

    def __init__(
        self,
        screen: Screen[Any],
        session: Session,
        lists: Lists,
        reader: Reader,
        viewer: Viewer,
        searcher: Searcher,
        ask: Callable[[str], None],
    ) -> None:
        """Move the focus on `screen`. `session` knows the present place; `ask` sets the query."""
        self._screen = screen
        self._session = session
        self._lists = lists
        self._reader = reader
        self._viewer = viewer
        self._searcher = searcher
        self._ask = ask

    def remember(self) -> None:
        """Make the present place the one to come back to."""
        self._session.remember(self._here())

    def follow(self, kind: Kind, n: int) -> None:
        """Go to a record, remembering the way back."""
        self._session.visit(kind, n, self._here())
        self._arrive(n)
        self._viewer.show(None)

    def read(self, kind: Kind, n: int) -> None:
        """Go to a record, and put the focus on it."""
        if n != self._session.record:
            self.follow(kind, n)
        self._viewer.show(None)
        self._screen.set_focus(self._reader.detail)

    def focus_list(self, kind: Kind) -> None:
        """Put the focus on the list of a kind; without one, on the record."""
        in_list = kind in self._session.kinds
        self._screen.set_focus(self._lists.present if in_list else self._reader.detail)

    def go_back(self) -> bool:
        """Go back to the place before; tell whether there is one."""
        return self._return_to(self._session.go_back(self._here()))

    def go_forward(self) -> bool:
        """Go forward again; tell whether there is such a place."""
        return self._return_to(self._session.go_forward(self._here()))

    def leave_reader(self) -> None:
        """Go to the present list; leave a record that it does not have (links can lead there)."""
        session = self._session
        if session.is_answered and session.pane is not session.best_pane():
            self._lists.activate(session.best_pane())
        self._screen.set_focus(self._lists.present)
        n = self._lists.present.number
        if session.is_answered and n is not None and n != session.record:
            session.begin_trail()
            session.select(session.pane, n)
        self._reader.read_later()

    async def step_to_linked(self, step: int) -> bool:
        """Put the cursor on the next record linked to the anchor, in the other lists.

        Tells whether there is one.
        """
        session = self._session
        anchor, listings = session.anchor, session.listings
        found = None
        if anchor is not None:
            kinds = [kind for kind in session.kinds if session.selected.get(kind) != anchor]
            here = (session.pane, session.record)
            found = await self._searcher.next_linked(anchor, listings, kinds, here, step)
            if session.listings is not listings:
                return True  # the lists have changed in the meantime
        if found is None:
            return False
        kind, n = found
        self.remember()
        session.selected[kind] = n
        self._lists.place_cursors()
        self._lists.activate(kind)
        self._screen.set_focus(self._lists.present)
        session.record, session.anchor = n, anchor
        self._reader.read()
        return True

    def _here(self) -> Stop:
        detail, viewer = self._reader.detail, self._viewer
        is_there = detail.has_focus or viewer.sight.has_focus
        stop = self._session.stop(is_there, detail.scroll_offset.y, detail.link)
        return stop._replace(view=viewer.state, cell=viewer.sight.cursor)

    def _return_to(self, stop: Stop | None) -> bool:
        """Go to a stop of the way: its query, record, scroll position and focus."""
        if stop is None:
            return False
        self._arrive(stop.record, stop.scroll, stop.link)
        if stop.query != self._session.text:
            self._ask(stop.query)
        self._viewer.show(stop.view, stop.cell)
        page = self._reader.detail if stop.view is None else self._viewer.sight
        self._screen.set_focus(page if stop.reading else self._lists.present)
        return True

    def _arrive(self, n: int | None, scroll: int = 0, link: int | None = None) -> None:
        """Show a record and put the lists' cursors where the session has them."""
        self._lists.place_cursors()
        self._lists.activate(self._session.pane)
        self._session.record = self._session.anchor = n
        self._reader.read(scroll, link)
