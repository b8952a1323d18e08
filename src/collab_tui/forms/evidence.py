"""Which sources support a fact of a form, and how that is changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from collab_tui.forms.shape import Part, part_at
from collab_tui.forms.tables import as_table, elements, value_at
from collab_tui.records.evidence import supports
from collab_tui.records.kinds import Kind
from collab_tui.registry.problems import KeyPath

NO_FACTS = frozenset({"id", "evidence", "extra"})
"""The keys that no source supports."""


class Support(NamedTuple):
    """A source of the record: its number in the record's evidence, and how it supports a fact."""

    source: str
    number: int
    by: str | None
    """The path that supports the fact: its own, one above it, or empty for the whole record; None
    if it does not support the fact."""


def fact_at(kind: Kind, table: Mapping[str, Any], path: KeyPath) -> str:
    """Return the path of the fact that a place belongs to, as evidence names it; else nothing."""
    part = part_at(kind, path[:1]) if path else None
    if part is None or part.key in NO_FACTS:
        return ""
    field, below = part.field, path[1:]
    if not below:
        return field.top
    if isinstance(below[0], int):
        element = value_at(kind, table, path[:2])
        key = name_of(part, element)
        return f"{field.top}.{key}" if key is not None else field.top
    return f"{field.top}.{below[0]}" if field.has_parts else field.top


def name_of(part: Part, element: Any) -> str | None:
    """Return what evidence calls an element of a list by; None if it has no name of its own."""
    if part.field.key:
        held = as_table(part, element).get(part.field.key)
        return None if held is None else str(held)
    if part.field.names is not None and not isinstance(element, Mapping):
        return None if element is None else str(element)
    return None


def supports_of(table: Mapping[str, Any], fact: str) -> list[Support]:
    """Return the sources of a record, in the order of its evidence."""
    found: dict[str, Support] = {}
    for entry in elements(table.get("evidence")):
        source = entry.get("source") if isinstance(entry, Mapping) else None
        if not isinstance(source, str):
            continue
        paths = [str(path) for path in elements(entry.get("supports"))]
        by = next((path for path in paths if supports(path, fact)), None if paths else "")
        before = found.get(source)
        if before is None:
            found[source] = Support(source, len(found) + 1, by)
        elif before.by is None:
            found[source] = before._replace(by=by)
    return [*found.values()]


def numbers_of(table: Mapping[str, object], fact: str) -> list[int]:
    """Return the numbers of the sources that support a fact, in the order of the evidence."""
    return [one.number for one in supports_of(table, fact) if one.by is not None]


def with_support(table: Mapping[str, Any], source: str, fact: str) -> dict[str, Any]:
    """Return a record in which a source supports a fact."""
    entries = [*elements(table.get("evidence"))]
    for index, entry in enumerate(entries):
        if isinstance(entry, Mapping) and entry.get("source") == source and entry.get("supports"):
            entries[index] = {**entry, "supports": [*elements(entry["supports"]), fact]}
            break
    else:
        entries.append({"source": source, "supports": [fact]})
    return {**table, "evidence": entries}


def without_support(
    table: Mapping[str, Any], fact: str, source: str | None = None
) -> dict[str, Any]:
    """Return a record in which a source, or none, supports a fact, nor what is below the fact.

    Evidence that supported nothing else is removed: without `supports`, it would support
    everything.
    """
    kept = []
    for entry in elements(table.get("evidence")):
        paths = elements(entry.get("supports")) if isinstance(entry, Mapping) else []
        left = [path for path in paths if not supports(fact, str(path))]
        is_meant = source is None or (isinstance(entry, Mapping) and entry.get("source") == source)
        if not is_meant or len(left) == len(paths):
            kept.append(entry)
        elif left:
            kept.append({**entry, "supports": left})
    return _with_evidence(table, kept)


def with_fact_renamed(table: Mapping[str, Any], old: str, new: str) -> dict[str, Any]:
    """Return a record whose evidence calls a fact, and what is below it, by its new name."""
    kept = []
    for entry in elements(table.get("evidence")):
        paths = elements(entry.get("supports")) if isinstance(entry, Mapping) else []
        if any(supports(old, str(path)) for path in paths):
            named = [new + str(p)[len(old) :] if supports(old, str(p)) else p for p in paths]
            entry = {**entry, "supports": [*dict.fromkeys(named)]}
        kept.append(entry)
    return _with_evidence(table, kept)


def _with_evidence(table: Mapping[str, Any], entries: list[Any]) -> dict[str, Any]:
    found = dict(table)
    if entries:
        found["evidence"] = entries
    else:
        found.pop("evidence", None)
    return found
