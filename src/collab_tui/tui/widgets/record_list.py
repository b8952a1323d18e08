"""A list of records: the name at the left, and at the right what people look for first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.theme import Theme
from textual.geometry import Region
from textual.message import Message

from collab_tui.language import _
from collab_tui.records.kinds import Kind
from collab_tui.render.words import clean
from collab_tui.tui.answers import Listing
from collab_tui.tui.pages import PAGE, ListPage, pages_between
from collab_tui.tui.widgets.line_list import LineList
from collab_tui.tui.widgets.record_row import Drawn, RowStyle, heads

if TYPE_CHECKING:
    from collab_tui.catalog.cells import Column
    from collab_tui.catalog.marks import Marks
    from collab_tui.catalog.why import Asked

KEPT_PAGES = 64

SIGNS = {(False, False): " ", (True, False): "•", (False, True): "*", (True, True): "⊛"}
"""The sign before a name: whether the record is linked to the one that is read, and marked."""


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
        self.is_active = False
        """Whether the row under the cursor says why it matched."""
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
        plural = self.kind.nouns
        self.nothing = (
            _("no {kinds} match", kinds=plural)
            if filtered and listing.total
            else _("no {kinds}", kinds=plural)
        )
        self.set_count(listing.rows, cursor, has_room_beneath=bool(asked))
        self.call_after_refresh(self.look_ahead)  # what is in sight came with the answer

    def fill(self, listing: Listing, pages: Mapping[int, ListPage]) -> None:
        """Take the rows of some pages of `listing`, if this listing is still shown."""
        if listing is not self.listing:
            return
        self._pages.update(pages)
        while len(self._pages) > KEPT_PAGES:
            self._pages.popitem(last=False)
        for page in pages:
            # A row's form depends on the rows beside it
            self._refresh_from(page * PAGE - 1, (page + 1) * PAGE + 1)
        self.look_beneath()

    def lacking(self) -> list[int]:
        """Return the pages that are not fetched yet: visible ones, and a page around them."""
        top = self.scroll_offset.y
        near = pages_between(self.listing, top - PAGE, top + self.size.height + PAGE)
        return [page for page in near if page not in self._pages]

    def look_ahead(self) -> None:
        """Ask for rows that are missing in sight, or almost."""
        if self.lacking():
            self.post_message(self.Lacking(self))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Ask for the rows that become visible."""
        super().watch_scroll_y(old_value, new_value)
        self.look_ahead()

    def on_resize(self) -> None:
        """Ask for the rows that there is room for."""
        super().on_resize()
        self.look_ahead()

    def show_linked(self, numbers: set[int]) -> None:
        """Show which records are linked to the record in the reader."""
        before, self._linked = self._linked, numbers
        top = int(self.scroll_offset.y)
        for index, n in enumerate(self.listing.numbers[top : top + self.size.height], top):
            if (n in before) is not (n in numbers):
                self.refresh(Region(0, self.line_of(index), 1, 1))

    def set_active(self, is_active: bool) -> None:
        """Make this the list in use, or not."""
        self.is_active = is_active
        self.look_beneath()

    @property
    def number(self) -> int | None:
        """The record under the cursor, if it is known yet."""
        numbers = self.listing.numbers
        return numbers[self.cursor] if self.cursor < len(numbers) else None

    def segments(self, index: int, width: int) -> Iterable[Segment]:
        """Return a row: a sign, the name, and the columns at the right."""
        row = self._drawn(index)
        if row is None:
            return [Segment(" …".ljust(width))]
        return row.segments(width, says_why=not (self._is_beneath and index == self.cursor))

    def beneath(self, index: int, width: int) -> Iterable[Segment] | None:
        """Return why a record matched, if its row has too little room to say so."""
        row = self._drawn(index) if self.is_active else None
        return row.reason(width) if row is not None else None

    def _drawn(self, index: int) -> Drawn | None:
        page = self._pages.get(index // PAGE)
        if page is None:
            return None
        n = self.listing.numbers[index]
        row = page.rows.get(n)
        if row is None:
            return None
        return Drawn(
            RowStyle(self.app.console, self.theme, self._asked, self.columns),
            row,
            self.listing.depths[index] if self.listing.depths is not None else 0,
            SIGNS[n in self._linked, row.ref in self._marks],
            page.matches.get(n),
            page.cells.get(n, ()),
            page.participants.get(n, ()),
            page.apart.get(n, ""),
            lambda: self._names_near(index),
        )

    def heads(self, width: int) -> str:
        """Return the headings of the columns that are added, as they stand at the end of a row."""
        return heads(self.columns, self.kind, width)

    def _names_near(self, index: int) -> Iterable[str]:
        """Return the names on the same page of the list as entry `index`, and right beside it."""
        for number in sorted({max(0, index - 1) // PAGE, index // PAGE, (index + 1) // PAGE}):
            page = self._pages.get(number)
            if page is not None:
                yield from (clean(row.name) for row in page.rows.values())
