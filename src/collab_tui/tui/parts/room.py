"""Which layout fits the terminal, and what to show if none does."""

from __future__ import annotations

from textual.geometry import Size
from textual.widgets import Static

WIDE, MEDIUM, TALL = 110, 80, 30
"""Columns and rows from which the layout is wide, medium (below it: one pane at a time), and tall
(below it: only the present list is open)."""

SMALLEST = (60, 20)
"""Columns and rows below which the screen says that it is too small."""


def classes_for(size: Size) -> dict[str, bool]:
    """Return the layout classes for a size, each with whether the screen has it."""
    width, height = size
    return {"-wide": width >= WIDE, "-narrow": width < MEDIUM, "-short": height < TALL}


class TooSmall(Static):
    """Covers the screen and says what it needs, if the terminal is too small."""

    DEFAULT_CSS = """
    TooSmall { layer: above; dock: top; width: 100%; height: 100%; }
    TooSmall { background: $background; content-align: center middle; text-align: center; }
    """

    def __init__(self) -> None:
        """Cover nothing yet."""
        super().__init__(markup=False)

    def fit(self, size: Size) -> bool:
        """Cover the screen if a size is too small; tell whether it is."""
        width, height = size
        self.display = width < SMALLEST[0] or height < SMALLEST[1]
        if self.display:
            wanted = f"{SMALLEST[0]}×{SMALLEST[1]}"
            self.update(f"collab-tui needs {wanted};\nthis terminal has {width}×{height}.")
        return self.display
