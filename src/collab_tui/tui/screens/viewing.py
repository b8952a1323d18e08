"""What keys do with the views of the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from collab_tui.tui.parts.desk import Desk
from collab_tui.tui.screens.base import Base
from collab_tui.tui.session import PANES
from collab_tui.tui.widgets.canvas_view import CanvasView

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog


class Viewing(Base[None]):
    """The part of the main screen that has the actions on views."""

    catalog: Catalog
    desk: Desk

    # Cells

    @on(CanvasView.Clicked)
    def _clicked(self, event: CanvasView.Clicked) -> None:
        event.stop()
        self.open_cell()

    def open_cell(self) -> None:
        """Go where the view's cursor leads: a record, another look, or what a number counts."""
        desk, lead = self.desk, self.desk.viewer.sight.lead
        if lead is None:
            return
        if lead.ref is not None:
            n = self.catalog.number(lead.ref)
            if n is not None:
                desk.walker.follow(lead.ref.kind, n)
        elif lead.state is not None:
            desk.walker.remember()
            desk.viewer.look(lead.state)
        elif lead.kind in PANES:
            from collab_tui.query.edit import with_terms

            desk.walker.remember()
            desk.set_query(with_terms(desk.search_bar.text, lead.term))
            desk.lists.activate(lead.kind)
            desk.focus_list()

    def filter_cell(self) -> bool:
        """Put what the view's cursor counts into the query, or take it out; tell whether it can."""
        lead = self.desk.viewer.sight.lead
        if not self.desk.viewer.sight.has_focus or lead is None or not lead.term:
            return False
        from collab_tui.query.edit import toggle

        self.desk.set_query(toggle(self.desk.search_bar.text, lead.term))
        return True

    # Views

    def action_view_next(self) -> None:
        """Show the next view, after the last one the record."""
        self.desk.walk_views(1)

    def action_view_previous(self) -> None:
        """Show the view before, before the first one the record."""
        self.desk.walk_views(-1)
