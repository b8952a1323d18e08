"""Asks for the name of a query that is kept."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from collab_tui.config import ConfigError, save_query
from collab_tui.language import _
from collab_tui.records.kinds import is_slug
from collab_tui.render.words import clean
from collab_tui.tui.screens.base import Base
from collab_tui.tui.widgets.key_bar import Hint, KeyBar


class SaveQueryScreen(Base[None], ModalScreen[None]):
    """One line for the name."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "Close")]
    DEFAULT_CSS = """
    SaveQueryScreen { align: center middle; background: $background; }
    SaveQueryScreen #dialog { width: 60; max-width: 96%; height: auto; background: $surface; }
    SaveQueryScreen #query { margin: 1 1 0 1; color: $text-muted; height: auto; max-height: 5; }
    SaveQueryScreen Input { height: 1; border: none; margin: 1; padding: 0; background: $panel; }
    SaveQueryScreen Input:focus { border: none; }
    SaveQueryScreen #said { margin: 0 1 1 1; height: auto; min-height: 2; color: $text-error; }
    """

    def __init__(self, query: str) -> None:
        """Keep `query`."""
        super().__init__()
        self._text = query

    def compose(self) -> ComposeResult:
        """Lay out the query and the name."""
        with Vertical(id="dialog"):
            yield Static(_("Keep this query under a name"), id="title", markup=False)
            yield Static(clean(self._text), id="query", markup=False)
            yield Input(placeholder=_("such as: expiring-soon"))
            yield Static(id="said", markup=False)
            yield KeyBar()

    def on_mount(self) -> None:
        """Begin typing."""
        self.query_one(KeyBar).show([Hint("⏎", _("keep")), Hint("Esc", _("cancel"), keep=True)])
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def _keep(self, event: Input.Submitted) -> None:
        event.stop()
        name = event.value.strip()
        if not is_slug(name):
            self._say(_("a name of lower-case letters, digits and hyphens"))
            return
        try:
            path = save_query(name, self._text)
        except ConfigError as error:
            self._say(str(error))
            return
        self.dismiss()
        self.app.notify(_("Kept @{name} in {path}", name=name, path=path), timeout=4, markup=False)

    def _say(self, message: str) -> None:
        self.query_one("#said", Static).update(clean(message))

    def action_close(self) -> None:
        """Keep nothing."""
        self.dismiss()
