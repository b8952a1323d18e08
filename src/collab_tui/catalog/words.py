"""The words by which a record is found: its names, its aliases, and the rest of its text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from collab_tui.catalog.text import tokens
from collab_tui.records import models
from collab_tui.records.countries import country_name
from collab_tui.records.models import Record

BETWEEN = " · "
"""Stands between texts: a token that no query has, so that no phrase reaches across them."""


def names_of(record: Record) -> str:
    """Return a record's name in all its languages."""
    return _joined(_by_language(record.name))


def aliases_of(record: Record) -> str:
    """Return what else a record is called, its id among it."""
    return _joined((*record.acronyms, *record.aliases, record.id))


def rest_of(record: Record) -> str:
    """Return every other text of a record that one may search for."""
    return _joined(_rest(record))


def _joined(texts: Iterable[str]) -> str:
    """Return texts as the index takes them: its tokenizer folds ASCII by itself."""
    return BETWEEN.join(
        [
            text if text.isascii() and text.isprintable() else " ".join(tokens(text))
            for text in texts
        ]
    )


def _by_language(value: str | dict[str, str] | None) -> Iterable[str]:
    if value is None:
        return ()
    return value.values() if isinstance(value, dict) else (value,)


def _rest(record: Record) -> Iterator[str]:
    yield from _by_language(record.summary)
    yield from record.tags
    # The type itself: pydantic's isinstance is slow where it is not the one asked for.
    if type(record) is models.Institution:
        yield from _institution_texts(record)
    elif type(record) is models.Agreement:
        yield from _agreement_texts(record)
    elif type(record) is models.Person:
        yield from (post.post for post in record.affiliations if post.post)
    elif type(record) is models.Source:
        texts = (record.type, record.publisher, *record.authors, record.url, record.published)
        yield from (str(text) for text in texts if text)
    elif type(record) is models.FocusArea and record.mesh:
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
    yield from (str(date) for _, date in record.dates if date is not None)
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
