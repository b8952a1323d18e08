"""The bar of one agreement on a calendar. What is certain is drawn over what is possible."""

from __future__ import annotations

from datetime import date

from collab_tui.catalog.views.axis import Axis
from collab_tui.catalog.views.item import Item
from collab_tui.language import _, _c
from collab_tui.records.dates import PartialDate

GLYPHS = (
    ("·", _("no end known")),
    ("░", _("some day here")),
    ("◆", _("signed")),
    ("◇", _("announced")),
    ("┣", _c("on a timeline", "start")),
    ("┫", _c("on a timeline", "end")),
    ("✕", _("terminated")),
    ("•", _("milestone")),
    ("─", _("agreed, start not known")),
    ("╌", _("planned, or renewed until")),
    ("▿", _("last day for notice")),
    ("~", _c("before a date", "about")),
    ("?", _("uncertain")),
    ("!", _("ends within a year")),
)
"""Each glyph and its meaning."""

Bar = dict[int, tuple[str, bool]]
"""By column, the glyph and whether it is quiet."""

_OPEN = ("", "signed", "active", "suspended")
"""Statuses of agreements that continue if no end is known."""

_NOT_YET = ("proposed", "negotiating", "announced", "withdrawn")

_BEYOND = 3
"""Columns after today to which dots continue."""


def day_of(number: int) -> date:
    """Return the day yyyymmdd."""
    return date(number // 10000, number // 100 % 100, number % 100)


class _Drawing:
    def __init__(self, axis: Axis, today: date) -> None:
        self.axis = axis
        self.now = axis.column_of(today)
        self.cells: Bar = {}

    def span(self, text: str) -> tuple[int, int] | None:
        """Return the first and the last possible column of a date."""
        if not text:
            return None
        known = PartialDate.parse(text)
        return self.axis.column_of(known.earliest), self.axis.column_of(known.latest)

    def fill(self, first: int, last: int, glyph: str, *, quiet: bool = False) -> None:
        for column in range(max(-1, first), min(self.axis.width, last) + 1):
            self.cells[column] = (glyph, quiet)

    def dots(self, first: int, last: int) -> None:
        for column in range(max(-1, first), min(self.axis.width, last) + 1):
            if (column - self.now) % 2:
                self.cells[column] = ("·", True)

    def possible(self, *spans: tuple[int, int] | None) -> None:
        for span in spans:
            if span is not None and span[0] < span[1]:
                self.fill(*span, "░")

    def sign(self, text: str, glyph: str, *, at_end: bool = False) -> None:
        span = self.span(text)
        if span is None:
            return
        column = span[1] if at_end else (span[0] + span[1]) // 2
        self.fill(column, column, glyph)
        known = PartialDate.parse(text)
        mark = "?" if known.uncertain else "~" if known.approximate else ""
        beside = self.cells.get(column + 1, (" ", True))[0]
        if mark and beside in " ·░━─╌" and column + 1 < self.axis.width:
            self.fill(column + 1, column + 1, mark)


def bar_of(item: Item, axis: Axis, today: date) -> Bar:
    """Return the cells of an agreement that are within the axis.

    ``◂`` in the first column and ``▸`` in the last one say that it continues outside.
    """
    drawing = _Drawing(axis, today)
    start, signed, end = map(drawing.span, (item.start, item.signed, item.end))
    cut, renewed = drawing.span(item.terminated), drawing.span(item.next_end)
    begin = start or signed
    now = drawing.now
    if begin is not None and end is None and cut is None and item.status in _OPEN:
        drawing.dots(begin[1] + 1, max(now, renewed[1] if renewed else now) + _BEYOND)
    if begin is None and end is not None:
        drawing.dots(end[0] - 4, end[0] - 1)
    if begin is not None and end is None and cut is None and item.status == "completed":
        drawing.fill(begin[1] + 1, now, "░")
    stop = cut or end
    if begin is not None and stop is not None:
        glyph = "╌" if item.status in _NOT_YET else "━" if start is not None else "─"
        drawing.fill(begin[1] + 1, stop[0] - 1, glyph)
    elif start is not None and item.status == "active":
        drawing.fill(start[1] + 1, now, "━")
    if renewed is not None and begin is not None:
        drawing.fill(max(begin[1], now) + 1, renewed[0] - 1, "╌")
    drawing.possible(start, signed, end, cut, drawing.span(item.announced))
    for milestone in item.milestones:
        drawing.sign(milestone, "•")
    drawing.sign(item.notice, "▿")
    drawing.sign(item.announced, "◇")
    drawing.sign(item.signed, "◆")
    drawing.sign(item.start, "┣")
    drawing.sign(item.next_end, "┫", at_end=True)
    drawing.sign(item.end, "┫", at_end=True)
    drawing.sign(item.terminated, "✕", at_end=True)
    return _clipped(drawing, item)


def _clipped(drawing: _Drawing, item: Item) -> Bar:
    """Draw the line of today, and the marks of what continues outside."""
    cells, now, last = drawing.cells, drawing.now, drawing.axis.width - 1
    glyph = cells.get(now, (" ", True))[0]
    if glyph in " ·":
        cells[now] = ("│", True)
    elif glyph in "━─╌░":
        cells[now] = ("╋" if glyph == "━" else "┼" if glyph in "─╌" else "│", glyph == "░")
    spans = [span for span in map(drawing.span, item.dates) if span is not None]
    seen = {column: cell for column, cell in cells.items() if 0 <= column <= last}
    if any(span[0] < 0 for span in spans) and seen.get(0, (" ", True))[0] in " ·░━─╌│╋┼":
        seen[0] = ("◂", False)
    if any(span[1] > last for span in spans) and seen.get(last, (" ", True))[0] in " ·░━─╌│╋┼":
        seen[last] = ("▸", False)
    return seen
