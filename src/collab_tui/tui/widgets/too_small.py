"""What is shown in a terminal that is too small."""

from __future__ import annotations

from textual.geometry import Size
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

    def fit(self, size: Size) -> bool:
        """Cover the screen if a size is too small; tell whether it is."""
        width, height = size
        self.display = width < SMALLEST[0] or height < SMALLEST[1]
        if self.display:
            wanted = f"{SMALLEST[0]}×{SMALLEST[1]}"
            self.update(
                _(
                    "collab-tui needs {size};\nthis terminal has {width}×{height}.",
                    size=wanted,
                    width=width,
                    height=height,
                )
            )
        return self.display
