"""The possible values of a field, during typing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from collab_tui.render.words import clean
from collab_tui.tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from collab_tui.catalog.facets import Facet

SHOWN = 10
"""Values visible at once."""


class FacetList(LineList, can_focus=False):
    """One value on each line: as written, its label, and its count.

    It never has the focus: the search bar keeps it, and moves the cursor here.
    """

    DEFAULT_CSS = """
    FacetList {
        display: none; layer: above; width: 60; max-width: 100%; background: $panel;
        scrollbar-size-vertical: 1;
    }
    FacetList.-shown { display: block; }
    FacetList > .line-list--cursor { background: $primary-muted; text-style: bold; }
    FacetList:nocolor > .line-list--cursor { text-style: bold reverse; }
    """

    def __init__(self) -> None:
        """Begin hidden."""
        super().__init__(id="facets")
        self.facets: Sequence[Facet] = ()

    def show(self, facets: Sequence[Facet]) -> None:
        """Offer `facets`; hide if there are none."""
        self.facets = facets
        self.set_class(bool(facets), "-shown")
        self.styles.height = max(1, min(SHOWN, len(facets)))
        self.set_count(len(facets))

    def hide(self) -> None:
        """Offer nothing."""
        self.facets = ()
        self.set_count(0)
        self.remove_class("-shown")

    @property
    def is_shown(self) -> bool:
        """Whether there is something to take."""
        return bool(self.facets)

    @property
    def chosen(self) -> Facet | None:
        """The value under the cursor."""
        return self.facets[self.cursor] if self.facets else None

    def draw(self, index: int, width: int) -> Text:
        """Return a value as a line."""
        facet = self.facets[index]
        count = str(facet.count)
        value, label = clean(facet.value), clean(facet.label)
        shown = value if label == value else f"{value}  {label}"
        room = max(1, width - len(count) - 3)
        if cell_len(shown) > room:
            shown = set_cell_size(shown, room - 1) + "…"
        return Text.assemble(" ", set_cell_size(shown, room), " ", count, " ", end="")
