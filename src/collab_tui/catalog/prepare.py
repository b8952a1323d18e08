"""One registry file → the rows that a catalog keeps of it. Pure, so that workers can run it.

What a record has in each table follows from the declaration of its kind.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from pydantic_core import to_json

from collab_tui.catalog import documents as kept_documents
from collab_tui.catalog.changes import digest_of
from collab_tui.catalog.findable import code_texts, joined, label_of_term
from collab_tui.catalog.kept_values import (
    add_facet,
    days_of,
    keep_dates,
    keep_extra,
    keep_numbers,
    keep_texts,
)
from collab_tui.catalog.prepared import Prepared, PreparedFile
from collab_tui.catalog.text import fold, tokens
from collab_tui.files import MOST_OF_A_REGISTRY, read_bytes
from collab_tui.records.declaration import Declaration
from collab_tui.records.declared import DECLARED
from collab_tui.records.declared.shared import NAMING
from collab_tui.records.declared.states import STATES
from collab_tui.records.field import Field, Searched, Sort, strings
from collab_tui.records.kinds import Kind
from collab_tui.records.pasted import key_of
from collab_tui.records.status import OVER, day_number
from collab_tui.records.term import term_of
from collab_tui.records.texts import shown
from collab_tui.registry import load

_STORED_STATES = tuple((state.name, state.holds) for state in STATES.values() if state.holds)


def prepare_file(path: str, content: bytes | None = None) -> PreparedFile:
    """Read, check and prepare a file, as it is on disk or with other `content`.

    Raises:
        OSError: it cannot be read.
    """
    if content is None:
        content = read_bytes(path, MOST_OF_A_REGISTRY)
    loaded = load.load_file(path, content)
    rows = Prepared([f"{entry.kind._value_}/{entry.document['id']}" for entry in loaded.entries])
    languages: set[str] = set()
    for entry in loaded.entries:
        kept = [[list(path), indices] for path, indices in entry.kept.items()]
        rows.definitions.place.append(entry.index)
        rows.definitions.kept.append(json.dumps(kept) if kept else "[]")
        rows.definitions.doc.append(kept_documents.keep(to_json(entry.document)))
        languages.update(_languages(DECLARED[entry.kind], entry.document))
    _prepare(rows, [(entry.kind, entry.document) for entry in loaded.entries])
    return PreparedFile(
        path,
        digest_of(content),
        rows,
        loaded.problems,
        json.dumps(loaded.lost),
        json.dumps(sorted(languages)),
        json.dumps(loaded.info, ensure_ascii=False) if loaded.info is not None else None,
    )


def revive(kind: str, document: str) -> Prepared:
    """Prepare a record from its document, because another definition counts now."""
    content = kept_documents.read(document)
    rows = Prepared([f"{kind}/{content['id']}"])
    _prepare(rows, [(Kind.named(kind), content)])
    return rows


class _Task(NamedTuple):
    """What to do with the values of a field. It is made once for each kind, because every record
    needs it.
    """

    field: Field
    searched: int
    """The list of texts that they are added to; -1 for none."""
    keep: Callable[[Prepared, int, Field, list[Any]], None] | None
    names_it: bool
    """Whether its values may be identifiers of other registries."""


def _tasks(declaration: Declaration) -> dict[str, list[_Task]]:
    """Return what to do with the fields under each outermost key."""
    tasks: dict[str, list[_Task]] = {}
    for one in declaration.fields:
        searched = _SEARCHED.index(one.words) if one.words in _SEARCHED else -1
        is_kept = (one.asked and one.is_kept) or one.scheme == "country"  # it needs its label
        keep = _KEEP.get(one.sort, keep_texts) if is_kept else None
        if one.names is not None:
            continue
        names_it = one.top == "identifiers" or bool(one.url) or one.sort is Sort.URL
        if searched >= 0 or keep is not None or names_it:
            tasks.setdefault(one.top, []).append(_Task(one, searched, keep, names_it))
    return tasks


def _prepare(rows: Prepared, documents: Iterable[tuple[Kind, dict[str, Any]]]) -> None:
    targets: dict[str, int] = {}
    for index, (kind, document) in enumerate(documents):
        _add_record(rows, index, kind, document)
        for one, names, relation, target_kind in _NAMING[kind]:
            held = document.get(one.top)
            if held is None:
                continue
            for other, qualifier in one.named_in(names, document, held):
                ref = f"{target_kind}/{other}"
                target = targets.get(ref)
                if target is None:
                    target = targets[ref] = len(rows.refs)
                    rows.refs.append(ref)
                rows.links.record.append(index)
                rows.links.relation.append(relation)
                rows.links.target.append(target)
                rows.links.qualifier.append(qualifier)


def _add_record(rows: Prepared, index: int, kind: Kind, document: Mapping[str, Any]) -> None:
    texts: tuple[list[str], ...] = ([], [], [])
    tasks = _TASKS[kind]
    for key, held in document.items():
        for one, searched, keep, names_it in tasks.get(key, ()):
            values = [held] if one.is_plain else one.values_in(held)
            if searched >= 0:
                _add_texts(texts[searched], one, values)
            if keep is not None:
                keep(rows, index, one, values)
            if names_it:
                _add_identifiers(rows, index, one, values, texts[2])
    if any("path" in one for one in document.get("documents", ())):
        add_facet(rows, index, "documents.path", "")
    declaration = DECLARED[kind]
    for state, holds in _STORED_STATES:
        if holds(declaration, document):
            add_facet(rows, index, "is", state)
    name = shown(document["name"])
    records = rows.records
    records.kind.append(kind._value_)
    records.id.append(document["id"])
    records.name.append(name)
    records.sort.append(fold(name))
    records.country.append(document.get("country"))
    records.status.append(document.get("status"))
    records.begins.append(_begins(declaration, document))
    if kind is Kind.AGREEMENT and ("renewal" in document or "dates" in document):
        document = _with_term(rows, index, document)
    records.ends.append(_ends(declaration, document))
    rows.words.names.append(joined(texts[0]))
    rows.words.aliases.append(joined(texts[1]))
    rows.words.rest.append(joined(texts[2]))
    for text in _ACRONYMS.values(document):
        folded = " ".join(tokens(text))
        if folded:
            rows.acronyms.record.append(index)
            rows.acronyms.text.append(folded)


def _with_term(rows: Prepared, index: int, document: Mapping[str, Any]) -> Mapping[str, Any]:
    """Keep what follows from the term; return the agreement with the end that its term gives it.

    An agreement that renews itself has no end until somebody ends it; its first end is kept by the
    term.
    """
    term = term_of(document)
    if term.end is None or not (term.is_derived or term.is_renewed or term.notice):
        return document
    end = str(term.end)
    if term.is_derived and not term.is_renewed:
        keep_dates(rows, index, DECLARED[Kind.AGREEMENT].field("dates.end"), [end])
    if term.is_renewed or term.notice:
        rows.terms.record.append(index)
        rows.terms.ends.append(day_number(term.end.latest))
        rows.terms.every.append(str(term.every or ""))
        rows.terms.notice.append(str(term.notice or ""))
    dates = {**document.get("dates", {}), "end": end}
    if term.is_renewed and document.get("status") not in OVER:
        del dates["end"]
    return {**document, "dates": dates}


def _add_texts(texts: list[str], one: Field, values: list[Any]) -> None:
    for value in values:
        if one.scheme:
            texts += code_texts(one.scheme, value)
        elif type(value) is str:
            texts.append(value)
            if one.terms is not None and (label := label_of_term(one.terms, value)):
                texts.append(label)
        else:
            texts += strings(value)


def _add_identifiers(
    rows: Prepared, index: int, one: Field, values: list[Any], texts: list[str]
) -> None:
    """Keep the identifiers among the values. They are also searched, by their keys."""
    for value in values:
        if type(value) is not str:
            continue
        key = key_of(value) or (key_of(one.url.format(value)) if one.url else None)
        if key is not None:
            rows.identifiers.record.append(index)
            rows.identifiers.text.append(key)
            if value.lower() != key:
                texts.append(key)


_KEEP = {Sort.DATE: keep_dates, Sort.NUMBER: keep_numbers, Sort.TABLE: keep_extra}
_ACRONYMS = next(field for field in NAMING if field.path == "acronyms[]")
_LANGUAGES = {
    kind: [one for one in declaration.fields if one.scheme == "language"]
    for kind, declaration in DECLARED.items()
}
_SEARCHED = (Searched.NAMES, Searched.ALIASES, Searched.REST)
_TASKS = {kind: _tasks(declaration) for kind, declaration in DECLARED.items()}
# Enum members are slow to hash and to send to other processes; `_value_` is the string.
_NAMING = {
    kind: [
        (one, names, names.relation._value_, names.kind._value_)
        for one, names in declaration.naming
    ]
    for kind, declaration in DECLARED.items()
}


def _begins(declaration: Declaration, document: Mapping[str, Any]) -> int | None:
    """Return the first day of the date on which it began."""
    for path in declaration.begins:
        for value in declaration.field(path).values(document):
            return days_of(value)[0]
    return None


def _ends(declaration: Declaration, document: Mapping[str, Any]) -> int | None:
    """Return the last day that is known; if there are several, the earliest."""
    alone = dict(declaration.ended_by).get(document.get("status", ""))
    lasts = [
        last
        for path in (declaration.ends if alone is None else (alone,))
        for value in declaration.field(path).values(document)
        if (last := days_of(value)[1]) is not None
    ]
    return min(lasts, default=None)


def _languages(declaration: Declaration, document: Mapping[str, Any]) -> Iterator[str]:
    for text in (document["name"], document.get("summary")):
        if isinstance(text, dict):
            yield from text
    for one in _LANGUAGES[declaration.kind]:
        if one.top in document:
            yield from one.values(document)
