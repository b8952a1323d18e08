"""What keys do with views."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import on

from collab_tui.actions import key_of
from collab_tui.tui.looks import (
    Ways,
    facets,
    fitted,
    folded,
    panned,
    transposed,
    usual_facets,
    ways,
    with_bars,
    zoomed,
)
from collab_tui.tui.parts.desk import Desk
from collab_tui.tui.screens.base import Base
from collab_tui.tui.session import PANES
from collab_tui.tui.widgets.canvas_view import CanvasView

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.config import Settings
    from collab_tui.views.canvas import Canvas
    from collab_tui.views.state import State


class Viewing(Base[None]):
    """The part of the main screen that has the actions on views."""

    catalog: Catalog
    settings: Settings
    desk: Desk

    # Cells

    @on(CanvasView.Clicked)
    def _clicked(self, event: CanvasView.Clicked) -> None:
        event.stop()
        self.open_cell()

    def open_cell(self) -> None:
        """Go where the view's cursor leads: a record, another state, or what a number counts."""
        desk, lead = self.desk, self.desk.viewer.sight.lead
        if lead is None:
            return
        if lead.ref is not None:
            n = self.catalog.number(lead.ref)
            if n is not None:
                desk.walker.follow(lead.ref.kind, n)
        elif lead.state is not None:
            if lead.state.about != (desk.viewer.state or lead.state).about:
                desk.walker.remember()
            desk.viewer.look(lead.state)
        elif lead.kind in PANES:
            from collab_tui.query.edit import with_terms

            desk.walker.remember()
            desk.set_query(with_terms(desk.search_bar.text, lead.term))
            desk.lists.activate(lead.kind)
            desk.focus_list()

    def filter_cell(self) -> bool:
        """Put what is under the view's cursor into the query, or take it out; tell whether
        it can.
        """
        lead = self.desk.viewer.sight.lead
        if not self.desk.viewer.sight.has_focus or lead is None or not lead.term:
            return False
        from collab_tui.query.edit import toggle

        self.desk.set_query(toggle(self.desk.search_bar.text, lead.term))
        return True

    @on(CanvasView.Moved)
    def _cell_moved(self, event: CanvasView.Moved) -> None:
        event.stop()
        lead = self.desk.viewer.sight.lead
        if lead is not None and lead.ref is not None and self.desk.viewer.sight.has_focus:
            self.desk.point_at(lead.ref)

    # Views

    def action_view_next(self) -> None:
        """Show the next view; after the last one, the record."""
        self.desk.walk_views(1)

    def action_view_previous(self) -> None:
        """Show the previous view; before the first one, the record."""
        self.desk.walk_views(-1)

    async def action_keep(self) -> None:
        """Keep the record, for paths to another one and for comparing."""
        opened = await self.desk.settle()
        if opened is not None:
            self.desk.kept = opened.ref
            key = key_of("view_next", self.settings.keys)
            words = f"Kept {opened.ref}: at another record, {key} leads to what is between them"
            self.notify(words, timeout=5)

    def action_whole(self) -> None:
        """Give the page beside the lists the whole screen, or give the lists their part again."""
        self.toggle_class("-whole")
        if self.has_class("-whole"):
            self.set_focus(self.desk.page)

    # Changing the state of a view

    def _look(self, can: bool, change: Callable[[State, Canvas], State | None], what: str) -> None:
        """Change the state of the view, or say that the view cannot do that."""
        viewer, canvas = self.desk.viewer, self.desk.viewer.sight.canvas
        if viewer.state is None or canvas is None:
            self.notify(f"Only views can be {what}: v shows them", timeout=3)
            return
        state = change(viewer.state, canvas) if can else None
        if state is None:
            self.notify(f"There is nothing here to be {what}", timeout=3)
        else:
            viewer.look(state)

    @property
    def _ways(self) -> Ways:
        return ways(self.desk.viewer.state)

    def action_zoom_in(self) -> None:
        """Zoom in, around the cursor."""
        self._zoom(1)

    def action_zoom_out(self) -> None:
        """Zoom out."""
        self._zoom(-1)

    def _zoom(self, steps: int) -> None:
        sight = self.desk.viewer.sight
        at, row = sight.cursor[0], sight.row
        self._look(self._ways.zoom, lambda s, c: zoomed(s, c, at, row, steps), "zoomed")

    def action_fit(self) -> None:
        """Show everything again."""
        self._look(True, lambda state, _: fitted(state), "fitted")

    def action_pan_left(self) -> None:
        """Move the window to the left."""
        self._look(self._ways.pan, lambda state, canvas: panned(state, canvas, 0, -4), "panned")

    def action_pan_right(self) -> None:
        """Move the window to the right."""
        self._look(self._ways.pan, lambda state, canvas: panned(state, canvas, 0, 4), "panned")

    def action_transpose(self) -> None:
        """Swap rows and columns."""
        self._look(self._ways.columns, lambda state, _: transposed(state), "transposed")

    def sort_view(self) -> None:
        """Sort the view in another way."""
        self._look(self._ways.sort, lambda state, _: state.sorted(), "sorted")

    def action_fold(self) -> None:
        """Fold the group under the cursor, or open it."""
        row = self.desk.viewer.sight.row
        self._look(self._ways.fold, lambda state, canvas: folded(state, canvas, row), "folded")

    def action_bars(self) -> None:
        """Count a timeline by years, or show its rows."""
        self._look(self._ways.bars, with_bars, "counted by years")

    def action_group(self) -> None:
        """Take another facet for the rows."""
        self._choose_facet(self._ways.group, "rows")

    def action_columns(self) -> None:
        """Take another facet for the columns."""
        self._choose_facet(self._ways.columns, "columns")

    def _choose_facet(self, can: bool, what: str) -> None:
        state = self.desk.viewer.state
        if state is None or not can:
            self._look(False, lambda state, _: state, "grouped")
            return
        from collab_tui.tui.screens.choose import ChooseScreen

        by_rows = what == "rows"
        usual = usual_facets(state)[0 if by_rows else 1]
        present = (state.rows if by_rows else state.columns) or usual

        def take(facet: str | None) -> None:
            if facet is not None:
                self._look(
                    True, lambda s, _: s.grouped(facet) if by_rows else s.by_columns(facet), what
                )

        title = f"{state.name.capitalize()}: {what} by"
        self.app.push_screen(ChooseScreen(title, facets(), present), take)
