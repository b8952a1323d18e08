"""The footer: the keys that matter here, as many as fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.text import Text

from collab_tui.tui.widgets.line import Line


class Hint(NamedTuple):
    """A key and the word for what it does; the ones to `keep` are dropped last."""

    key: str
    word: str
    keep: bool = False

    @property
    def width(self) -> int:
        """Columns it takes, with the space around it."""
        return cell_len(self.key) + cell_len(self.word) + 3


class KeyBar(Line):
    """One line of hints, the most important first."""

    DEFAULT_CSS = """
    KeyBar { background: $panel; color: $text-muted; }
    KeyBar > .key-bar--key { color: $primary; text-style: bold; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-bar--key"}

    def __init__(self) -> None:
        """Begin without hints."""
        super().__init__()
        self._hints: Sequence[Hint] = ()

    def show(self, hints: Sequence[Hint]) -> None:
        """Show other hints."""
        if hints != self._hints:
            self._hints = hints
            self.refresh()

    def draw(self, width: int) -> Text:
        """Draw as many hints as fit."""
        key_style = self.get_component_rich_style("key-bar--key", partial=True)
        room = width - 1 - sum(hint.width for hint in self._hints if hint.keep)
        line = Text(" ", end="")
        for hint in self._hints:
            if not hint.keep:
                if hint.width > room:
                    continue
                room -= hint.width
            line.append(hint.key, key_style)
            line.append(f" {hint.word}  ")
        return line
