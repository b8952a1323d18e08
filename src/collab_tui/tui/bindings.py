"""The actions as Textual's bindings."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from collab_tui.actions import ACTIONS
from collab_tui.moves import MOVES, Move


def bindings(*, everywhere: bool = False) -> list[Binding | tuple[str, str] | tuple[str, str, str]]:
    """Return a binding for each action that works `everywhere`, or does not; its id is the
    action's.
    """
    return [
        Binding(
            action.keys,
            action.runs,
            action.help,
            show=False,
            priority=everywhere,
            id=action.id,
        )
        for action in ACTIONS
        if action.everywhere is everywhere
    ]


def move_bindings(*more: Move) -> list[BindingType]:
    """Return a binding for each way to move, and for `more` of them."""
    return [Binding(move.keys, move.does, show=False) for move in (*MOVES, *more)]
