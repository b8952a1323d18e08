"""A few choices, one on each line or all on one line; one of them is taken."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.message import Message
from textual.widgets import Static


class Choices(Static):
    """Shows the choices. A click takes one; keys belong to the screen that shows them."""

    class Taken(Message):
        """A choice was clicked."""

        def __init__(self, widget: Choices, index: int) -> None:
            """Carry the choices and `index`."""
            super().__init__()
            self.widget = widget
            self.index = index

        @property
        def control(self) -> Choices:
            """The choices."""
            return self.widget

    def __init__(self, *, id: str | None = None, is_row: bool = False) -> None:  # noqa: A002
        """Begin without choices; they stand below each other, or in a row."""
        super().__init__(id=id, markup=False)
        self._is_row = is_row
        self._places: list[tuple[int, range]] = []
        """The line of each choice, and its columns."""

    def show(self, choices: Sequence[tuple[str, str]], taken: int) -> None:
        """Show choices, each with a note, and which one is taken."""
        shown = Text(end="")
        self._places = []
        for index, (choice, note) in enumerate(choices):
            is_taken = index == taken
            begin = shown.cell_len if self._is_row else 0
            shown.append(f"{'●' if is_taken else '○'} {choice}", "bold" if is_taken else "")
            width = cell_len(choice) + 2
            self._places.append((0 if self._is_row else index, range(begin, begin + width)))
            shown.append(f"  {note}" if note else "", "dim")
            shown.append("  " if self._is_row else "\n")
        self.update(shown, layout=False)

    def on_click(self, event: events.Click) -> None:
        """Take the choice that was clicked; on a line of its own, also beside it."""
        for index, (line, columns) in enumerate(self._places):
            if event.y == line and (event.x in columns or not self._is_row):
                self.post_message(self.Taken(self, index))
