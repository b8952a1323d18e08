"""The questions that fill the lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.worker import WorkType

from collab_tui.tui.answering import answer, everything
from collab_tui.tui.answers import Answer
from collab_tui.tui.in_turn import painted
from collab_tui.tui.parts.lists import Lists
from collab_tui.tui.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.worker import Worker

    from collab_tui.catalog.catalog import Catalog
    from collab_tui.query import QueryError
    from collab_tui.query.syntax import Node
    from collab_tui.tui.searcher import Searcher


class _Question(NamedTuple):
    text: str
    node: Node
    typed: bool


def _may_ask_git(text: str) -> bool:
    """Tell whether a query may ask git, which takes too long for the first screen."""
    return "changed" in text


class Questions:
    """Asks one question after the other. The lists show the answer to the last good one."""

    def __init__(
        self,
        lists: Lists,
        session: Session,
        catalog: Catalog,
        searcher: Searcher,
        answered: Callable[[Answer | None], None],
    ) -> None:
        """Ask `catalog` at the start and `searcher` after that.

        `answered` is called with each answer when it is in the lists; and with None if the query
        has a mistake, which the session knows.
        """
        self._lists = lists
        self._session = session
        self._catalog = catalog
        self._searcher = searcher
        self._answered = answered
        self._unanswered: list[_Question] = []
        self._beginning: Node | None = None
        """The query of which at least the beginning of the answer is shown."""
        self._has_begun = False
        self._worker: Worker[None] | None = None

    def begin(self) -> None:
        """Show the first answer. If the first query has a mistake, show all records and the
        mistake.
        """
        self._has_begun = True
        self._session.generation = self._catalog.generation
        text = self._session.text
        if text and _may_ask_git(text):
            self._session.text = ""
            self._show(everything(self._catalog, self._lists.windows(typed=True)), typed=True)
            self.ask(text, typed=True)
        elif text:
            self._begin_with(text)
        else:
            self._show(everything(self._catalog, self._lists.windows(typed=True)), typed=True)

    def _begin_with(self, text: str) -> None:
        from collab_tui.query import QueryError

        node, orders = self._session.ask(text), self._session.orders_shown
        try:
            if node is not None:
                windows = self._lists.windows(typed=True)
                self._show(answer(self._catalog, text, node, orders, windows), typed=True)
        except QueryError as error:
            self._session.refuse(text, error)
        if self._session.error is not None:
            self._begin_with_everything(self._session.error)

    def _begin_with_everything(self, error: QueryError) -> None:
        text = self._session.text
        self._session.text = ""
        self._show(everything(self._catalog, self._lists.windows(typed=True)), typed=True)
        self._session.text = text
        self._session.refuse(text, error)
        self._answered(None)

    def ask(self, text: str, *, typed: bool = False) -> None:
        """Search for `text`. After typing, the cursors go to the best match."""
        node = self._session.ask(text)
        if node is None:
            self._answered(None)
        elif self._has_begun:  # until then, typed text waits
            self._unanswered.append(_Question(text, node, typed))
            self._work(self._search)

    def _work(self, work: WorkType[None]) -> None:
        self._worker = self._lists.run_worker(work, group="search", exclusive=True)

    def ask_again(self) -> None:
        """Search for the present query again, because the answer may have changed."""
        self.ask(self._session.text)

    def complete(self) -> None:
        """Fetch what is still missing of the lists, if an error kept it away."""
        if self._is_incomplete and self._worker is not None and self._worker.is_finished:
            self._work(self._complete)

    def begin_again(self) -> None:
        """Search again if the catalog was damaged and built again with other numbers."""
        self._session.begin_again()
        self.ask(self._session.text, typed=True)

    async def _search(self) -> None:
        """Answer the last question; if it has a mistake, the one before it, and so on.

        So the lists belong to the last good query, however fast the user types.
        """
        from collab_tui.query import QueryError

        session = self._session
        while self._unanswered:
            text, node, _ = self._unanswered[-1]
            typed = any(question.typed for question in self._unanswered)
            windows = self._lists.windows(typed=typed)
            try:
                found = await self._searcher.answer(
                    text, node, session.orders_shown, windows, session.record, is_beginning=typed
                )
            except QueryError as error:
                self._unanswered.pop()
                session.refuse(text, error)
                self._answered(None)
                continue
            if found is not None:
                self._unanswered.clear()
                is_same, session.generation = (
                    session.generation == found.generation,
                    found.generation,
                )
                self._beginning = node
                self._show(found, typed=typed or not is_same)
            break
        await self._complete()

    @property
    def _is_incomplete(self) -> bool:
        listings = self._session.listings.values()
        return self._beginning is not None and not all(one.is_whole for one in listings)

    async def _complete(self) -> None:
        """Fetch what is not in sight of the lists that are shown, once they are painted."""
        from collab_tui.query import QueryError

        listings, node = self._session.listings, self._beginning
        if node is None or not self._is_incomplete:
            return
        await painted(self._lists)
        try:
            found = await self._searcher.whole(node, self._session.orders_shown)
        except QueryError:  # the files have changed since, and a value names nothing any longer
            self.ask_again()
            return
        if found is None or listings is not self._session.listings:
            return
        if all(one.begins(found[kind]) for kind, one in listings.items()):
            self._lists.complete(found)
        else:  # the files have changed since
            self.ask_again()

    def _show(self, found: Answer, *, typed: bool) -> None:
        if self._session.accept(found):
            self._lists.show(found, typed=typed)
            self._answered(found)
