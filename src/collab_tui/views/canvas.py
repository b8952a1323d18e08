"""A canvas of cells: a glyph, a style, and what the cell leads to.

Everything that shows a view shows a canvas. So cursor, mouse, files and tests all read the same
thing.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len, get_character_cell_size
from rich.style import Style
from rich.text import Text

from collab_tui.language import number
from collab_tui.records.kinds import Kind, Ref
from collab_tui.render.cut import shorten
from collab_tui.render.words import clean
from collab_tui.views.state import State

if TYPE_CHECKING:
    from collab_tui.catalog.views.axis import Axis


@dataclass(frozen=True, slots=True)
class Lead:
    """What a cell leads to: a record, a term for the query, or another state of the view.

    Enter opens `ref`, else goes to `state`, else puts `term` into the query. `f` puts `term` into
    the query if there is one.
    """

    term: str = ""
    """Terms for the query, as they are written."""
    count: int | None = None
    """How many records of `kind` the query then finds; None if the cell shows no number."""
    ref: Ref | None = None
    state: State | None = None
    kind: Kind = Kind.AGREEMENT
    values: tuple[tuple[str, str], ...] = ()
    """The facets and values that it counts: a record with these values is highlighted there."""
    name: str = ""
    """Its full name, because the cell may not have room for it."""

    @property
    def said(self) -> str:
        """The text about it in a footer: ``type:mou year:2019 (2)``."""
        found = f" ({number(self.count)})" if self.count is not None else ""
        if self.term and self.ref is None:
            return clean(f"{self.name}  {self.term}{found}" if self.name else f"{self.term}{found}")
        return clean(self.name or str(self.ref or "")) + found


class Target(NamedTuple):
    """Cells side by side that lead to the same: a place for the cursor."""

    x: int
    y: int
    width: int
    lead: Lead


class Canvas:
    """Rows of cells. What is put outside of them is left out, but rows may be added below.

    A glyph of two columns has an empty second cell.
    """

    def __init__(self, width: int, height: int | None = None) -> None:
        """Start with blanks: `height` rows, or as many as are put into it."""
        self.width = width
        self._most = height
        self.glyphs: list[list[str]] = []
        self.styles: list[list[str]] = []
        self.leads: list[list[Lead | None]] = []
        self.highlighted: set[tuple[int, int]] = set()
        """Cells, as x and y, of the record under a cursor elsewhere."""
        self.axis: Axis | None = None
        """The calendar of the columns, if there is one, from the column `axis_at` on."""
        self.axis_at = 0
        self.above = self.below = 0
        """How many rows are out of sight, above and below."""
        self.left: int | None = None
        """How many columns are out of sight at the left, if columns can be moved."""
        self._grow(height or 0)

    @property
    def height(self) -> int:
        """How many rows there are."""
        return len(self.glyphs)

    def _grow(self, height: int) -> None:
        while len(self.glyphs) < height:
            self.glyphs.append([" "] * self.width)
            self.styles.append([""] * self.width)
            self.leads.append([None] * self.width)

    def put(
        self, x: int, y: int, text: str, style: str = "", lead: Lead | None = None, most: int = 9999
    ) -> int:
        """Write `text` from a cell on, in at most `most` columns; return the column after it.

        A glyph of two columns is left out if there is room for only one.
        """
        end = min(self.width, x + most)
        if y < 0 or (self._most is not None and y >= self._most):
            return x
        self._grow(y + 1)
        text = clean(text)
        if text.isascii() and text.isprintable():  # each has one column
            return self._put_plain(x, y, text, end, style, lead)
        for char in text:
            size = get_character_cell_size(char)
            if size == 0:
                if 0 < x <= self.width and self.glyphs[y][x - 1]:
                    self.glyphs[y][x - 1] += char
                continue
            if x + size > end:
                break
            if x >= 0:
                self._set(x, y, char, size, style, lead)
            x += size
        return x

    def _put_plain(self, x: int, y: int, text: str, end: int, style: str, lead: Lead | None) -> int:
        """Write a text whose characters all have one column; return the column after it."""
        row, start, stop = self.glyphs[y], max(x, 0), min(x + len(text), end)
        if start < stop:
            if row[start] == "" and start:  # half of the glyph that was here
                row[start - 1] = " "
            if stop < self.width and row[stop] == "":
                row[stop] = " "
            row[start:stop] = text[start - x : stop - x]
            self.styles[y][start:stop] = [style] * (stop - start)
            self.leads[y][start:stop] = [lead] * (stop - start)
        return max(x, stop)

    def _set(self, x: int, y: int, char: str, size: int, style: str, lead: Lead | None) -> None:
        row = self.glyphs[y]
        if row[x] == "" and x:  # half of the glyph that was here
            row[x - 1] = " "
        after = x + size
        if after < self.width and row[after] == "":
            row[after] = " "
        row[x] = char
        if size == 2:
            row[x + 1] = ""
        for at in range(x, after):
            self.styles[y][at] = style
            self.leads[y][at] = lead

    def put_right(
        self, end: int, y: int, text: str, style: str = "", lead: Lead | None = None
    ) -> None:
        """Write `text` so that it ends before column `end`."""
        self.put(end - cell_len(text), y, text, style, lead)

    def lead_row(self, y: int, lead: Lead, start: int = 0, end: int | None = None) -> None:
        """Let the cells of a row that lead nowhere yet lead somewhere."""
        if y < self.height:
            for x in range(start, self.width if end is None else min(end, self.width)):
                self.leads[y][x] = self.leads[y][x] or lead

    def paste(self, other: Canvas, x: int, y: int, top: int = 0, height: int | None = None) -> None:
        """Put rows of another canvas, from `top` on, at a cell of this one."""
        last = other.height if height is None else min(other.height, top + height)
        self._grow(y + last - top)
        room = min(other.width, self.width - x)
        for row in range(top, last):
            at = y + row - top
            self.glyphs[at][x : x + room] = other.glyphs[row][:room]
            self.styles[at][x : x + room] = other.styles[row][:room]
            self.leads[at][x : x + room] = other.leads[row][:room]

    def window(self, fixed: int, top: int, height: int) -> Canvas:
        """Return `height` rows: the first `fixed`, then those from `top` further down.

        It never starts so low that rows stay empty although there is something for them.
        """
        top = max(0, min(top, self.height - height))
        seen = Canvas(self.width)
        seen.paste(self, 0, 0, 0, min(fixed, height))
        seen.paste(self, 0, seen.height, fixed + top, max(0, height - fixed))
        seen.above, seen.below = top, max(0, self.height - top - height)
        seen._grow(height)
        return seen

    def highlight(self, ref: Ref, values: Mapping[str, Container[str]]) -> None:
        """Highlight the cells that lead to a record, or that count it by its values."""
        for y, row in enumerate(self.leads):
            for x, lead in enumerate(row):
                if lead is not None and (
                    lead.ref == ref
                    or (
                        lead.values
                        and all(key in values.get(facet, ()) for facet, key in lead.values)
                    )
                ):
                    self.highlighted.add((x, y))

    def style_at(self, x: int, y: int) -> str:
        """Return the style of a cell; empty if it has none, or nothing is there yet."""
        inside = 0 <= y < self.height and 0 <= x < self.width
        return self.styles[y][x] if inside else ""

    # What cursors need

    def at(self, x: int, y: int) -> Lead | None:
        """Return what a cell leads to."""
        inside = 0 <= y < self.height and 0 <= x < self.width
        return self.leads[y][x] if inside else None

    def targets(self) -> list[Target]:
        """Return every place for a cursor, row by row."""
        found = []
        for y, row in enumerate(self.leads):
            x = 0
            while x < self.width:
                lead = row[x]
                start = x
                while x < self.width and row[x] is lead:
                    x += 1
                if lead is not None:
                    found.append(Target(start, y, x - start, lead))
        return found

    def step(self, x: int, y: int, dx: int, dy: int) -> Target | None:
        """Return where a cursor at a cell goes: to the next target in a direction, or nowhere.

        Sideways it stays in its row. Up and down it goes to the nearest row with a target, and
        there to the one nearest to its column. Without a direction, it goes to the nearest of all.
        """
        found = self.targets()
        if dx:
            row = [t for t in found if t.y == y]
            there = [t for t in row if (t.x > x if dx > 0 else t.x + t.width <= x)]
            return min(there, key=lambda t: abs(t.x - x), default=None)
        if dy:
            found = [t for t in found if (t.y > y if dy > 0 else t.y < y)]
        return min(found, key=lambda t: (abs(t.y - y), _far(t, x), t.x), default=None)

    # What shows it

    def lines(self) -> list[str]:
        """Return the rows as text, without blanks at their ends, with > before what is highlighted.

        The sign is in the first column if that is blank, else directly before that.
        """
        rows = [list(row) for row in self.glyphs]
        for x, y in self.highlighted:
            if (x - 1, y) not in self.highlighted:
                at = 0 if rows[y][0] in " >" else x - 1
                if at >= 0 and rows[y][at] == " ":
                    rows[y][at] = ">"
        return ["".join(row).rstrip() for row in rows]

    def text(self) -> str:
        """Return all rows; each ends in a newline."""
        return "".join(f"{line}\n" for line in self.lines())

    def runs(self, y: int) -> Iterator[tuple[int, str, str, Lead | None]]:
        """Yield the runs of a row with one style and one lead: column, text, style, lead."""
        glyphs, styles, leads = self.glyphs[y], self.styles[y], self.leads[y]
        start = 0
        for x in range(1, self.width + 1):
            if x == self.width or styles[x] != styles[start] or leads[x] is not leads[start]:
                yield start, "".join(glyphs[start:x]), styles[start], leads[start]
                start = x

    def rich(self, y: int) -> Text:
        """Return a row for Rich: names of styles, and each ref in the meta, as on pages."""
        text = Text(no_wrap=True, end="")
        for _, run, style, lead in self.runs(y):
            start = len(text)
            text.append(run, style or None)
            if lead is not None and lead.ref is not None:
                text.stylize(Style(meta={"ref": str(lead.ref)}), start, len(text))
        for x in (x for x, row in self.highlighted if row == y):
            start = len("".join(self.glyphs[y][:x]))
            text.stylize(Style(reverse=True), start, start + len(self.glyphs[y][x]))
        return text


def _far(target: Target, x: int) -> int:
    """Return how many columns away a target is."""
    return max(target.x - x, x - target.x - target.width + 1, 0)


def fit(text: str, width: int) -> str:
    """Return `text` in at most `width` columns, with … if its end is left out."""
    return shorten(clean(text), width)
