"""One registry file → the rows that a catalog keeps of it. Pure, so that workers can run it.

What a record has in each table follows from the declaration of its kind.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic_core import to_json

from collab_tui.catalog import documents as kept_documents
from collab_tui.catalog.building.changes import digest_of
from collab_tui.catalog.building.findable import joined
from collab_tui.catalog.building.kept_values import (
    days_of,
    keep_dates,
)
from collab_tui.catalog.building.prepared import Prepared, PreparedFile
from collab_tui.catalog.building.tasks import SEARCHED, tasks_of
from collab_tui.catalog.text import fold
from collab_tui.records.declaration import Declaration
from collab_tui.records.declared import DECLARED
from collab_tui.records.declared.states import STATES
from collab_tui.records.kinds import Kind
from collab_tui.records.many import by_key, named_of, values_among, values_of
from collab_tui.records.status import OVER, day_number
from collab_tui.records.term import has_term, term_of
from collab_tui.records.texts import shown
from collab_tui.registry import load
from collab_tui.registry.load import Entry
from collab_tui.registry.parts import Part

Document = Mapping[str, Any]
Documents = Sequence[tuple[int, Document]]
"""Documents of one kind, each after the index of its record."""
Held = Mapping[str, list[tuple[int, Any]]]
"""What documents of one kind hold under each outermost key, each after the index of its record."""

_STORED_STATES = tuple((state.name, state.holds) for state in STATES.values() if state.holds)

_LANGUAGES = {
    kind: [one for one in declaration.fields if one.scheme == "language"]
    for kind, declaration in DECLARED.items()
}
_TASKS = {kind: tasks_of(declaration) for kind, declaration in DECLARED.items()}
# Enum members are slow to hash and to send to other processes; `_value_` is the string.
_NAMING = {
    kind: [
        (one, names, names.relation._value_, f"{names.kind._value_}/")
        for one, names in declaration.naming
    ]
    for kind, declaration in DECLARED.items()
}
"""The fields that name records: each with what it means, the relation, and how their refs begin."""


def prepare_file(path: str, content: bytes, part: Part | None = None) -> PreparedFile:
    """Check and prepare the content of a file, or of a `part` of it."""
    before = () if part is None else (part.first, part.line)
    loaded = load.load_file(path, content, *before)
    rows = Prepared()
    rows.definitions.place = [entry.place for entry in loaded.entries]
    rows.definitions.kept = [_kept(entry) for entry in loaded.entries]
    rows.definitions.doc = [
        kept_documents.keep(to_json(entry.document)) for entry in loaded.entries
    ]
    languages = _prepare(rows, [(entry.kind, entry.document) for entry in loaded.entries])
    return PreparedFile(
        path,
        len(content),
        rows,
        loaded.problems,
        loaded.lost,
        languages,
        json.dumps(loaded.info, ensure_ascii=False) if loaded.info is not None else None,
        digest_of(content),
    )


def revive(kind: str, document: str) -> Prepared:
    """Prepare a record from its document, because another definition counts now."""
    content = kept_documents.read(document)
    rows = Prepared()
    _prepare(rows, [(Kind.named(kind), content)])
    return rows


def _kept(entry: Entry) -> str:
    """Return what is kept about the arrays of a record that lost elements."""
    if not entry.kept:
        return "[]"
    return json.dumps([[list(path), indices] for path, indices in entry.kept.items()])


def _prepare(rows: Prepared, documents: Sequence[tuple[Kind, Document]]) -> set[str]:
    """Add the rows of records: field after field, and each field for all records at once.

    Returns the tags of the languages that occur in them.
    """
    by_kind: dict[Kind, list[tuple[int, Document]]] = {}
    for index, (kind, document) in enumerate(documents):
        by_kind.setdefault(kind, []).append((index, document))
    _add_records(rows, documents)
    texts: list[list[list[str]]] = [[[] for _ in documents] for _ in SEARCHED]
    begins: dict[int, int | None] = {}
    ends: dict[int, int] = {}
    languages: set[str] = set()
    for kind, of_kind in by_kind.items():
        declaration, held = DECLARED[kind], by_key(of_kind)
        _add_values(rows, texts, kind, held)
        for one, names, relation, before in _NAMING[kind]:
            if one.top in held:
                _add_links(rows, relation, before, named_of(one, names, of_kind))
        _add_states(rows, declaration, of_kind)
        languages |= _languages(kind, held)
        begins |= _begins(declaration, held)
        if declaration.ends:
            ends |= _ends(declaration, _with_terms(rows, of_kind))
    every = range(len(documents))
    rows.records.begins = [begins.get(index) for index in every]
    rows.records.ends = [ends.get(index) for index in every]
    words = (rows.words.names, rows.words.aliases, rows.words.rest)
    for column, of_records in zip(words, texts, strict=True):
        column += map(joined, of_records)
    return languages


def _add_values(rows: Prepared, texts: list[list[list[str]]], kind: Kind, held: Held) -> None:
    for top, tasks in _TASKS[kind].items():
        if top in held:
            for task in tasks:
                task.add(rows, texts, held[top])


def _add_links(
    rows: Prepared, relation: str, before: str, found: Sequence[tuple[int, str, str]]
) -> None:
    if found:
        indexes, others, said = zip(*found, strict=True)
        rows.links.add(indexes, relation, [before + other for other in others], said)


def _add_states(rows: Prepared, declaration: Declaration, documents: Documents) -> None:
    for state, holds in _STORED_STATES:
        held = [index for index, document in documents if holds(declaration, document)]
        rows.facets.add(held, "is", state)


def _add_records(rows: Prepared, documents: Sequence[tuple[Kind, Document]]) -> None:
    records = rows.records
    records.kind = [kind._value_ for kind, _ in documents]
    records.id = [document["id"] for _, document in documents]
    records.name = [shown(document["name"]) for _, document in documents]
    records.sort = [fold(name) for name in records.name]
    records.country = [document.get("country") for _, document in documents]
    records.status = [document.get("status") for _, document in documents]


def _with_terms(rows: Prepared, documents: Documents) -> Documents:
    """Keep what follows from the terms of agreements; return them with the ends that those give.

    An agreement that renews itself has no end until somebody ends it; its first end is kept by the
    term.
    """
    return [
        (index, _with_term(rows, index, document) if has_term(document) else document)
        for index, document in documents
    ]


def _with_term(rows: Prepared, index: int, document: Document) -> Document:
    term = term_of(document)
    if term.end is None or not (term.is_derived or term.is_renewed or term.notice):
        return document
    end = str(term.end)
    if term.is_derived and not term.is_renewed:
        keep_dates(rows, DECLARED[Kind.AGREEMENT].field("dates.end"), [(index, end)])
    if term.is_renewed or term.notice:
        last = day_number(term.end.latest)
        rows.terms.add([index], [last], str(term.every or ""), str(term.notice or ""))
    dates = {**document.get("dates", {}), "end": end}
    if term.is_renewed and document.get("status") not in OVER:
        del dates["end"]
    return {**document, "dates": dates}


def _begins(declaration: Declaration, held: Held) -> dict[int, int | None]:
    """Return the first day of the date on which each record began, if that is known."""
    days: dict[int, int | None] = {}
    for path in declaration.begins:
        one = declaration.field(path)
        for index, value in values_of(one, held.get(one.top, [])):
            days.setdefault(index, days_of(value)[0])
    return days


def _ends(declaration: Declaration, documents: Documents) -> dict[int, int]:
    """Return the last day of each record, if it is known; if there are several, the earliest."""
    days: dict[int, int] = {}
    alone = dict(declaration.ended_by)
    only = {index: alone.get(document.get("status", "")) for index, document in documents}
    for path in declaration.ends:
        for index, value in values_among(declaration.field(path), documents):
            last = days_of(value)[1] if only[index] in (None, path) else None
            if last is not None:
                days[index] = min(last, days.get(index, last))
    return days


def _languages(kind: Kind, held: Held) -> set[str]:
    """Return the tags of the languages that occur in records."""
    found: set[str] = set()
    for key in ("name", "summary"):
        found.update(*[text for _, text in held.get(key, ()) if type(text) is dict])
    for one in _LANGUAGES[kind]:
        found.update(tag for _, tag in values_of(one, held.get(one.top, [])))
    return found
