"""The declarations of records, one module for each kind. Everything else follows from them."""

from __future__ import annotations

from collab_tui.records.declaration import Declaration
from collab_tui.records.declared.agreement import AGREEMENT
from collab_tui.records.declared.focus_area import FOCUS_AREA
from collab_tui.records.declared.institution import INSTITUTION
from collab_tui.records.declared.person import PERSON
from collab_tui.records.declared.registry import REGISTRY
from collab_tui.records.declared.source import SOURCE
from collab_tui.records.field import Field
from collab_tui.records.kinds import Kind

DECLARED: dict[Kind, Declaration] = {
    one.kind: one for one in (INSTITUTION, AGREEMENT, FOCUS_AREA, PERSON, SOURCE)
}
"""The declaration of each kind."""


def fields_of(kind: Kind | None) -> tuple[Field, ...]:
    """Return the fields of a kind; for None, those of the ``[registry]`` table."""
    return REGISTRY if kind is None else DECLARED[kind].fields
