"""The outbox gives records to a file, the clipboard, a browser or an editor."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from collab_tui.tui.session import Session

if TYPE_CHECKING:
    from collab_tui.config import Settings
    from collab_tui.tui.opened import Opened
    from collab_tui.tui.searcher import Searcher


class Outbox:
    """Hands records over to other programs."""

    def __init__(
        self, screen: Screen[Any], session: Session, searcher: Searcher, settings: Settings
    ) -> None:
        """Run workers of `screen`."""
        self._screen = screen
        self._session = session
        self._searcher = searcher
        self._settings = settings

    def export(self, opened: Opened) -> None:
        """Open the export dialog."""
        from collab_tui.tui.screens.export import ExportScreen

        documents, folder = self._searcher.documents, self._settings.export_folder
        listings, text = self._session.listings, self._session.text
        self._screen.app.push_screen(ExportScreen(documents, opened, listings, text, folder))

    def copy(self, opened: Opened) -> None:
        """Copy a record as Markdown."""
        self._screen.run_worker(self._copy(opened), exclusive=True, group="copy")

    async def _copy(self, opened: Opened) -> None:
        from collab_tui.export import document_of

        period = opened.wanted.period
        text = await self._searcher.documents.ask(
            "copy", lambda catalog, _: document_of(catalog, [opened.n], period=period)
        )
        if text is not None:
            self._screen.app.copy_to_clipboard(text)
            self._screen.notify(f"Copied {opened.ref} as Markdown", timeout=3)

    def copy_ref(self, opened: Opened) -> None:
        """Copy a record's ref."""
        self._screen.app.copy_to_clipboard(str(opened.ref))
        self._screen.notify(f"Copied {opened.ref}", timeout=3)

    def open_address(self, address: str | None) -> None:
        """Open a web address in a browser; show a message if the record has none."""
        from collab_tui.tui import outside

        if address is None:
            self._screen.notify("This record has no link", severity="warning", timeout=3)
        else:
            outside.open_address(self._screen.app, address)

    async def edit(self, opened: Opened, done: Callable[[], None]) -> None:
        """Edit a record's file at its line; call `done` after that."""
        from collab_tui.tui import outside

        n = opened.n
        place = await self._searcher.documents.ask(
            "place", lambda catalog, _: outside.place_of(catalog, n)
        )
        if place is not None:
            outside.edit_safely(self._screen.app, place, done)
