"""Shows what somebody else changed in a record while it was edited, beside the own changes."""

from __future__ import annotations

from enum import Enum, auto
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from collab_tui.forms.meanwhile import Joined
from collab_tui.keeping.toml_text import value_text
from collab_tui.language import _, several
from collab_tui.tui.screens.base import Base
from collab_tui.tui.widgets.diff_list import DiffList
from collab_tui.tui.widgets.key_bar import Hint, KeyBar


class Which(Enum):
    """Whose value a field gets that both changed."""

    MINE = auto()
    THEIRS = auto()


class MeanwhileScreen(Base[Which | None], ModalScreen[Which | None]):
    """Both versions. The result says which is taken where both changed a field; None goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "close", "Back"),
        Binding("enter,m", "mine", "Mine"),
        Binding("t", "theirs", "Theirs"),
    ]
    DEFAULT_CSS = """
    MeanwhileScreen { align: center middle; background: $background; }
    MeanwhileScreen #dialog { width: 100%; height: 100%; background: $surface; }
    MeanwhileScreen #words { height: auto; margin: 1; }
    MeanwhileScreen DiffList { height: 1fr; background: $surface; }
    """

    def __init__(self, joined: Joined) -> None:
        """Show two changes of one record."""
        super().__init__()
        self._joined = joined

    def compose(self) -> ComposeResult:
        """Lay out what happened, both versions, and the keys."""
        with Vertical(id="dialog"):
            yield Static(_("The record was changed meanwhile"), id="title", markup=False)
            yield Static(self._words(), id="words", markup=False)
            yield DiffList(self._lines())
            yield KeyBar()

    def on_mount(self) -> None:
        """Show the keys."""
        self.query_one(DiffList).focus()
        self.query_one(KeyBar).show(
            [
                Hint("⏎", _("keep mine there")),
                Hint("t", _("take theirs there"), pressed="t"),
                Hint("Esc", _("back to the form"), keep=True),
            ]
        )

    def _words(self) -> str:
        words = _("Somebody else changed this record in its file while you edited it.")
        if self._joined.theirs:
            kept = several(self._joined.theirs)
            words += " " + _("Changed only by them, and kept: {fields}.", fields=kept)
        return words + " " + _("Changed by both of you, in different ways:")

    def _lines(self) -> list[str]:
        lines: list[str] = []
        for one in self._joined.both:
            lines += [
                one.key,
                "  " + _("before: {value}", value=_text(one.before)),
                "- " + _("theirs: {value}", value=_text(one.theirs)),
                "+ " + _("mine:   {value}", value=_text(one.mine)),
                "",
            ]
        return lines

    def action_mine(self) -> None:
        """Keep the own values."""
        self.dismiss(Which.MINE)

    def action_theirs(self) -> None:
        """Take their values."""
        self.dismiss(Which.THEIRS)

    def action_close(self) -> None:
        """Go back to the form."""
        self.dismiss(None)


def _text(value: Any) -> str:
    return _("(nothing)") if value is None else value_text(value, None)
