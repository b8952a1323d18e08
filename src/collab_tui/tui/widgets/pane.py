"""A titled list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from collab_tui.catalog.order import TURNED, Order
from collab_tui.language import _, clauses, number
from collab_tui.records.kinds import Kind
from collab_tui.tui.answers import Listing
from collab_tui.tui.widgets.line import Line
from collab_tui.tui.widgets.record_list import RecordList
from collab_tui.tui.widgets.record_row import columns_named

if TYPE_CHECKING:
    from collab_tui.catalog.marks import Marks
    from collab_tui.catalog.why import Asked
    from collab_tui.tui.pages import ListPage


class _Title(Line):
    DEFAULT_CSS = """
    _Title { background: $surface; }
    _Title.-active { background: $panel; }
    """

    def __init__(self, kind: Kind, heading: Callable[[int], Text]) -> None:
        super().__init__(id=f"title-{kind}")
        self._heading = heading

    def draw(self, width: int) -> Text:
        return self._heading(width)


class Pane:
    """A heading with ``shown/all`` and the list below it: two widgets, for any container."""

    def __init__(self, key: str, kind: Kind, marks: Marks) -> None:
        """Show records of `kind`; `key` is the key that leads here."""
        self.key = key
        self.kind = kind
        self.list = RecordList(kind, marks)
        self.title = _Title(kind, self._heading)
        self._listing = Listing()
        self._order: str = Order.RELEVANCE

    def set_active(self, is_active: bool) -> None:
        """Make this the active pane (class ``-active`` on both widgets), or an inactive one."""
        self.title.set_class(is_active, "-active")
        self.list.set_class(is_active, "-active")
        self.list.set_active(is_active)
        self.draw_title()

    def set_shown(self, is_shown: bool) -> None:
        """Put it on the screen, or take it off."""
        self.title.display = self.list.display = is_shown

    def show(
        self,
        listing: Listing,
        pages: Mapping[int, ListPage],
        cursor: int,
        asked: Sequence[Asked],
        order: str,
        columns: Sequence[str],
        *,
        filtered: bool,
    ) -> None:
        """Show other records, sorted in some order, with `columns` added."""
        self._listing = listing
        self._order = order
        self.list.columns = columns_named(self.kind, columns)
        self.list.show(listing, pages, cursor, asked, filtered=filtered)
        self.draw_title()

    def draw_title(self) -> None:
        """Draw the heading again."""
        self.title.refresh()

    def _heading(self, width: int) -> Text:
        """Return the heading: key, name, and the numbers of shown and of all records."""
        theme = self.list.theme
        if theme is None:
            return Text(end="")
        accent = theme.styles[f"kind.{self.kind}"]
        quiet = theme.styles["page.quiet"]
        active = self.list.has_class("-active") and not self.list.screen.has_class("-reading")
        count = f"{number(self._listing.shown)}/{number(self._listing.total)}"
        title = Text(end="")
        title.append("▌" if active else " ", accent).append(self.key, quiet)
        title.append(" ").append(self.kind.plural, accent)
        if self._order != Order.RELEVANCE:
            room = width - title.cell_len - len(count) - 2
            title.append(_order_in_words(self._order, self.kind, room), quiet)
        heads = self.list.heads(width)
        room = width - title.cell_len - len(count) - 1
        if heads and cell_len(heads) + len(count) + 3 <= width - title.cell_len:
            title.append(f"  {count}", quiet)
            count, room = heads, width - title.cell_len - cell_len(heads)
        title.append(" " * max(1, room))
        title.append(count, quiet)
        return title


def _order_in_words(order: str, kind: Kind, room: int) -> str:
    """Return how a list is sorted; if the order is turned around, what comes first, or a sign."""
    from collab_tui.catalog.orders import direction, label_of

    words = "  " + _("by {order}", order=label_of(order))
    if not order.startswith(TURNED):
        return words
    full = clauses((words, direction(order, kind)))
    return full if cell_len(full) <= room else f"{words} ↑"
