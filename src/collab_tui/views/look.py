"""The question that a drawing answers."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from collab_tui.views.declared import VIEWS
from collab_tui.views.state import State

if TYPE_CHECKING:
    from collab_tui.query.syntax import Node


class Look:
    """What is asked, the state of the view, and the room that there is."""

    def __init__(self, query: str, state: State, width: int, height: int | None) -> None:
        """Look at what `query` finds, in `height` rows, or in as many as needed (None)."""
        self.query = query
        self.state = state
        self.width = width
        self.height = height

    @property
    def asks(self) -> bool:
        """Whether there is a query. If not, nothing needs to be parsed, nor a parser be loaded."""
        return bool(self.query.strip())

    @cached_property
    def node(self) -> Node:
        """The query, parsed.

        Raises:
            QueryError: it has a mistake.
        """
        from collab_tui.query import parse

        return parse(self.query)

    @property
    def about(self) -> tuple[str, ...]:
        """The refs that the view is about, as many as it needs: those chosen last."""
        return self.state.about[-VIEWS[self.state.name].about :]
