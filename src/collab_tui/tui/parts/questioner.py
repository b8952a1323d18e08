"""The questioner asks one question after the other in an entry, with what can be chosen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from collab_tui.keeping.paths import PathError
from collab_tui.language import _
from collab_tui.tui.widgets.entry import Entry

if TYPE_CHECKING:
    from collab_tui.forms.asked import Ask, Next
    from collab_tui.tui.threads import CatalogThread


class Questioner:
    """Asks on a screen that has the entry, and what is hidden while it asks under ``#about``."""

    def __init__(
        self, screen: Screen[Any], choices: CatalogThread, changed: Callable[[], None]
    ) -> None:
        """Find what can be chosen in `choices`. `changed` is called when other keys work."""
        self._screen = screen
        self._choices = choices
        self._changed = changed
        self.entry = Entry()
        self.question: Ask | None = None

    def begin(self, question: Ask) -> None:
        """Ask something."""
        self.question = question
        self._screen.query_one("#about").add_class("-hidden")
        self.entry.ask(question.title, question.help, question.text, question.present)
        self.offer()
        self._changed()

    def offer(self) -> None:
        """Show how the text will be read, and what can be chosen."""
        self._screen.run_worker(self._offer(), group="offers", exclusive=True)

    async def _offer(self) -> None:
        question, typed = self.question, self.entry.text
        if question is None:
            return
        mistake = ""
        try:
            words = await asyncio.to_thread(question.reads, typed)
            self.entry.say(_("reads: {words}", words=words) if words else self.entry.hidden_text)
        except PathError as error:
            mistake = str(error)
        found = await self._choices.ask("offers", lambda c, _: question.offers(c, typed))
        if question is not self.question:
            return
        chosen = question.first(found, typed) if found is not None else None
        if mistake:  # the beginning of what is chosen is no mistake
            self.entry.say("" if chosen is not None else mistake, is_wrong=chosen is None)
        if found is not None:
            self.entry.show(found, chosen)
            self._changed()

    def take(self, event: Entry.Taken) -> Next | None:
        """Take what was typed or chosen; None if it cannot be taken, which the entry then says."""
        if self.question is None:
            return None
        try:
            return self.question.take(event.text, event.offer)
        except PathError as error:
            self.entry.say(str(error), is_wrong=True)
            return None

    def end(self) -> None:
        """Ask nothing more."""
        self.question = None
        self.entry.close()
        self._screen.query_one("#about").remove_class("-hidden")
