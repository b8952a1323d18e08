"""What is shown in a terminal that is too small."""

from __future__ import annotations

from textual.widgets import Static

from collab_tui.language import _
from collab_tui.tui.arrange import SMALLEST


class TooSmall(Static):
    """Covers the screen and says what it needs, if the terminal is too small."""

    DEFAULT_CSS = """
    TooSmall { layer: above; dock: top; width: 100%; height: 100%; }
    TooSmall { background: $background; content-align: center middle; text-align: center; }
    """

    def __init__(self) -> None:
        """Cover nothing yet."""
        super().__init__(markup=False)

    def say(self, width: int, height: int) -> None:
        """Say what is needed, and how large the terminal is."""
        wanted = f"{SMALLEST[0]}×{SMALLEST[1]}"
        self.update(
            _(
                "collab-tui needs {size};\nthis terminal has {width}×{height}.",
                size=wanted,
                width=width,
                height=height,
            )
        )
