"""An input beside a list: some keys act on the list in place of being typed."""

from __future__ import annotations

from collections.abc import Callable

from textual.events import Key
from textual.widgets import Input


class ActingInput(Input):
    """One line to type in."""

    DEFAULT_CSS = """
    ActingInput { height: 1; border: none; padding: 0 1; background: $surface; }
    ActingInput:focus { border: none; }
    """

    def __init__(self, act: Callable[[str], bool], placeholder: str) -> None:
        """Ask `act` about each key, by Textual's name: it does something and returns whether."""
        super().__init__(placeholder=placeholder, select_on_focus=False)
        self._does = act

    def on_key(self, event: Key) -> None:
        """Act, or type."""
        if self._does(event.key):
            event.stop()
            event.prevent_default()
