"""The visits: what changed since the last one, and where this one ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from collab_tui.records.kinds import Ref
from collab_tui.tui.parts.reader import Reader
from collab_tui.tui.parts.viewer import Viewer
from collab_tui.tui.session import Session

if TYPE_CHECKING:
    from collab_tui.diary import Diary
    from collab_tui.tui.parts.walker import Walker
    from collab_tui.tui.searcher import Searcher


class Visits:
    """Reads the diary of the registry when the first screen is there, and writes into it."""

    def __init__(
        self,
        screen: Screen[Any],
        session: Session,
        reader: Reader,
        viewer: Viewer,
        walker: Walker,
        searcher: Searcher,
        open_diary: Callable[[], Diary],
    ) -> None:
        """Run workers of `screen`. `open_diary` takes long: it reads a file."""
        self._screen = screen
        self._session = session
        self._reader = reader
        self._viewer = viewer
        self._walker = walker
        self._searcher = searcher
        self._open_diary = open_diary
        self._diary: Diary | None = None

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
            found = await self._searcher.documents.ask(None, lambda *_: self._open_diary())
            self._diary = self._diary or found
        return self._diary

    def _go_to(self, chosen: tuple[Ref, int] | None) -> None:
        if chosen is not None:
            ref, n = chosen
            if n != self._session.record:
                self._walker.follow(ref.kind, n)
            self._viewer.show(None)
            self._screen.set_focus(self._reader.detail)
