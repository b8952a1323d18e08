"""A list of records: the name at the left, at the right what one scans for."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence

from rich.cells import cell_len, set_cell_size
from rich.text import Text
from rich.theme import Theme

from collab_tui.catalog.rows import Row
from collab_tui.records.kinds import Kind
from collab_tui.render.words import STATUS_SIGNS, clean
from collab_tui.tui.exploration import Listing
from collab_tui.tui.widgets.line_list import LineList

PAGE = 128
"""Rows fetched at once."""
KEPT_PAGES = 16


class RecordList(LineList):
    """The records of one kind that match."""

    def __init__(self, kind: Kind, fetch: Callable[[Sequence[int]], list[Row]]) -> None:
        """List records of `kind`; `fetch` gets the rows of record numbers."""
        super().__init__(id=f"list-{kind}")
        self.kind = kind
        self.theme: Theme | None = None
        self._fetch = fetch
        self._listing = Listing()
        self._pages: OrderedDict[int, dict[int, Row]] = OrderedDict()

    def show(self, listing: Listing, cursor: int, *, filtered: bool) -> None:
        """Show other records."""
        self._listing = listing
        self._pages.clear()
        plural = self.kind.plural.lower()
        self.nothing = f"no {plural} match" if filtered and listing.total else f"no {plural}"
        self.set_count(len(listing.numbers), cursor)

    @property
    def number(self) -> int | None:
        """The record under the cursor."""
        return self._listing.numbers[self.cursor] if self.count else None

    def number_at(self, index: int) -> int:
        """Return the record at `index`."""
        return self._listing.numbers[index]

    def draw(self, index: int, width: int) -> Text:
        """Return a row."""
        row = self._row(index)
        if row is None:
            return Text(" …".ljust(width))
        depth = self._listing.depths[index] if self._listing.depths is not None else 0
        tail = _tail(row, width)
        room = max(1, width - 2 - tail.cell_len)
        name = "  " * min(depth, 6) + clean(row.name)
        line = Text(" " + _cut(name, room), self._style("page.text"), end="")
        for text, style in tail.parts:
            line.append(text, self._style(style))
        line.append(" ")
        return line

    def _style(self, name: str) -> str:
        """Return the definition of one of the palette's styles."""
        return str(self.theme.styles[name]) if self.theme is not None else ""

    def _row(self, index: int) -> Row | None:
        page, offset = divmod(index, PAGE)
        rows = self._pages.get(page)
        if rows is None:
            numbers = self._listing.numbers[page * PAGE : (page + 1) * PAGE]
            rows = self._pages[page] = {row.n: row for row in self._fetch(numbers)}
            while len(self._pages) > KEPT_PAGES:
                self._pages.popitem(last=False)
        return rows.get(self._listing.numbers[page * PAGE + offset])


class _Tail:
    """The columns at the right end of a row."""

    def __init__(self) -> None:
        self.parts: list[tuple[str, str]] = []

    def add(self, text: str, width: int, style: str) -> None:
        self.parts.append((text.rjust(width), style))

    @property
    def cell_len(self) -> int:
        return sum(cell_len(text) for text, _ in self.parts)


def _tail(row: Row, width: int) -> _Tail:
    tail = _Tail()
    count = str(row.count) if row.count else "·"
    if row.kind is Kind.INSTITUTION:
        tail.add(clean(row.country or ""), 3, "page.quiet")
    elif row.kind is Kind.AGREEMENT:
        status = row.status or ""
        tail.add(STATUS_SIGNS.get(status, "·"), 2, f"status.{status}" if status else "page.quiet")
        tail.add(str(row.year or ""), 5 if width >= 30 else 0, "page.quiet")
    tail.add(count, 4, f"accent.{row.kind}" if row.count else "page.quiet")
    return tail


def _cut(text: str, width: int) -> str:
    """Return `text` in exactly `width` columns, with an ellipsis where it is cut."""
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(set_cell_size(text, width - 1).rstrip() + "…", width)
