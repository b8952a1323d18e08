"""A renderable → the lines and links of the detail view, in any thread."""

from __future__ import annotations

import io
from dataclasses import dataclass, field

from rich.console import Console, RenderableType
from rich.segment import Segment
from rich.theme import Theme

MARGIN = 2
"""Columns left free on each side."""


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link on the page: a record's ref or a web address, on one or more lines."""

    target: str
    is_record: bool
    spans: tuple[tuple[int, int, int], ...]  # line, first column, end column

    @property
    def line(self) -> int:
        """The first line of the link."""
        return self.spans[0][0]


@dataclass(frozen=True, slots=True)
class Laid:
    """A renderable laid out for a detail view of some width."""

    renderable: RenderableType
    theme: Theme
    width: int
    lines: list[list[Segment]] = field(default_factory=list)
    links: list[PageLink] = field(default_factory=list)


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
    return Laid(renderable, theme, width, lines, _find_links(lines))


def _find_links(lines: list[list[Segment]]) -> list[PageLink]:
    found: list[PageLink] = []
    last: tuple[str, int] | None = None
    for index, line in enumerate(lines):
        column = 0
        for segment in line:
            width = segment.cell_length
            meta = segment.style.meta if segment.style is not None else {}
            target = meta.get("ref") or meta.get("url")
            if target and segment.text.strip():
                span = (index, column, column + width)
                # A link that is broken over lines continues at the beginning of the next line.
                if last == (target, index - 1) or (last == (target, index) and found):
                    previous = found[-1]
                    found[-1] = PageLink(target, previous.is_record, (*previous.spans, span))
                else:
                    found.append(PageLink(target, "ref" in meta, (span,)))
                last = (target, index)
            elif segment.text.strip():
                last = None
            column += width
    return found
