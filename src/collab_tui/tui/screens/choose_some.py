"""Asks for some of a few names."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import ClassVar, NamedTuple

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from collab_tui.language import _
from collab_tui.render.cut import fill
from collab_tui.render.words import clean
from collab_tui.tui.screens.base import Base
from collab_tui.tui.widgets.key_bar import Hint, KeyBar
from collab_tui.tui.widgets.line_list import LineList

NAME = 14
"""Cells of a name."""


class Choice(NamedTuple):
    """One of the choices: its name in the result, how it is shown, and what it means."""

    name: str
    said: str
    meaning: str


class _Names(LineList):
    def __init__(self, choices: Sequence[Choice], chosen: Collection[str]) -> None:
        super().__init__()
        self.choices = choices
        self.chosen = set(chosen)

    def draw(self, index: int, width: int) -> Text:
        choice = self.choices[index]
        is_chosen = choice.name in self.chosen
        line = Text(f" {'●' if is_chosen else '○'} ", end="")
        line.append(fill(choice.said, NAME), "bold" if is_chosen else "")
        line.append(fill(clean(choice.meaning), width - line.cell_len - 1) + " ")
        return line

    def toggle(self) -> None:
        self.chosen ^= {self.choices[self.cursor].name}
        self.refresh()


class ChooseSomeScreen(Base[list[str] | None], ModalScreen[list[str] | None]):
    """A list of names with their meanings. The result has those that are chosen, in order."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,backspace", "close", "Close"),
        Binding("space", "choose", "Choose, or no longer"),
        Binding("enter", "take", "Take"),
    ]
    DEFAULT_CSS = """
    ChooseSomeScreen { align: center middle; background: $background 60%; }
    ChooseSomeScreen #dialog { width: 71; max-width: 96%; height: auto; background: $surface; }
    ChooseSomeScreen _Names { background: $surface; max-height: 16; }
    """

    def __init__(self, title: str, choices: Sequence[Choice], chosen: Collection[str]) -> None:
        """Offer `choices`, of which some are `chosen`, given by their names."""
        super().__init__()
        self._title = title
        self._list = _Names(choices, chosen)

    def compose(self) -> ComposeResult:
        """Lay out title, names and keys."""
        with Vertical(id="dialog"):
            yield Static(self._title, id="title", markup=False)
            yield self._list
            yield KeyBar()

    def on_mount(self) -> None:
        """Begin at the first name."""
        self._list.styles.height = len(self._list.choices)
        self._list.set_count(len(self._list.choices))
        self._list.focus()
        hints = [
            Hint("Space", _("choose")),
            Hint("⏎", _("take")),
            Hint("Esc", _("cancel"), keep=True),
        ]
        self.query_one(KeyBar).show(hints)

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        """Choose what was clicked, or no longer."""
        event.stop()
        self._list.toggle()

    def action_choose(self) -> None:
        """Choose the name under the cursor, or no longer."""
        self._list.toggle()

    def action_take(self) -> None:
        """Take what is chosen."""
        names = [choice.name for choice in self._list.choices]
        self.dismiss([name for name in names if name in self._list.chosen])

    def action_close(self) -> None:
        """Change nothing."""
        self.dismiss(None)
