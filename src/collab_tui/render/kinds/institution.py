"""The page of an institution."""

from __future__ import annotations

from typing import Any

from collab_tui.catalog.dossier import Dossier
from collab_tui.records.kinds import Kind, Relation
from collab_tui.render.kinds.common import Builder, agreement_item, record_item
from collab_tui.render.page import Form, Page, Run
from collab_tui.render.words import show_date

NAMED = 4
"""How many of an agreement's other participants are named."""

_IDENTIFIERS = {
    "ror": ("ROR", "https://ror.org/{}"),
    "wikidata": ("Wikidata", "https://www.wikidata.org/wiki/{}"),
    "grid": ("GRID", None),
    "isni": ("ISNI", "https://isni.org/isni/{}"),
}


def build(dossier: Dossier) -> Page:
    """Describe an institution: facts, agreements, parts, people."""
    page = Builder(dossier)
    document = dossier.document
    page.fact("Types", ", ".join(document.get("types", ())), "types")
    page.fact("Status", document.get("status"), "status")
    country = document.get("country")
    page.fact("Country", page.label("country", country) if country else None, "country")
    page.fact("City", document.get("city"), "city")
    page.fact("Location", _location(document.get("location")), "location")
    established = document.get("established")
    page.fact("Established", show_date(established) if established else None, "established")
    parent = document.get("parent")
    page.fact("Part of", page.link(Kind.INSTITUTION, parent) if parent else None, "parent")
    for figure in document.get("facts", ()):
        label = figure["label"]
        page.fact(label[:1].upper() + label[1:], figure["value"], f"facts.{label}")
    for key, value in document.get("identifiers", {}).items():
        label, pattern = _IDENTIFIERS[key]
        url = pattern.format(value.replace(" ", "")) if pattern else None
        page.fact(label, (Run(value, url=url),), f"identifiers.{key}")
    incoming = dossier.incoming
    agreements = (
        agreement_item(link.row, link.qualifier, _with(dossier.partners.get(link.row.n, [])))
        for link in incoming
        if link.relation is Relation.PARTICIPANT
    )
    page.section(
        "Agreements",
        agreements,
        Form.TABLE,
        ("Since", "Agreement"),
        left_out=Relation.PARTICIPANT,
        is_listed=True,
    )
    by_name = sorted(incoming, key=lambda link: link.row.name)
    parts = (record_item(link.row) for link in by_name if link.relation is Relation.PARENT)
    page.section("Parts", parts, Form.LIST, left_out=Relation.PARENT)
    people = (
        record_item(link.row, remark=link.qualifier)
        for link in by_name
        if link.relation is Relation.AFFILIATION
    )
    page.section("People", people, Form.LIST, left_out=Relation.AFFILIATION)
    badges = (*document.get("types", ()), page.label("country", country) if country else None)
    return page.page(badges, document.get("status"))


def _with(partners: list[str]) -> str:
    """Return who else takes part, the first few by name."""
    if not partners:
        return ""
    more = len(partners) - NAMED
    return f"with {', '.join(partners[:NAMED])}" + (f" and {more} more" if more > 0 else "")


def _location(location: dict[str, Any] | None) -> str | None:
    if location is None:
        return None
    lat, lon = location["lat"], location["lon"]
    return f"{abs(lat):g}° {'S' if lat < 0 else 'N'}, {abs(lon):g}° {'W' if lon < 0 else 'E'}"
