"""The viewer shows what the query finds as a whole, in place of the record."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical

from collab_tui.footer import Given
from collab_tui.language import _
from collab_tui.tui.looks import panned, ways
from collab_tui.tui.session import Session
from collab_tui.tui.themes import palette_of
from collab_tui.tui.widgets.below import Below
from collab_tui.tui.widgets.canvas_view import CanvasView

if TYPE_CHECKING:
    from collab_tui.tui.searcher import Searcher
    from collab_tui.views.canvas import Canvas
    from collab_tui.views.state import State

PATIENCE = 0.1
"""Seconds after which a view is dimmed because a newer one is still being worked out."""

LONG = 0.5
"""Seconds after which an empty page says that something is still counted for it."""


class Wanted(NamedTuple):
    """What decides how a view looks."""

    text: str
    state: State
    width: int
    height: int
    highlighted: int | None
    """The record under the cursor of the lists."""
    version: int
    """It changes if the same question may have another answer."""

    def is_like(self, other: Wanted | None) -> bool:
        """Tell whether it asks the same, whatever is visible or highlighted."""
        return other is not None and _question(self) == _question(other)


def _question(wanted: Wanted) -> tuple[object, ...]:
    state = wanted.state
    return wanted.text, wanted.version, state.name, state.rows, state.columns, state.about


def _subject(state: State) -> tuple[object, ...]:
    return state.name, state.about


def _as_far(state: State, canvas: Canvas) -> State:
    """Return the state, moved as far as it could be."""
    if state.name == "map":
        return state
    return state._replace(x=state.x if canvas.left is None else canvas.left, y=canvas.above)


class Viewer(Vertical):
    """Shows a view of what the lists hold, or nothing if the record is shown."""

    BLANK = True

    def __init__(
        self,
        session: Session,
        searcher: Searcher,
        changed: Callable[[], None],
        drawn: Callable[[], None],
    ) -> None:
        """Ask `searcher`.

        `changed` is called when another view is shown, or none; `drawn` is called when the view
        that was asked for is there, or cannot be drawn.
        """
        super().__init__(id="viewing")
        self._session = session
        self._searcher = searcher
        self._changed = changed
        self._has_drawn = drawn
        self.sight = CanvasView()
        self._below = Below(self.sight)
        self.state: State | None = None
        """The state of the view that is shown; None if the record is shown."""
        self.is_first_page = False
        """Whether it is shown only until a record is chosen."""
        self._last: dict[str, State] = {}
        self.text = session.text
        """The query of what is shown."""
        self._version = 0
        self._drawn: Wanted | None = None
        self._drawing: Wanted | None = None
        self._is_panned = False
        """Whether the next view differs by what is visible."""
        self._cursor: tuple[int, int] | None = None
        """Where the cursor should be in the next view."""

    def compose(self) -> ComposeResult:
        """Lay out the view, and a line below it about what is under its cursor."""
        yield self.sight
        yield self._below

    def on_mount(self) -> None:
        """Take the colours of the theme."""
        self.use_palette()

    def use_palette(self) -> None:
        """Draw in the colours of the present theme."""
        self.sight.use_palette(palette_of(self.app))

    # What to show

    def show(
        self,
        state: State | None,
        cursor: tuple[int, int] | None = None,
        *,
        is_first_page: bool = False,
    ) -> None:
        """Show a view in some state, with the cursor somewhere; or none, but the record."""
        is_other = (state is None) is not (self.state is None)
        self.state, self._cursor = self._in_colours(state), cursor
        self.is_first_page = is_first_page and state is not None
        if is_other:
            self._changed()
        self._draw_soon()

    def look(self, state: State) -> None:
        """Change the state of the present view."""
        self.state = self._in_colours(state)
        self._draw_soon()

    def last(self, state: State | None) -> State | None:
        """Return the last state of a view; the given `state` if it was never shown."""
        if state is None or state.name not in self._last:
            return state
        return self._last[state.name]._replace(about=state.about)

    def _in_colours(self, state: State | None) -> State | None:
        """Use blocks in place of tints if there are no colours."""
        if state is not None and self.app.no_color:
            return state._replace(shade=True)
        return state

    def ask(self, text: str) -> None:
        """Show what another query finds, or what the same query finds now."""
        self.text = text
        self._version += 1
        self._draw_soon()

    def go_on(self) -> None:
        """Draw what was broken off for a query that has a mistake."""
        self._draw_soon()

    def highlight(self) -> None:
        """Highlight the record of the session."""
        self._draw_soon()

    @property
    def is_drawn(self) -> bool:
        """Whether the wanted view is the one that is shown."""
        return self.state is not None and self._drawn == self._wanted()

    @property
    def is_drawing(self) -> bool:
        """Whether a view is being worked out. It is not if there is no room for it."""
        return self._drawing is not None

    @property
    def is_shown(self) -> bool:
        """Whether a view is shown, and not the record."""
        return self.state is not None

    # Drawing

    def _wanted(self) -> Wanted | None:
        width, height = self.sight.size
        if self.state is None or not width or not height:
            return None
        highlighted = self._session.record
        return Wanted(self.text, self.state, width, height, highlighted, self._version)

    def _draw_soon(self) -> None:
        wanted = self._wanted()
        if wanted is None or wanted in (self._drawn, self._drawing):
            return
        if self._drawing is None:
            self._drawing = wanted
            self._draw()
        elif not wanted.is_like(self._drawing):
            self._searcher.drop_view()

    @work(exclusive=True, group="view")
    async def _draw(self) -> None:
        """Draw the wanted view, until it is the one that is shown; a newer question stops it."""
        late, long = self.set_timer(PATIENCE, self._show_late), self.set_timer(LONG, self._say_late)
        try:
            while (wanted := self._wanted()) is not None and wanted != self._drawn:
                self._drawing = wanted
                canvas = await self._searcher.view(wanted)
                if canvas is not None:
                    self._put(wanted, canvas)
                elif self._wanted() == wanted:  # it cannot be asked, which was reported
                    break
        finally:
            self._drawing = None
            late.stop()
            long.stop()
            self.sight.remove_class("-late")
            self._has_drawn()
        self._keep()

    @work(exclusive=True, group="keep")
    async def _keep(self) -> None:
        await self._searcher.keep_views()

    def _show_late(self) -> None:
        if self._drawn is not None and not self._drawn.is_like(self._drawing):
            self.sight.add_class("-late")

    def _say_late(self) -> None:
        wanted = self._drawing
        if self.sight.canvas is None and wanted is not None:
            from collab_tui.views.canvas import Canvas

            canvas = Canvas(wanted.width, wanted.height)
            canvas.put(1, 1, _("counting …"), "page.note")
            self.sight.show(canvas, is_new=True)

    def _put(self, wanted: Wanted, canvas: Canvas) -> None:
        before, self._drawn = self._drawn, wanted
        is_new = before is None or _subject(before.state) != _subject(wanted.state)
        cursor, self._cursor = self._cursor, None
        self.sight.is_boundless = wanted.state.name == "map"
        is_panned, self._is_panned = self._is_panned, False
        self.sight.show(canvas, is_new=is_new, is_panned=is_panned, cursor=cursor)
        self._below.order = wanted.state.order
        self._below.refresh()
        if self.state == wanted.state:
            # If it could not be moved as far as was wanted, keep how far it was moved.
            self.state = _as_far(wanted.state, canvas)
            self._drawn = wanted._replace(state=self.state)
            self._last[self.state.name] = self.state

    @on(CanvasView.Resized)
    def _resized(self, event: CanvasView.Resized) -> None:
        event.stop()
        self._draw_soon()

    @on(CanvasView.Panned)
    def _panned(self, event: CanvasView.Panned) -> None:
        event.stop()
        canvas = self.sight.canvas
        if self.state is None or canvas is None:
            return
        if Given.PAN in ways(self.state) or event.rows:
            self.look(panned(self.state, canvas, event.rows, event.columns))
            self._is_panned = True

    @on(CanvasView.Moved)
    def _moved(self) -> None:
        self._below.refresh()
