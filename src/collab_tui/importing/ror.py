"""An organisation of ROR (schema 2) → an institution, with all that the format can hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from collab_tui.importing.dump import short
from collab_tui.records.kinds import Kind
from collab_tui.registry.validate import read_record

UNKNOWN = "und"
"""The language of a name for which ROR gives none."""

_RELATED = ("related", "successor", "predecessor")


@dataclass(slots=True)
class Institution:
    """What ROR says about an organisation."""

    ror: str
    table: dict[str, Any]
    """Without an id, a parent and relations, because these depend on other records."""
    parents: list[str] = field(default_factory=list)
    related: list[tuple[str, str]] = field(default_factory=list)
    """The type and the ROR id of each other relation."""
    unfit: list[str] = field(default_factory=list)
    """What it says that the format does not take, one sentence each."""


def institution(organisation: Mapping[str, Any]) -> Institution:
    """Return what a record of ROR says, as far as the format can say it."""
    ror = short(organisation["id"])
    names = organisation["names"]
    locations = organisation.get("locations") or []
    relations = organisation.get("relationships") or []
    main = _place(locations[0]) if locations else {}
    table: dict[str, Any] = {
        "name": names_of(names),
        "acronyms": _others(names, "acronym"),
        "aliases": _others(names, "alias"),
        "types": organisation.get("types"),
        "status": organisation.get("status"),
        **{key: main.get(key) for key in ("country", "region", "city", "geonames")},
        "location": {key: main[key] for key in ("lat", "lon")} if "lat" in main else None,
        "locations": [_place(one) for one in locations[1:]],
        "domains": organisation.get("domains"),
        "established": organisation.get("established"),
        "identifiers": {"ror": ror, **_identifiers(organisation.get("external_ids") or [])},
        "links": [_link(one) for one in organisation.get("links") or []],
    }
    table = {key: value for key, value in table.items() if value not in (None, [], {}, "")}
    usable = {"id": ror, **deepcopy(table)}
    problems = read_record(Kind.INSTITUTION, usable, "").problems
    errors = [problem for problem in problems if problem.severity == "error"]
    del usable["id"]
    return Institution(
        ror,
        {key: value for key, value in usable.items() if value not in ([], {})},
        [short(one["id"]) for one in relations if one["type"] == "parent"],
        [(one["type"], short(one["id"])) for one in relations if one["type"] in _RELATED],
        [f"{ror}: {problem.with_fate('').message}" for problem in errors],
    )


def all_names(organisation: Mapping[str, Any]) -> list[str]:
    """Return every name of an organisation in ROR, with the one that ROR shows first."""
    names = sorted(organisation["names"], key=lambda name: "ror_display" not in name["types"])
    return list(dict.fromkeys(str(name["value"]) for name in names))


def countries_of(organisation: Mapping[str, Any]) -> list[str]:
    """Return the codes of the countries that it is in."""
    places = (one.get("geonames_details") or {} for one in organisation.get("locations") or [])
    return [place["country_code"] for place in places if place.get("country_code")]


def names_of(names: Sequence[Mapping[str, Any]]) -> str | dict[str, str | list[str]]:
    """Return the name by language, with the one that ROR shows first; a language may have
    several.
    """
    labels = [name for name in names if {"label", "ror_display"} & set(name["types"])]
    labels.sort(key=lambda name: "ror_display" not in name["types"])
    found: dict[str, list[str]] = {}
    for label in labels:
        held = found.setdefault(label.get("lang") or UNKNOWN, [])
        if label["value"] not in held:
            held.append(label["value"])
    if list(found) == [UNKNOWN] and len(found[UNKNOWN]) == 1:
        return found[UNKNOWN][0]
    return {tag: held[0] if len(held) == 1 else held for tag, held in found.items()}


def _others(names: Sequence[Mapping[str, Any]], wanted: str) -> list[Any]:
    """Return the names of a type; those with a language are tables."""
    found: list[Any] = []
    for name in names:
        if wanted in name["types"]:
            language, text = name.get("lang"), name["value"]
            one = {"text": text, "language": language} if language else text
            if one not in found:
                found.append(one)
    return found


def _place(location: Mapping[str, Any]) -> dict[str, Any]:
    details = location.get("geonames_details") or {}
    country, region = details.get("country_code"), details.get("country_subdivision_code")
    place = {
        "city": details.get("name"),
        "region": f"{country}-{region}" if country and region else None,
        "country": country,
        "geonames": location.get("geonames_id"),
        "lat": _degrees(details.get("lat")),
        "lon": _degrees(details.get("lng")),
    }
    found = {key: value for key, value in place.items() if value is not None}
    if "lat" not in found or "lon" not in found:
        found.pop("lat", None)
        found.pop("lon", None)
    return found


def _degrees(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _identifiers(external: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the identifiers by scheme, the preferred one first; a single one is not an array."""
    found: dict[str, Any] = {}
    for one in external:
        given = [*filter(None, [one.get("preferred")]), *one["all"]]
        values = list(dict.fromkeys(_bare(one["type"], value) for value in given))
        if values:
            found[one["type"]] = values[0] if len(values) == 1 else values
    return found


def _bare(scheme: str, value: str) -> str:
    """Return an identifier without the web address that some GRID ids have."""
    return value.rpartition("/")[2] if scheme == "grid" else value


def _link(link: Mapping[str, Any]) -> Any:
    """Return a link: a website as it is, others with what they are."""
    if link.get("type") in (None, "website"):
        return link["value"]
    return {"url": link["value"], "type": link["type"]}
