"""Every view by its name."""

from __future__ import annotations

from typing import Any

from collab_tui.catalog.catalog import Catalog
from collab_tui.catalog.views.matrix import Matrix
from collab_tui.catalog.views.overview import Overview
from collab_tui.catalog.views.timeline import Timeline
from collab_tui.views.canvas import Canvas
from collab_tui.views.look import Drawn, Look


def _ask_overview(catalog: Catalog, look: Look) -> Overview:
    from collab_tui.catalog.views.overview import overview

    return catalog.sets(lambda sets: overview(sets, look.node))


def _draw_overview(data: Overview, look: Look) -> Canvas:
    from collab_tui.views.overview import draw

    return draw(data, look.width, look.query)


def _number_overview(data: Overview, look: Look) -> list[dict[str, Any]]:
    from collab_tui.views.overview import numbers

    return numbers(data)


def _ask_timeline(catalog: Catalog, look: Look) -> Timeline:
    from collab_tui.catalog.views.timeline import timeline
    from collab_tui.views.timeline import wanted

    return catalog.sets(lambda sets: timeline(sets, look.node, wanted(look)))


def _draw_timeline(data: Timeline, look: Look) -> Canvas:
    from collab_tui.views.timeline import draw

    return draw(data, look)


def _number_timeline(data: Timeline, look: Look) -> list[dict[str, Any]]:
    from collab_tui.views.timeline import numbers

    return numbers(data)


def _ask_matrix(catalog: Catalog, look: Look) -> Matrix:
    from collab_tui.catalog.views.matrix import matrix

    state = look.state
    return catalog.sets(
        lambda sets: matrix(sets, look.node, state.rows, state.columns, state.order, state.opened)
    )


def _draw_matrix(data: Matrix, look: Look) -> Canvas:
    from collab_tui.views.matrix import draw

    return draw(data, look)


def _number_matrix(data: Matrix, look: Look) -> list[dict[str, Any]]:
    from collab_tui.views.matrix import numbers

    return numbers(data)


def _of_matrix(look: Look) -> tuple[Any, ...]:
    state = look.state
    return state.rows, state.columns, state.order, state.opened


DRAWN: dict[str, Drawn] = {
    "overview": Drawn(_ask_overview, _draw_overview, _number_overview, lambda look: None, fixed=1),
    "timeline": Drawn(_ask_timeline, _draw_timeline, _number_timeline, lambda look: look),
    "matrix": Drawn(_ask_matrix, _draw_matrix, _number_matrix, _of_matrix),
}
