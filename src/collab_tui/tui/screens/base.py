"""What all screens do: follow the terminal's size, and get ready for a key."""

from __future__ import annotations

import asyncio
from collections.abc import Collection

from textual.events import Key, Paste, Resize
from textual.geometry import Size
from textual.screen import Screen, ScreenResultType
from textual.widgets import Input

from collab_tui.tui.in_turn import finished
from collab_tui.tui.widgets.detail import Detail

LOOK_EVERY = 0.01
"""Seconds between checks whether a record is laid out."""


class Base(Screen[ScreenResultType]):
    """A screen of the explorer."""

    DEFAULT_CSS = """
    Base #title { height: 1; padding: 0 1; background: $panel; text-style: bold; }
    """

    def on_resize(self, event: Resize) -> None:
        """Follow a size, unless the terminal has another size by now.

        Laying out a screen sends it its size again. If that message comes after a newer size,
        following it would lay the screen out as before, send the message again, and so on without
        end.
        """
        if event.size != self.app.size:
            event.prevent_default()
            event.stop()
        else:
            self.take_size(event.size)

    def take_size(self, size: Size) -> None:
        """Do what is needed for a size."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell whether an action may run: who may only read cannot do everything."""
        return self.app.check_action(action, parameters)

    async def prepare_for(self, event: Key | Paste) -> bool:
        """Wait until the screen is ready to handle a key; tell whether it waited.

        Text that is typed into an input does not need to wait.
        """
        if isinstance(self.focused, Detail):
            return await laid_out(self.focused)
        return False

    @property
    def is_open(self) -> bool:
        """Whether the screen still exists, in front or behind another."""
        return self in self.app.screen_stack

    @property
    def is_typing(self) -> bool:
        """Whether what is typed goes into an input."""
        return isinstance(self.focused, Input)

    async def finish(self, groups: Collection[str]) -> bool:
        """Wait until this screen's workers of some groups are done; tell whether it waited."""
        return await finished(self, groups)


async def laid_out(detail: Detail) -> bool:
    """Wait until what is shown is laid out; tell whether it waited."""
    waited = False
    while detail.is_to_be_laid_out:
        waited = True
        await asyncio.sleep(LOOK_EVERY)
    return waited
