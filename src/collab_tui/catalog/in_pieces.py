"""Very many numbers, handled in pieces.

Python runs one thread at a time, and one call of a built-in function is never interrupted. Half a
million numbers in one call would keep the explorer from painting. Between two pieces, it paints.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator
from typing import Protocol, Self, TypeVar

PIECE = 8192
"""Numbers in a piece. One takes less than a millisecond."""


class _Slices(Protocol):
    """An array or a list."""

    def __len__(self) -> int: ...

    def __getitem__(self, part: slice, /) -> Self: ...


Sliced = TypeVar("Sliced", bound=_Slices)

_CHARACTERS = 65_536
"""About as long is a piece of JSON."""


def pieces(many: Sliced) -> Iterator[Sliced]:
    """Yield very many things in their order."""
    for start in range(0, len(many), PIECE):
        yield many[start : start + PIECE]


def numbers_in(text: str) -> Iterator[list[int]]:
    """Yield the numbers of a JSON array in their order."""
    start, end = 1, len(text) - 1
    while start < end:
        cut = text.find(",", start + _CHARACTERS)
        cut = end if cut < 0 else cut
        yield json.loads(f"[{text[start:cut]}]")
        start = cut + 1


def array_of(text: str) -> array[int]:
    """Return the numbers of a JSON array."""
    found = array("q")
    for piece in numbers_in(text):
        found.extend(piece)
    return found


def values_at(places: array[int], values: bytes | bytearray) -> bytearray:
    """Return the bytes at some places in `values`."""
    found = bytearray()
    for piece in pieces(places):
        found += bytes(map(values.__getitem__, piece))
    return found
