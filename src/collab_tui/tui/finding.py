"""Words in lines that are laid out: where they stand, whatever their case and accents."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.cells import cell_len, get_character_cell_size
from rich.segment import Segment

from collab_tui.catalog.text import fold
from collab_tui.tui.widgets.strips import Highlights, Span

MOST = 1_000
"""Hits that are looked for; one letter may stand on a page many thousands of times."""

_WORD = re.compile(r"\S+")


class Hit(NamedTuple):
    """What was found, on one or more lines."""

    spans: tuple[Span, ...]

    @property
    def line(self) -> int:
        """Its first line."""
        return self.spans[0][0]


class Findable:
    """Lines as one folded text, so that a phrase is also found if it is broken over lines.

    All white space between two words is one space there.
    """

    def __init__(self, lines: Sequence[Iterable[Segment]]) -> None:
        """Read the lines."""
        self._parts: list[str] = []
        # The place of each character of the text: a line, a column, and the column after it.
        self._lines, self._starts, self._ends = array("l"), array("l"), array("l")
        for number, line in enumerate(lines):
            text = "".join(segment.text for segment in line)
            for word in _WORD.finditer(text):
                self._add(word[0], number, cell_len(text[: word.start()]))
        self._text = "".join(self._parts)

    def _add(self, word: str, number: int, column: int) -> None:
        """Add a word that begins in some column of a line, and a space after it."""
        for character in word:
            kept, after = fold(character), column + get_character_cell_size(character)
            self._parts.append(kept)
            for _ in kept:
                self._lines.append(number)
                self._starts.append(column)
                self._ends.append(after)
            column = after
        self._parts.append(" ")
        self._lines.append(number)
        self._starts.append(column)
        self._ends.append(column)

    def find(self, text: str) -> list[Hit]:
        """Return where a text stands, from the top; at most `MOST` places."""
        wanted = " ".join(fold(text).split())
        found: list[Hit] = []
        at = self._text.find(wanted) if wanted else -1
        while at >= 0 and len(found) < MOST:
            end = at + len(wanted)
            found.append(Hit(tuple(self._spans(at, end))))
            at = self._text.find(wanted, end)
        return found

    def _spans(self, start: int, end: int) -> Iterable[Span]:
        """Yield a span for each line of a stretch of the text."""
        while start < end:
            line, after = self._lines[start], start
            while after < end and self._lines[after] == line:
                after += 1
            yield line, self._starts[start], self._ends[after - 1]
            start = after


def highlights_of(hits: Sequence[Hit], at: int) -> Highlights:
    """Return what to highlight in the lines, if one is `at` one of the hits."""
    found: dict[int, list[tuple[int, int, bool]]] = {}
    for number, hit in enumerate(hits):
        for line, start, end in hit.spans:
            found.setdefault(line, []).append((start, end, number == at))
    return found
