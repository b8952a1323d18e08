"""What a widget shows at the moment, so that only what changes is sent to the terminal.

A terminal may be at the end of a slow line: a page of which most lines are the same, or are empty
as before, costs no more than what is new on it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from rich.cells import get_character_cell_size
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class Painted:
    """The lines of one widget as they were drawn last."""

    def __init__(self, widget: Widget, draw: Callable[[int], Strip]) -> None:
        """Follow `widget`; `draw` returns one of its lines as it should be now."""
        self._widget = widget
        self._draw = draw
        self._strips: dict[int, Strip] = {}

    def line(self, y: int) -> Strip:
        """Draw a line, and remember it."""
        strip = self._strips[y] = self._draw(y)
        return strip

    def refresh(self) -> None:
        """Have drawn again what is not as it should be."""
        widget = self._widget
        height = widget.size.height
        if not widget.is_on_screen or not all(y in self._strips for y in range(height)):
            widget.refresh()
            return
        for y in range(height):
            before = self._strips[y]
            span = changed(before, self.line(y))
            if span is not None:
                start, end = span
                widget.refresh(Region(start, y, end - start, 1))


def changed(before: Strip, now: Strip) -> tuple[int, int] | None:
    """Return the first cell that is not the same, and the end of the last one; None if all are."""
    if before == now:
        return None
    old, new = _cells(before), _cells(now)
    if (len(old), len(new)) != (now.cell_length, now.cell_length):
        return 0, now.cell_length
    differ = [at for at, (one, other) in enumerate(zip(old, new, strict=True)) if one != other]
    if not differ:
        return None
    start, end = differ[0], differ[-1] + 1
    # Never one half of a wide character
    while start > 0 and not (old[start][0] and new[start][0]):
        start -= 1
    while end < len(new) and not (old[end][0] and new[end][0]):
        end += 1
    return start, end


@lru_cache(1024)
def _of_space(style: Style | None) -> Style | None:
    """Return what of a style can be seen in a space."""
    if style is None:
        return None
    return Style(
        bgcolor=style.bgcolor,
        underline=style.underline,
        reverse=style.reverse,
        strike=style.strike,
    )


def _cells(strip: Strip) -> list[tuple[str, Style | None]]:
    """Return the cells of a line; the second one of a wide character is empty."""
    cells: list[tuple[str, Style | None]] = []
    for text, style, _ in strip:
        if text.isascii():
            space = _of_space(style)
            cells += [(char, space if char == " " else style) for char in text]
            continue
        for char in text:
            size = get_character_cell_size(char)
            if size:
                cells += [(char, style), *[("", style)] * (size - 1)]
            elif cells:
                cells[-1] = (cells[-1][0] + char, style)
    return cells
