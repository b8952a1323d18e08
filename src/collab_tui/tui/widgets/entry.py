"""Where a value is typed: what is asked, the text, how it will be read, and what can be chosen."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import Key
from textual.message import Message
from textual.widgets import Input, Static

from collab_tui.forms.offers import Offer
from collab_tui.render.cut import fill, shorten
from collab_tui.render.words import clean
from collab_tui.tui.widgets.line_list import LineList

SHOWN = 7
"""Offers visible at once."""


class Offers(LineList, can_focus=False):
    """One offer on each line. The text keeps the focus, and moves the cursor here."""

    DEFAULT_CSS = """
    Offers { display: none; background: $panel; scrollbar-size-vertical: 1; }
    Offers.-shown { display: block; }
    Offers.-chosen > .line-list--cursor { background: $primary-muted; text-style: bold; }
    Offers > .line-list--cursor { background: $panel; }
    Offers:nocolor > .line-list--cursor { text-style: none; }
    Offers.-chosen:nocolor > .line-list--cursor { text-style: bold reverse; }
    """

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.offers: Sequence[Offer] = ()
        self.is_chosen = False

    def show(self, offers: Sequence[Offer], chosen: int | None) -> None:
        """Offer something, with the cursor on one offer or on none."""
        self.offers = offers
        self.is_chosen = chosen is not None
        self.set_class(bool(offers), "-shown")
        self.set_class(self.is_chosen, "-chosen")
        self.styles.height = max(1, self.rows)
        self.set_count(len(offers), chosen or 0)

    @property
    def rows(self) -> int:
        """How many rows it takes."""
        return min(SHOWN, len(self.offers))

    def step(self, step: int) -> None:
        """Move the cursor; at first, to the first offer. Above that, no offer is chosen."""
        if not self.is_chosen:
            self._choose(step > 0)
        elif step < 0 and self.cursor == 0:
            self._choose(False)
        else:
            self.cursor += step

    def _choose(self, is_chosen: bool) -> None:
        self.is_chosen = is_chosen and bool(self.offers)
        self.set_class(self.is_chosen, "-chosen")
        self.refresh()

    @property
    def chosen(self) -> Offer | None:
        """The offer under the cursor."""
        return self.offers[self.cursor] if self.is_chosen and self.offers else None

    def draw(self, index: int, width: int) -> Text:
        """Return an offer as a line: what it is, and a note."""
        offer = self.offers[index]
        label, note = clean(offer.label), clean(offer.note)
        room = max(width // 2, width - cell_len(note) - 4)
        line = Text(f" {shorten(label, room)}  ", end="", no_wrap=True)
        left = width - line.cell_len - 1
        line.append(fill(note, min(left, cell_len(note))), "dim")
        line.append(" " * max(0, width - line.cell_len))
        return line


class Entry(Vertical):
    """Asks one thing. It is hidden while nothing is asked."""

    DEFAULT_CSS = """
    Entry { display: none; height: auto; background: $panel; padding: 0 1; }
    Entry.-asking { display: block; }
    Entry #asked { height: auto; text-style: bold; }
    Entry #why { height: auto; color: $text-muted; }
    Entry Horizontal { height: 1; }
    Entry #room { height: auto; }
    Entry #prompt { width: 2; color: $primary; text-style: bold; }
    Entry Input { width: 1fr; height: 1; border: none; padding: 0; background: $surface; }
    Entry Input:focus { border: none; }
    Entry #reads { height: auto; max-height: 4; color: $success; }
    Entry #reads.-wrong { color: $text-error; }
    """

    class Typed(Message):
        """The text changed."""

    class Taken(Message):
        """The text or an offer is to be taken; after that, go `step` rows further."""

        def __init__(self, text: str, offer: Offer | None, step: int) -> None:
            """Carry them."""
            super().__init__()
            self.text = text
            self.offer = offer
            self.step = step

    class Left(Message):
        """Nothing is to be taken."""

    def __init__(self) -> None:
        """Begin hidden."""
        super().__init__()
        self.input = Input(select_on_focus=False)
        self.offers = Offers()
        self._room = 0
        """Rows below the line that something needed since it was asked."""

    def compose(self) -> ComposeResult:
        """Lay out the question, the text, and the offers."""
        yield Static(id="asked", markup=False)
        yield Static(id="why", markup=False)
        with Horizontal():
            yield Static("›", id="prompt", markup=False)
            yield self.input
        with Vertical(id="room"):
            yield Static(id="reads", markup=False)
            yield self.offers

    @property
    def text(self) -> str:
        """What is typed."""
        return self.input.value

    @property
    def hidden_text(self) -> str:
        """What is typed, if there is no room for it in its line."""
        return self.text if cell_len(self.text) >= self.input.size.width > 0 else ""

    @property
    def is_asking(self) -> bool:
        """Whether something is asked."""
        return self.has_class("-asking")

    def ask(self, title: str, help_text: str, text: str, present: str) -> None:
        """Ask something; `text` can be changed, and `present` is shown while nothing is typed."""
        self.query_one("#asked", Static).update(clean(title))
        self.query_one("#why", Static).update(clean(help_text))
        with self.prevent(Input.Changed):
            self.input.value = text
        self.input.placeholder = clean(present)
        self.input.cursor_position = len(text)
        self._room = 0
        self.show((), None)
        self.say("")
        self.add_class("-asking")
        self.input.focus()

    def show(self, offers: Sequence[Offer], chosen: int | None) -> None:
        """Show what can be chosen."""
        self.offers.show(offers, chosen)
        self._keep_room()

    def close(self) -> None:
        """Ask nothing."""
        self.remove_class("-asking")

    def say(self, words: str, *, is_wrong: bool = False) -> None:
        """Show how the text will be read, or what is wrong with it."""
        reads = self.query_one("#reads", Static)
        reads.update(clean(words))
        reads.display = bool(words)
        reads.set_class(is_wrong, "-wrong")
        self._keep_room()

    def _keep_room(self) -> None:
        """Keep the room that was needed once, so that the line does not move during typing."""
        needed = self.query_one("#reads", Static).display + self.offers.rows
        self._room = max(1, self._room, needed)
        self.query_one("#room").styles.min_height = self._room

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if self.is_asking:
            self.post_message(self.Typed())

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.take(0)

    @on(Offers.Chosen)
    def _clicked(self, event: Offers.Chosen) -> None:
        event.stop()
        self.offers.is_chosen = True
        self.take(0)

    def on_key(self, event: Key) -> None:
        """Move in the offers, take, or leave."""
        steps = {"down": 1, "up": -1, "pagedown": SHOWN - 1, "pageup": 1 - SHOWN}
        if event.key in steps:
            self.offers.step(steps[event.key])
        elif event.key in ("tab", "shift+tab"):
            self.take(1 if event.key == "tab" else -1)
        elif event.key == "escape":
            self.post_message(self.Left())
        else:
            return
        event.stop()
        event.prevent_default()

    def take(self, step: int = 0) -> None:
        """Take the chosen offer, or the text."""
        self.post_message(self.Taken(self.text, self.offers.chosen, step))
