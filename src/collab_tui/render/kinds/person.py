"""The page of a person."""

from __future__ import annotations

from typing import Any

from collab_tui.catalog.dossier import Dossier, Link
from collab_tui.language import _, _c
from collab_tui.records.kinds import Kind, Ref, Relation
from collab_tui.records.vocabulary import PersonRole
from collab_tui.render.kinds.common import Builder, agreement_item
from collab_tui.render.page import Form, Item, Page, Run, Tone
from collab_tui.render.words import show_date


def build(dossier: Dossier) -> Page:
    """Describe a person: affiliations and agreements."""
    page = Builder(dossier)
    page.facts()
    posts = [_affiliation(page, post) for post in dossier.document.get("affiliations", ())]
    form = Form.TABLE if any(post.lead for post in posts) else Form.LIST
    page.section(_("Affiliations"), posts, form, (_("Time"), _c("office", "Post")))
    parts: dict[Ref, list[Link]] = {}
    for link in dossier.incoming:
        if link.relation is Relation.PERSON:
            parts.setdefault(link.row.ref, []).append(link)
    agreements = (
        agreement_item(links[0].row, _for(page, [link.qualifier for link in links]))
        for links in parts.values()
    )
    page.agreements(agreements, Relation.PERSON)
    count = len(parts) + dossier.left_out.get(Relation.PERSON, 0)
    return page.page((Kind.AGREEMENT.counted(count),))


def _for(page: Builder, qualifiers: list[str]) -> str:
    """Return for whom the person acts, and in which role: see `Reference.qualifier`."""
    roles: dict[str, list[str]] = {}
    for qualifier in sorted(qualifiers):
        institution, _, role = qualifier.partition(", ")
        roles.setdefault(institution, []).extend([PersonRole.label_of(role)] if role else [])
    rows = ((page.dossier.named(Kind.INSTITUTION, one), found) for one, found in roles.items())
    parts = (_acting(row.name if row else "", ", ".join(found)) for row, found in rows)
    return "; ".join(filter(None, parts))


def _acting(institution: str, roles: str) -> str:
    if institution and roles:
        return _("{roles} for {institution}", roles=roles, institution=institution)
    return _("for {institution}", institution=institution) if institution else roles


def _affiliation(page: Builder, post: dict[str, Any]) -> Item:
    institution = post["institution"]
    line = page.link(Kind.INSTITUTION, institution)
    if post.get("post"):
        line = (Run(post["post"]), Run(", ", Tone.QUIET), *line)
    return Item(line, _time(post), page.backing(f"affiliations.{institution}"))


def _time(post: dict[str, Any]) -> str:
    """Return from when until when a post was held, as far as that is known."""
    first, last = (show_date(post[key]) if post.get(key) else "" for key in ("from", "until"))
    if first and last:
        return _("from {first} until {last}", first=first, last=last)
    if first:
        return _("from {first}", first=first)
    return _("until {last}", last=last) if last else ""
