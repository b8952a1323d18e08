"""The search bar: one line to type in, a message about it, and offers to choose from."""

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

from collab_tui.language import _
from collab_tui.render.words import clean
from collab_tui.tui.steps import Recalled
from collab_tui.tui.widgets.offer_list import OfferList

if TYPE_CHECKING:
    from collab_tui.catalog.offers import Offer
    from collab_tui.query.edit import TypedValue
    from collab_tui.query.syntax import QueryError
    from collab_tui.query.typed_word import TypedWord

    Typed: TypeAlias = TypedValue | TypedWord

AskOffers: TypeAlias = "Callable[[Typed], Awaitable[Sequence[Offer] | None]]"

PROMPT = 3
"""Columns before the text."""


class SearchBar(Vertical):
    """Where the query is typed.

    `offers` has what may be meant: the values of a field that is typed, the terms that a plain word
    begins, and questions if nothing is typed. The screen lays it out above everything else. Values
    have a cursor from the start. Of other offers, one must be chosen before Enter takes it.
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
        """Something is offered now, or no longer, or is chosen."""

    class Question(Message):
        """A whole question was taken: answer it, and go to the answer."""

        def __init__(self, text: str) -> None:
            """Carry the query."""
            super().__init__()
            self.text = text

    def __init__(
        self, text: str, ask_offers: AskOffers, earlier: Callable[[], Sequence[str]]
    ) -> None:
        """Start with a query; `ask_offers` gets what to offer, `earlier` the queries that were
        asked before, the newest first.
        """
        super().__init__(id="search")
        self._begin_with = text
        self.input = Input(
            placeholder=_("search: words, with:nuh, country:SG, signed:2024 …"),
            select_on_focus=False,
        )
        self.offers = OfferList()
        self.offer: str | None = None
        """A better query, which Enter takes."""
        self._is_offered = True
        """Whether there is an answer about what is typed."""
        self._ask_offers = ask_offers
        self._earlier = earlier
        self._recalled: Recalled | None = None
        self._typed: Typed | None = None
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
        self._typed = None  # and offer nothing that is still being looked for
        self._recalled = None
        self.hide_offers()

    def begin_term(self, field: str) -> None:
        """Type the name of a field after the query; its values are then offered."""
        text = self.text.strip()
        self.input.value = f"{text} {field}:" if text else f"{field}:"
        self.input.cursor_position = len(self.input.value)

    def hide_offers(self) -> None:
        """Offer nothing."""
        if self.offers.is_shown:
            self.offers.hide()
            self.post_message(self.Offering())

    def stop_offering(self) -> None:
        """Offer nothing, and look for nothing to offer."""
        self.workers.cancel_group(self, "offers")
        self.hide_offers()

    def awaits_offers(self, key: str) -> bool:
        """Tell whether offers that are still looked for decide what a key does.

        Those for a word have no cursor when they come: Enter and Escape do the same without them.
        """
        if not self.input.has_focus:
            return False
        from collab_tui.query.edit import TypedValue

        return isinstance(self._typed, TypedValue) or key not in ("enter", "escape")

    @property
    def is_choosing(self) -> bool:
        """Whether one of the offers is under the cursor."""
        return self.offers.is_shown and self.offers.has_cursor

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
        indent = max(0, min(offset, room - cell_len(text) - 2))
        self._message.update(" " * indent + "▲ " + clean(text))
        self._message.add_class("-shown", "-error")

    # Typing

    def begin(self) -> None:
        """Offer questions if nothing is typed yet."""
        if not self.text:
            self._typed = _typed(self.text, 0)
            self._is_offered = False
            self.offer_terms()

    def offer_terms(self) -> None:
        """Offer what may be meant by what is typed, now that the lists are there."""
        if self._typed is not None and not self._is_offered:
            self._offer(self._typed)

    def count_again(self) -> None:
        """Offer the same with other counts, unless one is being chosen."""
        if self._typed is not None and self.offers.is_shown and not self.offers.has_cursor:
            self._offer(self._typed)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._recalled = None
        self._typed, self._is_offered = _typed(event.value, self.input.cursor_position), False
        if self._typed is None:
            self.hide_offers()
        self.post_message(self.Asked(event.value))

    @work(exclusive=True, group="offers")
    async def _offer(self, typed: Typed) -> None:
        from collab_tui.query.edit import TypedValue

        found = await self._ask_offers(typed)
        if found is None or typed is not self._typed:
            return  # if a question for the lists broke it off, their answer asks for it again
        self._is_offered = True
        if not self.input.has_focus:
            return
        if not self.offers.is_attached:
            await self.screen.mount(self.offers)
        # What is already complete needs no offers.
        if len(found) == 1 and _is_typed(found[0], typed):
            found = ()
        whole = [index for index, offer in enumerate(found) if _is_typed(offer, typed)]
        at = whole[0] if whole else 0
        self.offers.show(found, at if isinstance(typed, TypedValue) else None)
        self._place_offers()
        self.post_message(self.Offering())

    def on_resize(self) -> None:
        """Keep the offers below the message about the query, which may have several lines."""
        self._place_offers()

    def _place_offers(self) -> None:
        if self._typed is not None and self.offers.is_shown:
            offer = self.offers.first
            word = offer.place if offer is not None else None
            start = self._typed.start if word is None else word.start
            left = PROMPT + start - int(self.input.scroll_offset.x)
            room = max(0, self.screen.size.width - 60)
            self.offers.styles.offset = (min(max(0, left), room), self.size.height)

    def on_key(self, event: Key) -> None:
        """Move in the offers and take one; remove a term; go to the results."""
        if self.offers.is_shown and self._take_key(event.key):
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
        if key == "down" or (key == "up" and self.is_choosing):
            self.offers.step(1 if key == "down" else -1)
            self.post_message(self.Offering())
        elif self._takes(key):
            self.take()
        elif key == "escape" and self.is_choosing:
            self.hide_offers()
        else:
            if key in ("enter", "escape", "tab"):
                self.hide_offers()
            return False
        return True

    def _takes(self, key: str) -> bool:
        """Tell whether a key takes an offer. Enter needs one to be chosen; Tab takes the first."""
        if key == "tab":
            return self.is_choosing or bool(self.text)
        return key == "enter" and self.is_choosing and not self._is_taken()

    def _is_taken(self) -> bool:
        offer, typed = self.offers.first, self._typed
        return offer is not None and typed is not None and _is_typed(offer, typed)

    def take(self) -> None:
        """Put the offer under the cursor, or the first one, into the query."""
        offer, typed = self.offers.first, self._typed
        here = _typed(self.text, self.input.cursor_position)
        self.hide_offers()
        if offer is None or typed is None or here is None or here.start != typed.start:
            return  # the cursor has moved away
        self._typed = None
        if offer.is_question:
            self.post_message(self.Question(offer.text))
            return
        if offer.place is not None:
            begin, end = offer.place.start, offer.place.end
            self.input.value = self.text[:begin] + offer.text + self.text[end:]
            self.input.cursor_position = len(self.input.value)
            return
        before = self.text[: typed.start] + offer.text
        after = self.text[self.input.cursor_position :].lstrip()
        ending = "" if offer.text.endswith(":") else typed.ending
        self.input.value = f"{before}{ending}{after}"
        self.input.cursor_position = len(before) + len(ending)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self.offer is not None:
            self.input.value, self.offer = self.offer, None
            self.input.cursor_position = len(self.input.value)
        else:
            self.post_message(self.Done())


def _typed(text: str, column: int) -> Typed | None:
    """Return the value or the word that is being typed at `column`."""
    from collab_tui.query.edit import TypedValue
    from collab_tui.query.typed_word import TypedWord

    return TypedValue.find(text, column) or TypedWord.find(text, column)


def _is_typed(offer: Offer, typed: Typed) -> bool:
    """Tell whether an offer is already there, in full."""
    return offer.value.lower() == typed.typed.lower()
