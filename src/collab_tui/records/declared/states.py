"""The values of ``is:``: what may be true of a record apart from what its fields say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from collab_tui.language import _, _c
from collab_tui.records.declaration import Declaration
from collab_tui.records.declared.asked import ENDS
from collab_tui.records.field import Asked, Sort

STATE = "value of is: in queries, one word"
"""The context of the states' labels."""

Holds = Callable[[Declaration, Mapping[str, Any]], bool]


class State(NamedTuple):
    """A state: its name in queries, one sentence of help, and how to find out.

    `holds` decides by a record's document. If it is None, the state depends on something else, such
    as the day.
    """

    name: str
    help: str
    is_through: bool
    """Whether it is about agreements. It then finds institutions and focus areas through theirs."""
    holds: Holds | None = None
    dates: Asked | None = None
    """The dates that decide it, if it depends on the day."""

    @property
    def label(self) -> str:
        """Its name as a word, which queries also take: ``scripts/words.py`` collects it."""
        return _c(STATE, self.name)


def _undated(declaration: Declaration, document: Mapping[str, Any]) -> bool:
    if declaration.agreements is not None:
        return False
    held = document.get("dates", {})
    dates = (one for one in declaration.by_top["dates"] if one.sort is Sort.DATE)
    return not any(one.steps[-1][0] in held for one in dates)


def _undisclosed(declaration: Declaration, document: Mapping[str, Any]) -> bool:
    return bool(document.get("undisclosed"))


def _unsourced(declaration: Declaration, document: Mapping[str, Any]) -> bool:
    return not document.get("evidence")


STATES: dict[str, State] = {
    state.name: state
    for state in (
        State("expiring", _("An agreement in force that ends within a year."), True, dates=ENDS),
        State("expired", _("An agreement whose last day has passed."), True, dates=ENDS),
        State("undated", _("An agreement without any known date."), True, _undated),
        State("unsourced", _("A record that names no source."), False, _unsourced),
        State("unreviewed", _("A record without a day of review."), False),
        State("undisclosed", _("Something about it is not disclosed."), True, _undisclosed),
        State("marked", _("A record that you marked in the explorer."), False),
    )
}
"""Every state by its name."""
