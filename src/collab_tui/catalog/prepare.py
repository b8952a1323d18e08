"""One registry file → the rows that a catalog keeps of it. Pure, so that workers can do it.

What a record has in each table follows from the declaration of its kind.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from collab_tui.catalog.changes import digest_of
from collab_tui.catalog.tables import (
    AcronymRow,
    DateRow,
    DefinitionRow,
    FacetRow,
    LinkRow,
    NumberRow,
    RecordRow,
    WordsRow,
)
from collab_tui.catalog.text import fold, tokens
from collab_tui.catalog.words import code_texts, joined
from collab_tui.records.dates import PartialDate
from collab_tui.records.declared import DECLARED
from collab_tui.records.declared.states import STATES
from collab_tui.records.field import Declaration, Field, Sort, Words, strings
from collab_tui.records.kinds import Kind
from collab_tui.records.status import day_number
from collab_tui.registry import load
from collab_tui.registry.problems import Problem

_STORED_STATES = tuple((state.name, state.holds) for state in STATES.values() if state.holds)


@dataclass(slots=True)
class Rows:
    """The rows of some records, table by table; see `collab_tui.catalog.tables`."""

    refs: list[str] = field(default_factory=list)
    """``kind/id`` of each record, in order, and then of those that they name."""
    definitions: list[DefinitionRow] = field(default_factory=list)
    """One of each record."""
    records: list[RecordRow] = field(default_factory=list)
    """One of each record."""
    words: list[WordsRow] = field(default_factory=list)
    """One of each record."""
    links: list[LinkRow] = field(default_factory=list)
    facets: list[FacetRow] = field(default_factory=list)
    dates: list[DateRow] = field(default_factory=list)
    numbers: list[NumberRow] = field(default_factory=list)
    acronyms: list[AcronymRow] = field(default_factory=list)


class PreparedFile(NamedTuple):
    """What one file holds."""

    path: str
    digest: bytes
    rows: Rows
    problems: list[Problem]
    lost: str
    languages: str
    info: str | None


def prepare_file(path: str) -> PreparedFile:
    """Read, check and prepare a file.

    Raises:
        OSError: it cannot be read.
    """
    content = Path(path).read_bytes()
    loaded = load.load_file(path, content)
    rows = Rows([f"{entry.record.kind}/{entry.record.id}" for entry in loaded.entries])
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
        rows.definitions.append(
            DefinitionRow(entry.index, json.dumps(kept) if kept else "[]", text)
        )
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


def revive(kind: str, document: str) -> Rows:
    """Prepare a record from its document: another definition than before counts now."""
    content = json.loads(document)
    rows = Rows([f"{kind}/{content['id']}"])
    _prepare(rows, [(Kind.named(kind), content)])
    return rows


def _prepare(rows: Rows, documents: Iterable[tuple[Kind, dict[str, Any]]]) -> None:
    targets: dict[str, int] = {}
    for index, (kind, document) in enumerate(documents):
        declaration = DECLARED[kind]
        _add_record(rows, index, declaration, document)
        # Enum members are slow to hash and to send between processes; `_value_` is the string.
        for relation, target_kind, other, _, qualifier in declaration.references(document):
            ref = f"{target_kind._value_}/{other}"
            target = targets.get(ref)
            if target is None:
                target = targets[ref] = len(rows.refs)
                rows.refs.append(ref)
            rows.links.append(LinkRow(index, relation._value_, target, qualifier))


def _add_record(
    rows: Rows, index: int, declaration: Declaration, document: Mapping[str, Any]
) -> None:
    texts: dict[Words, list[str]] = {Words.NAMES: [], Words.ALIASES: [], Words.REST: []}
    for key in document:
        for one in declaration.by_top.get(key, ()):
            values = one.values(document)
            if not values:
                continue
            if one.words is not Words.NONE:
                texts[one.words].extend(_texts(one, values))
            if one.asked and one.is_kept:
                _keep(rows, index, one, values)
    for state, holds in _STORED_STATES:
        if holds(declaration, document):
            rows.facets.append(FacetRow(index, "is", state))
    name = display_name(document["name"])
    rows.records.append(
        RecordRow(
            declaration.kind._value_,
            document["id"],
            name,
            fold(name),
            document.get("country"),
            document.get("status"),
            _begins(declaration, document),
            _ends(declaration, document),
        )
    )
    rows.words.append(
        WordsRow(
            joined(texts[Words.NAMES]), joined(texts[Words.ALIASES]), joined(texts[Words.REST])
        )
    )
    for text in document.get("acronyms", ()):
        folded = " ".join(tokens(text))
        if folded:
            rows.acronyms.append(AcronymRow(index, folded))


def _texts(one: Field, values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        if one.sort is Sort.CODE:
            yield from code_texts(one.scheme, value)
        else:
            yield from strings(value)


def _keep(rows: Rows, index: int, one: Field, values: Iterable[Any]) -> None:
    """Keep what queries can ask for; names of other records are kept as links."""
    if one.sort is Sort.DATE:
        for value in values:
            first, last = _days(value)
            rows.dates.append(DateRow(index, one.stored, first, last))
    elif one.sort is Sort.NUMBER:
        rows.numbers += [NumberRow(index, one.asked[0].name, value) for value in values]
    elif one.sort is not Sort.NAME:
        rows.facets += [FacetRow(index, one.asked[0].name, value) for value in values]


def display_name(name: str | Mapping[str, str], language: str = "en") -> str:
    """Return the name to show: in `language` where there is one, else the first given."""
    if isinstance(name, str):
        return name
    return name.get(language) or next(iter(name.values()))


def _begins(declaration: Declaration, document: Mapping[str, Any]) -> int | None:
    """Return the first day of the date that says when it began."""
    for path in declaration.begins:
        for value in declaration.field(path).values(document):
            return _days(value)[0]
    return None


def _ends(declaration: Declaration, document: Mapping[str, Any]) -> int | None:
    """Return the last day that is known of, the earliest where there are several."""
    lasts = [
        _days(value)[1]
        for path in declaration.ends
        for value in declaration.field(path).values(document)
    ]
    return min(lasts, default=None)


@lru_cache(4096)
def _days(text: str) -> tuple[int, int]:
    """Return the earliest and the latest day of a date as numbers yyyymmdd."""
    date = PartialDate.parse(text)
    return day_number(date.earliest), day_number(date.latest)


def _languages(declaration: Declaration, document: Mapping[str, Any]) -> Iterator[str]:
    for text in (document["name"], document.get("summary")):
        if isinstance(text, dict):
            yield from text
    for one in declaration.fields:
        if one.scheme == "language":
            yield from one.values(document)
