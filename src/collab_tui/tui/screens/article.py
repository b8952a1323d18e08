"""Asks for an article: a file, or a pasted text. It is read in a process of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Key, Paste
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from collab_tui.language import _, _n
from collab_tui.reasons import why
from collab_tui.render.words import clean
from collab_tui.tui.article_files import article_files, named
from collab_tui.tui.screens.base import Base
from collab_tui.tui.typed import is_text
from collab_tui.tui.widgets.acting_input import ActingInput
from collab_tui.tui.widgets.entry import Offers
from collab_tui.tui.widgets.key_bar import Hint, KeyBar
from collab_tui.workers import Worker, WorkerGoneError

if TYPE_CHECKING:
    from collab_tui.reviewing.beginning import Question
    from collab_tui.reviewing.review import Review

READER = "collab_tui.reviewing.beginning:begin"
ABOUT = _(
    "A saved page (HTML), PDF, Markdown or text. Or paste the text of the article "
    "here. Nothing is fetched."
)
GONE = _("The article cannot be read; save its text, and give that")


class _Field(ActingInput):
    """Takes a path. A text of several lines that is pasted is not typed, but passed on."""

    class Pasted(Message):
        """A text was pasted."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def on_paste(self, event: Paste) -> None:
        if "\n" in event.text.strip() or len(event.text) > 1_000:
            event.stop()
            event.prevent_default()
            self.post_message(self.Pasted(event.text))


class ArticleScreen(Base["Review | None"], ModalScreen["Review | None"]):
    """One line for the file or the text. The result is the review of the article."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "Close")]
    DEFAULT_CSS = """
    ArticleScreen { align: center middle; background: $background 60%; }
    ArticleScreen #dialog { width: 84; max-width: 96%; height: auto; background: $surface; }
    ArticleScreen #why { margin: 1 1 0 1; height: auto; color: $text-muted; }
    ArticleScreen ActingInput { margin: 1; background: $panel; }
    ArticleScreen #room { height: 9; margin: 0 1; }
    ArticleScreen #said { height: auto; display: none; }
    ArticleScreen #said.-wrong { color: $text-error; }
    """

    def __init__(self, question: Callable[[str, str], Question]) -> None:
        """Ask; `question` makes what the reader is asked of a path or a text."""
        super().__init__()
        self._question = question
        self._field = _Field(self._act, _("path of the file, or paste the text"))
        self._offers = Offers()
        self._pasted = ""
        self._worker: Worker | None = None
        self._is_reading = self._is_broken_off = False

    def compose(self) -> ComposeResult:
        """Lay out the question, the field, what can be chosen, and the keys."""
        with Vertical(id="dialog"):
            yield Static(_("From an article to a record"), id="title", markup=False)
            yield Static(ABOUT, id="why", markup=False)
            yield self._field
            with Vertical(id="room"):
                yield self._offers
                yield Static(id="said", markup=False)
            yield KeyBar()

    def on_mount(self) -> None:
        """Begin typing."""
        self._field.focus()
        self._offer()
        self._show_keys()

    def on_unmount(self) -> None:
        """End the reader."""
        self._break_off()

    async def prepare_for(self, event: Key | Paste) -> bool:
        """Wait for what can be chosen, and for the reader; Esc breaks it off."""
        is_way_out = isinstance(event, Key) and event.key == "escape"
        if is_way_out or (is_text(event) and not self._is_reading):
            return False
        return await self.finish(("draft", "offers"))

    def _show_keys(self) -> None:
        leave = Hint("Esc", _("break off") if self._is_reading else _("cancel"), keep=True)
        complete = (
            [Hint("↑↓", _("choose")), Hint("Tab", _("complete"))] if self._offers.offers else []
        )
        self.query_one(KeyBar).show([Hint("⏎", _("read it")), *complete, leave])

    def _say(self, words: str, *, is_wrong: bool = False) -> None:
        said = self.query_one("#said", Static)
        said.update(clean(words))
        said.display = bool(words)
        said.set_class(is_wrong, "-wrong")

    # What is typed

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._pasted = ""
        self._say("")
        self._offer()

    @on(_Field.Pasted)
    def _was_pasted(self, event: _Field.Pasted) -> None:
        event.stop()
        with self.prevent(Input.Changed):
            self._field.value = ""
        self._pasted = event.text
        self._offers.show((), None)
        beginning = " ".join(event.text.split())[:60]
        self._say(
            _n(
                "Pasted: {count} character. {beginning} …",
                "Pasted: {count} characters. {beginning} …",
                len(event.text),
                beginning=beginning,
            )
        )
        self._show_keys()

    @work(exclusive=True, group="offers")
    async def _offer(self) -> None:
        """Show the files that may be meant."""
        typed = self._field.value
        found = await asyncio.to_thread(article_files, typed)
        if self.is_open and typed == self._field.value and not self._pasted:
            self._offers.show(found, None)
            self._show_keys()

    def _act(self, key: str) -> bool:
        """Move in what can be chosen, or complete the path."""
        steps = {"down": 1, "up": -1}
        if key in steps:
            self._offers.step(steps[key])
        elif key == "tab":
            self._complete()
        else:
            return False
        return True

    def _complete(self) -> bool:
        """Put the chosen file or the first one into the field; tell whether it is a folder."""
        offers = self._offers.offers
        offer = self._offers.chosen or (offers[0] if offers else None)
        if offer is None:
            return False
        self._field.value = offer.value
        self._field.cursor_position = len(offer.value)
        return offer.value.endswith("/")

    @on(Offers.Chosen)
    def _clicked(self, event: Offers.Chosen) -> None:
        event.stop()
        self._offers.is_chosen = True
        self._complete()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self._offers.chosen is not None and self._complete():
            return
        path = named(self._field.value)
        if self._pasted or path:
            self._read("" if self._pasted else path, self._pasted)
        else:
            self._say(
                _("Write the path of a file, or paste the text of the article"), is_wrong=True
            )

    # Reading

    @work(exclusive=True, group="draft")
    async def _read(self, path: str, text: str) -> None:
        self._is_reading, self._is_broken_off = True, False
        self._say(_("Reading the article …"))
        self._show_keys()
        try:
            found = await self._review(self._question(path, text))
        except WorkerGoneError:
            found = GONE
        except OSError as error:
            found = _("The article cannot be read: {reason}", reason=why(error))
        finally:
            self._is_reading = False
            self._break_off()
        if not self.is_open:
            return
        self._show_keys()
        if self._is_broken_off:
            self._say(_("Broken off"))
        elif isinstance(found, str):
            self._say(found, is_wrong=True)
        else:
            self.dismiss(found)

    async def _review(self, question: Question) -> Review | str:
        """Ask the reader.

        Raises:
            OSError: no further process can be started.
            WorkerGoneError: it ended.
        """
        self._worker = worker = await asyncio.to_thread(Worker, READER)
        if self._is_broken_off:
            raise WorkerGoneError
        await asyncio.to_thread(worker.ask, question)
        found: Review | str = await asyncio.to_thread(worker.answer)
        return found

    def _break_off(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.end()

    def action_close(self) -> None:
        """Break off the reading; if nothing is read, close."""
        if self._is_reading:
            self._is_broken_off = True
            self._break_off()
        else:
            self.dismiss(None)
