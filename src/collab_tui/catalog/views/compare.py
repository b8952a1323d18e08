"""Two records side by side: what both say, where they differ, and where one says nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeAlias

from collab_tui.catalog import documents
from collab_tui.catalog.views.compare_sets import of_institutions, read
from collab_tui.catalog.views.compared import (
    Compared,
    Entry,
    Fact,
    Listed,
    Part,
    Side,
    Source,
    SourceNumbers,
)
from collab_tui.catalog.views.facets import dimension
from collab_tui.catalog.views.partners import NoSuchViewError
from collab_tui.catalog.views.sets import Sets
from collab_tui.language import _
from collab_tui.query.syntax import Node
from collab_tui.records.dates import PartialDate
from collab_tui.records.declared import DECLARED
from collab_tui.records.evidence import sources_of
from collab_tui.records.field import Field, Sort, words_of
from collab_tui.records.kinds import Kind, Ref

_LEFT_OUT = frozenset(
    (
        "id",
        "name",
        "acronyms",
        "aliases",
        "summary",
        "evidence",
        "extra",
        "links",
        "documents",
        "reviewed",
    )
)
"""Outermost keys that are not compared: names, prose, addresses."""


Seen: TypeAlias = Mapping[tuple[int, str], range]
"""Which entries are in sight, by the place of the list and the name of the part."""

PARTS = ("both", "left", "right")
"""The names of the parts of a list."""


def compare(
    sets: Sets,
    node: Node,
    first: str,
    second: str,
    in_sight: Callable[[Compared], Seen] | None = None,
) -> Compared:
    """Compare two records of one kind, given by ref. For agreements, only those that a query finds
    count.

    Of lists that follow from agreements, only the entries are read that `in_sight` names for the
    comparison without them; without it, all are read.

    Raises:
        NoSuchViewError: one does not exist, or they are of two kinds.
    """
    refs = Ref.parse(first), Ref.parse(second)
    if refs[0].kind is not refs[1].kind:
        raise NoSuchViewError(
            _(
                "{first} and {second} are of two kinds; compare two of one kind",
                first=first,
                second=second,
            )
        )
    names, docs = [], []
    for ref in refs:
        row = sets.db.execute(
            "SELECT record.name, doc FROM record JOIN definition USING (d)"
            " WHERE record.id = ? AND +kind = ?",
            (ref.id, ref.kind),
        ).fetchone()
        if row is None:
            raise NoSuchViewError(_("there is no record {ref}", ref=ref))
        names.append(row[0])
        docs.append(documents.read(row[1]))
    kind = refs[0].kind
    facts = [
        fact
        for field in DECLARED[kind].fields
        if field.top not in _LEFT_OUT and field.sort is not Sort.TABLE and "[]" not in field.path
        for fact in [_fact(field, docs[0], docs[1])]
        if fact is not None
    ]
    lists = _lists(sets, kind, docs[0], docs[1])
    if kind is Kind.INSTITUTION:
        lists += of_institutions(sets, sets.matching(node), refs[0].id, refs[1].id)
    left, right = (
        Side(ref, name, _sources(sets, document))
        for ref, name, document in zip(refs, names, docs, strict=True)
    )
    found = Compared(left, right, tuple(facts), tuple(lists))
    return _read(sets, found, in_sight(found) if in_sight is not None else None)


def _read(sets: Sets, found: Compared, seen: Seen | None) -> Compared:
    """Return a comparison with the entries in sight; with all if nothing says what that is."""
    lists = list(found.lists)
    for at, listed in enumerate(lists):
        if listed.read_as is not None:
            parts = {name: getattr(listed, name) for name in PARTS}
            ranges = {
                name: range(len(part)) if seen is None else seen.get((at, name), range(0))
                for name, part in parts.items()
            }
            parts = {name: read(sets, listed, parts[name], ranges[name]) for name in PARTS}
            lists[at] = replace(listed, **parts)
    return replace(found, lists=tuple(lists))


def _cited(document: Mapping[str, Any]) -> list[str]:
    """Return the ids of the sources that a record cites, in the order of their numbers."""
    return list(dict.fromkeys(one["source"] for one in document.get("evidence", ())))


def _sources(sets: Sets, document: Mapping[str, Any]) -> tuple[Source, ...]:
    values = dimension(sets, "source").values
    values.prepare(cited := _cited(document))
    found = ((source, values.get(source)) for source in cited)
    return tuple(Source(v.label, v.ref) if v is not None else Source(s, None) for s, v in found)


def _numbers(document: Mapping[str, Any], path: str) -> SourceNumbers:
    """Return the numbers of the sources that support the fact at a path."""
    cited = _cited(document)
    return tuple(cited.index(source) + 1 for source in sources_of(document, path))


def _fact(field: Field, left: Mapping[str, Any], right: Mapping[str, Any]) -> Fact | None:
    values = [[str(value) for value in field.values(document)] for document in (left, right)]
    if not values[0] and not values[1]:
        return None
    shown = [", ".join(_called(field, value) for value in found) for found in values]
    written = ", ".join(values[0]), ", ".join(values[1])
    is_date = field.sort is Sort.DATE
    both = bool(values[0] and values[1])
    if both and is_date:
        one, other = (PartialDate.parse(found[0]) for found in values)
        differs = one.latest < other.earliest or other.latest < one.earliest
    else:
        differs = both and values[0] != values[1]
    same = both and values[0] == values[1]
    is_inner = "." in field.path and field.top != "dates"
    label = words_of(field.path).capitalize() if is_inner else field.label
    numbers = [
        _numbers(document, field.path) if said else ()
        for document, said in zip((left, right), shown, strict=True)
    ]
    return Fact(field.path, label, shown[0], shown[1], written, is_date, same, differs, *numbers)


def _called(field: Field, value: str) -> str:
    return field.terms.label_of(value) if field.terms is not None else value


def _lists(
    sets: Sets, kind: Kind, left: Mapping[str, Any], right: Mapping[str, Any]
) -> list[Listed]:
    found = []
    for field in DECLARED[kind].fields:
        if field.top in _LEFT_OUT or "[]" not in field.path or field.sort is Sort.TABLE:
            continue
        if field.names is not None and field.names.kind is not Kind.SOURCE:
            entries = [_named(sets, field, document) for document in (left, right)]
        elif field.path == f"{field.top}[]":
            entries = [_texts(field, document) for document in (left, right)]
        else:
            continue
        if entries[0] or entries[1]:
            inner = field.path != f"{field.top}[]"
            label = words_of(field.top).capitalize() if inner else field.label
            # People stand inside of elements, whose sources are not only theirs.
            is_within = field.names is not None and field.names.kind is Kind.PERSON
            label = Kind.PERSON.plural if is_within else label
            path = "people" if is_within else field.top
            found.append(_listed(path, label, entries[0], entries[1], is_stated=not is_within))
    return found


def _texts(field: Field, document: Mapping[str, Any]) -> _Held:
    values = [str(value) for value in field.values(document)]
    numbers = _numbers(document, field.top)
    return {
        value: ("", Entry(_called(field, value), "", "", key=value), numbers) for value in values
    }


_Held = dict[str, tuple[str, Entry, SourceNumbers]]
"""By key, what is said about it, the entry, and the numbers of its sources."""


def _named(sets: Sets, field: Field, document: Mapping[str, Any]) -> _Held:
    assert field.names is not None, "it names records"
    held = list(field.named_in(field.names, document))
    kind = field.names.kind
    rows = sets.db.execute(
        "SELECT record.id, record.name FROM json_each(?) AS wanted"
        " CROSS JOIN record ON record.id = wanted.value WHERE +kind = ?",
        (json.dumps([record_id for record_id, _said in held]), kind),
    )
    names = dict(rows.fetchall())
    found: _Held = {}
    for record_id, said in held:
        ref = Ref(kind, record_id) if record_id in names else None
        entry = Entry(names.get(record_id, record_id), "", "", ref, key=record_id)
        found[record_id] = (said, entry, _numbers(document, f"{field.top}.{record_id}"))
    return found


def _listed(path: str, label: str, left: _Held, right: _Held, *, is_stated: bool) -> Listed:
    def part(keys: list[str]) -> Part:
        return Part(keys, tuple(entry(key) for key in keys))

    def entry(key: str) -> Entry:
        said = [held[key][0] if key in held else "" for held in (left, right)]
        known = (left.get(key) or right[key])[1]
        numbers = [held[key][2] if key in held else () for held in (left, right)]
        return replace(
            known, left=said[0], right=said[1], left_sources=numbers[0], right_sources=numbers[1]
        )

    both = part([key for key in left if key in right])
    only_left = part([key for key in left if key not in right])
    only_right = part([key for key in right if key not in left])
    return Listed(path, label, both, only_left, only_right, is_stated=is_stated)
