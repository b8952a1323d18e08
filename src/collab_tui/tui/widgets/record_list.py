"""A list of records: the name at the left, and at the right what people look for first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from rich.theme import Theme
from textual.geometry import Region
from textual.message import Message

from collab_tui.language import _
from collab_tui.records.kinds import Kind
from collab_tui.render.words import NO_STATUS, NONE, STATUS_SIGNS, clean
from collab_tui.tui.answers import Listing
from collab_tui.tui.pages import PAGE, ListPage, pages_between
from collab_tui.tui.widgets.fitting import fit, shorten
from collab_tui.tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from collab_tui.catalog.cells import Column
    from collab_tui.catalog.marks import Marks
    from collab_tui.catalog.rows import Row
    from collab_tui.catalog.why import Asked, Match

KEPT_PAGES = 64

SIGNS = {(False, False): " ", (True, False): "•", (False, True): "*", (True, True): "⊛"}
"""The sign before a name: whether the record is linked to the one that is read, and marked."""

LEAST_NAME = 30
"""Cells that columns leave to a name and to the usual columns."""


class RecordList(LineList):
    """The matching records of one kind. The rows come from outside, a page at a time."""

    class Lacking(Message):
        """Rows that are visible, or almost, were not fetched yet."""

        def __init__(self, widget: RecordList) -> None:
            """Carry the list."""
            super().__init__()
            self.widget = widget

    def __init__(self, kind: Kind, marks: Marks) -> None:
        """List records of `kind`, and show which of them have `marks`."""
        super().__init__(id=f"list-{kind}")
        self.kind = kind
        self.theme: Theme | None = None
        self.listing = Listing()
        self.columns: Sequence[Column] = ()
        """The columns that are added, as many as leave room for names."""
        self._asked: Sequence[Asked] = ()
        self._marks = marks
        self._linked: set[int] = set()
        self._pages: OrderedDict[int, ListPage] = OrderedDict()

    def show(
        self,
        listing: Listing,
        pages: Mapping[int, ListPage],
        cursor: int,
        asked: Sequence[Asked],
        *,
        filtered: bool,
    ) -> None:
        """Show other records, with the words in `asked`."""
        self.listing = listing
        self._asked = asked
        self._pages = OrderedDict(pages)
        plural = self.kind.plural.lower()
        self.nothing = (
            _("no {kinds} match", kinds=plural)
            if filtered and listing.total
            else _("no {kinds}", kinds=plural)
        )
        self.set_count(len(listing.numbers), cursor)
        self._look_ahead()

    def fill(self, listing: Listing, pages: Mapping[int, ListPage]) -> None:
        """Take the rows of some pages of `listing`, if this listing is still shown."""
        if listing is not self.listing:
            return
        self._pages.update(pages)
        while len(self._pages) > KEPT_PAGES:
            self._pages.popitem(last=False)
        for page in pages:
            # A row's form depends on the rows beside it
            self._refresh_lines(page * PAGE - 1, PAGE + 2)

    def lacking(self) -> list[int]:
        """Return the pages that are not fetched yet: visible ones, and a page around them."""
        top = self.scroll_offset.y
        near = pages_between(self.listing, top - PAGE, top + self.size.height + PAGE)
        return [page for page in near if page not in self._pages]

    def _look_ahead(self) -> None:
        if self.lacking():
            self.post_message(self.Lacking(self))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Ask for the rows that become visible."""
        super().watch_scroll_y(old_value, new_value)
        self._look_ahead()

    def on_resize(self) -> None:
        """Ask for the rows that there is room for."""
        super().on_resize()
        self._look_ahead()

    def show_linked(self, numbers: set[int]) -> None:
        """Show which records are linked to the record in the reader."""
        before, self._linked = self._linked, numbers
        top = self.scroll_offset.y
        for index, n in enumerate(self.listing.numbers[top : top + self.size.height], top):
            if (n in before) is not (n in numbers):
                self._refresh_lines(index, 1)

    def _refresh_lines(self, index: int, count: int) -> None:
        self.refresh(Region(0, index - self.scroll_offset.y, self.size.width, count))

    @property
    def number(self) -> int | None:
        """The record under the cursor."""
        return self.listing.numbers[self.cursor] if self.count else None

    def segments(self, index: int, width: int) -> list[Segment]:
        """Return a row: a sign, the name, and the columns at the right."""
        page = self._pages.get(index // PAGE)
        n = self.listing.numbers[index]
        row = page.rows.get(n) if page is not None else None
        if page is None or row is None:
            return [Segment(" …".ljust(width))]
        added = self._added(page.cells.get(n, ()), width)
        depth = self.listing.depths[index] if self.listing.depths is not None else 0
        tail = _tail(row, width)
        indent = "  " * min(depth, 6)
        room = max(1, width - 2 - tail.cell_len - len(indent) - len(added))
        sign = SIGNS[n in self._linked, row.ref in self._marks]
        return [
            Segment(sign + indent, self._style(f"accent.{row.kind}")),
            *self._name_of(row, page.matches.get(n), room, index),
            Segment(added, self._style("page.text")),
            *(Segment(text, self._style(style)) for text, style in tail.parts if text),
            Segment(" "),
        ]

    def heads(self, width: int) -> str:
        """Return the headings of the columns that are added, as they stand at the end of a row."""
        shown = _fitting(self.columns, width)
        heads = "".join(f" {one.name[: one.width]:<{one.width}}" for one in shown)
        return heads + " " * (_tail_width(self.kind, width) + 1) if heads else ""

    def _added(self, texts: Sequence[str], width: int) -> str:
        """Return the columns that are added, each with a space before it."""
        shown = _fitting(self.columns, width)
        cells = [*texts, *("" for _ in self.columns)]
        return "".join(
            f" {fit(clean(text), one.width)}" for one, text in zip(shown, cells, strict=False)
        )

    def _name_of(self, row: Row, match: Match | None, room: int, index: int) -> Iterable[Segment]:
        """Return the name in `room` columns, and where the record matched if not in the name."""
        name = clean(row.name)
        others = self._names_near(index) if cell_len(name) > room else ()
        if not self._asked:
            return [Segment(fit(name, room, others), self._style("page.text"))]
        from collab_tui.catalog.why import find_words

        note = _note(match, self._asked, room - cell_len(name) - 2) if match is not None else ""
        text = Text(fit(name, room - cell_len(note) - 2 if note else room, others), end="")
        text.stylize(self._style("page.text"))
        if note:
            text.append("  " + note, self._style("page.quiet"))
        for start, end in find_words(text.plain, self._asked):
            text.stylize(self._style("page.match"), start, end)
        return text.render(self.app.console)

    def _names_near(self, index: int) -> Iterable[str]:
        """Return the names on the same page of the list as entry `index`, and right beside it."""
        for number in sorted({max(0, index - 1) // PAGE, index // PAGE, (index + 1) // PAGE}):
            page = self._pages.get(number)
            if page is not None:
                yield from (clean(row.name) for row in page.rows.values())

    def _style(self, name: str) -> Style:
        """Return one of the palette's styles."""
        return self.theme.styles[name] if self.theme is not None else Style.null()


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


def _tail_width(kind: Kind, width: int) -> int:
    """Return how many cells the usual columns take at the least."""
    if kind is Kind.AGREEMENT:
        return 2 + (5 if width >= 30 else 0) + 4
    return 7 if kind is Kind.INSTITUTION else 4


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
    count = str(row.count) if row.count else NONE
    if row.with_parts not in (None, row.count):  # those that with: finds
        count = f"{row.count}·{row.with_parts}"
    if row.kind is Kind.INSTITUTION:
        tail.add(clean(row.country or ""), 3, "page.quiet")
    elif row.kind is Kind.AGREEMENT:
        status = row.status or ""
        tail.add(
            STATUS_SIGNS.get(status, NO_STATUS), 2, f"status.{status}" if status else "page.quiet"
        )
        tail.add(str(row.year or ""), 5 if width >= 30 else 0, "page.quiet")
    tail.add(
        count,
        max(4, len(count) + 1),
        f"accent.{row.kind}" if row.count or row.with_parts else "page.quiet",
    )
    return tail


def _note(match: Match, asked: Sequence[Asked], free: int) -> str:
    """Return where a record matched, in the `free` columns beside its name.

    The whole text, or as much as shows the match; nothing if there is no room for that.
    """
    from collab_tui.catalog.why import find_words

    text = clean(match.text)
    full = f"{clean(match.field)}: {text}"
    for form in (full, text):
        if cell_len(form) <= free:
            return form
    spans = find_words(text, asked)
    start, end = spans[0] if spans else (0, 0)
    found, rest = text[start:end], text[start:]
    before = "…" if start else ""
    for form in (f"{clean(match.field)}: {before}", before):
        if cell_len(form + found) + 1 <= free:
            return shorten(form + rest, free)
    return ""
