"""A titled list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical

from collab_tui.catalog.orders import Order
from collab_tui.records.kinds import Kind
from collab_tui.tui.exploration import Listing
from collab_tui.tui.widgets.line import Line
from collab_tui.tui.widgets.record_list import RecordList

if TYPE_CHECKING:
    from collab_tui.catalog.why import Asked
    from collab_tui.tui.pages import ListPage


class _Title(Line):
    def __init__(self, heading: Callable[[int], Text]) -> None:
        super().__init__(classes="pane--title")
        self._heading = heading

    def draw(self, width: int) -> Text:
        return self._heading(width)


class Pane(Vertical):
    """A heading with ``shown/all`` and the list below it; class ``-active`` when in use."""

    BLANK = True

    DEFAULT_CSS = """
    Pane { height: 1fr; }
    Pane > .pane--title { background: $surface; }
    Pane.-active > .pane--title { background: $panel; }
    """

    def __init__(self, key: str, kind: Kind) -> None:
        """Show records of `kind`; `key` is the key that leads here."""
        super().__init__(id=f"pane-{kind}")
        self.key = key
        self.kind = kind
        self.list = RecordList(kind)
        self._title = _Title(self._heading)
        self._listing = Listing()
        self._order = Order.RELEVANCE

    def compose(self) -> ComposeResult:
        """Lay out title and list."""
        yield self._title
        yield self.list

    def show(
        self,
        listing: Listing,
        pages: Mapping[int, ListPage],
        cursor: int,
        asked: Sequence[Asked],
        order: Order,
        *,
        filtered: bool,
    ) -> None:
        """Show other records, sorted in some order."""
        self._listing = listing
        self._order = order
        self.list.show(listing, pages, cursor, asked, filtered=filtered)
        self.draw_title()

    def draw_title(self) -> None:
        """Draw the heading anew."""
        self._title.refresh()

    def _heading(self, width: int) -> Text:
        """Return the heading: key, name, and how many of how many."""
        theme = self.list.theme
        if theme is None:
            return Text(end="")
        accent = theme.styles[f"kind.{self.kind}"]
        quiet = theme.styles["page.quiet"]
        active = self.has_class("-active") and not self.screen.has_class("-reading")
        count = f"{self._listing.shown}/{self._listing.total}"
        title = Text(end="")
        title.append("▌" if active else " ", accent).append(self.key, quiet)
        title.append(" ").append(self.kind.plural, accent)
        if self._order is not Order.RELEVANCE:
            title.append(f"  by {self._order}", quiet)
        title.append(" " * max(1, width - title.cell_len - len(count) - 1))
        title.append(count, quiet)
        return title
