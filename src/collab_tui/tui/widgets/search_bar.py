"""The search bar: one line to type in, a message about it, and values to choose."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from rich.cells import cell_len
from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import Key
from textual.message import Message
from textual.widgets import Input, Static

from collab_tui.render.words import clean
from collab_tui.tui.steps import Recalled
from collab_tui.tui.widgets.facet_list import FacetList

if TYPE_CHECKING:
    from collab_tui.catalog.facets import Facet
    from collab_tui.query.edit import TypedValue
    from collab_tui.query.syntax import QueryError

AskFacets: TypeAlias = "Callable[[TypedValue], Awaitable[Sequence[Facet] | None]]"

PROMPT = 3
"""Columns before the text."""


class SearchBar(Vertical):
    """Where the query is typed.

    While a field's value is typed, `facets` offers the values that occur. The screen lays it out
    above everything else.
    """

    DEFAULT_CSS = """
    SearchBar { height: auto; background: $surface; }
    SearchBar Horizontal { height: 1; }
    SearchBar #prompt { width: 3; color: $text-muted; }
    SearchBar.-active #prompt { color: $primary; text-style: bold; }
    SearchBar Input { width: 1fr; height: 1; border: none; padding: 0; background: $surface; }
    SearchBar Input:focus { border: none; }
    SearchBar #registry { width: auto; max-width: 50%; height: 1; padding: 0 1; }
    SearchBar #registry { color: $text-muted; text-wrap: nowrap; text-overflow: ellipsis; }
    SearchBar #message { height: auto; display: none; padding: 0 3; color: $text-muted; }
    SearchBar #message.-shown { display: block; }
    SearchBar #message.-error { color: $text-error; }
    """

    class Asked(Message):
        """The text changed."""

        def __init__(self, text: str) -> None:
            """Carry the new text."""
            super().__init__()
            self.text = text

    class Done(Message):
        """Typing is over: go to the results."""

    class Offering(Message):
        """Values are offered now, or no longer."""

    def __init__(
        self, text: str, ask_facets: AskFacets, earlier: Callable[[], Sequence[str]]
    ) -> None:
        """Start with a query; `ask_facets` gets the values to offer, `earlier` the queries that
        were asked before, the newest first.
        """
        super().__init__(id="search")
        self._begin_with = text
        self.input = Input(
            placeholder="search: words, with:nuh, country:SG, signed:2024 …",
            select_on_focus=False,
        )
        self.facets = FacetList()
        self.offer: str | None = None
        """A better query, which Enter takes."""
        self._ask_facets = ask_facets
        self._earlier = earlier
        self._recalled: Recalled | None = None
        self._typed: TypedValue | None = None
        self._registry = Static(id="registry", markup=False)
        self._message = Static(id="message", markup=False)

    def compose(self) -> ComposeResult:
        """Lay out prompt, input, the registry's title and the message."""
        with Horizontal():
            yield Static(" / ", id="prompt", markup=False)
            yield self.input
            yield self._registry
        yield self._message

    def on_mount(self) -> None:
        """Put the first query in."""
        if self._begin_with:
            self.set_text(self._begin_with)

    @property
    def text(self) -> str:
        """The text of the query."""
        return self.input.value

    def set_text(self, text: str) -> None:
        """Put another query in, without reporting it."""
        with self.input.prevent(Input.Changed):
            self.input.value = text
            self.input.cursor_position = len(text)
        self._typed = None  # and offer no values that are still being looked for
        self._recalled = None
        self.hide_values()

    def hide_values(self) -> None:
        """Offer no values."""
        if self.facets.is_shown:
            self.facets.hide()
            self.post_message(self.Offering())

    def set_registry(self, title: str) -> None:
        """Say which registry this is."""
        self._registry.update(Text(clean(title), no_wrap=True, overflow="ellipsis"))

    def say(self, message: str, offer: str | None = None) -> None:
        """Show a message below the bar; nothing if `message` is empty."""
        self.offer = offer
        if message or self._message.content:
            self._message.update(clean(message))
            self._message.update_classes({"-shown": bool(message), "-error": False})

    def complain(self, error: QueryError) -> None:
        """Show a mistake, under its column."""
        self.offer = None
        before = cell_len(self.text[: error.start])
        offset = max(0, before - int(self.input.scroll_offset.x))
        text = error.message + (f": {error.hint}" if error.hint else "")
        room = max(20, self.size.width - 2 * PROMPT)
        indent = max(0, min(offset, room - len(text) - 2))
        self._message.update(" " * indent + "▲ " + clean(text))
        self._message.add_class("-shown", "-error")

    # Typing

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        from collab_tui.query.edit import TypedValue

        event.stop()
        self._recalled = None
        self.post_message(self.Asked(event.value))
        self._typed = TypedValue.find(event.value, self.input.cursor_position)
        if self._typed is None:
            self.hide_values()
        else:
            self._offer_values(self._typed)

    @work(exclusive=True, group="facets")
    async def _offer_values(self, typed: TypedValue) -> None:
        found = await self._ask_facets(typed)
        if found is None or typed is not self._typed or not self.input.has_focus:
            return
        if not self.facets.is_attached:
            await self.screen.mount(self.facets)
        # A value that is already complete needs no offers.
        if len(found) == 1 and _is_typed(found[0], typed):
            found = ()
        self.facets.show(found)
        self._place_values()
        whole = [index for index, facet in enumerate(found) if _is_typed(facet, typed)]
        self.facets.cursor = whole[0] if whole else 0
        self.post_message(self.Offering())

    def on_resize(self) -> None:
        """Keep the values below the message about the query, which may have several lines."""
        self._place_values()

    def _place_values(self) -> None:
        if self._typed is not None and self.facets.is_shown:
            left = PROMPT + self._typed.start - int(self.input.scroll_offset.x)
            room = max(0, self.screen.size.width - 60)
            self.facets.styles.offset = (min(max(0, left), room), self.size.height)

    def on_key(self, event: Key) -> None:
        """Move in the values and take one; remove a term; go to the results."""
        if self.facets.is_shown and self._take_key(event.key):
            event.stop()
            event.prevent_default()
        elif event.key in ("up", "down"):
            event.stop()
            if not self._recall(1 if event.key == "up" else -1) and event.key == "down":
                self.post_message(self.Done())
        elif event.key == "ctrl+w":
            event.stop()
            event.prevent_default()
            from collab_tui.query.edit import drop_at

            self.input.value = drop_at(self.text, self.input.cursor_position)

    def _recall(self, step: int) -> bool:
        """Put an earlier query in, or a later one again; tell whether there is one."""
        recalled = self._recalled or Recalled(self.text, self._earlier())
        text = recalled.go(step)
        if text is None:
            return False
        self.set_text(text)
        self._recalled = recalled
        self.post_message(self.Asked(text))
        return True

    def _take_key(self, key: str) -> bool:
        if key in ("down", "up"):
            self.facets.cursor += 1 if key == "down" else -1
        elif key == "enter" and self._is_taken():
            self.hide_values()
            return False
        elif key in ("tab", "enter"):
            self.take()
        elif key == "escape":
            self.hide_values()
        else:
            return False
        return True

    def _is_taken(self) -> bool:
        facet, typed = self.facets.chosen, self._typed
        return facet is not None and typed is not None and _is_typed(facet, typed)

    def take(self) -> None:
        """Put the value under the cursor into the query."""
        from collab_tui.query.edit import TypedValue, written

        facet, typed = self.facets.chosen, self._typed
        here = TypedValue.find(self.text, self.input.cursor_position)
        if facet is None or typed is None or here is None or here.start != typed.start:
            self.hide_values()  # the cursor has moved away
            return
        before = self.text[: typed.start] + written(facet.value)
        after = self.text[self.input.cursor_position :].lstrip()
        self.hide_values()
        self._typed = None
        self.input.value = f"{before}{typed.ending}{after}"
        self.input.cursor_position = len(before) + len(typed.ending)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self.offer is not None:
            self.input.value, self.offer = self.offer, None
            self.input.cursor_position = len(self.input.value)
        else:
            self.post_message(self.Done())


def _is_typed(facet: Facet, typed: TypedValue) -> bool:
    """Tell whether a value is already there, in full."""
    return facet.value.lower() == typed.typed.lower()
