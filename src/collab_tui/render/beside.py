"""A lead in a column of its own, and texts beside it, broken into lines.

Some spaces join words that stay on one line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, OverflowMethod, RenderResult
from rich.segment import Segment
from rich.text import Text

JOINT = "\xa0"
"""A space at which no line is broken."""

_HELD = "\ue000"
"""Stands for a joint while lines are broken, because Rich breaks them at every sort of space."""


def _wrapped(text: Text, console: Console, width: int, overflow: OverflowMethod) -> Iterator[Text]:
    """Yield the lines of a text; joints hold words together and are shown as spaces."""
    held = text.copy()
    held.plain = text.plain.replace(JOINT, _HELD)
    for line in held.wrap(console, width, overflow=overflow):
        line.plain = line.plain.replace(_HELD, " ")
        yield line


class Beside:
    """Texts beside a lead, which has a separate column."""

    def __init__(
        self,
        lead: Text,
        width: int,
        gap: int,
        lines: Sequence[Text],
        overflow: OverflowMethod = "fold",
    ) -> None:
        """Put `lines` beside a `lead` of `width` columns, `gap` columns after it."""
        self._lead = lead
        self._width = width
        self._gap = gap
        self._lines = lines
        self._overflow: OverflowMethod = overflow

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Draw them in the width that there is."""
        room = max(1, options.max_width - self._width - self._gap)
        leads: list[Text] = []
        if any(cell_len(word) > self._width for word in self._lead.plain.split()):
            # A long lead, such as a user's own key, has its own lines above the texts.
            for line in self._lead.wrap(console, options.max_width, overflow="fold"):
                yield from line.render(console)
                yield Segment.line()
        elif self._width:
            leads += self._lead.wrap(console, self._width, overflow="fold")
        bodies = [
            line for text in self._lines for line in _wrapped(text, console, room, self._overflow)
        ]
        for index in range(max(len(leads), len(bodies))):
            lead = leads[index] if index < len(leads) else Text()
            yield from lead.render(console)
            yield Segment(" " * (self._width + self._gap - lead.cell_len))
            if index < len(bodies):
                yield from bodies[index].render(console)
            yield Segment.line()
