"""The outbox gives records to a file, the clipboard, a browser or an editor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from collab_tui.language import _, _n
from collab_tui.tui.parts.visits import Visits
from collab_tui.tui.session import Session

if TYPE_CHECKING:
    from pathlib import Path

    from collab_tui.catalog.marks import Marks
    from collab_tui.config import Settings
    from collab_tui.records.kinds import Ref
    from collab_tui.tui.exports import Exportable
    from collab_tui.tui.opened import Opened
    from collab_tui.tui.searcher import Searcher
    from collab_tui.views.state import State


class Outbox:
    """Hands records over to other programs."""

    def __init__(
        self,
        screen: Screen[Any],
        session: Session,
        searcher: Searcher,
        settings: Settings,
        marks: Marks,
        visits: Visits,
    ) -> None:
        """Run workers of `screen`, and note the folder of exports in `visits`.

        A record that is marked stands for all that are.
        """
        self._screen = screen
        self._session = session
        self._searcher = searcher
        self._settings = settings
        self._marks = marks
        self._visits = visits

    def export(self, opened: Opened) -> None:
        """Open the export dialog."""
        from collab_tui.tui.record_exports import Records

        session, period, marked = self._session, opened.wanted.period, self._marks.there
        self._export(Records(opened.n, opened.ref, marked, session.listings, session.text, period))

    def export_view(self, text: str, state: State) -> None:
        """Open the export dialog for a view of what the query `text` finds."""
        from collab_tui.tui.view_exports import ViewExport

        is_dark = self._screen.app.current_theme.dark
        self._export(ViewExport(text, state, is_dark=is_dark))

    def _export(self, what: Exportable) -> None:
        from collab_tui.places import documents_folder
        from collab_tui.tui.screens.export import ExportScreen

        usual = self._settings.export_folder or documents_folder()
        folder = self._visits.folder or usual

        def note(used: Path | None) -> None:
            if used is not None and used != folder:
                self._visits.folder = used

        screen = ExportScreen(self._searcher.documents, what, folder)
        self._screen.app.push_screen(screen, note)

    def copy_view(self, text: str, state: State) -> None:
        """Copy a view as text, with all of its rows."""
        self._screen.run_worker(self._copy_view(text, state), exclusive=True, group="copy")

    async def _copy_view(self, text: str, state: State) -> None:
        from collab_tui.outgoing.writing import ExportError
        from collab_tui.tui.view_exports import view_as
        from collab_tui.views.declared import VIEWS

        try:
            found = await self._searcher.documents.ask(
                "copy", lambda catalog, _: view_as(catalog, text, state, "text")
            )
        except ExportError as error:
            self._screen.notify(str(error), severity="warning", timeout=5)
            return
        if found is not None:
            self._screen.app.copy_to_clipboard(found)
            self._screen.notify(
                _("Copied the {view} as text", view=VIEWS[state.name].label.lower()), timeout=3
            )

    def copy(self, opened: Opened) -> None:
        """Copy a record as Markdown; if it is marked, all that are marked."""
        self._screen.run_worker(self._copy(opened), exclusive=True, group="copy")

    async def _copy(self, opened: Opened) -> None:
        from collab_tui.outgoing.documents import document_of, numbers_of

        period, refs = opened.wanted.period, self._acted_on(opened)
        text = await self._searcher.documents.ask(
            "copy",
            lambda catalog, _: document_of(catalog, numbers_of(catalog, refs), period=period),
        )
        if text is not None:
            self._screen.app.copy_to_clipboard(text)
            self._screen.notify(_("Copied {what} as Markdown", what=_told(refs)), timeout=3)

    def copy_ref(self, opened: Opened) -> None:
        """Copy a record's ref; if it is marked, those of all that are marked, a line each."""
        refs = self._acted_on(opened)
        self._screen.app.copy_to_clipboard("\n".join(map(str, refs)))
        told = _told(refs) if len(refs) == 1 else _("the refs of {what}", what=_told(refs))
        self._screen.notify(_("Copied {what}", what=told), timeout=3)

    def _acted_on(self, opened: Opened) -> Sequence[Ref]:
        """Return the record, or all that are marked if it is one of them."""
        return self._marks.there if opened.ref in self._marks else [opened.ref]

    def open_address(self, address: str | None) -> None:
        """Open a web address in a browser; show a message if the record has none."""
        from collab_tui.tui import outside

        if address is None:
            self._screen.notify(_("This record has no link"), severity="warning", timeout=3)
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


def _told(refs: Sequence[Ref]) -> str:
    """Return which records were copied, in words."""
    if len(refs) == 1:
        return str(refs[0])
    return _n("{count} marked record", "{count} marked records", len(refs))
