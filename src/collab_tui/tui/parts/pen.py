"""The pen adds and changes records by forms, and takes back what it wrote."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from collab_tui.keymap import key_of
from collab_tui.language import _
from collab_tui.places import is_replaced
from collab_tui.records.kinds import Kind, Ref
from collab_tui.tui.parts.follower import Follower
from collab_tui.tui.parts.walker import Walker

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.forms.form import Start
    from collab_tui.reviewing.outcome import Outcome
    from collab_tui.reviewing.review import Review
    from collab_tui.tui.opened import Opened
    from collab_tui.tui.saver import Saved
    from collab_tui.tui.searcher import Searcher


class Pen:
    """Opens forms on a screen, and shows what they wrote."""

    def __init__(
        self,
        screen: Screen[Any],
        catalog: Catalog,
        searcher: Searcher,
        follower: Follower,
        walker: Walker,
        keys: Mapping[str, str],
    ) -> None:
        """Run workers of `screen`. After a write, the `walker` goes to the record."""
        self._screen = screen
        self._catalog = catalog
        self._searcher = searcher
        self._follower = follower
        self._walker = walker
        self._keys = keys
        self._written: list[Saved] = []

    @property
    def can_undo(self) -> bool:
        """Whether something was written that can be taken back."""
        return bool(self._written)

    # Forms

    def change(self, ref: Ref) -> None:
        """Open the form of a record."""
        from collab_tui.forms.writing import start

        self._open(lambda catalog: start(catalog, ref))

    def add(self, present: Kind, opened: Opened | None) -> None:
        """Ask what to add, and open its form. What can name the record that is read names it."""
        from collab_tui.tui.screens.add import AddScreen, Beginning, beginnings

        def chosen(one: Beginning | None) -> None:
            if one is not None and one.renews is not None:
                self._renew(one.renews)
            elif one is not None:
                self.open_form(one.kind, one.table)

        if self._may_write():
            ref, name = (opened.ref, opened.name) if opened is not None else (None, "")
            self._screen.app.push_screen(AddScreen(beginnings(present, ref, name)), chosen)

    def _renew(self, ref: Ref) -> None:
        from collab_tui.forms.renewing import start_renewal

        self._open(lambda catalog: start_renewal(catalog, ref))

    def open_form(
        self,
        kind: Kind,
        table: Mapping[str, Any],
        file: Path | None = None,
        others: tuple[tuple[Ref, Mapping[str, Any]], ...] = (),
    ) -> None:
        """Open the form of a new record that says `table` from the start.

        Without a `file`, it goes where most of its sort are. `others` are new records that it
        names, and that are written together with it.
        """
        from collab_tui.forms.writing import start_new

        self._open(lambda catalog: start_new(catalog, kind, table, file, others))

    def draft(self) -> None:
        """Ask for an article, and review what it proposes."""
        from collab_tui.reviewing.beginning import Question
        from collab_tui.tui.screens.article import ArticleScreen
        from collab_tui.tui.screens.review import ReviewScreen

        catalog = self._catalog
        layers, folder, today = tuple(catalog.layers), catalog.folder, catalog.today

        def chosen(review: Review | None) -> None:
            if review is not None:
                screen = ReviewScreen(self._searcher.choices, review, self._open_outcome)
                self._screen.app.push_screen(screen)

        if self._may_write():
            asked = ArticleScreen(lambda path, text: Question(path, text, layers, folder, today))
            self._screen.app.push_screen(asked, chosen)

    async def _open_outcome(self, outcome: Outcome, done: Callable[[Saved], None]) -> None:
        """Open the form of what is taken of an article; call `done` when it was written."""

        def begin(catalog: Catalog) -> Start:
            if not catalog.is_fresh():  # another agreement of the article was written
                catalog.refresh()
            return outcome.start(catalog)

        await self._begin(begin, done)

    def _open(self, begin: Callable[[Catalog], Start]) -> None:
        if self._may_write():
            self._screen.run_worker(self._begin(begin), group="form", exclusive=True)

    async def _begin(
        self, begin: Callable[[Catalog], Start], done: Callable[[Saved], None] | None = None
    ) -> None:
        from collab_tui.forms.form import Form
        from collab_tui.keeping.errors import KeepError
        from collab_tui.keeping.writing import WriteError
        from collab_tui.tui.screens.form import FormScreen

        def ask(catalog: Catalog) -> Form | str:
            try:
                form = Form(begin(catalog))
            except (KeepError, WriteError) as error:
                return str(error)
            form.rows()  # this loads what the words of its values need
            return form

        found = await self._searcher.documents.ask("form", lambda catalog, _: ask(catalog))
        if isinstance(found, str):
            self._screen.notify(found, severity="error")
        elif found is not None:
            form_screen = FormScreen(self._searcher.documents, self._searcher.choices, found)
            self._screen.app.push_screen(form_screen, partial(self._saved, done))

    def _may_write(self) -> bool:
        """Tell whether the registry is the user's own; if it is not, offer a copy."""
        if not any(map(is_replaced, self._catalog.layers)):
            return True
        from collab_tui.tui.outside import OpenInstead
        from collab_tui.tui.screens.own_copy import OwnCopyScreen

        def chosen(choice: Path | bool | None) -> None:
            if isinstance(choice, Path):
                self._screen.app.post_message(OpenInstead(choice))

        self._screen.app.push_screen(OwnCopyScreen(may_edit=False), chosen)
        return False

    # What was written

    def _saved(self, done: Callable[[Saved], None] | None, saved: Saved | None) -> None:
        if saved is not None:
            if done is not None:
                done(saved)
            self._written.append(saved)
            key = key_of("undo", self._keys)
            self._screen.notify(
                _("{done}.\n{key} undoes it.", done=saved.words, key=key), timeout=6
            )
            self._show(saved.ref)

    def _show(self, ref: Ref) -> None:
        """Read what was written, and go to the record."""
        self._screen.run_worker(self._shown(ref), group="form", exclusive=True)

    async def _shown(self, ref: Ref) -> None:
        await self._follower.read_own()
        n = self._catalog.number(ref)
        if n is not None:
            self._walker.follow(ref.kind, n)
            self._walker.focus_list(ref.kind)
        self._follower.tell()

    def undo(self) -> None:
        """Ask whether to take back the last write."""
        from collab_tui.tui.screens.confirm import ConfirmScreen

        if not self._written:
            self._screen.notify(_("Nothing was written since the start"), timeout=3)
            return
        words = _(
            "{done}. Its files get back what they said before that.", done=self._written[-1].words
        )
        question = ConfirmScreen(_("Undo the last write?"), words, _("undo it"), _("leave it"))
        self._screen.app.push_screen(question, self._agreed)

    def _agreed(self, is_agreed: bool | None) -> None:
        if is_agreed:
            self._screen.run_worker(self._undo(), group="form", exclusive=True)

    async def _undo(self) -> None:
        from collab_tui.keeping.writing import WriteError

        saved = self._written[-1]

        def undo() -> str:
            try:
                saved.draft.undo()
            except WriteError as error:
                return str(error)
            return ""

        trouble = await self._searcher.documents.ask(None, lambda _, __: undo())
        if trouble is None:
            return
        if trouble:
            self._screen.notify(_("Not undone: {reason}", reason=trouble), severity="error")
            return
        self._written.pop()
        self._screen.notify(_("Undone: {done}", done=saved.words), timeout=4)
        await self._shown(saved.ref)
