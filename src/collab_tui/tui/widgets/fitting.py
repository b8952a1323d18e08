"""Fits texts into the columns that there are, so that they can still be told apart."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from rich.cells import cell_len, set_cell_size

ELLIPSIS = "…"

TELLING = 4
"""Characters of its own that a name must show, so that it is not taken for another one."""

LEAST_HEAD = 6
"""The least number of columns for the beginning."""

_ENDS_WORD = frozenset(" -–—/")


def fit(text: str, width: int, others: Iterable[str] = ()) -> str:
    """Return `text` in exactly `width` columns, with an ellipsis if something is left out.

    Usually the end is left out. But if one of the `others` would then look the same, the part that
    the two share is left out first.
    """
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    head = _cut(text, width - 1)
    alike = head[: max(1, len(head) - TELLING + 1)]
    shared = max(
        (_shared(text, other) for other in others if other != text and other.startswith(alike)),
        default=0,
    )
    if shared:
        rest = text[_word_at(text, shared) :]
        room = max(LEAST_HEAD, width // 3, width - 1 - cell_len(rest))
        begin = _cut(text, room)
        left = width - cell_len(begin) - 1
        if left >= TELLING and len(begin) + len(rest) < len(text):
            end = rest if cell_len(rest) <= left else _cut(rest, left - 1) + ELLIPSIS
            return set_cell_size(begin + ELLIPSIS + end, width)
    return set_cell_size(head + ELLIPSIS, width)


def shorten(text: str, width: int) -> str:
    """Return `text` in at most `width` columns, with an ellipsis if its end is left out."""
    return text if cell_len(text) <= width else _cut(text, width - 1) + ELLIPSIS


def _cut(text: str, width: int) -> str:
    """Return as much of the beginning as fits into `width` columns."""
    return set_cell_size(text, max(0, width)).rstrip()


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
