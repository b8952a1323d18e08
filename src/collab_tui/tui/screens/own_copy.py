"""Asks where to copy the built-in registry, before somebody edits it and loses the changes."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Key, Paste
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from collab_tui.language import _
from collab_tui.render.words import clean
from collab_tui.tui.own_copy import CopyError, copy_registry, suggested_folder
from collab_tui.tui.screens.base import Base
from collab_tui.tui.widgets.key_bar import Hint, KeyBar

WARNING = _(
    "This file came with collab-tui: the next installation throws away your changes "
    "in it. A copy of the registry in a folder of your own stays yours. Copy it to:"
)
REFUSAL = _(
    "This registry came with collab-tui. It is not changed here, because the next "
    "installation throws away all changes in it. A copy in a folder of your own "
    "stays yours. Copy it to:"
)


class OwnCopyScreen(Base[Path | bool], ModalScreen[Path | bool]):
    """One line for the folder. The result is the copy, or whether to edit without one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close"),
        Binding("ctrl+o", "edit_here", "Edit", priority=True),
    ]
    DEFAULT_CSS = """
    OwnCopyScreen { align: center middle; background: $background; }
    OwnCopyScreen #dialog { width: 76; max-width: 96%; height: auto; background: $surface; }
    OwnCopyScreen #warning { margin: 1 1 0 1; height: auto; }
    OwnCopyScreen Input { height: 1; border: none; margin: 1; padding: 0; background: $panel; }
    OwnCopyScreen Input:focus { border: none; }
    OwnCopyScreen #said { margin: 0 1 1 1; height: auto; min-height: 2; color: $text-error; }
    """

    def __init__(self, *, may_edit: bool = True) -> None:
        """Offer a copy; with `may_edit`, also to edit without one."""
        super().__init__()
        self._may_edit = may_edit

    def compose(self) -> ComposeResult:
        """Lay out the warning and the folder."""
        with Vertical(id="dialog"):
            yield Static(_("Edit a copy of your own"), id="title", markup=False)
            yield Static(WARNING if self._may_edit else REFUSAL, id="warning", markup=False)
            yield Input(suggested_folder(), select_on_focus=False)
            yield Static(id="said", markup=False)
            yield KeyBar()

    def on_mount(self) -> None:
        """Begin typing."""
        keys = [
            Hint("⏎", _("copy and open it")),
            *([Hint("Ctrl+o", _("edit here"), pressed="ctrl+o")] if self._may_edit else []),
            Hint("Esc", _("cancel"), keep=True),
        ]
        self.query_one(KeyBar).show(keys)
        self.query_one(Input).focus()

    async def prepare_for(self, event: Key | Paste) -> bool:
        """Wait until the copy is made; tell whether it waited."""
        return await self.finish(("copy",))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._copy(event.value)

    @work(exclusive=True, group="copy")
    async def _copy(self, folder: str) -> None:
        try:
            made = await asyncio.to_thread(copy_registry, folder)
        except CopyError as error:
            self.query_one("#said", Static).update(clean(str(error)))
        else:
            self.dismiss(made)

    def action_edit_here(self) -> None:
        """Edit the file, although the next installation will replace it."""
        if self._may_edit:
            self.dismiss(True)

    def action_close(self) -> None:
        """Edit nothing."""
        self.dismiss(False)
