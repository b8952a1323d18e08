"""Which facts a record states and which sources back them.

Works on a record's document (its TOML table or JSON form), so that reading a catalog needs
no models. A fact is named by a path: ``country``, ``dates.start``,
``participants.nuh``; evidence that supports ``participants`` supports all below it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from collab_tui.records.kinds import Kind

FACTS: dict[Kind, tuple[str, ...]] = {
    Kind.INSTITUTION: (
        "summary",
        "types",
        "status",
        "country",
        "city",
        "location",
        "established",
        "parent",
        "identifiers",
        "facts",
    ),
    Kind.AGREEMENT: (
        "summary",
        "type",
        "status",
        "dates",
        "participants",
        "focus_areas",
        "related",
        "milestones",
        "place",
        "occasion",
        "undisclosed",
        "documents",
    ),
    Kind.FOCUS_AREA: ("summary", "broader", "related", "mesh"),
    Kind.PERSON: ("summary", "affiliations"),
    Kind.SOURCE: (),
}
"""The fields of each kind whose values are facts. Names and links identify; they state nothing."""

SOURCED_KINDS = frozenset({Kind.INSTITUTION, Kind.AGREEMENT, Kind.PERSON})
"""Kinds whose facts are expected to have a source; focus areas are the registry's own words."""

_NAMING = ("name", "acronyms", "aliases", "tags", "links", "extra")
_TABLES = frozenset({"dates", "identifiers"})
_LIST_KEYS = {
    "participants": "institution",
    "related": "agreement",
    "affiliations": "institution",
    "facts": "label",
    "milestones": "date",
}


def fact_paths(kind: Kind, document: Mapping[str, Any]) -> Iterator[str]:
    """Yield the path of every fact that `document` states."""
    for field in FACTS[kind]:
        value = document.get(field)
        if value is None or value == [] or value == {}:
            continue
        if field in _TABLES and isinstance(value, Mapping):
            yield from (f"{field}.{key}" for key in value)
        elif field == "focus_areas" or (field == "related" and kind is Kind.FOCUS_AREA):
            yield from (f"{field}.{element}" for element in value)
        elif field in _LIST_KEYS:
            yield from (f"{field}.{element.get(_LIST_KEYS[field])}" for element in value)
        else:
            yield field


def supports(supported: str, fact: str) -> bool:
    """Tell whether evidence for the path `supported` backs the fact at path `fact`."""
    return fact == supported or fact.startswith(supported + ".")


def sources_of(document: Mapping[str, Any], fact: str) -> list[str]:
    """Return the ids of the sources that back the fact at path `fact`, in file order."""
    found: dict[str, None] = {}
    for evidence in document.get("evidence", ()):
        paths = evidence.get("supports", ())
        if not paths or any(supports(path, fact) for path in paths):
            found[evidence["source"]] = None
    return list(found)


def unsourced(kind: Kind, document: Mapping[str, Any]) -> list[str]:
    """Return the paths of the facts that no source backs."""
    if any(not evidence.get("supports") for evidence in document.get("evidence", ())):
        return []
    return [path for path in fact_paths(kind, document) if not sources_of(document, path)]


def unknown_supports(
    kind: Kind, document: Mapping[str, Any]
) -> Iterator[tuple[int, int, str, list[str]]]:
    """Yield (evidence index, supports index, path, known paths) where a path names no fact."""
    known: list[str] | None = None
    for i, evidence in enumerate(document.get("evidence", ())):
        for j, path in enumerate(evidence.get("supports", ())):
            if known is None:
                known = [*fact_paths(kind, document), *(n for n in _NAMING if n in document)]
            if not any(supports(path, fact) for fact in known):
                yield i, j, path, known
