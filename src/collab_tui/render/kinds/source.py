"""The page of a source."""

from __future__ import annotations

from collab_tui.catalog.dossier import Dossier
from collab_tui.records.kinds import Relation
from collab_tui.records.vocabulary import SourceType
from collab_tui.render.kinds.common import Builder, record_item
from collab_tui.render.page import Form, Page, Run
from collab_tui.render.words import plural, show_date


def build(dossier: Dossier) -> Page:
    """Describe a source: where and when it appeared, and what cites it."""
    page = Builder(dossier)
    document = dossier.document
    kind = SourceType(document["type"])
    page.fact("Type", kind.label)
    page.fact("Authors", ", ".join(document.get("authors", ())))
    page.fact("Publisher", document.get("publisher"))
    for field in ("published", "retrieved"):
        if field in document:
            page.fact(field.capitalize(), show_date(document[field]))
    if "language" in document:
        page.fact("Language", page.label("language", document["language"]))
    url = document.get("url")
    page.fact("Address", (Run(url, url=url),) if url else None)
    citing = {
        link.row.ref: link.row for link in dossier.incoming if link.relation is Relation.EVIDENCE
    }
    rows = sorted(citing.values(), key=lambda row: (row.kind, row.name))
    items = (record_item(row, row.kind.label.lower()) for row in rows)
    page.section("Cited by", items, Form.TABLE, ("Kind", "Record"), left_out=Relation.EVIDENCE)
    count = len(rows) + dossier.left_out.get(Relation.EVIDENCE, 0)
    return page.page((kind.label, f"cited by {plural(count, 'record')}"))
