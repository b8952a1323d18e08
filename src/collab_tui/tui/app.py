"""The Textual app: themes, the palette of commands, and the main screen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.app import App, SystemCommand
from textual.screen import Screen

from collab_tui.tui import themes
from collab_tui.tui.actions import ACTIONS, shown_keys
from collab_tui.tui.screens.explorer import ExplorerScreen

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.config import Settings


class Explorer(App[None]):
    """Explores a catalog."""

    TITLE = "collab-tui"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING: ClassVar[str] = "ctrl+p"

    def __init__(self, catalog: Catalog, settings: Settings, query: str = "") -> None:
        """Explore `catalog`, beginning with a query."""
        super().__init__()
        self._explorer = ExplorerScreen(catalog, settings, query)
        self._settings = settings
        for theme in (themes.DARK, themes.LIGHT):
            self.register_theme(theme)
        wanted = settings.theme or themes.DARK.name
        self.theme = wanted if wanted in self.available_themes else themes.DARK.name
        self.set_keymap(settings.keys)

    def get_default_screen(self) -> Screen[None]:
        """Return the main screen."""
        return self._explorer

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer every action in the palette."""
        for action in ACTIONS:
            if action.in_palette:
                keys = "  ".join(shown_keys(action, self._settings.keys))
                yield SystemCommand(action.help, keys, self._explorer.command(action.id))
