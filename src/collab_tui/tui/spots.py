"""A place in a registry as the diary keeps it, and as the explorer goes to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from collab_tui.diary import Spot
from collab_tui.records.kinds import Kind, Ref
from collab_tui.tui.session import Stop
from collab_tui.views.declared import VIEWS
from collab_tui.views.state import State


def spot_of(stop: Stop, record: str) -> Spot:
    """Return a place for the diary; `record` is the ref of what is read there."""
    view = stop.view._asdict() if stop.view is not None else None
    if view is not None:
        view["opened"] = sorted(view["opened"])
    return Spot(stop.query, str(stop.pane), record, view)


def stop_at(spot: Spot, number: Callable[[Ref], int | None]) -> Stop | None:
    """Return the place of a spot; None if it says nothing, or what it was about is gone."""
    pane = next((kind for kind in Kind if kind == spot.pane), Kind.INSTITUTION)
    try:
        ref = Ref.parse(spot.record)
    except ValueError:
        ref = None
    n = number(ref) if ref is not None else None
    view = _state(spot.view)
    if n is None and not spot.query and view is None:
        return None
    selected = {ref.kind: n} if ref is not None and n is not None else {}
    return Stop(spot.query, pane, selected, n, False, view=view)


def _state(content: dict[str, Any] | None) -> State | None:
    """Return the state of a view; None if it is of another version of the program."""
    if content is None or content.get("name") not in VIEWS:
        return None
    given: dict[str, Any] = {}
    for name, default in State()._asdict().items():
        value = content.get(name, default)
        if name in ("opened", "about"):
            if not isinstance(value, (list, tuple)) or not all(isinstance(v, str) for v in value):
                return None
            value = frozenset(value) if name == "opened" else tuple(value)
        elif not isinstance(value, (str, int)) and value is not None:
            return None
        given[name] = value
    return State(**given)
