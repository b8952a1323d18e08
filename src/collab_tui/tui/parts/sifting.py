"""When values that narrow a list take the place of the record, and when they go again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from rich.theme import Theme
from textual.events import Key, Paste
from textual.screen import Screen
from textual.widget import Widget

from collab_tui.tui.parts.lists import Lists
from collab_tui.tui.session import Session

if TYPE_CHECKING:
    from collab_tui.tui.parts.sifter import Sifter
    from collab_tui.tui.searcher import Searcher
    from collab_tui.tui.widgets.narrower_list import Entry


class Sifting:
    """Shows the sifter, which is made when it is first asked for, and closes it."""

    def __init__(
        self,
        screen: Screen[Any],
        session: Session,
        searcher: Searcher,
        lists: Lists,
        ask: Callable[[str], None],
        changed: Callable[[], None],
    ) -> None:
        """Narrow the `lists`.

        `ask` sets the query, and `changed` is called if keys do something else now.
        """
        self._screen = screen
        self._session = session
        self._searcher = searcher
        self._lists = lists
        self._ask = ask
        self._changed = changed
        self._sifter: Sifter | None = None

    @property
    def page(self) -> Widget | None:
        """What has the focus while values are chosen; None if they are not shown."""
        is_shown = self._sifter is not None and self._screen.has_class("-sifting")
        return self._sifter.input if is_shown and self._sifter is not None else None

    @property
    def entry(self) -> Entry | None:
        """The line under the cursor: a value, or the field of some."""
        return self._sifter.list.entry if self._sifter is not None else None

    @property
    def can_open(self) -> bool:
        """Whether that line shows more values, or fewer."""
        return self._sifter is not None and self._sifter.can_open

    async def begin(self, after: Widget, palette: Theme) -> None:
        """Show the values by which the present list can be narrowed."""
        from collab_tui.tui.parts.sifter import Sifter

        if self._sifter is None:
            self._sifter = Sifter(
                self._session, self._searcher, self._ask, self._changed, self._end
            )
            await self._screen.mount(self._sifter, after=after)
        self._screen.add_class("-sifting")
        self._screen.set_focus(self._sifter.input)
        self._sifter.begin(self._session.pane, palette)

    def _end(self) -> None:
        """Go from the values to the list that they narrow."""
        if self._sifter is not None:
            self._lists.activate(self._sifter.kind)
        self._screen.set_focus(self._lists.present)
        self.close()

    def close(self) -> None:
        """Show the record, or a view, in place of values."""
        if self.page is not None:
            self._searcher.drop_narrowers()
            self._screen.remove_class("-sifting")
            self._changed()

    def ask(self, text: str) -> None:
        """Count for another query."""
        if self._sifter is not None and self.page is not None:
            self._sifter.ask(text)

    def use_palette(self, palette: Theme) -> None:
        """Draw in the colours of a theme."""
        if self._sifter is not None:
            self._sifter.list.use_palette(palette)

    def acts_on(self, event: Key | Paste) -> bool:
        """Tell whether a key acts on a value that may not be there yet."""
        return self._sifter is not None and self._sifter.acts_on(event)

    async def ready(self) -> bool:
        """Wait until there is a value to act on; tell whether it waited."""
        return self._sifter is not None and await self._sifter.ready()
