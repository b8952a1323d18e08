"""The question that a drawing answers, and what a view is made of."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, NamedTuple

from collab_tui.catalog.catalog import Catalog
from collab_tui.query.syntax import Node
from collab_tui.views.canvas import Canvas
from collab_tui.views.state import State


class Look(NamedTuple):
    """What is asked, how one looks at it, and the room that there is."""

    query: str
    node: Node
    state: State
    width: int
    height: int | None
    """Rows; None for as many as it takes."""


class Drawn(NamedTuple):
    """A view: how its data are asked for and drawn."""

    ask: Callable[[Catalog, Look], Any]
    draw: Callable[[Any, Look], Canvas]
    numbers: Callable[[Any, Look], list[dict[str, Any]]]
    """The numbers in long form."""
    key: Callable[[Look], Hashable]
    """Of how one looks, what the data depend on."""
    fixed: int | None = None
    """Rows at the top that stay where the rest is panned; None where it draws what fits."""
