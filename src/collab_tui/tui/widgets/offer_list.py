"""What the search bar offers while something is typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from collab_tui.language import number
from collab_tui.render.cut import fill
from collab_tui.render.words import clean
from collab_tui.tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from collab_tui.catalog.offers import Offer

SHOWN = 10
"""Offers visible at once."""


class OfferList(LineList, can_focus=False):
    """One offer on each line: as written, its label, and its count.

    It never has the focus: the search bar keeps it, and moves the cursor here.
    """

    DEFAULT_CSS = """
    OfferList {
        display: none; layer: above; width: 60; max-width: 100%; background: $panel;
        scrollbar-size-vertical: 1;
    }
    OfferList.-shown { display: block; }
    OfferList > .line-list--cursor { background: $primary-muted; text-style: bold; }
    OfferList:nocolor > .line-list--cursor { text-style: bold reverse; }
    """

    def __init__(self) -> None:
        """Begin hidden."""
        super().__init__(id="offers")
        self.offers: Sequence[Offer] = ()

    def show(self, offers: Sequence[Offer], cursor: int | None) -> None:
        """Offer something, with the cursor on one or on none; hide if there is nothing."""
        self.offers = offers
        self.has_cursor = cursor is not None
        self.set_class(bool(offers), "-shown")
        self.styles.height = max(1, min(SHOWN, len(offers)))
        self.set_count(len(offers), cursor or 0)

    def hide(self) -> None:
        """Offer nothing."""
        self.offers = ()
        self.set_count(0)
        self.remove_class("-shown")

    def step(self, step: int) -> None:
        """Move the cursor; the first step puts it on the first offer."""
        if self.has_cursor:
            self.cursor += step
        else:
            self.has_cursor = True
            self.refresh()

    @property
    def is_shown(self) -> bool:
        """Whether there is something to take."""
        return bool(self.offers)

    @property
    def first(self) -> Offer | None:
        """The offer under the cursor; without a cursor, the first one."""
        return self.offers[self.cursor] if self.offers else None

    def draw(self, index: int, width: int) -> Text:
        """Return an offer as a line."""
        offer = self.offers[index]
        count = number(offer.count) if offer.count is not None else ""
        value, label = clean(offer.value), clean(offer.label)
        shown = value if label == value else f"{value}  {label}"
        if offer.is_question:
            shown = f"{label[:1].upper()}{label[1:]}"
        room = max(1, width - len(count) - 3)
        return Text.assemble(" ", fill(shown, room), " ", count, " ", end="")
