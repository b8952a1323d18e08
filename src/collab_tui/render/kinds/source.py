"""The page of a source."""

from __future__ import annotations

from collab_tui.catalog.dossier import Dossier
from collab_tui.language import _
from collab_tui.records.kinds import Relation
from collab_tui.records.vocabulary import SourceType
from collab_tui.render.kinds.common import Builder, record_item
from collab_tui.render.page import Form, Page
from collab_tui.render.words import cited_by


def build(dossier: Dossier) -> Page:
    """Describe a source: where and when it appeared, and what cites it."""
    page = Builder(dossier)
    term = dossier.document.get("type")
    label = SourceType(term).label if term is not None else None
    page.facts()
    citing = {
        link.row.ref: link.row for link in dossier.incoming if link.relation is Relation.EVIDENCE
    }
    rows = sorted(citing.values(), key=lambda row: (row.kind, row.name))
    items = (record_item(row, row.kind.label.lower()) for row in rows)
    heads = (_("Kind"), _("Record"))
    page.section(_("Cited by"), items, Form.TABLE, heads, left_out=Relation.EVIDENCE)
    count = len(rows) + dossier.left_out.get(Relation.EVIDENCE, 0)
    return page.page((label, cited_by(count)))
