"""What each view can do: which keys change its state, and the new state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from collab_tui.footer import Given

if TYPE_CHECKING:
    from collab_tui.records.kinds import Ref
    from collab_tui.views.canvas import Canvas, Lead
    from collab_tui.views.state import State


def ways(state: State | None) -> Given:
    """Return what can be changed in the view that is shown."""
    if state is None:
        return Given.NOTHING
    from collab_tui.views.declared import VIEWS

    return VIEWS[state.name].can


def there(current: Ref | None, marked: Sequence[Ref]) -> list[State | None]:
    """Return the views in turn. None is the record, with its partners if it has any.

    Views about two records are there if some are `marked`: see `about_of`.
    """
    from collab_tui.views.declared import VIEWS
    from collab_tui.views.state import State

    found: list[State | None] = [None]
    for name in VIEWS:
        about = about_of(name, current, marked)
        if about is not None:
            found.append(State(name, about=about))
    return found


def about_of(name: str, current: Ref | None, marked: Sequence[Ref]) -> tuple[str, ...] | None:
    """Return the records that a view is about; None if there are none for it.

    A view about two records is about the two of one kind that were marked last. If only one is
    marked, it is about that one and the `current` one.
    """
    from collab_tui.views.declared import VIEWS

    view = VIEWS[name]
    if not view.about:
        return ()
    if view.about == 1:
        fits = current is not None and current.kind in view.kinds
        return (str(current),) if fits else None
    # The kind of the current one comes first.
    kinds = sorted(view.kinds, key=lambda kind: current is None or kind is not current.kind)
    for kind in kinds:
        pair = [ref for ref in marked if ref.kind is kind][-2:]
        if len(pair) == 1 and current is not None and current.kind is kind:
            pair = [*dict.fromkeys([*pair, current])]
        if len(pair) == 2:
            return tuple(map(str, pair))
    return None


def zoomed(state: State, canvas: Canvas, column: int, row: int, steps: int) -> State:
    """Zoom in. A calendar zooms around a column, or around what begins in the row, or its
    middle.
    """
    axis = canvas.axis
    if axis is None:
        return state.zoomed(steps)
    from collab_tui.views.timeline import zoomed_at

    if column < canvas.axis_at:
        drawn = canvas.glyphs[row][canvas.axis_at :] if row < canvas.height else []
        begin = next((at for at, glyph in enumerate(drawn) if glyph not in " ·│"), axis.width // 2)
        column = canvas.axis_at + begin
    return zoomed_at(state, canvas, column, steps)


def fitted(state: State) -> State:
    """Show everything again; a map that already does shows the whole world, and back."""
    fit = state.fitted()
    if state.name == "map" and state == fit:
        return fit._replace(rows="" if fit.rows else "world")
    return fit


def panned(state: State, canvas: Canvas, rows: int, columns: int) -> State:
    """Move the window by rows and by steps sideways. A step is as wide as suits the view."""
    stride = 1
    if canvas.axis is not None:
        stride = canvas.axis.step * max(1, canvas.axis.width // 8)
    elif state.name == "map":
        stride, rows = 4, rows * 2
    return state.panned(columns * stride, rows)


def usual_facets(state: State) -> tuple[str, str]:
    """Return the facets of rows and columns, with the defaults if none was chosen."""
    from collab_tui.catalog.views import matrix, timeline

    return (timeline.USUAL, "") if state.name == "timeline" else matrix.USUAL


def transposed(state: State) -> State:
    """Swap rows and columns, also if they are the defaults."""
    rows, columns = usual_facets(state)
    named = state._replace(rows=state.rows or rows, columns=state.columns or columns)
    return named.transposed()


def folded(state: State, canvas: Canvas, row: int) -> State | None:
    """Fold the group at a row, or open it; None if there is nothing to fold."""
    heading: Lead | None = None
    while heading is None and row > 0:
        heading = canvas.at(0, row)
        row -= 1
    if heading is None:
        return None
    if heading.state is not None or state.name != "timeline":
        return heading.state
    return state.toggled(heading.values[0][1] if heading.values else "none")


def with_bars(state: State, canvas: Canvas) -> State:
    """Count a timeline by years, or show its rows."""
    is_counted = not any(lead is not None and lead.ref for row in canvas.leads for lead in row)
    return state._replace(folded=not is_counted, y=0)
