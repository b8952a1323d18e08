"""Asks before something is done that cannot be taken back, or shows what was written last."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from collab_tui.render.words import clean
from collab_tui.tui.screens.base import Base
from collab_tui.tui.widgets.key_bar import Hint, KeyBar


class ConfirmScreen(Base[bool], ModalScreen[bool]):
    """A question with a yes and a no. The result is true for yes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,n,q", "no", "No"),
        Binding("enter,y", "yes", "Yes"),
    ]
    DEFAULT_CSS = """
    ConfirmScreen { align: center middle; background: $background 60%; }
    ConfirmScreen #dialog { width: 64; max-width: 96%; height: auto; background: $surface; }
    ConfirmScreen #words { margin: 1; height: auto; }
    """

    def __init__(self, title: str, words: str, yes: str, no: str) -> None:
        """Ask `title`, explained by `words`; `yes` and `no` say what the keys do."""
        super().__init__()
        self._title = title
        self._words = words
        self._hints = [Hint("⏎", yes), Hint("Esc", no, keep=True)]

    def compose(self) -> ComposeResult:
        """Lay out the question and the keys."""
        with Vertical(id="dialog"):
            yield Static(clean(self._title), id="title", markup=False)
            yield Static(clean(self._words), id="words", markup=False)
            yield KeyBar()

    def on_mount(self) -> None:
        """Show the keys."""
        self.query_one(KeyBar).show(self._hints)

    def action_yes(self) -> None:
        """Do it."""
        self.dismiss(True)

    def action_no(self) -> None:
        """Do nothing."""
        self.dismiss(False)
