"""The page of a focus area."""

from __future__ import annotations

from collab_tui.catalog.dossier import Dossier
from collab_tui.language import _
from collab_tui.records.kinds import Kind, Relation
from collab_tui.render.kinds.common import Builder, agreement_item, record_item
from collab_tui.render.page import Form, Item, Page, Run, Tone


def build(dossier: Dossier) -> Page:
    """Describe a focus area: its place in the hierarchy, related areas, agreements."""
    page = Builder(dossier)
    page.facts()
    page.section(
        _("Hierarchy"), _hierarchy(page), Form.TREE, left_out=Relation.BROADER, is_listed=True
    )
    related = [
        Item(page.link(Kind.FOCUS_AREA, other)) for other in dossier.document.get("related", ())
    ]
    # SKOS "related" holds in both directions, even if only one record says so.
    named = set(dossier.document.get("related", ()))
    related += [
        record_item(link.row)
        for link in dossier.incoming
        if link.relation is Relation.RELATED and link.row.id not in named
    ]
    page.section(_("Related"), related, Form.LIST, left_out=Relation.RELATED)
    page.agreements(map(agreement_item, dossier.agreements), Relation.FOCUS, is_listed=True)
    count = len(dossier.agreements) + dossier.left_out.get(Relation.FOCUS, 0)
    return page.page((Kind.AGREEMENT.counted(count),))


def _hierarchy(page: Builder) -> list[Item]:
    broader = [page.link(Kind.FOCUS_AREA, b) for b in page.document.get("broader", ())]
    narrower = sorted(
        (link.row for link in page.dossier.incoming if link.relation is Relation.BROADER),
        key=lambda row: row.name,
    )
    if not broader and not narrower:
        return []
    depth = 1 if broader else 0
    items = [Item(line) for line in broader]
    items.append(Item((Run(page.dossier.row.name, Tone.STRONG),), depth=depth))
    for row in narrower:
        count = Run(f" · {Kind.AGREEMENT.counted(row.how_many)}", Tone.QUIET)
        items.append(Item((Run(row.name, ref=row.ref), count), depth=depth + 1))
    return items
