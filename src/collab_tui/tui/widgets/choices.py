"""A few choices, one on each line; one of them is taken."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual import events
from textual.message import Message
from textual.widgets import Static


class Choices(Static):
    """Shows the choices. A click takes one; keys belong to the screen that shows them."""

    class Taken(Message):
        """A choice was clicked."""

        def __init__(self, index: int) -> None:
            """Carry `index`."""
            super().__init__()
            self.index = index

    def __init__(self) -> None:
        """Begin without choices."""
        super().__init__(markup=False)
        self._count = 0

    def show(self, choices: Sequence[tuple[str, str]], taken: int) -> None:
        """Show choices, each with a note, and which one is taken."""
        self._count = len(choices)
        lines = Text()
        for index, (choice, note) in enumerate(choices):
            is_taken = index == taken
            lines.append(f"{'●' if is_taken else '○'} {choice}", "bold" if is_taken else "")
            lines.append(f"  {note}\n", "dim")
        self.update(lines, layout=False)

    def on_click(self, event: events.Click) -> None:
        """Take the choice on the line that was clicked."""
        if event.y < self._count:
            self.post_message(self.Taken(event.y))
