"""One registry file → the rows that a catalog keeps of it. Pure, so that workers can do it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from collab_tui.catalog.changes import digest_of
from collab_tui.catalog.text import fold, tokens
from collab_tui.records import models
from collab_tui.records.countries import country_name
from collab_tui.records.dates import PartialDate
from collab_tui.records.kinds import Kind
from collab_tui.records.models import MODELS, Record
from collab_tui.records.status import day_number
from collab_tui.registry import load
from collab_tui.registry.load import Entry
from collab_tui.registry.problems import Problem

BETWEEN = " · "
"""Stands between texts: a token that no query has, so that no phrase reaches across them."""


class PreparedRecord(NamedTuple):
    """A record's rows; other records are named by kind and id, as they have no number yet."""

    kind: str
    id: str
    place: int
    kept: str
    document: str
    name: str
    sort: str
    country: str | None
    status: str | None
    begins: int | None
    ends: int | None
    links: list[tuple[str, str, str, str]]  # relation, kind, id, qualifier
    facets: list[tuple[str, str]]
    dates: list[tuple[str, int, int]]
    exact: list[str]
    names: str
    aliases: str
    rest: str


class PreparedFile(NamedTuple):
    """What one file holds."""

    path: str
    digest: bytes
    records: list[PreparedRecord]
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
    return PreparedFile(
        path,
        digest_of(content),
        [prepare_entry(entry) for entry in loaded.entries],
        loaded.problems,
        json.dumps(loaded.lost),
        json.dumps(sorted({tag for entry in loaded.entries for tag in _languages(entry.record)})),
        loaded.info.model_dump_json() if loaded.info is not None else None,
    )


def prepare_entry(entry: Entry) -> PreparedRecord:
    """Prepare one record."""
    record = entry.record
    kept = json.dumps([[list(path), indices] for path, indices in entry.kept.items()])
    document = record.model_dump_json(exclude_unset=True, by_alias=True)
    return _prepare(record, entry.index, kept, document)


def revive(kind: str, document: str) -> PreparedRecord:
    """Prepare a record from its document: another definition than before counts now."""
    record = MODELS[Kind.named(kind)].model_validate_json(document, strict=False)
    return _prepare(record, 0, "[]", document)


def _prepare(record: Record, index: int, kept: str, document: str) -> PreparedRecord:
    name = display_name(record.name)
    country = getattr(record, "country", None)
    status = getattr(record, "status", None)
    begins, ends, dates = _dates(record)
    return PreparedRecord(
        record.kind.value,
        record.id,
        index,
        kept,
        document,
        name,
        fold(name),
        country,
        str(status) if status else None,
        begins,
        ends,
        [(r.relation.value, r.kind.value, r.id, str(r.qualifier)) for r in record.references()],
        list(dict.fromkeys(_facets(record, country, status))),
        [(field, day_number(d.earliest), day_number(d.latest)) for field, d in dates],
        list(dict.fromkeys(_exact(record))),
        _tokens(_by_language(record.name)),
        _tokens((*record.acronyms, *record.aliases, record.id)),
        _tokens(_rest(record)),
    )


def display_name(name: str | dict[str, str], language: str = "en") -> str:
    """Return the name to show: in `language` where there is one, else the first given."""
    if isinstance(name, str):
        return name
    return name.get(language) or next(iter(name.values()))


def _facets(record: Record, country: str | None, status: str | None) -> Iterator[tuple[str, str]]:
    yield from (("tag", tag) for tag in record.tags)
    if not record.evidence:
        yield "is", "unsourced"
    if isinstance(record, models.Institution):
        yield from (("type", str(kind)) for kind in record.types)
    elif isinstance(record, models.Agreement | models.Source):
        yield "type", str(record.type)
    if isinstance(record, models.Agreement):
        if record.undisclosed:
            yield "is", "undisclosed"
        if record.dates == models.Dates():
            yield "is", "undated"
    if country:
        yield "country", country
    if status:
        yield "status", str(status)


def _dates(
    record: Record,
) -> tuple[int | None, int | None, list[tuple[str, PartialDate]]]:
    """Return the first day, the last day, and every date of a record."""
    if isinstance(record, models.Agreement):
        dates = record.dates
        named = [(field, getattr(dates, field)) for field in models.Dates.model_fields]
        found = [(field, date) for field, date in named if date is not None]
        found += [("milestone", milestone.date) for milestone in record.milestones]
        first = dates.start or dates.signed or dates.announced
        lasts = [day_number(d.latest) for d in (dates.end, dates.terminated) if d is not None]
        begins = day_number(first.earliest) if first else None
        return begins, min(lasts) if lasts else None, found
    first = getattr(record, "established", None) or getattr(record, "published", None)
    return day_number(first.earliest) if first else None, None, []


def _exact(record: Record) -> Iterator[str]:
    for text in (record.id, *record.acronyms):
        folded = " ".join(tokens(text))
        if folded:
            yield folded


def _by_language(value: str | dict[str, str] | None) -> Iterable[str]:
    if value is None:
        return ()
    return value.values() if isinstance(value, dict) else (value,)


def _languages(record: Record) -> Iterator[str]:
    for text in (record.name, record.summary):
        if isinstance(text, dict):
            yield from text
    language = getattr(record, "language", None)
    if language:
        yield language


def _tokens(texts: Iterable[str]) -> str:
    joined = (" ".join(tokens(text)) for text in texts)
    return BETWEEN.join(text for text in joined if text)


def _rest(record: Record) -> Iterator[str]:
    """Yield every other text of a record that one may search for."""
    yield from _by_language(record.summary)
    yield from record.tags
    if isinstance(record, models.Institution):
        yield from _institution_texts(record)
    elif isinstance(record, models.Agreement):
        yield from _agreement_texts(record)
    elif isinstance(record, models.Person):
        yield from (post.post for post in record.affiliations if post.post)
    elif isinstance(record, models.Source):
        texts = (record.type, record.publisher, *record.authors, record.url, record.published)
        yield from (str(text) for text in texts if text)
    elif isinstance(record, models.FocusArea) and record.mesh:
        yield record.mesh
    if record.extra:
        yield from _strings(record.model_dump(mode="json", include={"extra"}))


def _institution_texts(record: models.Institution) -> Iterator[str]:
    yield from record.types
    if record.status:
        yield record.status
    if record.city:
        yield record.city
    if record.country:
        yield record.country
        yield country_name(record.country)
    if record.established:
        yield str(record.established)
    for figure in record.facts:
        yield figure.label
        yield str(figure.value)
    ids = record.identifiers
    yield from (text for text in (ids.ror, ids.wikidata, ids.grid, ids.isni) if text)


def _agreement_texts(record: models.Agreement) -> Iterator[str]:
    yield record.type
    if record.status:
        yield record.status
    for field in models.Dates.model_fields:
        date = getattr(record.dates, field)
        if date is not None:
            yield str(date)
    for milestone in record.milestones:
        yield milestone.event
        if milestone.note:
            yield milestone.note
    yield from (text for text in (record.place, record.occasion) if text)
    yield from record.undisclosed
    yield from (document.name for document in record.documents)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
    elif isinstance(value, str):
        yield value
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield str(value)
