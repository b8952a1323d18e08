"""A renderable → the lines and links of the detail view, in any thread."""

from __future__ import annotations

import io
from dataclasses import dataclass, field

from rich.console import Console, RenderableType
from rich.segment import Segment
from rich.theme import Theme

from collab_tui.tui.page_links import PageLink, find_links

MARGIN = 2
"""Columns left free on each side."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A renderable laid out for a detail view of some width."""

    renderable: RenderableType
    theme: Theme
    width: int
    lines: list[list[Segment]] = field(default_factory=list)
    links: list[PageLink] = field(default_factory=list)

    def heading(self, title: str) -> int | None:
        """Return which of the links is the heading of a section."""
        found = (n for n, one in enumerate(self.links) if one.is_heading and one.target == title)
        return next(found, None)


def lay_out(renderable: RenderableType, theme: Theme, width: int) -> Laid:
    """Lay a renderable out in `width` columns, margins included."""
    room = width - 2 * MARGIN
    if room < 1:
        return Laid(renderable, theme, width)
    console = Console(
        file=io.StringIO(),
        width=room,
        theme=theme,
        color_system="truecolor",
        force_terminal=True,
        highlight=False,
        legacy_windows=False,
    )
    options = console.options.update(width=room)
    found = console.render_lines(renderable, options, pad=False)
    lines = [[Segment(" " * MARGIN), *line] for line in found]
    return Laid(renderable, theme, width, lines, find_links(lines))
