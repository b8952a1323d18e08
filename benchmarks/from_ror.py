"""Turns a dump of the Research Organization Registry (schema v2) into a registry.

Everything in it comes from ROR: names in all languages, acronyms, aliases, places, types, parents,
identifiers. What the converter does not keep (a second location, a relation other than to a parent,
a wrong checksum) is left out.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.make_registry import PER_FILE, table
from collab_tui.records.identifiers import valid_isni

SOURCE = {
    "id": "ror",
    "name": "Research Organization Registry: data dump",
    "type": "dataset",
    "publisher": "Research Organization Registry",
    "url": "https://ror.org",
}
_WEB = re.compile(r"https?://[^\s\x00-\x1f\x7f]+")
_FORMS = {"wikidata": r"Q[1-9][0-9]*", "grid": r"grid\.[0-9]+\.[0-9a-f]+"}


def from_ror(dump: Path, root: Path) -> Path:
    """Write the organisations of a dump (JSON, gzipped) as a registry at `root`; return it.

    If the registry exists already, nothing is written.
    """
    done = root / ".complete"
    if done.exists():
        return root
    with gzip.open(dump, "rt", encoding="utf-8") as file:
        organisations: list[dict[str, Any]] = json.load(file)
    organisations.sort(key=lambda organisation: str(organisation["id"]))
    parents = _parents(organisations)
    root.mkdir(parents=True, exist_ok=True)
    for start in range(0, len(organisations), PER_FILE):
        part = organisations[start : start + PER_FILE]
        tables = [table("institution", _institution(one, parents)) for one in part]
        path = root / f"institution-{start // PER_FILE:05d}.toml"
        path.write_text("\n".join(tables), encoding="utf-8")
    head = '[registry]\ntitle = "Research Organization Registry"\nlicence = "CC0-1.0"\n'
    (root / "registry.toml").write_text(f"{head}\n{table('source', SOURCE)}", encoding="utf-8")
    done.touch()
    return root


def _institution(organisation: Mapping[str, Any], parents: Mapping[str, str]) -> dict[str, object]:
    own = _short(organisation["id"])
    names, aliases = _names(organisation["names"])
    place = (organisation["locations"] or [{}])[0].get("geonames_details", {})
    fields = {
        "id": own,
        "name": names,
        "acronyms": _of_type(organisation["names"], "acronym"),
        "aliases": aliases,
        "types": organisation["types"],
        "status": organisation["status"],
        "country": place.get("country_code"),
        "city": place.get("name"),
        "location": _location(place),
        "established": organisation["established"],
        "parent": parents.get(own),
        "identifiers": {"ror": own, **_identifiers(organisation["external_ids"])},
        "links": [one["value"] for one in organisation["links"] if _WEB.fullmatch(one["value"])],
        "evidence": [{"source": SOURCE["id"]}],
    }
    return {key: value for key, value in fields.items() if value not in (None, [], {})}


def _names(names: Sequence[Mapping[str, Any]]) -> tuple[str | dict[str, str], list[str]]:
    """Return the name by language, the one that ROR shows first, and the aliases.

    ROR does not know the language of every name; such a name has the language ``und``.
    """
    labels = [name for name in names if {"label", "ror_display"} & set(name["types"])]
    labels.sort(key=lambda name: "ror_display" not in name["types"])
    by_language: dict[str, str] = {}
    others: list[str] = []
    for label in labels:
        language = label["lang"] or "und"
        if by_language.setdefault(language, label["value"]) != label["value"]:
            others.append(label["value"])
    aliases = list(dict.fromkeys([*others, *_of_type(names, "alias")]))
    return (by_language["und"] if list(by_language) == ["und"] else by_language), aliases


def _of_type(names: Sequence[Mapping[str, Any]], wanted: str) -> list[str]:
    return list(dict.fromkeys(name["value"] for name in names if wanted in name["types"]))


def _location(place: Mapping[str, Any]) -> dict[str, float] | None:
    if place.get("lat") is None or place.get("lng") is None:
        return None
    return {"lat": float(place["lat"]), "lon": float(place["lng"])}


def _identifiers(external: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    found = {}
    for one in external:
        value = one["preferred"] or next(iter(one["all"]), "")
        form = _FORMS.get(one["type"])
        is_good = re.fullmatch(form, value) if form else one["type"] == "isni" and valid_isni(value)
        if is_good:
            found[one["type"]] = value
    return found


def _parents(organisations: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return, for each, the first parent that is in the dump and leads into no circle."""
    known = {_short(organisation["id"]) for organisation in organisations}
    parents: dict[str, str] = {}
    for organisation in organisations:
        own = _short(organisation["id"])
        for relation in organisation["relationships"]:
            parent = _short(relation["id"])
            is_parent = relation["type"] == "parent" and parent in known
            if is_parent and own not in _upwards(parent, parents):
                parents[own] = parent
                break
    return parents


def _upwards(start: str, parents: Mapping[str, str]) -> Collection[str]:
    way = [start]
    while way[-1] in parents:
        way.append(parents[way[-1]])
    return way


def _short(address: str) -> str:
    return address.rpartition("/")[2]
