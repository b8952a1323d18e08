"""One registry file → the rows that a catalog keeps of it. Pure, so that workers can do it.

What a record has in each table follows from the declaration of its kind.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from collab_tui.catalog import documents as kept_documents
from collab_tui.catalog.changes import digest_of
from collab_tui.catalog.findable import code_texts, joined
from collab_tui.catalog.tables import (
    Acronyms,
    Dates,
    Definitions,
    Facets,
    Identifiers,
    Links,
    Numbers,
    Records,
    Terms,
    Words,
)
from collab_tui.catalog.text import fold, tokens
from collab_tui.files import MOST_OF_A_REGISTRY, read_bytes
from collab_tui.records.dates import PartialDate
from collab_tui.records.declared import DECLARED
from collab_tui.records.declared.shared import NAMING
from collab_tui.records.declared.states import STATES
from collab_tui.records.field import Declaration, Field, Searched, Sort, strings
from collab_tui.records.kinds import Kind
from collab_tui.records.pasted import key_of
from collab_tui.records.status import OVER, day_number
from collab_tui.records.term import term_of
from collab_tui.registry import load
from collab_tui.registry.problems import Problem

EVER = (-(10**17), 10**17)
"""What is kept for days that are open or not known: before and after all others."""

LONGEST = 200
"""Characters of a text that can be asked for as a value; longer ones are found by their words."""

_STORED_STATES = tuple((state.name, state.holds) for state in STATES.values() if state.holds)


@dataclass(slots=True)
class Prepared:
    """What some records have in the tables of a catalog."""

    refs: list[str] = field(default_factory=list)
    """``kind/id`` of each record, in order, and then of those that they name."""
    definitions: Definitions = field(default_factory=Definitions)
    records: Records = field(default_factory=Records)
    words: Words = field(default_factory=Words)
    links: Links = field(default_factory=Links)
    facets: Facets = field(default_factory=Facets)
    dates: Dates = field(default_factory=Dates)
    numbers: Numbers = field(default_factory=Numbers)
    terms: Terms = field(default_factory=Terms)
    acronyms: Acronyms = field(default_factory=Acronyms)
    identifiers: Identifiers = field(default_factory=Identifiers)


class PreparedFile(NamedTuple):
    """What one file holds."""

    path: str
    digest: bytes
    rows: Prepared
    problems: list[Problem]
    lost: str
    languages: str
    info: str | None


def prepare_file(path: str, content: bytes | None = None) -> PreparedFile:
    """Read, check and prepare a file, as it is on disk or with other `content`.

    Raises:
        OSError: it cannot be read.
    """
    if content is None:
        content = read_bytes(path, MOST_OF_A_REGISTRY)
    loaded = load.load_file(path, content)
    rows = Prepared([f"{entry.record.kind}/{entry.record.id}" for entry in loaded.entries])
    languages: set[str] = set()
    texts = [
        entry.record.model_dump_json(exclude_unset=True, by_alias=True) for entry in loaded.entries
    ]
    documents = [
        (entry.record.kind, json.loads(text))
        for entry, text in zip(loaded.entries, texts, strict=True)
    ]
    for entry, text, (kind, document) in zip(loaded.entries, texts, documents, strict=True):
        kept = [[list(path), indices] for path, indices in entry.kept.items()]
        rows.definitions.place.append(entry.index)
        rows.definitions.kept.append(json.dumps(kept) if kept else "[]")
        rows.definitions.doc.append(kept_documents.keep(text))
        languages.update(_languages(DECLARED[kind], document))
    _prepare(rows, documents)
    return PreparedFile(
        path,
        digest_of(content),
        rows,
        loaded.problems,
        json.dumps(loaded.lost),
        json.dumps(sorted(languages)),
        loaded.info.model_dump_json() if loaded.info is not None else None,
    )


def revive(kind: str, document: str) -> Prepared:
    """Prepare a record from its document: another definition than before counts now."""
    content = kept_documents.read(document)
    rows = Prepared([f"{kind}/{content['id']}"])
    _prepare(rows, [(Kind.named(kind), content)])
    return rows


class _Task(NamedTuple):
    """What to do with the values of a field; made once a kind, as it is done for every record."""

    field: Field
    searched: int
    """Which list of texts they join; -1 for none."""
    keep: Callable[[Prepared, int, Field, list[Any]], None] | None
    names_it: bool
    """Whether its values may be what other registries call the record."""


def _tasks(declaration: Declaration) -> dict[str, list[_Task]]:
    """Return what to do with the fields under each outermost key."""
    tasks: dict[str, list[_Task]] = {}
    for one in declaration.fields:
        searched = _SEARCHED.index(one.words) if one.words in _SEARCHED else -1
        is_kept = (one.asked and one.is_kept) or one.scheme == "country"  # it needs its label
        keep = _KEEP.get(one.sort, _keep_texts) if is_kept else None
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
            values = one.values_in(held)
            if searched >= 0:
                _add_texts(texts[searched], one, values)
            if keep is not None:
                keep(rows, index, one, values)
            if names_it:
                _add_identifiers(rows, index, one, values, texts[2])
    if any("path" in one for one in document.get("documents", ())):
        _add_facet(rows, index, "documents.path", "")
    declaration = DECLARED[kind]
    for state, holds in _STORED_STATES:
        if holds(declaration, document):
            _add_facet(rows, index, "is", state)
    name = display_name(document["name"])
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
    """Keep what follows from a term; return the agreement with the end that it has by that.

    One that renews itself has no end until somebody ends it; its first one is kept by the term.
    """
    term = term_of(document)
    if term.end is None or not (term.is_derived or term.is_renewed or term.notice):
        return document
    end = str(term.end)
    if term.is_derived and not term.is_renewed:
        _keep_dates(rows, index, DECLARED[Kind.AGREEMENT].field("dates.end"), [end])
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
        else:
            texts += strings(value)


def _add_identifiers(
    rows: Prepared, index: int, one: Field, values: list[Any], texts: list[str]
) -> None:
    """Keep the identifiers among the values, which are searched by their keys, too."""
    for value in values:
        if type(value) is not str:
            continue
        key = key_of(value) or (key_of(one.url.format(value)) if one.url else None)
        if key is not None:
            rows.identifiers.record.append(index)
            rows.identifiers.text.append(key)
            if value.lower() != key:
                texts.append(key)


def _add_facet(rows: Prepared, index: int, name: str, value: str) -> None:
    rows.facets.record.append(index)
    rows.facets.field.append(name)
    rows.facets.value.append(value)


def _keep_texts(rows: Prepared, index: int, one: Field, values: list[Any]) -> None:
    name = one.asked[0].name if one.asked else one.stored
    for value in values:
        if len(value) <= LONGEST:
            _add_facet(rows, index, name, value)


def _keep_dates(rows: Prepared, index: int, one: Field, values: list[Any]) -> None:
    for value in values:
        first, last = _days(value)
        first, last = EVER[0] if first is None else first, EVER[1] if last is None else last
        rows.dates.record.append(index)
        rows.dates.field.append(one.stored)
        rows.dates.earliest.append(first)
        rows.dates.latest.append(last)


def _keep_numbers(rows: Prepared, index: int, one: Field, values: list[Any]) -> None:
    for value in values:
        rows.numbers.record.append(index)
        rows.numbers.field.append(one.asked[0].name)
        rows.numbers.value.append(value)


def _keep_extra(rows: Prepared, index: int, _: Field, values: list[Any]) -> None:
    """Keep what stands in a table of the user's own: its keys, and what each holds."""
    for table in values:
        for key, text in dict.fromkeys(_extras(table)):
            _add_facet(rows, index, "extra", key)
            if len(text) <= LONGEST:
                _add_facet(rows, index, f"extra.{key}", text)


