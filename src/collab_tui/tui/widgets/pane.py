"""A titled list."""

from __future__ import annotations

from collections.abc import Mapping

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from collab_tui.catalog.search import Order
from collab_tui.catalog.why import Asked
from collab_tui.records.kinds import Kind
from collab_tui.tui.exploration import Listing
from collab_tui.tui.pages import ListPage
from collab_tui.tui.widgets.record_list import RecordList


class Pane(Vertical):
    """A heading with ``shown/all`` and the list below it; class ``-active`` when in use."""

    DEFAULT_CSS = """
    Pane { height: 1fr; }
    Pane > .pane--title { height: 1; width: 1fr; background: $surface; }
    Pane.-active > .pane--title { background: $panel; }
    """

    def __init__(self, key: str, kind: Kind) -> None:
        """Show records of `kind`; `key` is the key that leads here."""
        super().__init__(id=f"pane-{kind}")
        self.key = key
        self.kind = kind
        self.list = RecordList(kind)
        self._title = Static(classes="pane--title")
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
        asked: list[Asked],
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
        """Draw the heading: key, name, and how many of how many."""
        theme = self.list.theme
        if theme is None:
            return
        accent = theme.styles[f"kind.{self.kind}"]
        quiet = theme.styles["page.quiet"]
        active = self.has_class("-active") and not self.screen.has_class("-reading")
        count = f"{self._listing.shown}/{self._listing.total}"
        title = Text.assemble(
            ("▌" if active else " ", accent), (self.key, quiet), " ", (self.kind.plural, accent)
        )
        if self._order is not Order.RELEVANCE:
            title.append(f"  by {self._order}", quiet)
        room = max(1, self.size.width - title.cell_len - len(count) - 1)
        title.append(" " * room)
        title.append(count, quiet)
        self._title.update(title, layout=False)

    def on_resize(self) -> None:
        """Align the heading anew."""
        self.draw_title()
