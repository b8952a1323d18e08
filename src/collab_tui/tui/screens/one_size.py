"""What all screens do where the terminal takes another size."""

from __future__ import annotations

from textual.events import Resize
from textual.geometry import Size
from textual.screen import Screen, ScreenResultType


class OneSize(Screen[ScreenResultType]):
    """A screen that heeds no size but the terminal's own.

    Laying out a screen tells it of its size once more. Where that word comes behind a newer
    size, obeying it would lay the screen out as it was before, tell it again, and so on
    without end.
    """

    def on_resize(self, event: Resize) -> None:
        """Heed a size, unless it is out of date."""
        if event.size != self.app.size:
            event.prevent_default()
            event.stop()
        else:
            self.take_size(event.size)

    def take_size(self, size: Size) -> None:
        """Do what there is to do for a size."""
