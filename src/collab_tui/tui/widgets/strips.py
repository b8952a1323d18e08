"""Drawn lines in which some columns look different."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

Span: TypeAlias = tuple[int, int, int]
"""A line, the first column there, and the column after the last one."""

Highlights: TypeAlias = Mapping[int, Sequence[tuple[int, int, bool]]]
"""By line, the columns to highlight, from and to, and whether one is at them."""


def styled(strip: Strip, start: int, end: int, style: Style) -> Strip:
    """Return a line with a style over that of some columns."""
    inside = Segment.apply_style(strip.crop(start, end), post_style=style)
    return Strip.join([strip.crop(0, start), Strip(inside), strip.crop(end, strip.cell_length)])


def found_style(match: Style | None, without_colours: bool) -> Style:
    """Return the style of what is found on a page; where one is, with that of a `match`."""
    style = Style(bold=True, underline=True)
    if match is None:
        return style
    return style + match + Style(reverse=True) if without_colours else style + match
