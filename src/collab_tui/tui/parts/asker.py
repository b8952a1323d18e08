"""The asker changes the query, and takes changes back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from collab_tui.catalog.order import Order, plain, turned
from collab_tui.language import _
from collab_tui.tui.parts.questions import Questions
from collab_tui.tui.parts.visits import Visits
from collab_tui.tui.parts.walker import Walker
from collab_tui.tui.session import Session
from collab_tui.tui.widgets.search_bar import SearchBar

if TYPE_CHECKING:
    from collab_tui.tui.opened import Opened


class Asker:
    """Puts queries into the search bar, and their answers into the lists."""

    def __init__(
        self,
        screen: Screen[Any],
        session: Session,
        search_bar: SearchBar,
        questions: Questions,
        walker: Walker,
        visits: Visits,
        choose: Callable[[], None],
    ) -> None:
        """Note queries in `visits`. `choose` leaves the first page for what is asked."""
        self._screen = screen
        self._session = session
        self._search_bar = search_bar
        self._questions = questions
        self._walker = walker
        self._visits = visits
        self._choose = choose

    def ask(self, text: str) -> None:
        """Search for `text` and put it into the search bar. Cursors stay if possible."""
        self.note()
        self._show(text)
        self.note()

    def _show(self, text: str) -> None:
        self._search_bar.set_text(text)
        self._questions.ask(text)

    def note(self) -> None:
        """Note the present query as a step that can be undone."""
        self._visits.note_query(self._session.text)

    def undo(self) -> None:
        """Go back to the query before this one."""
        self.note()
        self._step(self._session.steps.undo(), _("There is no query before this one"))

    def redo(self) -> None:
        """Go forward to the query that was undone."""
        self._step(self._session.steps.redo(), _("There is no query after this one"))

    def _step(self, text: str | None, without: str) -> None:
        if text is None:
            self._screen.notify(without, timeout=3)
        else:
            self._choose()
            self._show(text)

    def filter_by(self, opened: Opened) -> None:
        """Put a record into the query, in place of the words that found it; or take it out."""
        from collab_tui.query.edit import has_term, toggle, without_words

        text = self._search_bar.text
        listing = self._session.listings.get(opened.ref.kind)
        is_found = listing is not None and listing.find(opened.n) is not None
        if is_found and not has_term(text, opened.term):
            text = without_words(text)
            if text != self._search_bar.text:
                self._walker.remember()
                self._session.begin_trail()
        self.ask(toggle(text, opened.term))

    def drop_term(self) -> None:
        """Remove the last term of the query."""
        from collab_tui.query.edit import drop_at

        text = self._search_bar.text
        if text.strip():
            self.ask(drop_at(text, len(text)))

    def sort(self) -> None:
        """Let the user choose how the present list is sorted.

        The present order is turned around if it is chosen again. The cursor begins on the next one.
        """
        from rich.cells import set_cell_size

        from collab_tui.catalog.orders import direction, label_of
        from collab_tui.tui.screens.choose import ChooseScreen

        kind = self._session.pane
        present, orders = self._session.orders[kind], self._session.orders_of(kind)
        there = orders.index(plain(present))
        names = {one: set_cell_size(label_of(one), 14) for one in orders}
        labels = [f"{names[one]}{direction(one, kind)}" for one in orders]
        if plain(present) != Order.RELEVANCE:
            labels[there] = names[orders[there]] + _(
                "turn around: {order}", order=direction(turned(present), kind)
            )

        def take(label: str | None) -> None:
            if label is not None:
                self._session.sort(kind, orders[labels.index(label)])
                self._questions.ask_again()

        title = _("Sort the {kinds} by", kinds=kind.nouns)
        first = labels[(there + 1) % len(labels)]
        self._screen.app.push_screen(ChooseScreen(title, labels, first), take)

    def choose_columns(self) -> None:
        """Let the user choose the columns that are added to the present list."""
        from collab_tui.catalog.cells import columns_of
        from collab_tui.tui.screens.choose_some import Choice, ChooseSomeScreen

        kind = self._session.pane
        choices = [Choice(one.name, one.said, one.help) for one in columns_of(kind).values()]

        def take(names: list[str] | None) -> None:
            if names is not None:
                self._session.columns[kind] = tuple(names)
                self._questions.ask_again()

        title = _("Columns of the {kinds}, as many as there is room for", kinds=kind.nouns)
        present = self._session.columns.get(kind, ())
        self._screen.app.push_screen(ChooseSomeScreen(title, choices, present), take)

    def keep(self) -> None:
        """Keep the query under a name, in the config file."""
        from collab_tui.tui.screens.save_query import SaveQueryScreen

        if self._session.is_filtered and self._session.error is None:
            self._screen.app.push_screen(SaveQueryScreen(self._session.text))
        else:
            self._screen.notify(_("There is no query to keep"), severity="warning", timeout=3)
