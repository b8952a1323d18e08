"""Which facts a record states, and which sources support them.

This works on a record's document (its TOML table or JSON form), so reading a catalog needs no
models. A path names a fact: ``country``, ``dates.start``, ``participants.nuh``. Evidence that
supports ``participants`` also supports everything below it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from collab_tui.records.declared import DECLARED
from collab_tui.records.field import Sort
from collab_tui.records.kinds import Kind

SOURCED_KINDS = frozenset(kind for kind, declared in DECLARED.items() if declared.is_sourced)
"""Kinds whose facts should have a source. Focus areas are the registry's own words, so they need
none."""


def fact_paths(kind: Kind, document: Mapping[str, Any]) -> Iterator[str]:
    """Yield the path of every fact that `document` states.

    Each key of a plain table is one fact. So is each element of a list that has a name: the record
    that it names, or the value of its `key`.
    """
    for field in DECLARED[kind].fields:
        if not field.is_fact:
            continue
        top = field.top
        value = document.get(top)
        if value is None or value == [] or value == {}:
            continue
        if field.key:
            yield from (f"{top}.{element.get(field.key)}" for element in value)
        elif field.names is not None and field.is_list:
            yield from (f"{top}.{element}" for element in field.values_in(value))
        elif field.sort is Sort.TABLE and field.has_parts:
            yield from (f"{top}.{key}" for key in value)
        else:
            yield top


def supports(supported: str, fact: str) -> bool:
    """Tell whether evidence for the path `supported` supports the fact at path `fact`."""
    return fact == supported or fact.startswith(supported + ".")


def sources_of(document: Mapping[str, Any], fact: str) -> list[str]:
    """Return the ids of the sources that support the fact at path `fact`, in file order."""
    found: dict[str, None] = {}
    for evidence in document.get("evidence", ()):
        paths = evidence.get("supports", ())
        if not paths or any(supports(path, fact) for path in paths):
            found[evidence["source"]] = None
    return list(found)


def unsourced(kind: Kind, document: Mapping[str, Any]) -> list[str]:
    """Return the paths of the facts that no source supports."""
    if any(not evidence.get("supports") for evidence in document.get("evidence", ())):
        return []
    return [path for path in fact_paths(kind, document) if not sources_of(document, path)]


def unknown_supports(
    kind: Kind, document: Mapping[str, Any]
) -> Iterator[tuple[int, int, str, list[str]]]:
    """Yield (evidence index, supports index, path, known paths) for each path without a fact."""
    known: list[str] | None = None
    for i, evidence in enumerate(document.get("evidence", ())):
        for j, path in enumerate(evidence.get("supports", ())):
            if known is None:
                known = [*fact_paths(kind, document), *_other_keys(kind, document)]
            if not any(supports(path, fact) for fact in known):
                yield i, j, path, known


def _other_keys(kind: Kind, document: Mapping[str, Any]) -> list[str]:
    """Return the keys that state no fact, but that a source may still support."""
    fields = DECLARED[kind].fields
    facts = {field.top for field in fields if field.is_fact} | {"id", "evidence"}
    tops = dict.fromkeys(field.top for field in fields)
    return [top for top in tops if top in document and top not in facts]
