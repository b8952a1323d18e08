"""Which lines of a table are its headings, and which are no rows of the list.

Lists that people keep have a title above the headings, headings in two lines, and below the rows a
sum or a remark. What is decided here depends on the lines alone, not on a map.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from collab_tui.catalog.text import fold
from collab_tui.importing.cells import Cell, Line, letters
from collab_tui.language import _

_SAMPLE = 200
_LEAST = 4
"""A list with fewer filled columns than this has only rows: too little tells what is one."""
_SUM = re.compile(
    r"((grand|sub)[\s-]*)?(total|totals|sum|jumlah|subtotal|合计|总计|小计|共计)"
    r"(\s+(keseluruhan|semua|seluruhnya|akhir))?[\s:=.,\d]*"
)


@dataclass(frozen=True, slots=True)
class Headings:
    """The headings of a table."""

    names: list[str]
    """One for each column; one that occurs again gets a number, an empty one its letters."""
    first: int
    """Which of the lines holds them, from 0."""
    count: int
    """How many lines they take: 1 or 2."""


def headings_of(lines: Sequence[Line], *, is_given: bool) -> Headings:
    """Return the headings of a table; `is_given` says that the first line has them.

    Otherwise they are in the first line that has half as many filled cells as most others.
    """
    usual = _usual(lines)
    full = (at for at, (_number, cells) in enumerate(lines) if len(_filled(cells)) * 2 >= usual)
    place = 0 if is_given else next(full, 0)
    width = max(len(cells) for _number, cells in lines[place:])
    first = _padded(lines[place][1], width)
    count = 1
    names = [" ".join(str(cell).split()) for cell in first]
    if place + 1 < len(lines) and _is_second(first, _padded(lines[place + 1][1], width)):
        names = _joined(names, _padded(lines[place + 1][1], width))
        count = 2
    found: list[str] = []
    for column, name in enumerate(names):
        name = name or f"column {letters(column)}"
        found.append(_free(name, [*found, *names[column + 1 :]]) if name in found else name)
    return Headings(found, place, count)


def _free(name: str, taken: Sequence[str]) -> str:
    number = 2
    while f"{name} ({number})" in taken:
        number += 1
    return f"{name} ({number})"


def not_rows(lines: Sequence[Line], above: Sequence[Line]) -> dict[int, str]:
    """Return the lines that are no rows of the list, by number, and why.

    `lines` are the filled ones below the headings, and `above` are the headings.
    """
    if _usual(lines) < _LEAST:
        return {}
    titles = [_filled(cells) for _number, cells in above]
    counts = _counts(lines)
    last = max((n for n, cells in lines if len(_filled(cells)) * 2 >= _usual(lines)), default=0)
    found: dict[int, str] = {}
    before = above[-1][0] if above else 0
    ended = 0  # the line with the sum or the remark that was last
    for number, cells in lines:
        filled = _filled(cells)
        first = next(iter(filled.values()))
        if filled in titles:
            found[number] = _("it repeats the headings")
        elif len(filled) * 2 <= _usual(lines) and _is_sum(first):
            found[number] = _("it is a sum")
            ended = number
        elif len(filled) == 1 and isinstance(first, str):
            is_apart = number > last and (number > before + 1 or before == ended)
            if is_apart or (next(iter(filled)) in counts and not first.isdigit()):
                found[number] = _("it has one cell, where other rows have more")
                ended = number
        before = number
    return found


def _usual(lines: Sequence[Line]) -> float:
    """Return how many cells of a line are filled, in the middle of the lines."""
    return median([len(_filled(cells)) for _number, cells in lines[:_SAMPLE]] or [0])


def _filled(cells: Sequence[Cell]) -> dict[int, Cell]:
    return {column: cell for column, cell in enumerate(cells) if cell != ""}


def _counts(lines: Sequence[Line]) -> set[int]:
    """Return the columns that hold numbers in most rows, such as the number of the row."""
    held: dict[int, list[bool]] = {}
    for _number, cells in lines[:_SAMPLE]:
        filled = _filled(cells)
        for column, cell in filled.items() if len(filled) > 1 else ():
            held.setdefault(column, []).append(str(cell).isdigit())
    return {column for column, are in held.items() if sum(are) * 4 >= len(are) * 3}


def _is_sum(cell: Cell) -> bool:
    return isinstance(cell, str) and _SUM.fullmatch(fold(cell)) is not None


def _padded(cells: Sequence[Cell], width: int) -> list[Cell]:
    return [*cells[:width], *[""] * (width - len(cells))]


def _is_second(first: Sequence[Cell], second: Sequence[Cell]) -> bool:
    """Tell whether a line says more exactly of the headings that stand over several columns.

    Such a heading has empty cells to its right. Another heading has nothing below it, or itself if
    its cells are merged.
    """
    filled = _filled(second)
    if len(_filled(first)) < 2 or not all(isinstance(cell, str) for cell in filled.values()):
        return False
    wide = _wide(first)
    own = [column for column in filled if column not in wide]
    says = [column for column in filled if column in wide and second[column] != first[column]]
    return (
        len(says) >= 2
        and any(first[column] == "" for column in says)
        and all(second[column] == first[column] for column in own)
    )


def _wide(first: Sequence[Cell]) -> dict[int, int]:
    """Return the columns of headings that stand over several, each with where its heading is."""
    found: dict[int, int] = {}
    over: int | None = None
    for column, cell in enumerate(first):
        if cell != "":
            over = column
        elif over is not None:
            found[over] = found[column] = over
    return found


def _joined(names: Sequence[str], second: Sequence[Cell]) -> list[str]:
    wide = _wide(names)
    found = []
    for column, name in enumerate(names):
        over = names[wide.get(column, column)]
        below = " ".join(str(second[column]).split())
        if not below or below == over:
            found.append(name or over if below == over else name)
        else:
            found.append(f"{over} {below}".strip())
    return found
