"""From a form to the files: tried, shown, and written if the user agrees."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from textual.screen import Screen

from collab_tui.forms.writing import Content, Tried, tried
from collab_tui.keeping.draft import BrokenError, Draft
from collab_tui.keeping.writing import ChangedMeanwhileError, WriteError
from collab_tui.language import _, several
from collab_tui.records.kinds import Ref
from collab_tui.registry.problems import Place
from collab_tui.render.problems import near
from collab_tui.tui.screens.meanwhile import MeanwhileScreen, Which
from collab_tui.tui.screens.preview import PreviewScreen

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.forms.form import Form
    from collab_tui.tui.threads import CatalogThread

AGAIN = _("The file was changed meanwhile. This is your change to the file as it is now.")
GONE = _("Somebody removed this record meanwhile. Writing adds it again.")
JOINED = _("Somebody else changed this record meanwhile. Their changes are kept: {fields}.")


class Saved(NamedTuple):
    """Something that was written: the record, and what takes it back."""

    ref: Ref
    draft: Draft
    words: str
    """What was done, and to which files."""


class _Ready(NamedTuple):
    tried: Tried
    diff: str


class Saver:
    """Writes the content of a form. What is typed stays in the form until it is written."""

    def __init__(
        self,
        screen: Screen[Any],
        documents: CatalogThread,
        form: Form,
        look: Callable[[Tried], None],
        done: Callable[[Saved], object],
    ) -> None:
        """Run workers of `screen`. `look` shows what is wrong, `done` gets what was written."""
        self._screen = screen
        self._documents = documents
        self._form = form
        self._look = look
        self._done = done

    def save(self, word: str = "") -> None:
        """Try the form, and show what will be written, with a `word` about it."""
        self._screen.run_worker(self._try(word), group="write", exclusive=True)

    async def _try(self, word: str) -> None:
        content = Content.of(self._form)
        ready = await self._documents.ask(None, lambda catalog, _: _prepared(catalog, content))
        if ready is None or not self._screen.is_running:
            return
        found = ready.tried
        if found.is_gone:
            self._form.rebase(None, self._form.table)
            await self._try(GONE)
        elif found.meanwhile is not None and found.meanwhile.both:
            self._screen.app.push_screen(MeanwhileScreen(found.meanwhile), self._chosen(found))
        elif found.meanwhile is not None:
            self._form.rebase(found.theirs, found.meanwhile.table)
            await self._try(JOINED.format(fields=several(found.meanwhile.theirs)))
        elif found.draft is None or any(one.is_error for one in found.mistakes):
            self._look(found)
        elif not found.draft.changes:
            self._screen.notify(_("Nothing is changed yet"), timeout=3)
        else:
            self._screen.app.push_screen(
                PreviewScreen(found, ready.diff, word), self._agreed(found)
            )

    def _chosen(self, found: Tried) -> Callable[[Which | None], None]:
        def chosen(which: Which | None) -> None:
            if which is not None and found.meanwhile is not None:
                joined = found.meanwhile
                table = joined.table if which is Which.MINE else joined.with_theirs()
                self._form.rebase(found.theirs, table)
                self.save(AGAIN)

        return chosen

    def _agreed(self, found: Tried) -> Callable[[bool | None], None]:
        def agreed(is_agreed: bool | None) -> None:
            if is_agreed:
                self._screen.run_worker(self._write(found), group="write", exclusive=True)
            else:
                self._look(found)

        return agreed

    async def _write(self, found: Tried) -> None:
        draft, ref = found.draft, found.ref
        if draft is None or ref is None:
            return
        trouble = await self._documents.ask(None, lambda _, __: _written(draft))
        if isinstance(trouble, ChangedMeanwhileError):
            await self._try(AGAIN)
        elif trouble is not None:
            self._screen.notify(_("Not written: {reason}", reason=trouble), severity="error")
        else:
            files = ", ".join(str(near(Place(str(path)))) for path in draft.changes)
            if self._form.ref is None:
                words = _("Added {ref} in {files}", ref=ref, files=files)
            else:
                words = _("Changed {ref} in {files}", ref=ref, files=files)
            self._done(Saved(ref, draft, words))


def _prepared(catalog: Catalog, content: Content) -> _Ready:
    if not catalog.is_fresh():
        catalog.refresh()
    found = tried(catalog, content)
    return _Ready(found, found.draft.diff() if found.draft is not None else "")


def _written(draft: Draft) -> Exception | None:
    """Write a draft; return why it was not written."""
    try:
        draft.write()
    except (BrokenError, WriteError) as error:
        return error
    return None
