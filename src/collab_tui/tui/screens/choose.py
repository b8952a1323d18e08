"""Asks for one of a few names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from collab_tui.language import _
from collab_tui.render.cut import fill
from collab_tui.tui.screens.base import Base
from collab_tui.tui.widgets.key_bar import Hint, KeyBar
from collab_tui.tui.widgets.line_list import LineList

LEAST_WIDTH = 44
"""Columns of the dialog, unless a name needs more."""


class _Names(LineList):
    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self.names = names

    def draw(self, index: int, width: int) -> Text:
        return Text(fill(f" {self.names[index]}", width - 1) + " ", end="")

    def on_mount(self) -> None:
        self.set_count(len(self.names))


class ChooseScreen(Base[str | None], ModalScreen[str | None]):
    """A list of names. The result is one of them, or none."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,backspace", "close", "Close"),
        Binding("enter", "take", "Take"),
    ]
    DEFAULT_CSS = """
    ChooseScreen { align: center middle; background: $background 60%; }
    ChooseScreen #dialog { max-width: 96%; height: auto; background: $surface; }
    ChooseScreen _Names { background: $surface; max-height: 75vh; }
    """

    def __init__(self, title: str, names: Sequence[str], present: str) -> None:
        """Offer `names`, with the cursor on the `present` one."""
        super().__init__()
        self._title = title
        self._list = _Names(names)
        self._present = names.index(present) if present in names else 0

    def compose(self) -> ComposeResult:
        """Lay out title, names and keys."""
        with Vertical(id="dialog"):
            yield Static(self._title, id="title", markup=False)
            yield self._list
            yield KeyBar()

    def on_mount(self) -> None:
        """Begin at the present name."""
        self._list.styles.height = len(self._list.names)
        longest = max(map(cell_len, [self._title, *self._list.names]))
        self.query_one("#dialog").styles.width = max(LEAST_WIDTH, longest + 4)
        self._list.set_count(len(self._list.names), self._present)
        self._list.focus()
        self.query_one(KeyBar).show([Hint("⏎", _("take")), Hint("Esc", _("cancel"), keep=True)])

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        """Take what was clicked."""
        event.stop()
        self.action_take()

    def action_take(self) -> None:
        """Take the name under the cursor."""
        self.dismiss(self._list.names[self._list.cursor])

    def action_close(self) -> None:
        """Take none."""
        self.dismiss(None)
