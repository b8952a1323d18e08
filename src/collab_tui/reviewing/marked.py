"""The text of an article in lines of a width, with what is marked in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from rich.cells import cell_len

from collab_tui.render.words import clean
from collab_tui.reviewing.items import Item

Line: TypeAlias = tuple[int, int]
"""Where a line of the screen begins and ends in the text."""

_LONGEST = 160
"""Characters of a mark. What is longer is said by a sentence as a whole."""
_WIDE = "\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
_PIECE = re.compile(rf"[^\S\n]+|[{_WIDE}]|[^\s{_WIDE}]+")
_UNKNOWN = "\N{REPLACEMENT CHARACTER}"


class Mark(NamedTuple):
    """A place in the text that says something."""

    start: int
    end: int
    item: Item


def safe(text: str) -> str:
    """Return a text of the same length that a terminal only shows; line ends stay."""
    if clean(text.replace("\n", "")) == text.replace("\n", ""):
        return text
    return "".join(char if char == "\n" else _safe(char) for char in text)


def _safe(char: str) -> str:
    found = clean(char)
    return found if len(found) == 1 else _UNKNOWN


def marks_of(items: Iterable[Item]) -> list[Mark]:
    """Return what is marked, in the order of the text: of what overlaps, the shorter.

    A place that two say belongs to the one that is proposed first.
    """
    wanted = [
        Mark(start, end, item)
        for item in items
        for start, end in item.places
        if 0 <= start < end and end - start <= _LONGEST and len(item.sentence) > end - start
    ]
    taken: set[int] = set()
    found: list[Mark] = []
    for mark in sorted(wanted, key=lambda one: (one.item.is_other, one.end - one.start)):
        places = range(mark.start, mark.end)
        if taken.isdisjoint(places):
            taken.update(places)
            found.append(mark)
    return sorted(found, key=lambda one: one.start)


def wrapped(text: str, width: int, starts: Sequence[int]) -> list[Line]:
    """Return the lines of a text; between paragraphs stands an empty one.

    At each of the `starts`, which are sorted, a sign takes one more column.
    """
    lines: list[Line] = []
    at = 0
    for paragraph in text.split("\n"):
        if lines and paragraph.strip():
            lines.append((at, at))
        lines += _lines(text, at, at + len(paragraph), max(width, 4), starts)
        at += len(paragraph) + 1
    return lines


def _lines(text: str, first: int, last: int, width: int, starts: Sequence[int]) -> Iterator[Line]:
    begin = end = first
    cells = gap = 0
    for start, stop in _pieces(text, first, last, width):
        piece = text[start:stop]
        if piece.isspace():
            gap = cell_len(piece)
            continue
        signs = bisect_left(starts, stop) - bisect_left(starts, start)
        size = cell_len(piece) + signs
        if cells and cells + gap + size > width:
            yield begin, end
            cells = 0
        if not cells:
            begin, gap = start, 0
        cells += gap + size
        gap, end = 0, stop
    if cells:
        yield begin, end


def _pieces(text: str, first: int, last: int, width: int) -> Iterator[Line]:
    """Yield words and spaces; a word that is longer than a line comes letter by letter."""
    for match in _PIECE.finditer(text, first, last):
        if match[0].isspace() or cell_len(match[0]) < width:
            yield match.span()
        else:
            yield from ((at, at + 1) for at in range(*match.span()))
