"""The looker: walks through the views, opens their cells, and changes how they are looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from collab_tui.footer import Given
from collab_tui.keymap import key_of
from collab_tui.language import _
from collab_tui.tui.looks import (
    about_of,
    fitted,
    folded,
    panned,
    there,
    transposed,
    usual_facets,
    ways,
    with_bars,
    zoomed,
)
from collab_tui.tui.parts.lists import Lists
from collab_tui.tui.parts.reader import Reader
from collab_tui.tui.parts.room import Room
from collab_tui.tui.parts.viewer import Viewer
from collab_tui.tui.parts.walker import Walker
from collab_tui.tui.session import Session

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.views.canvas import Canvas
    from collab_tui.views.state import State


class Looker:
    """Decides which view is shown, and how."""

    def __init__(
        self,
        screen: Screen[Any],
        session: Session,
        catalog: Catalog,
        keys: Mapping[str, str],
        lists: Lists,
        reader: Reader,
        viewer: Viewer,
        walker: Walker,
        room: Room,
        ask: Callable[[str], None],
    ) -> None:
        """Show views in `viewer`; `keys` is the user's keymap, `ask` sets the query."""
        self._screen = screen
        self._session = session
        self._catalog = catalog
        self._keys = keys
        self._lists = lists
        self._reader = reader
        self._viewer = viewer
        self._walker = walker
        self._room = room
        self._ask = ask
        self._does = {
            "view_next": lambda: self._walk(1),
            "view_previous": lambda: self._walk(-1),
            "fit": self._fit,
            "pan_left": lambda: self._pan(-4),
            "pan_right": lambda: self._pan(4),
            "transpose": self._transpose,
            "fold": self._fold,
            "bars": self._bars,
            "group": self._group,
            "columns": self._columns,
        }

    def act(self, action: str) -> None:
        """Do what an action on views says, by its id. If there is one pane, it is the view then."""
        self._does[action]()
        if self._room.is_single and self._viewer.is_shown and not self.has_focus:
            self._go_to_page()

    @property
    def has_focus(self) -> bool:
        """Whether the cursor is in a view."""
        return self._viewer.sight.has_focus

    # Which view

    def _walk(self, step: int) -> None:
        """Show the view `step` further. The record is one of the views, so it is never far away.

        If there is one pane at a time, the view takes the focus; else the focus stays where it is.
        """
        opened, viewer = self._reader.opened, self._viewer
        stops = there(opened.ref if opened is not None else None, self._catalog.marks.there)
        present = viewer.state.name if viewer.state is not None else ""
        names = [state.name if state is not None else "" for state in stops]
        # If the record is gone, the view is left for the record page.
        here = names.index(present) if present in names else 0
        viewer.show(viewer.last(stops[(here + step) % len(stops)]))
        if self._room.is_single:
            self._go_to_page()

    def show_named(self, name: str) -> None:
        """Show a view by its name and go there; if there is none, say what it needs."""
        opened = self._reader.opened
        current = opened.ref if opened is not None else None
        about = about_of(name, current, self._catalog.marks.there)
        if about is None:
            from collab_tui.views.declared import VIEWS

            words = VIEWS[name].needs.format(key=key_of("mark", self._keys))
            self._screen.notify(words, severity="warning", timeout=5)
            return
        from collab_tui.views.state import State

        self._viewer.show(self._viewer.last(State(name, about=about)))
        self._go_to_page()

    def _go_to_page(self) -> None:
        page = self._viewer.sight if self._viewer.is_shown else self._reader.detail
        self._screen.set_focus(page)

    def leave(self) -> None:
        """Show the record again, and go to the list that it is in."""
        session = self._session
        self._viewer.show(None)
        home = [kind for kind, n in session.selected.items() if n == session.record]
        if home and session.pane not in home:
            self._lists.activate(home[0])
        self._walker.leave_reader()

    def follow_record(self) -> None:
        """Let a view about the record under the lists' cursor be about the next one."""
        opened, state = self._reader.opened, self._viewer.state
        if opened is None or state is None or not state.about or self.has_focus:
            return
        about = about_of(state.name, opened.ref, self._catalog.marks.there)
        if about is not None and about != state.about:
            self._viewer.look(state._replace(about=about, y=0))

    # Cells

    def open_cell(self) -> None:
        """Go where the view's cursor leads: a record, another state, or what a number counts."""
        lead, viewer = self._viewer.sight.lead, self._viewer
        if lead is None:
            return
        if lead.ref is not None:
            n = self._catalog.number(lead.ref)
            if n is not None:
                self._walker.follow(lead.ref.kind, n)
        elif lead.state is not None:
            if lead.state.about != (viewer.state or lead.state).about:
                self._walker.remember()
            viewer.look(lead.state)
        else:
            from collab_tui.query.edit import with_terms

            self._walker.remember()
            self._ask(with_terms(self._session.text, lead.term))
            self._lists.activate(lead.kind)
            self._screen.set_focus(self._lists.present)

    def filter_cell(self) -> bool:
        """Put what is under the view's cursor into the query, or take it out.

        Returns whether it can.
        """
        lead = self._viewer.sight.lead
        if not self.has_focus or lead is None or not lead.term:
            return False
        from collab_tui.query.edit import toggle

        self._ask(toggle(self._session.text, lead.term))
        return True

    def point_at_cell(self) -> None:
        """Put the cursor of its list on the record under the cursor of the view."""
        lead, session = self._viewer.sight.lead, self._session
        if lead is None or lead.ref is None or not self.has_focus:
            return
        n = self._catalog.number(lead.ref)
        listing = session.listings.get(lead.ref.kind)
        if n is None or listing is None or listing.find(n) is None or n == session.record:
            return
        session.selected[lead.ref.kind] = n
        self._lists.place_cursors()
        session.record = session.anchor = n
        self._reader.read_later()

    # Changing the state of a view

    def _look(self, can: bool, change: Callable[[State, Canvas], State | None], what: str) -> None:
        """Change the state of the view, or say that the view cannot do that."""
        viewer, canvas = self._viewer, self._viewer.sight.canvas
        if viewer.state is None or canvas is None:
            key = key_of("view_next", self._keys)
            self._screen.notify(
                _("Only views can be {changed}: {key} shows them", changed=what, key=key), timeout=3
            )
            return
        state = change(viewer.state, canvas) if can else None
        if state is None:
            self._screen.notify(_("Nothing here can be {changed}", changed=what), timeout=3)
        else:
            viewer.look(state)

    @property
    def can_zoom(self) -> bool:
        """Whether the cursor is in a view that zooms."""
        return self.has_focus and self._can(Given.ZOOM)

    def _can(self, way: Given) -> bool:
        return way in ways(self._viewer.state)

    def zoom(self, steps: int) -> None:
        """Zoom in, or out for less than 0."""
        sight = self._viewer.sight
        at, row = sight.cursor[0], sight.row
        self._look(self._can(Given.ZOOM), lambda s, c: zoomed(s, c, at, row, steps), _("zoomed"))

    def _fit(self) -> None:
        """Show everything again."""
        self._look(True, lambda state, _: fitted(state), _("fitted"))

    def _pan(self, columns: int) -> None:
        """Move the window to the left (less than 0) or to the right."""
        self._look(self._can(Given.PAN), lambda s, c: panned(s, c, 0, columns), _("panned"))

    def _transpose(self) -> None:
        """Swap rows and columns."""
        self._look(self._can(Given.COLUMNS), lambda state, _: transposed(state), _("swapped"))

    def sort(self) -> None:
        """Sort the view in another way."""
        self._look(self._can(Given.SORT), lambda state, _: state.sorted(), _("sorted"))

    def _fold(self) -> None:
        """Fold the group under the cursor, or open it."""
        row = self._viewer.sight.row
        self._look(self._can(Given.FOLD), lambda s, canvas: folded(s, canvas, row), _("folded"))

    def _bars(self) -> None:
        """Count a timeline by years, or show its rows."""
        self._look(self._can(Given.BARS), with_bars, _("counted by years"))

    def _group(self) -> None:
        """Take another facet for the rows."""
        self._choose_facet(self._can(Given.GROUP), "rows")

    def _columns(self) -> None:
        """Take another facet for the columns."""
        self._choose_facet(self._can(Given.COLUMNS), "columns")

    def _choose_facet(self, can: bool, what: str) -> None:
        state = self._viewer.state
        if state is None or not can:
            self._look(False, lambda state, _: state, _("grouped"))
            return
        from collab_tui.catalog.views import FACETS
        from collab_tui.tui.screens.choose import ChooseScreen
        from collab_tui.views.declared import VIEWS

        by_rows = what == "rows"
        usual = usual_facets(state)[0 if by_rows else 1]
        present = (state.rows if by_rows else state.columns) or usual

        def take(facet: str | None) -> None:
            if facet is not None:
                self._look(
                    True, lambda s, _: s.grouped(facet) if by_rows else s.by_columns(facet), what
                )

        name = VIEWS[state.name].label
        title = _("{view}: rows by", view=name) if by_rows else _("{view}: columns by", view=name)
        self._screen.app.push_screen(ChooseScreen(title, FACETS, present), take)
