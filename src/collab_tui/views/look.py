"""The question that a drawing answers."""

from __future__ import annotations

from typing import NamedTuple

from collab_tui.query.syntax import Node
from collab_tui.views.state import ABOUT, State


class Look(NamedTuple):
    """What is asked, the state of the view, and the room that there is."""

    query: str
    node: Node
    state: State
    width: int
    height: int | None
    """Rows; None for as many as needed."""

    @property
    def about(self) -> tuple[str, ...]:
        """The refs that the view is about, as many as it needs: those chosen last."""
        return self.state.about[-ABOUT[self.state.name] :]
