"""Fits texts into the columns that there are, so that they can still be told apart."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

from collab_tui.render.cut import ELLIPSIS, beginning

TELLING = 4
"""Characters of its own that a name must show, so that it is not taken for another one."""

LEAST_HEAD = 6
"""The least number of columns for the beginning."""

LEAST_WORD = 3
"""Letters of a word that say something, if the others are left out."""

WITH_MIDDLE = 24
"""Columns from which on there is room for a beginning, a middle and an end."""

_ENDS_WORD = frozenset(" -–—/")


def fit(
    text: str, width: int, others: Iterable[str] = (), found: Sequence[tuple[int, int]] = ()
) -> str:
    """Return `text` in exactly `width` columns, with an ellipsis if something is left out.

    What it shares with the `others` that begin like it is left out first, then the middle, then
    the end. Of these forms, it is the first that none of the others could have. If words were
    `found` in it, given by their first and last characters, it is one that shows a word, and the
    most of them that there is room for.
    """
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    others = [other for other in others if other != text]
    found = [(start, min(end, _reach(text, start, width - 3))) for start, end in found]
    best, best_rank = None, (False, False, -1)
    for cut in _cuts(text, width, others, found):
        count = sum(cut.shows(*span) for span in found)
        if best is not None and (count > 0, True, count) <= best_rank:
            continue
        is_like_none = not any(cut.fits(other) for other in others)
        rank = count > 0, is_like_none, count
        if best is None or rank > best_rank:
            best, best_rank = cut, rank
        if is_like_none and count == len(found):
            break
    return set_cell_size(best.shown if best is not None else ELLIPSIS, width)


class _Cut(NamedTuple):
    """A text of which only some parts are shown, given by their first and last characters."""

    text: str
    parts: tuple[tuple[int, int], ...]
    is_tight: bool = False
    """Whether there is no room for spaces around an ellipsis."""

    def within(self, width: int) -> _Cut | None:
        """Return it, or its tight form, if that fits into `width` columns."""
        tight = self._replace(is_tight=True)
        return next((cut for cut in (self, tight) if cell_len(cut.shown) <= width), None)

    @property
    def shown(self) -> str:
        """The parts, with an ellipsis for each gap. It stands alone between whole words."""
        text, shown = self.text, self.text[slice(*self.parts[0])]
        for (_, end), (start, stop) in pairwise(self.parts):
            gap = f" {ELLIPSIS} " if self._is_between_words(end, start) else ELLIPSIS
            shown += gap + text[start:stop]
        return shown if self.parts[-1][1] == len(text) else shown + ELLIPSIS

    def shows(self, start: int, end: int) -> bool:
        """Tell whether some characters of the text are shown in one piece."""
        return any(begin <= start and end <= stop for begin, stop in self.parts)

    def fits(self, other: str) -> bool:
        """Tell whether another text would look the same, or so similar that few see it."""
        at = 0
        for number, (start, end) in enumerate(self.parts):
            is_last = end == len(self.text)
            part = self.text[start : end if is_last else max(start + 1, end - TELLING + 1)]
            if is_last:
                return len(other) - at >= len(part) and other.endswith(part)
            found = other.find(part, at)
            if found < 0 or (number == 0 and found > 0):
                return False
            at = found + len(part)
        return True

    def _is_between_words(self, end: int, start: int) -> bool:
        return not self.is_tight and self.text[end] == " " and self.text[start - 1] == " "


def _cuts(
    text: str, width: int, others: Sequence[str], found: Sequence[tuple[int, int]]
) -> Iterator[_Cut]:
    """Yield the forms of a text in `width` columns, the best first."""
    head = _Cut(text, ((0, _reach(text, 0, width - 1)),))
    middle = _without_middle(text, 0, width) or head
    begin = middle.parts[0][1]
    alike = text[: max(1, begin - TELLING + 1)]
    shared = {_shared(text, other) for other in others if other.startswith(alike)}
    places = [_word_at(text, one) for one in sorted(shared, reverse=True)]
    for place in dict.fromkeys(places):
        cut = _without_shared(text, place, width)
        if cut is not None:
            yield cut
    yield middle
    yield head
    for place in dict.fromkeys(places):
        yield from _in_three(text, place, width)
    for start, end in found:
        cut = _without_shared(text, start, width)
        if cut is not None:
            yield cut
        yield from _in_three(text, start, width)
        yield from _with_little_before(text, start, end, width)


def _without_middle(text: str, start: int, width: int) -> _Cut | None:
    """Return the beginning and the last words of a text from `start` on, if there is room."""
    if width < 2 * LEAST_HEAD:
        return None
    last = _last_words(text, start, width)
    if last is None:
        return None
    end = _reach(text, start, width - 1 - cell_len(text[last:]))
    while end > start:
        cut = _Cut(text, ((start, end), (last, len(text)))).within(width)
        if cut is not None and not _is_stump(text, start, end):
            return cut if end < last else None
        end -= 1
    return None


def _is_stump(text: str, start: int, end: int) -> bool:
    """Tell whether a part ends with a space, or with too little of a word that is not its first."""
    word = text.rfind(" ", start, end) + 1
    return word == end or (start < word and text[end] != " " and end - word < LEAST_WORD)


def _last_words(text: str, start: int, width: int) -> int | None:
    """Return where the last words begin: as many as fit into half of `width`.

    In a script without spaces, it is a third of the columns. None if nothing fits.
    """
    found = None
    at = len(text)
    while (space := text.rfind(" ", start, at)) >= 0:
        if cell_len(text[space + 1 :]) > width // 2:
            break
        found, at = space + 1, space
    if found is None and not text[-1].isascii() and cell_len(text[-1]) > 1:
        found = len(text)
        while found > start and cell_len(text[found - 1 :]) <= width // 3:
            found -= 1
    return None if found == len(text) else found


def _without_shared(text: str, place: int, width: int) -> _Cut | None:
    """Return a beginning, and what follows from `place` on, if there is room for it.

    What follows loses its middle if there is much room, else its end.
    """
    room = max(LEAST_HEAD, width // 3, width - 1 - cell_len(text[place:]))
    begin = _reach(text, 0, room)
    left = width - cell_len(text[:begin]) - 1
    if left < TELLING or begin >= place:
        return None
    rest: tuple[tuple[int, int], ...] = ((place, len(text)),)
    if cell_len(text[place:]) > left:
        inner = _without_middle(text, place, left) if width >= WITH_MIDDLE else None
        rest = inner.parts if inner is not None else ((place, _reach(text, place, left - 1)),)
    for end in range(begin, 0, -1):  # an ellipsis between words takes more room
        cut = _Cut(text, ((0, end), *rest)).within(width)
        if cut is not None:
            return cut
    return None


def _in_three(text: str, place: int, width: int) -> Iterator[_Cut]:
    """Yield some letters of the beginning, from `place` on, and of the end, if there is room."""
    half = (width - LEAST_HEAD - 2) // 2
    begin, inner = _reach(text, 0, LEAST_HEAD), _reach(text, place, half)
    end = max(inner + 1, len(text) - half)
    if not begin < place < inner < end < len(text):
        return
    cut = _Cut(text, ((0, begin), (place, inner), (end, len(text)))).within(width)
    if cut is not None:
        yield cut


def _with_little_before(text: str, start: int, end: int, width: int) -> Iterator[_Cut]:
    """Yield some letters of the beginning, and the characters from `start` to `end`, with more
    behind them if there is room.
    """
    left = width - 2 - cell_len(text[start:end])
    begin = max(1, _reach(text, 0, min(LEAST_HEAD, left)))
    if begin < start:
        stop = max(end, _reach(text, start, width - 2 - cell_len(text[:begin])))
        cut = _Cut(text, ((0, begin), (start, stop))).within(width)
        if cut is not None:
            yield cut


def _reach(text: str, start: int, width: int) -> int:
    """Return up to which character a text from `start` on fits into `width` columns.

    No space is left at the end.
    """
    return start + len(beginning(text[start : start + max(0, width) * 2], width))


def _shared(text: str, other: str) -> int:
    """Return how many characters two texts have in common at their beginnings."""
    pairs = enumerate(zip(text, other, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(text), len(other)))


def _word_at(text: str, index: int) -> int:
    """Return where the word at `index` begins; without words, the character."""
    start = index
    while start > max(0, index - 2 * LEAST_HEAD) and text[start - 1] not in _ENDS_WORD:
        start -= 1
    if start and text[start - 1] in _ENDS_WORD:
        return start
    while index and (index == len(text) or unicodedata.combining(text[index])):
        index -= 1
    return index
