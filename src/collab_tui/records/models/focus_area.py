"""The model of a focus area."""

from __future__ import annotations

from collab_tui.records.models.base import Record
from collab_tui.records.types import Many, Mesh, Slug


class FocusArea(Record, total=False):
    """A topic; `broader` in the sense of SKOS (W3C, 2009)."""

    broader: Many[Slug]
    related: Many[Slug]
    mesh: Mesh