def _extras(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Yield the key, as queries write it, and the text of everything in a table."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            name = "-".join(re.findall(r"\w+", key.lower()))
            yield from _extras(inner, (*path, name) if name else path)
    elif isinstance(value, list):
        for inner in value:
            yield from _extras(inner, path)
    elif path:
        text = str(value).lower() if isinstance(value, bool) else str(value)
        yield ".".join(path).replace("_", "-"), text


_KEEP = {Sort.DATE: _keep_dates, Sort.NUMBER: _keep_numbers, Sort.TABLE: _keep_extra}
_ACRONYMS = next(field for field in NAMING if field.path == "acronyms[]")
_LANGUAGES = {
    kind: [one for one in declaration.fields if one.scheme == "language"]
    for kind, declaration in DECLARED.items()
}
_SEARCHED = (Searched.NAMES, Searched.ALIASES, Searched.REST)
_TASKS = {kind: _tasks(declaration) for kind, declaration in DECLARED.items()}
# Enum members are slow to hash and to send between processes; `_value_` is the string.
_NAMING = {
    kind: [
        (one, names, names.relation._value_, names.kind._value_)
        for one, names in declaration.naming
    ]
    for kind, declaration in DECLARED.items()
}


def display_name(name: str | Mapping[str, str | list[str]], language: str = "en") -> str:
    """Return the name to show: in `language` where there is one, else the first given."""
    if isinstance(name, str):
        return name
    shown = name.get(language) or next(iter(name.values()))
    return shown if isinstance(shown, str) else shown[0]


def _begins(declaration: Declaration, document: Mapping[str, Any]) -> int | None:
    """Return the first day of the date that says when it began."""
    for path in declaration.begins:
        for value in declaration.field(path).values(document):
            return _days(value)[0]
    return None


def _ends(declaration: Declaration, document: Mapping[str, Any]) -> int | None:
    """Return the last day that is known of, the earliest where there are several."""
    alone = dict(declaration.ended_by).get(document.get("status", ""))
    lasts = [
        last
        for path in (declaration.ends if alone is None else (alone,))
        for value in declaration.field(path).values(document)
        if (last := _days(value)[1]) is not None
    ]
    return min(lasts, default=None)


@lru_cache(4096)
def _days(text: str) -> tuple[int | None, int | None]:
    """Return the earliest and the latest day of a date as numbers yyyymmdd, None for open ones."""
    date = PartialDate.parse(text)
    return date.first, date.last


def _languages(declaration: Declaration, document: Mapping[str, Any]) -> Iterator[str]:
    for text in (document["name"], document.get("summary")):
        if isinstance(text, dict):
            yield from text
    for one in _LANGUAGES[declaration.kind]:
        if one.top in document:
            yield from one.values(document)
