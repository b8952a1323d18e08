"""The text of an article, with marks where it says something."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import ClassVar

from rich.cells import set_cell_size
from rich.style import Style
from rich.text import Text
from rich.theme import Theme
from textual.binding import Binding, BindingType
from textual.message import Message

from collab_tui.records.kinds import Kind
from collab_tui.reviewing.items import Item, Meaning
from collab_tui.reviewing.marked import Line, Mark
from collab_tui.reviewing.telling import SIGNS
from collab_tui.tui.widgets.line_list import LineList

STYLES: Mapping[Meaning, str] = {
    Meaning.NAME: f"kind.{Kind.AGREEMENT}",
    Meaning.TYPE: f"accent.{Kind.AGREEMENT}",
    Meaning.PARTY: f"kind.{Kind.INSTITUTION}",
    Meaning.DATE: f"accent.{Kind.SOURCE}",
    Meaning.PERSON: f"accent.{Kind.PERSON}",
    Meaning.PLACE: "page.warning",
    Meaning.TOPIC: f"accent.{Kind.FOCUS_AREA}",
    Meaning.OTHER: "page.strong",
    Meaning.BYSTANDER: "page.quiet",
}
"""The style of the palette for each meaning."""

MARGIN = 2
"""Columns beside the text."""


class ArticleView(LineList):
    """One line of the text on each line; what is chosen is shown in reverse."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("l,right", "mark(1)", "Next mark"),
        Binding("h,left", "mark(-1)", "Previous mark"),
    ]
    DEFAULT_CSS = """
    ArticleView > .article-view--sentence { background: $panel; }
    ArticleView:nocolor > .line-list--cursor { text-style: none; }
    ArticleView:nocolor:focus > .line-list--cursor { text-style: bold; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"article-view--sentence"}

    class Pointed(Message):
        """The cursor went to a mark."""

        def __init__(self, item: Item) -> None:
            """Carry what it says."""
            super().__init__()
            self.item = item

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.theme: Theme | None = None
        self._text = ""
        self._lines: Sequence[Line] = ()
        self._marks: Sequence[Mark] = ()
        self._starts: Sequence[int] = ()
        self._ends: Sequence[int] = ()
        self._chosen: Item | None = None
        self._at = 0
        self._sentence = (-1, -1)

    @property
    def starts(self) -> Sequence[int]:
        """Where marks begin: a sign stands before each."""
        return self._starts

    @property
    def room(self) -> int:
        """The columns for the text."""
        return max(1, self.size.width - MARGIN)

    def mark(self, text: str, marks: Sequence[Mark]) -> None:
        """Show marks in a text; its lines follow by `show`."""
        self._text = text
        self._marks = marks
        self._starts = [one.start for one in marks]
        self._ends = [one.end for one in marks]

    def show(self, lines: Sequence[Line]) -> None:
        """Show the lines of the text."""
        self._lines = lines
        self.set_count(len(lines), 0)
        self._go()

    def choose(self, item: Item | None) -> None:
        """Show where the text says something, and go there."""
        self._chosen = item
        self._at = item.start if item is not None else -1
        self._sentence = (-1, -1)
        if item is not None and item.sentence:
            begun = self._text.rfind(item.sentence, 0, item.start + len(item.sentence))
            if begun >= 0:
                self._sentence = (begun, begun + len(item.sentence))
                self._at = item.start if item.start >= 0 else begun
        self._go()
        self.refresh()

    def _go(self) -> None:
        if self._at >= 0 and self._lines:
            firsts = [start for start, _ in self._lines]
            with self.prevent(LineList.Moved):
                self.cursor = max(0, bisect_right(firsts, self._at) - 1)
            above = self.cursor - self.size.height // 3
            self.scroll_to(y=max(0, above), animate=False, force=True, immediate=True)

    def _within(self, start: int, end: int) -> Iterator[Mark]:
        """Yield the marks that stand in a part of the text, whole or not."""
        yield from self._marks[bisect_right(self._ends, start) : bisect_left(self._starts, end)]

    def point(self) -> None:
        """Report the mark of the line under the cursor, unless it is chosen already."""
        if not self._lines:
            return
        found = [mark.item for mark in self._within(*self._lines[self.cursor])]
        if found and self._chosen not in found:
            self.post_message(self.Pointed(found[0]))

    def action_mark(self, step: int) -> None:
        """Go to the next or the previous mark of the text."""
        if not self._marks or not self._lines:
            return
        here = self._at if self._at >= 0 else self._lines[self.cursor][0]
        at = bisect_right(self._starts, here) if step > 0 else bisect_left(self._starts, here) - 1
        if 0 <= at < len(self._marks):
            mark = self._marks[at]
            self.post_message(self.Pointed(mark.item))
            self.call_later(self._go_to, mark.start)

    def _go_to(self, place: int) -> None:
        """Go to one of several places that the chosen proposal has."""
        self._at = place
        self._go()

    def draw(self, index: int, width: int) -> Text:
        """Return a line of the text."""
        start, end = self._lines[index]
        line = Text(" ", end="", no_wrap=True)
        at = start
        for mark in self._within(start, end):
            first, last = max(mark.start, at), min(mark.end, end)
            self._plain(line, at, first)
            sign = SIGNS[mark.item.meaning] if mark.start >= start else ""
            line.append(sign + self._text[first:last], self._style(mark))
            at = last
        self._plain(line, at, end)
        if line.cell_len > width:
            return Text(set_cell_size(line.plain, width), end="")
        return line.append(" " * (width - line.cell_len))

    def _plain(self, line: Text, start: int, end: int) -> None:
        """Add text without marks; the sentence of what is chosen stands out."""
        first, last = self._sentence
        edges = sorted({start, end, *(edge for edge in (first, last) if start < edge < end)})
        for begin, stop in pairwise(edges):
            is_in = first <= begin and stop <= last
            line.append(self._text[begin:stop], self._behind if is_in else "")

    @property
    def _behind(self) -> Style:
        return self.get_component_rich_style("article-view--sentence", partial=True)

    def _style(self, mark: Mark) -> Style:
        """Return the style of a mark: colour and underline; in reverse if it is chosen."""
        style = Style(underline=True)
        if self.theme is not None:
            style = self.theme.styles[STYLES[mark.item.meaning]] + style
        if mark.item is self._chosen:
            return style + Style(reverse=True, bold=True)
        first, last = self._sentence
        return style + self._behind if first <= mark.start < last else style
