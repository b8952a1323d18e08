"""The form of an agreement that continues another one."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from collab_tui.forms.writing import start, start_new
from collab_tui.records.kinds import Kind, Ref
from collab_tui.records.vocabulary import RelationType

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.forms.form import Start

_SAME = ("name", "type", "department", "participants", "focus_areas")
"""What a renewal usually has from the agreement before. Dates, numbers and sources are its own."""


def start_renewal(catalog: Catalog, ref: Ref) -> Start:
    """Return the start of a form for an agreement that renews the agreement `ref`.

    Raises:
        KeepError: there is no such agreement, or the registry cannot be changed.
        WriteError: its file cannot be read.
    """
    before = start(catalog, ref).table
    table: dict[str, Any] = {key: deepcopy(before[key]) for key in _SAME if key in before}
    table["related"] = [{"agreement": ref.id, "type": RelationType.RENEWS.value}]
    return start_new(catalog, Kind.AGREEMENT, table)
