"""What can be chosen on a page that is laid out: its links, and the headings of its sections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum
from typing import NamedTuple

from rich.segment import Segment

from collab_tui.tui.widgets.strips import Span


class Leads(Enum):
    """What is chosen; each is named as in the meta of its style."""

    RECORD = "ref"
    ADDRESS = "url"
    SECTION = "section"
    """The heading of a section: it folds the section."""
    FOLDED = "folded"
    """The heading of a folded section: it opens the section."""


class PageLink(NamedTuple):
    """A place on the page that can be chosen, on one or more lines.

    The `target` is a record's ref, a web address, or the title of a section.
    """

    target: str
    leads: Leads
    spans: tuple[Span, ...]

    @property
    def line(self) -> int:
        """Its first line."""
        return self.spans[0][0]

    @property
    def is_heading(self) -> bool:
        """Whether it is the heading of a section."""
        return self.leads in (Leads.SECTION, Leads.FOLDED)

    @property
    def is_stop(self) -> bool:
        """Whether moving from link to link stops here. Of headings, it passes those of open
        sections.
        """
        return self.leads is not Leads.SECTION


def find_links(lines: Sequence[Iterable[Segment]]) -> list[PageLink]:
    """Return what can be chosen in some lines, from the top."""
    found: list[PageLink] = []
    last: tuple[str, int] | None = None
    for index, line in enumerate(lines):
        column = 0
        for segment in line:
            width = segment.cell_length
            link = _link_of(segment) if segment.text.strip() else None
            if link is not None:
                span = (index, column, column + width)
                # A link that is broken over lines continues at the beginning of the next line.
                if last in ((link.target, index - 1), (link.target, index)):
                    found[-1] = link._replace(spans=(*found[-1].spans, span))
                else:
                    found.append(link._replace(spans=(span,)))
                last = (link.target, index)
            elif segment.text.strip():
                last = None
            column += width
    return found


def _link_of(segment: Segment) -> PageLink | None:
    meta = segment.style.meta if segment.style is not None else {}
    for leads in Leads:
        target = meta.get(leads.value)
        if target:
            return PageLink(target, leads, ())
    return None


def section_at(links: Iterable[PageLink], line: int) -> int | None:
    """Return which of `links` is the heading of the section that a line belongs to."""
    above = [n for n, link in enumerate(links) if link.is_heading and link.line <= line]
    return above[-1] if above else None


def heading_from(links: Sequence[PageLink], line: int, step: int) -> int | None:
    """Return which of `links` is the first heading below a line, or the last above it for a `step`
    of -1.
    """
    headings = [n for n, link in enumerate(links) if link.is_heading]
    if step > 0:
        return next((n for n in headings if links[n].line > line), None)
    return next((n for n in reversed(headings) if links[n].line < line), None)


def link_at(links: Iterable[PageLink], span: Span) -> int | None:
    """Return which of `links` has some columns in common with a span."""
    line, first, after = span
    for number, link in enumerate(links):
        if any(at == line and start < after and first < end for at, start, end in link.spans):
            return number
    return None
