"""A view as a file: a document, text, a picture, or its numbers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from collab_tui.catalog.views.partners import NoSuchViewError
from collab_tui.language import _
from collab_tui.outgoing.writing import ExportError, write_file
from collab_tui.records.kinds import Ref
from collab_tui.tui.exports import Taken, Tell, beginning, query_words
from collab_tui.views.declared import VIEWS
from collab_tui.views.files import FORMS, as_file
from collab_tui.views.state import State
from collab_tui.views.view import View

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.tui.threads import Check


class ViewExport:
    """A view of what a query finds, as it is looked at, with all of its rows."""

    choices = tuple(form.words for form in FORMS)
    first = 0
    forms = ()

    def __init__(self, query: str, state: State, *, is_dark: bool) -> None:
        """Offer a view; its picture is dark or light."""
        self._query = query
        self._state = state
        self._is_dark = is_dark

    @property
    def title(self) -> str:
        """Which view is exported."""
        return _("Export the {view}", view=VIEWS[self._state.name].label.lower())

    def keeps_lines(self, taken: Taken) -> bool:
        """Tell whether the lines of a preview are cut at the edge: those of views are."""
        return True

    def notes(self) -> list[str]:
        """Return the ending of each file."""
        return [form.ending for form in FORMS]

    def count(self, catalog: Catalog) -> None:
        """Count nothing: the notes say everything."""

    def file_name(self, taken: Taken) -> str:
        """Return a file name from the view, what it is about, and the query."""
        about = [Ref.parse(ref).id for ref in self._state.about]
        words = [self._state.name, *about, query_words(self._query)]
        return "-".join(word for word in words if word)[:80] + FORMS[taken.choice].ending

    def preview(self, catalog: Catalog, taken: Taken, check: Check) -> str:
        """Return the beginning of a file; in place of a picture, the text of what it shows."""
        check()
        name = FORMS[taken.choice].name
        try:
            return beginning(self._file(catalog, "text" if name == "svg" else name))
        except ExportError as error:
            return str(error)

    def write(
        self, catalog: Catalog, taken: Taken, path: Path, tell: Tell, *, replace: bool
    ) -> None:
        """Write the file completely or not at all.

        Raises:
            FileExistsAlreadyError: the file exists, and is not to be replaced.
            ExportError: it cannot be written, or a record that the view is about has gone.
        """
        write_file(path, self._file(catalog, FORMS[taken.choice].name), replace=replace)

    def _file(self, catalog: Catalog, form: str) -> str:
        return view_as(catalog, self._query, self._state, form, is_dark=self._is_dark)


def view_as(catalog: Catalog, query: str, state: State, form: str, *, is_dark: bool = False) -> str:
    """Return a view in a form of `FORMS`, by its name.

    Raises:
        ExportError: a record that it is about has gone.
    """
    try:
        return as_file(View(catalog), query, state, form, is_dark=is_dark)
    except NoSuchViewError as error:
        raise ExportError(str(error)) from error
