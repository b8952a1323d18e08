"""A dossier → a page, one module for each kind of record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collab_tui.records.kinds import Kind

if TYPE_CHECKING:
    from collab_tui.catalog.dossier import Dossier
    from collab_tui.render.page import Page


def page_of(dossier: Dossier) -> Page:
    """Describe a record in the way that a reader sees it."""
    from collab_tui.render.kinds import agreement, common, focus_area, institution, person, source

    special = {
        Kind.INSTITUTION: institution.build,
        Kind.AGREEMENT: agreement.build,
        Kind.FOCUS_AREA: focus_area.build,
        Kind.PERSON: person.build,
        Kind.SOURCE: source.build,
    }
    return special.get(dossier.ref.kind, common.build)(dossier)
