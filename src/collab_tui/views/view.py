"""A view: a question and a state → a canvas. Everything shows views through this.

view = View(catalog)                      one for each thread that draws
canvas = view.draw("country:SG", State("timeline"), 80, 24)
canvas.at(x, y)                           what a cell leads to
"""

from __future__ import annotations

from typing import Any

from collab_tui.catalog.catalog import Catalog
from collab_tui.catalog.marks import asks_for_marks
from collab_tui.views.canvas import Canvas
from collab_tui.views.declared import drawing
from collab_tui.views.look import Look
from collab_tui.views.state import State


class View:
    """Draws views of one catalog. It keeps the last answer, so that drawing again is cheap.

    Several threads must not share one.
    """

    def __init__(self, catalog: Catalog) -> None:
        """Draw views of `catalog`, which belongs to this thread."""
        self._catalog = catalog
        self._key: Any = None
        self._data: Any = None

    def draw(
        self,
        query: str,
        state: State,
        width: int,
        height: int | None = None,
        *,
        highlighted: int | None = None,
    ) -> Canvas:
        """Draw what `query` finds in cells, in at most `height` rows, or in all that there are.

        Cells that lead to the record number `highlighted`, or that count it, are highlighted.

        Raises:
            QueryError: the query has a mistake.
            NoSuchViewError: the view cannot be made of these records.
            sqlite3.OperationalError: `Catalog.interrupt` stopped it.
        """
        look = Look(query, state, width, height)
        drawn = drawing(state.name)
        canvas = drawn.draw(self.data(look), look)
        if height is not None and drawn.FIXED is not None:
            canvas = canvas.window(drawn.FIXED, state.y, height)
        if highlighted is not None:
            known = self._catalog.sets.known(highlighted)
            if known is not None:
                canvas.highlight(known.ref, known.values)
        return canvas

    def data(self, look: Look) -> Any:
        """Return the data of a view. They are asked again if any part of the question changed."""
        drawn = drawing(look.state.name)
        node = look.node if look.asks else None
        has_marks = node is not None and asks_for_marks(node)
        marks = self._catalog.marks.version if has_marks else 0
        key = (look.state.name, drawn.key(look), node, self._catalog.as_it_is(), marks)
        if key != self._key:
            self._data, self._key = drawn.ask(self._catalog, look), key
        return self._data

    def forget(self) -> None:
        """Ask everything again the next time, also the query's agreements."""
        self._key = None
        self._catalog.sets.ask(lambda sets: sets.forget())

    @property
    def total(self) -> int:
        """How much there was to show the last time: agreements, in most views."""
        return int(self._data.total)

    def numbers(self, query: str, state: State) -> list[dict[str, Any]]:
        """Return the numbers of a view in long form: one dictionary a row, all with the
        same keys.
        """
        look = Look(query, state, 80, None)
        return drawing(state.name).numbers(self.data(look))
