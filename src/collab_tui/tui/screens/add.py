"""Asks what sort of record is to be added."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, NamedTuple

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Static

from collab_tui.forms.writing import naming
from collab_tui.language import _
from collab_tui.records.kinds import Kind, Ref
from collab_tui.render.cut import fill
from collab_tui.render.words import clean
from collab_tui.tui.screens.base import Base
from collab_tui.tui.widgets.key_bar import Hint, KeyBar
from collab_tui.tui.widgets.line_list import LineList


class Beginning(NamedTuple):
    """A new record that can be added: its kind, and what it says from the start."""

    kind: Kind
    table: Mapping[str, Any]
    label: str
    renews: Ref | None = None
    """The agreement that it continues, and of which it has what stays the same."""

    @property
    def key(self) -> str:
        """The letter that chooses it."""
        return "r" if self.renews is not None else self.kind.value[0]


def beginnings(present: Kind, here: Ref | None, name: str) -> list[Beginning]:
    """Return what can be added, the kind of the `present` list first.

    What can name the record `here`, called `name`, does so from the start. An agreement can be
    renewed.
    """
    found = []
    for kind in sorted(Kind, key=lambda kind: kind is not present):
        table = naming(kind, here) if here is not None else {}
        label = _("{kind} with {name}", kind=kind.label, name=name) if table else kind.label
        found.append(Beginning(kind, table, label))
    if here is not None and here.kind is Kind.AGREEMENT:
        label = _("Renewal or extension of {name}", name=name)
        found.append(Beginning(Kind.AGREEMENT, {}, label, renews=here))
    return found


class _Kinds(LineList):
    def __init__(self, found: Sequence[Beginning]) -> None:
        super().__init__()
        self.found = found

    def draw(self, index: int, width: int) -> Text:
        one = self.found[index]
        line = Text(f" {one.key}  ", "bold", end="", no_wrap=True)
        return line.append(fill(clean(one.label), width - 4), "not bold")


class AddScreen(Base[Beginning | None], ModalScreen[Beginning | None]):
    """A line for each kind, and one for a renewal. The result is one of them, or none."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,backspace", "close", "Close"),
        Binding("enter", "take", "Take"),
    ]
    DEFAULT_CSS = """
    AddScreen { align: center middle; background: $background 60%; }
    AddScreen #dialog { width: 64; max-width: 96%; height: auto; background: $surface; }
    AddScreen _Kinds { background: $surface; }
    """

    def __init__(self, found: Sequence[Beginning]) -> None:
        """Offer `found`, with the cursor on the first."""
        super().__init__()
        self._list = _Kinds(found)

    def compose(self) -> ComposeResult:
        """Lay out title, kinds and keys."""
        with Vertical(id="dialog"):
            yield Static(_("Add a record"), id="title", markup=False)
            yield self._list
            yield KeyBar()

    def on_mount(self) -> None:
        """Begin at the first."""
        count = len(self._list.found)
        self._list.styles.height = count
        self._list.set_count(count)
        self._list.focus()
        cancel = Hint("Esc", _("cancel"), keep=True)
        self.query_one(KeyBar).show([Hint("⏎", _("begin")), Hint("↑↓", _("choose")), cancel])

    def on_key(self, event: Key) -> None:
        """Take the kind whose letter is pressed."""
        for one in self._list.found:
            if event.key == one.key:
                event.stop()
                event.prevent_default()
                self.dismiss(one)

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        """Take what was clicked."""
        event.stop()
        self.action_take()

    def action_take(self) -> None:
        """Take the kind under the cursor."""
        self.dismiss(self._list.found[self._list.cursor])

    def action_close(self) -> None:
        """Take none."""
        self.dismiss(None)
