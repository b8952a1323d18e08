"""The footer: the keys that matter here, as many as fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.text import Text
from textual import events

from collab_tui.tui.plain import named_keys
from collab_tui.tui.widgets.line import Line


class Hint(NamedTuple):
    """A key and the word for its action; hints with `keep` are dropped last."""

    key: str
    word: str
    keep: bool = False
    pressed: str = ""
    """Textual's name of the key that a click presses; by default the key that is shown."""

    @property
    def width(self) -> int:
        """Columns it takes, with the space around it."""
        return cell_len(self.key) + cell_len(self.word) + 3

    @property
    def is_way_back(self) -> bool:
        """Whether the key leaves a place, and must be told there."""
        return self.keep and self.pressed == "escape"

    @property
    def place(self) -> int:
        """In which turn it gets room, from 0."""
        return 0 if self.is_way_back else 1 if self.keep else 2


_PRESSED = {
    "⏎": "enter",
    "Esc": "escape",
    "↑↓": "down",
    "←→": "right",
    "PgDn": "pagedown",
    "Tab": "tab",
}
_PRESSED |= {"Space": "space", "-": "minus", "↓": "down"}


def _pressed(hint: Hint) -> str:
    return hint.pressed or _PRESSED.get(hint.key, "")


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
        self._places: list[tuple[range, Hint]] = []

    def show(self, hints: Sequence[Hint]) -> None:
        """Show other hints."""
        hints = [
            hint._replace(key=named_keys(self, hint.key), pressed=_pressed(hint)) for hint in hints
        ]
        if hints != self._hints:
            self._hints = hints
            self.refresh()

    def draw(self, width: int) -> Text:
        """Draw as many hints as fit."""
        key_style = self.get_component_rich_style("key-bar--key", partial=True)
        line = Text(" ", end="")
        self._places = []
        for hint in fitting(self._hints, width - 1):
            self._places.append((range(line.cell_len, line.cell_len + hint.width - 2), hint))
            line.append(hint.key, key_style)
            line.append(f" {hint.word}  ")
        return line

    def on_click(self, event: events.Click) -> None:
        """Press the key of the hint that was clicked."""
        for place, hint in self._places:
            if event.x in place:
                self.app.simulate_key(hint.pressed)


def fitting(hints: Sequence[Hint], room: int) -> list[Hint]:
    """Return the hints for which there is room: first the way back, then those to be kept."""
    room += 2  # nothing needs to follow the last one
    taken = set()
    for at, hint in sorted(enumerate(hints), key=lambda one: one[1].place):
        if hint.width <= room or hint.is_way_back:
            taken.add(at)
            room -= hint.width
    return [hint for at, hint in enumerate(hints) if at in taken]
