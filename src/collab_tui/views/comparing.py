"""The rows of a comparison: facts, lists, sources. Each is drawn by itself, if it is in sight."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from rich.cells import cell_len

from collab_tui.catalog.views.compared import Compared, Fact, Listed, Part, Side
from collab_tui.language import _, _c, number
from collab_tui.records.declared import DECLARED
from collab_tui.records.kinds import Kind
from collab_tui.render.words import show_date, superscript
from collab_tui.views.canvas import Canvas, Lead, fit
from collab_tui.views.drawing import HEADING, QUIET, STRONG, TEXT, UNKNOWN
from collab_tui.views.names import told_apart

BESIDE = 58
"""Columns from which the two are side by side."""

LABEL = 14
"""Columns for the labels of facts."""

SILENT = _("not recorded")

LEFT, RIGHT = _c("side", "left"), _c("side", "right")

UNSOURCED = "°"
"""What follows a value without a source."""


class Room(NamedTuple):
    """Where things are in a width."""

    width: int
    is_beside: bool
    half: int
    """Columns for one of the two."""
    sides: tuple[int, int]
    """The first columns of the two."""

    @classmethod
    def of(cls, width: int) -> Room:
        """Divide a width of at least 30 columns."""
        if width < BESIDE:
            return cls(width, False, width - LABEL - 2, (LABEL, LABEL))
        half = (width - LABEL - 3) // 2
        return cls(width, True, half, (LABEL, LABEL + half + 3))

    @property
    def left(self) -> int:
        """The first column of the first one."""
        return self.sides[0]

    @property
    def head(self) -> int:
        """The rows above those that move: the title and the names."""
        return 2 if self.is_beside else 3


class Section(NamedTuple):
    """Rows of one sort."""

    height: int
    draw: Callable[[Canvas, int, int], object]
    """Draws one of its rows: canvas, row of the canvas, row of the section."""
    shows: tuple[tuple[int, str], ...] = ()
    """The parts of lists whose elements are its rows: see `catalog.views.compare.Seen`."""


def sections(data: Compared, room: Room) -> Iterator[Section]:
    """Yield the sections of a comparison from top to bottom. Entries need not be read yet."""
    yield Section(1, lambda canvas, y, _row: canvas.put(0, y, "─" * room.width, QUIET))
    for fact in data.facts:
        yield Section(1 if room.is_beside else 2, partial(_fact, fact, room))
    roles = _roles(data.left.ref.kind)
    for at, listed in enumerate(data.lists):
        yield Section(1, partial(_heading, listed, room))
        yield Section(len(listed.both), partial(_both, listed, roles), ((at, "both"),))
        ends = partial(_ends, listed, room, roles)
        if room.is_beside:
            rows = max(len(listed.left), len(listed.right))
            yield Section(rows, ends, ((at, "left"), (at, "right")))
        else:
            yield Section(len(listed.left), partial(_end, listed, room, roles, 0), ((at, "left"),))
            yield Section(
                len(listed.right), partial(_end, listed, room, roles, 1), ((at, "right"),)
            )
    yield from _sources(data, room)


def _roles(kind: Kind) -> dict[str, str]:
    """Return roles in the language. In English, they are shown as they are held."""
    return {
        term.value: term.label
        for field in DECLARED[kind].fields
        for term in field.terms or ()
        if term.label != term.english
    }


def _in_words(text: str, roles: Mapping[str, str]) -> str:
    before, comma, last = text.rpartition(", ")
    return f"{before}{comma}{roles.get(last, last)}"


def _numbers_of(sources: Sequence[int]) -> str:
    return superscript(list(sources)) if sources else UNSOURCED


def _style_of(numbers: str) -> str:
    return UNKNOWN if numbers == UNSOURCED else QUIET


def _sources(data: Compared, room: Room) -> Iterator[Section]:
    """Yield the sources of each record with the numbers that its values have."""
    if not (data.left.sources or data.right.sources):
        return

    def heading(canvas: Canvas, y: int, _row: int) -> None:
        canvas.put(0, y, _("Sources").upper(), HEADING)
        canvas.put_right(canvas.width, y, f"{UNSOURCED} {_('no source')}", UNKNOWN)

    yield Section(1, heading)
    sides = (data.left, data.right)
    if room.is_beside:

        def both(canvas: Canvas, y: int, row: int) -> None:
            for side, x in zip(sides, room.sides, strict=True):
                _source(canvas, x, y, side, row, room)

        yield Section(max(len(side.sources) for side in sides), both)
        return
    for side, word in zip(sides, (LEFT, RIGHT), strict=True):

        def one(canvas: Canvas, y: int, row: int, side: Side = side, word: str = word) -> None:
            canvas.put(0, y, word, QUIET)
            _source(canvas, room.left, y, side, row, room)

        yield Section(len(side.sources), one)


def _source(canvas: Canvas, x: int, y: int, side: Side, at: int, room: Room) -> None:
    if at < len(side.sources):
        source = side.sources[at]
        lead = Lead(ref=source.ref, name=source.name) if source.ref is not None else None
        after = canvas.put(x, y, superscript([at + 1]).ljust(2), QUIET, lead)
        canvas.put(after, y, fit(source.name, room.half - (after - x)), TEXT, lead)


def _said(fact: Fact, text: str) -> str:
    return show_date(text) if fact.is_date else text


def _fact(fact: Fact, room: Room, canvas: Canvas, y: int, row: int) -> None:
    """Write both values in one row, or the right one in a second row."""
    sign = "=" if fact.is_same else "≠" if fact.differs else " "
    plain = QUIET if fact.is_same else TEXT
    if row == 0:
        canvas.put(0, y, fit(fact.label, LABEL - 1), QUIET)
        _side(canvas, room.left, y, fact, fact.left, fact.left_sources, room.half, plain)
    if room.is_beside or row == 1:
        x = room.sides[1]
        style = QUIET if fact.is_same and room.is_beside else STRONG
        canvas.put(x - 2, y, sign, style)
        _side(canvas, x, y, fact, fact.right, fact.right_sources, room.half, plain)


def _side(
    canvas: Canvas,
    x: int,
    y: int,
    fact: Fact,
    text: str,
    sources: Sequence[int],
    width: int,
    style: str,
) -> None:
    if text:
        shown = _numbers_of(sources)
        after = canvas.put(x, y, fit(_said(fact, text), width - cell_len(shown) - 1), style)
        canvas.put(after + 1, y, shown, _style_of(shown))
    else:
        canvas.put(x, y, fit(SILENT, width), UNKNOWN)


def _heading(listed: Listed, room: Room, canvas: Canvas, y: int, _row: int) -> None:
    x = canvas.put(0, y, f"{listed.label.upper()}  ", HEADING)
    shared = listed.shared
    lead = Lead(shared.term, shared.count, name=_("in both")) if shared is not None else None
    x = canvas.put(x, y, _("{count} in both", count=number(len(listed.both))), QUIET, lead)
    sides = _("{left} left, {right} right")
    if room.is_beside:
        sides = _("{left} only left, {right} only right")
    counts = {"left": number(len(listed.left)), "right": number(len(listed.right))}
    canvas.put(x, y, fit(f", {sides.format(**counts)}", canvas.width - x), QUIET)


def _both(listed: Listed, roles: Mapping[str, str], canvas: Canvas, y: int, row: int) -> None:
    entry = listed.both[row]
    canvas.put(0, y, _("both"), QUIET)
    left, right = (_in_words(text, roles) for text in (entry.left, entry.right))
    said = left if entry.left == entry.right else f"{left or '–'} ≠ {right or '–'}"
    numbers = f"{_numbers_of(entry.left_sources)} = {_numbers_of(entry.right_sources)}"
    shown = numbers if listed.is_stated else None
    _entry(canvas, LABEL, y, listed.both, row, said, shown, canvas.width - LABEL)


def _ends(
    listed: Listed, room: Room, roles: Mapping[str, str], canvas: Canvas, y: int, row: int
) -> None:
    """Write what only the left one has, and what only the right one has, in one row."""
    for at, part in enumerate((listed.left, listed.right)):
        if row < len(part):
            _only(canvas, room.sides[at], y, listed, at, row, room, roles)


def _end(
    listed: Listed,
    room: Room,
    roles: Mapping[str, str],
    at: int,
    canvas: Canvas,
    y: int,
    row: int,
) -> None:
    canvas.put(0, y, (LEFT, RIGHT)[at], QUIET)
    _only(canvas, room.left, y, listed, at, row, room, roles)


def _only(
    canvas: Canvas,
    x: int,
    y: int,
    listed: Listed,
    at: int,
    row: int,
    room: Room,
    roles: Mapping[str, str],
) -> None:
    """Write an entry that only one of the two has."""
    part = (listed.left, listed.right)[at]
    entry = part[row]
    numbers = _numbers_of((entry.left_sources, entry.right_sources)[at])
    said = _in_words((entry.left, entry.right)[at], roles)
    _entry(canvas, x, y, part, row, said, numbers if listed.is_stated else None, room.half)


def _entry(
    canvas: Canvas,
    x: int,
    y: int,
    part: Part,
    row: int,
    role: str,
    numbers: str | None,
    width: int,
) -> None:
    """Write an element with its role; its name differs from those beside it, also if it is cut."""
    entry = part[row]
    lead = Lead(ref=entry.ref, name=entry.name) if entry.ref is not None else None
    room = max(width - (cell_len(role) + 2 if role else 0), 8)
    if numbers is not None:
        room -= cell_len(numbers) + 1
    name = told_apart(entry.name, part.beside(row), room)
    end = canvas.put(x, y, name, TEXT, lead, most=width)
    if numbers is not None:
        end = canvas.put(end + 1, y, numbers, _style_of(numbers))
    if role:
        canvas.put(end + 2, y, fit(role, x + width - end - 2), QUIET, lead)
