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
from collab_tui.records.many import named_of, values_among
from collab_tui.records.status import OVER, day_number
from collab_tui.records.term import has_term, term_of
from collab_tui.records.texts import shown
from collab_tui.registry import load
from collab_tui.registry.load import Entry
from collab_tui.registry.parts import Part

Document = Mapping[str, Any]
Documents = Sequence[tuple[int, Document]]
"""Documents of one kind, each after the index of its record."""

_STORED_STATES = tuple((state.name, state.holds) for state in STATES.values() if state.holds)

_LANGUAGES = {
    kind: [one for one in declaration.fields if one.scheme == "language"]
    for kind, declaration in DECLARED.items()
}
_TASKS = {kind: tasks_of(declaration) for kind, declaration in DECLARED.items()}
# Enum members are slow to hash and to send to other processes; `_value_` is the string.
_NAMING = {
    kind: [(one, names, names.relation._value_, names.kind) for one, names in declaration.naming]
    for kind, declaration in DECLARED.items()
}


def prepare_file(path: str, content: bytes, part: Part | None = None) -> PreparedFile:
    """Check and prepare the content of a file, or of a `part` of it."""
    before = () if part is None else (part.first, part.line)
    loaded = load.load_file(path, content, *before)
    rows = Prepared()
    for entry in loaded.entries:
        kept = [[list(path), indices] for path, indices in entry.kept.items()]
        rows.definitions.place.append(entry.index)
        rows.definitions.kept.append(json.dumps(kept) if kept else "[]")
        rows.definitions.doc.append(kept_documents.keep(to_json(entry.document)))
    _prepare(rows, [(entry.kind, entry.document) for entry in loaded.entries])
    return PreparedFile(
        path,
        len(content),
        rows,
        loaded.problems,
        loaded.lost,
        _languages(loaded.entries),
        json.dumps(loaded.info, ensure_ascii=False) if loaded.info is not None else None,
        digest_of(content),
    )


def revive(kind: str, document: str) -> Prepared:
    """Prepare a record from its document, because another definition counts now."""
    content = kept_documents.read(document)
    rows = Prepared()
    _prepare(rows, [(Kind.named(kind), content)])
    return rows


def _prepare(rows: Prepared, documents: Sequence[tuple[Kind, Document]]) -> None:
    """Add the rows of records: field after field, and each field for all records at once."""
    by_kind: dict[Kind, list[tuple[int, Document]]] = {}
    for index, (kind, document) in enumerate(documents):
        by_kind.setdefault(kind, []).append((index, document))
        rows.refs.append(f"{kind._value_}/{document['id']}")
    _add_records(rows, documents)
    texts: list[list[list[str]]] = [[[] for _ in documents] for _ in SEARCHED]
    begins: dict[int, int | None] = {}
    ends: dict[int, int] = {}
    targets = {kind: _Targets(kind, rows.refs) for kind in Kind}
    for kind, of_kind in by_kind.items():
        declaration = DECLARED[kind]
        _add_values(rows, texts, kind, of_kind)
        _add_links(rows, targets, kind, of_kind)
        _add_states(rows, declaration, of_kind)
        begins |= _begins(declaration, of_kind)
        if declaration.ends:
            ends |= _ends(declaration, _with_terms(rows, of_kind))
    for index in range(len(documents)):
        rows.records.begins.append(begins.get(index))
        rows.records.ends.append(ends.get(index))
    words = (rows.words.names, rows.words.aliases, rows.words.rest)
    for column, of_records in zip(words, texts, strict=True):
        column += map(joined, of_records)


class _Targets(dict[str, int]):
    """The index, among the refs, of each record of a kind that is named by its id."""

    def __init__(self, kind: Kind, refs: list[str]) -> None:
        super().__init__()
        self._before = f"{kind._value_}/"
        self._refs = refs

    def __missing__(self, record_id: str) -> int:
        self[record_id] = index = len(self._refs)
        self._refs.append(self._before + record_id)
        return index


def _add_values(
    rows: Prepared, texts: list[list[list[str]]], kind: Kind, documents: Documents
) -> None:
    for top, tasks in _TASKS[kind].items():
        held = [(index, document[top]) for index, document in documents if top in document]
        if held:
            for task in tasks:
                task.add(rows, texts, held)


def _add_links(
    rows: Prepared, targets: Mapping[Kind, _Targets], kind: Kind, documents: Documents
) -> None:
    for one, names, relation, target in _NAMING[kind]:
        found = named_of(one, names, documents)
        if found:
            indexes, others, said = zip(*found, strict=True)
            known = targets[target]
            rows.links.add(indexes, relation, [known[other] for other in others], said)


def _add_states(rows: Prepared, declaration: Declaration, documents: Documents) -> None:
    for state, holds in _STORED_STATES:
        held = [index for index, document in documents if holds(declaration, document)]
        rows.facets.add(held, "is", state)


def _add_records(rows: Prepared, documents: Sequence[tuple[Kind, Document]]) -> None:
    records = rows.records
    for kind, document in documents:
        name = shown(document["name"])
        records.kind.append(kind._value_)
        records.id.append(document["id"])
        records.name.append(name)
        records.sort.append(fold(name))
        records.country.append(document.get("country"))
        records.status.append(document.get("status"))


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


def _begins(declaration: Declaration, documents: Documents) -> dict[int, int | None]:
    """Return the first day of the date on which each record began, if that is known."""
    days: dict[int, int | None] = {}
    for path in declaration.begins:
        for index, value in values_among(declaration.field(path), documents):
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


def _languages(entries: Sequence[Entry]) -> set[str]:
    """Return the tags of the languages that occur in records."""
    found: set[str] = set()
    for entry in entries:
        for text in (entry.document["name"], entry.document.get("summary")):
            if isinstance(text, dict):
                found.update(text)
        for one in _LANGUAGES[entry.kind]:
            if one.top in entry.document:
                found.update(one.values(entry.document))
    return found
