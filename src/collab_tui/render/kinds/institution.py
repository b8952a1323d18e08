"""The page of an institution."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from collab_tui.catalog.dossier import Dossier
from collab_tui.language import _, _c, number
from collab_tui.records.kinds import Kind, Relation
from collab_tui.records.vocabulary import InstitutionRelation, InstitutionType, Role
from collab_tui.render.kinds.common import Builder, agreement_item, record_item
from collab_tui.render.page import Form, Item, Page, Run, Tone

NAMED = 4
"""How many of the other participants of an agreement are named."""


def build(dossier: Dossier) -> Page:
    """Describe an institution: facts, agreements, parts, people."""
    page = Builder(dossier)
    document = dossier.document
    country = document.get("country")
    page.facts(
        {
            "location": lambda: page.fact(
                _("Location"), _location(document.get("location")), "location"
            ),
            "locations[]": lambda: _add_places(page),
            "identifiers.other[]": lambda: _add_others(page),
            "facts[]": page.figures,
        }
    )
    incoming = dossier.incoming
    agreements = (
        agreement_item(
            link.row, Role.label_of(link.qualifier), _with(dossier.partners.get(link.row.n, []))
        )
        for link in incoming
        if link.relation is Relation.PARTICIPANT
    )
    page.agreements(agreements, Relation.PARTICIPANT, is_listed=True)
    founders = (agreement_item(link.row) for link in incoming if link.relation is Relation.FOUNDED)
    heads = (_("Since"), _("Agreement"))
    page.section(_("Founded by"), founders, Form.TABLE, heads, left_out=Relation.FOUNDED)
    by_name = sorted(incoming, key=lambda link: link.row.name)
    parts = (record_item(link.row) for link in by_name if link.relation is Relation.PARENT)
    page.section(
        _("Related institutions"),
        _related(page),
        Form.TABLE,
        (_c("relation", "How"), _("Institution")),
        left_out=Relation.RELATED,
    )
    page.section(_("Parts"), parts, Form.LIST, left_out=Relation.PARENT)
    people = (
        record_item(link.row, remark=link.qualifier)
        for link in by_name
        if link.relation is Relation.AFFILIATION
    )
    page.section(_("People"), people, Form.LIST, left_out=Relation.AFFILIATION)
    badges = (
        *map(InstitutionType.label_of, document.get("types", ())),
        page.label("country", country) if country else None,
        Kind.AGREEMENT.counted(dossier.row.how_many),
        _with_parts(dossier),
    )
    return page.page(badges, document.get("status"))


def _related(page: Builder) -> Iterator[Item]:
    """Yield what this record says about others, then what only the others say about it."""
    said: set[tuple[str, str]] = set()
    for related in page.document.get("related", ()):
        other, note = related["institution"], related.get("note")
        label = InstitutionRelation(related["type"]).label
        said.add((label, other))
        yield Item(
            page.link(Kind.INSTITUTION, other),
            label,
            page.backing(f"related.{other}"),
            ((Run(note, Tone.QUIET),),) if note else (),
        )
    for link in page.dossier.incoming:
        if link.relation is Relation.RELATED:
            label = InstitutionRelation(link.qualifier).inverse_label
            if (label, link.row.id) not in said:
                yield record_item(link.row, label)


def _with_parts(dossier: Dossier) -> str | None:
    """Return how many agreements there are with those of its parts, if that is more."""
    count = dossier.row.with_parts
    if count is None or count == dossier.row.how_many:
        return None
    return _("{count} with its parts", count=number(count))


def _add_places(page: Builder) -> None:
    """Add the further places, one line each."""
    for index, place in enumerate(page.document.get("locations", ())):
        country = place.get("country")
        parts = [
            place.get("name"),
            place.get("city"),
            place.get("region"),
            page.label("country", country) if country else None,
            _location(place) if "lat" in place and "lon" in place else None,
        ]
        line = ", ".join(part for part in parts if part)
        page.fact(_("Further places") if index == 0 else "", line, "locations")


def _add_others(page: Builder) -> None:
    """Add its identifiers in other registries, one line each."""
    for other in page.document.get("identifiers", {}).get("other", ()):
        page.fact(other["scheme"], other["value"], "identifiers.other")


def _with(partners: list[str]) -> str:
    """Return who else takes part, with the names of the first few."""
    if not partners:
        return ""
    names, more = ", ".join(partners[:NAMED]), len(partners) - NAMED
    if more > 0:
        return _("with {names} and {count} more", names=names, count=number(more))
    return _("with {names}", names=names)


def _location(location: dict[str, Any] | None) -> str | None:
    if location is None:
        return None
    lat, lon = location["lat"], location["lon"]
    north = _c("south", "S") if lat < 0 else _c("north", "N")
    east = _c("west", "W") if lon < 0 else _c("east", "E")
    return f"{abs(lat):g}° {north}, {abs(lon):g}° {east}"
