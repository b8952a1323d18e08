"""The marker: which records are marked, and what follows from it on the screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from collab_tui.keymap import key_of
from collab_tui.language import _, _n
from collab_tui.tui.parts.lists import Lists
from collab_tui.tui.parts.questions import Questions
from collab_tui.tui.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterable

    from collab_tui.catalog.catalog import Catalog
    from collab_tui.catalog.marks import Marks
    from collab_tui.records.kinds import Ref
    from collab_tui.tui.searcher import Searcher

QUERY = "is:marked"
"""The query that finds what is marked."""


class Marker:
    """Marks records and unmarks them."""

    def __init__(
        self,
        screen: Screen[Any],
        session: Session,
        catalog: Catalog,
        lists: Lists,
        questions: Questions,
        searcher: Searcher,
        keys: Mapping[str, str],
        changed: Callable[[], None],
    ) -> None:
        """Run workers of `screen`. `changed` is called when other records are marked."""
        self._screen = screen
        self._session = session
        self._catalog = catalog
        self._lists = lists
        self._questions = questions
        self._searcher = searcher
        self._keys = keys
        self._changed = changed

    @property
    def marks(self) -> Marks:
        """What is marked."""
        return self._catalog.marks

    @property
    def count(self) -> int:
        """How many records are marked."""
        return len(self.marks.there)

    def toggle(self, ref: Ref) -> None:
        """Mark a record, or unmark it. The first time, say what marks are for."""
        if self.marks.toggle(ref) and self.count == 1:
            show, export, view = (
                key_of(action, self._keys) for action in ("marked", "export", "view_next")
            )
            words = _(
                "Marked {ref}. {show} shows what is marked, {export} exports it;"
                " {view} compares two records",
                ref=ref,
                show=show,
                export=export,
                view=view,
            )
            self._screen.notify(words, timeout=5)
        self._follow()

    def clear(self) -> None:
        """Unmark every record; if none is marked, mark those again that were unmarked so."""
        key = key_of("unmark_all", self._keys)
        count = self.marks.clear() if self.count else 0
        if count:
            words = _n(
                "Unmarked {count} record; {key} marks it again",
                "Unmarked {count} records; {key} marks them again",
                count,
                key=key,
            )
        elif self.marks.restore():
            words = _n("Marked {count} record again", "Marked {count} records again", self.count)
        else:
            words = self._how()
        self._screen.notify(words, timeout=5)
        self._follow()

    def say_none(self) -> None:
        """Say that nothing is marked, and how to mark a record."""
        self._screen.notify(self._how(), severity="warning", timeout=4)

    def _how(self) -> str:
        key = key_of("mark", self._keys)
        return _("No record is marked: {key} marks the one under the cursor", key=key)

    def begin(self, earlier: Iterable[str]) -> None:
        """Take the marks of the last visit."""
        self.marks.take(earlier)
        self.look_again()

    def look_again(self) -> None:
        """Find out which of the marked records are still there."""
        if any(True for _ in self.marks):
            self._screen.run_worker(self._look(), exclusive=True, group="marks")

    async def _look(self) -> None:
        wanted = [*self.marks]
        gone = await self._searcher.documents.ask(
            "marks", lambda catalog, _: [ref for ref in wanted if catalog.number(ref) is None]
        )
        if gone is not None:
            self.marks.note_gone(gone)
            self._follow()

    def _follow(self) -> None:
        """Show what is marked now; ask again what depends on it."""
        self._lists.draw_rows()
        if QUERY.partition(":")[2] in self._session.text:
            self._questions.ask_again()
        self._changed()
