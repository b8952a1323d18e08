"""One row of a list: sign, name, what there is room for beside it, the columns at the right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from rich.theme import Theme

from collab_tui.language import explained
from collab_tui.records.kinds import Kind
from collab_tui.render.cut import fill, shorten
from collab_tui.render.words import NO_STATUS, NONE, STATUS_SIGNS, clean
from collab_tui.tui.widgets.fitting import fit

if TYPE_CHECKING:
    from collab_tui.catalog.cells import Column
    from collab_tui.catalog.row import Row
    from collab_tui.catalog.why import Asked, Match

LEAST_NAME = 30
"""Cells that columns leave to a name and to the usual columns."""

BETWEEN = " · "
"""Between names of participants, and before what tells a record apart from its namesakes."""

GAP = 2
"""Cells between a name and what stands beside it."""


class RowStyle(NamedTuple):
    """What the rows of a list have in common."""

    console: Console
    theme: Theme | None
    asked: Sequence[Asked]
    """The words that are highlighted."""
    columns: Sequence[Column]
    """The columns that are added, as many as leave room for names."""

    def of(self, name: str) -> Style:
        """Return one of the palette's styles."""
        return self.theme.styles[name] if self.theme is not None else Style.null()


class Drawn(NamedTuple):
    """A record, and all that its row may show."""

    style: RowStyle
    row: Row
    depth: int
    """How far it is indented, in steps."""
    sign: str
    """Before the name: see `record_list.SIGNS`."""
    match: Match | None
    """Where it matched, if not in its name."""
    cells: Sequence[str]
    participants: Sequence[str]
    apart: str
    """What tells it apart from records with the same name."""
    names_near: Callable[[], Iterable[str]]
    """Returns the names that it must not look like."""

    def segments(self, width: int, *, says_why: bool = True) -> list[Segment]:
        """Return the row in `width` cells; unless it `says_why`, without the reason for a match."""
        style = self.style
        added = _added(style.columns, self.cells, width)
        tail = _tail(self.row, width)
        return [
            Segment(self.sign, style.of(f"accent.{self.row.kind}")),
            Segment(self._indent),
            *self._named(self._room(width), says_why).render(style.console),
            Segment(added, style.of("page.text")),
            *(Segment(text, style.of(name)) for text, name in tail if text),
            Segment(" "),
        ]

    def reason(self, width: int) -> list[Segment] | None:
        """Return a line that says why it matched; None if its row has room for that."""
        if self.match is None:
            return None
        words = _reason(self.match)
        if cell_len(words) <= self._room(width) - cell_len(self._full_name) - GAP:
            return None
        line = Text(f"{self._indent}   ", self.style.of("page.quiet"), end="")
        room = max(1, width - line.cell_len - 1)
        line.append(_note(self.match, self.style.asked, room) or shorten(words, room))
        _mark(line, self.style)
        return list(line.render(self.style.console))

    @property
    def _indent(self) -> str:
        return "  " * min(self.depth, 6)

    @property
    def _full_name(self) -> str:
        return clean(self.row.name) + (BETWEEN + clean(self.apart) if self.apart else "")

    def _room(self, width: int) -> int:
        """Return how many cells there are between the sign and the columns."""
        tail = sum(cell_len(text) for text, _ in _tail(self.row, width))
        added = len(_added(self.style.columns, self.cells, width))
        return max(1, width - 2 - tail - len(self._indent) - added)

    def _named(self, room: int, says_why: bool) -> Text:
        """Return the name in `room` cells, and beside it what there is room for."""
        style, name = self.style, clean(self.row.name)
        apart = shorten(BETWEEN + clean(self.apart), room // 2) if self.apart else ""
        space = room - cell_len(apart)
        if cell_len(name) > space:
            name = fit(name, space, self.names_near(), _found(name, style)).rstrip()
        line = Text(name, style.of("page.text"), end="")
        line.append(apart, style.of("page.quiet"))
        if says_why and self.match is not None:
            note = _note(self.match, style.asked, room - line.cell_len - GAP)
            if note:
                line.append(" " * GAP + note, style.of("page.quiet"))
        _mark(line, style)
        free = room - line.cell_len
        beside = _as_many_as_fit(self.participants, free - GAP)
        line.append(" " * (free - cell_len(beside)) + beside, style.of("page.quiet"))
        return line


def heads(columns: Sequence[Column], kind: Kind, width: int) -> str:
    """Return the headings of the columns that are added, as they stand at the end of a row."""
    shown = _fitting(columns, width)
    found = "".join(f" {fill(one.said, one.width)}" for one in shown)
    return found + " " * (_tail_width(kind, width) + 1) if found else ""


def columns_named(kind: Kind, names: Sequence[str]) -> Sequence[Column]:
    """Return the columns of a kind with some names."""
    if not names:
        return ()
    from collab_tui.catalog.cells import columns_of

    return [columns_of(kind)[name] for name in names if name in columns_of(kind)]


def _fitting(columns: Sequence[Column], width: int) -> Sequence[Column]:
    """Return the first of some columns, as many as leave room for names."""
    room, shown = width - LEAST_NAME, 0
    for column in columns:
        room -= column.width + 1
        if room < 0:
            break
        shown += 1
    return columns[:shown]


def _added(columns: Sequence[Column], texts: Sequence[str], width: int) -> str:
    """Return the columns that are added, each with a space before it."""
    cells = [*texts, *("" for _ in columns)]
    return "".join(
        f" {fit(clean(text), one.width)}"
        for one, text in zip(_fitting(columns, width), cells, strict=False)
    )


def _tail_width(kind: Kind, width: int) -> int:
    """Return how many cells the usual columns take at the least."""
    if kind is Kind.AGREEMENT:
        return 2 + (5 if width >= 30 else 0) + 4
    return 7 if kind is Kind.INSTITUTION else 4


def _tail(row: Row, width: int) -> list[tuple[str, str]]:
    """Return the columns at the right end of a row, each with its style."""
    count = str(row.how_many) if row.how_many else NONE
    if row.with_parts not in (None, row.how_many):  # those that with: finds
        count = f"{row.how_many}·{row.with_parts}"
    tail: list[tuple[str, str]] = []
    if row.kind is Kind.INSTITUTION:
        tail.append((clean(row.country or "").rjust(3), "page.quiet"))
    elif row.kind is Kind.AGREEMENT:
        status = row.status or ""
        sign = STATUS_SIGNS.get(status, NO_STATUS)
        tail.append((sign.rjust(2), f"status.{status}" if status else "page.quiet"))
        tail.append((str(row.year or "").rjust(5 if width >= 30 else 0), "page.quiet"))
    is_any = row.how_many or row.with_parts
    colour = f"accent.{row.kind}" if is_any else "page.quiet"
    tail.append((count.rjust(max(4, len(count) + 1)), colour))
    return tail


def _as_many_as_fit(names: Sequence[str], free: int) -> str:
    """Return the first of some names in `free` cells, and how many more there are: ``NUH +3``."""
    names = [clean(name) for name in names]
    for shown in range(len(names), 0, -1):
        more = f" +{len(names) - shown}" if shown < len(names) else ""
        text = BETWEEN.join(names[:shown]) + more
        if cell_len(text) <= free:
            return text
    return ""


def _found(text: str, style: RowStyle) -> Sequence[tuple[int, int]]:
    """Return where the words that were asked for stand, as (start, end) of characters."""
    if not style.asked:
        return ()
    from collab_tui.catalog.why import find_words

    return find_words(text, style.asked)


def _mark(line: Text, style: RowStyle) -> None:
    """Mark the words that were asked for."""
    for start, end in _found(line.plain, style):
        line.stylize(style.of("page.match"), start, end)


def _reason(match: Match) -> str:
    return explained(clean(match.field), clean(match.text))


def _note(match: Match, asked: Sequence[Asked], free: int) -> str:
    """Return where a record matched, in the `free` columns beside its name.

    The whole text, or as much as shows the match; nothing if there is no room for that.
    """
    from collab_tui.catalog.why import find_words

    text = clean(match.text)
    for form in (_reason(match), text):
        if cell_len(form) <= free:
            return form
    spans = find_words(text, asked)
    start, end = spans[0] if spans else (0, 0)
    found, rest = text[start:end], text[start:]
    before = "…" if start else ""
    for form in (explained(clean(match.field), before), before):
        if cell_len(form + found) + 1 <= free:
            return shorten(form + rest, free)
    return ""
