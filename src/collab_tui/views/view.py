"""A view: what is asked and how one looks at it → a canvas. Everything shows views by this.

view = View(catalog)                      one for each thread that draws
canvas = view.draw("country:SG", State("timeline"), 80, 24)
canvas.at(x, y)                           what a cell leads to
"""

from __future__ import annotations

from typing import Any

from collab_tui.catalog.catalog import Catalog
from collab_tui.catalog.views.values import values_of
from collab_tui.query import parse
from collab_tui.views.canvas import Canvas
from collab_tui.views.kinds import drawing
from collab_tui.views.look import Look
from collab_tui.views.state import State


class View:
    """Draws views of one catalog, and keeps what it last asked, so that looking is cheap.

    Not for use by several threads at once.
    """

    def __init__(self, catalog: Catalog) -> None:
        """Draw views of `catalog`, which is this thread's own."""
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
        marked: int | None = None,
    ) -> Canvas:
        """Draw what `query` finds in cells, at most `height` rows of them, or all there are.

        The cells that lead to the record number `marked`, or that count it, are marked.

        Raises:
            QueryError: the query has a mistake.
            NoSuchViewError: the view cannot be of the records that it is to be about.
            sqlite3.OperationalError: it was broken off by `Catalog.interrupt`.
        """
        look = Look(query, parse(query), state, width, height)
        drawn = drawing(state.name)
        canvas = drawn.draw(self.data(look), look)
        if height is not None and drawn.FIXED is not None:
            canvas = canvas.window(drawn.FIXED, state.y, height)
        if marked is not None:
            known = self._catalog.sets(lambda sets: values_of(sets, marked))
            if known is not None:
                canvas.mark(known.ref, known.values)
        return canvas

    def data(self, look: Look) -> Any:
        """Return the data of a view, asked anew where anything of the question is another."""
        drawn = drawing(look.state.name)
        key = (look.state.name, drawn.key(look), look.node, self._catalog.as_it_is())
        if key != self._key:
            self._data, self._key = drawn.ask(self._catalog, look), key
        return self._data

    def forget(self) -> None:
        """Ask anew the next time, the query's agreements, too."""
        self._key = None
        self._catalog.sets(lambda sets: sets.forget())

    @property
    def total(self) -> int:
        """How much there was to show at last: of most views, agreements."""
        return int(self._data.total)

    def numbers(self, query: str, state: State) -> list[dict[str, Any]]:
        """Return the numbers of a view in long form: a dictionary a row, all with the same keys."""
        look = Look(query, parse(query), state, 80, None)
        return drawing(state.name).numbers(self.data(look))
