"""One registry file → the rows that a catalog keeps of it. Pure, so that workers can do it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from collab_tui.catalog.changes import digest_of
from collab_tui.catalog.text import fold, tokens
from collab_tui.catalog.words import aliases_of, names_of, rest_of
from collab_tui.records import models
from collab_tui.records.dates import PartialDate
from collab_tui.records.kinds import Kind
from collab_tui.records.models import MODELS, Record
from collab_tui.records.status import day_number
from collab_tui.registry import load
from collab_tui.registry.problems import Problem


@dataclass(slots=True)
class Rows:
    """The rows of some records, table by table.

    Records have no number yet: the first column of a row is the index of its record among
    these, and the target of a link is the index of a ref in `refs`.
    """

    refs: list[str] = field(default_factory=list)
    """``kind/id`` of each record, in order, and then of those that they name."""
    definitions: list[tuple[int, str, str]] = field(default_factory=list)
    """Of each record: index in the file's array of its kind, lists that lost elements, document."""
    records: list[tuple[str, str, str, str, str | None, str | None, int | None, int | None]] = (
        field(default_factory=list)
    )
    """Of each record: kind, id, name, folded name, country, status, first day, last day."""
    words: list[tuple[str, str, str]] = field(default_factory=list)
    """Of each record: names, aliases, the rest."""
    links: list[tuple[int, str, int, str]] = field(default_factory=list)
    """Index, relation, target, qualifier."""
    facets: list[tuple[int, str, str]] = field(default_factory=list)
    """Index, field, value."""
    dates: list[tuple[int, str, int, int]] = field(default_factory=list)
    """Index, field, earliest day, latest day."""
    acronyms: list[tuple[int, str]] = field(default_factory=list)
    """Index, folded acronym."""


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
    entries = loaded.entries
    rows = _prepare([entry.record for entry in entries])
    for entry in entries:
        kept = [[list(path), indices] for path, indices in entry.kept.items()]
        document = entry.record.model_dump_json(exclude_unset=True, by_alias=True)
        rows.definitions.append((entry.index, json.dumps(kept) if kept else "[]", document))
    languages = {tag for entry in entries for tag in _languages(entry.record)}
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
    return _prepare([MODELS[Kind.named(kind)].model_validate_json(document, strict=False)])


def _prepare(records: list[Record]) -> Rows:
    rows = Rows([f"{record.kind}/{record.id}" for record in records])
    targets: dict[str, int] = {}
    for index, record in enumerate(records):
        _add_record(rows, index, record)
        # Enum members are slow to hash and to send between processes; `_value_` is the string.
        for relation, kind, other, _, qualifier in record.references():
            ref = f"{kind._value_}/{other}"
            target = targets.get(ref)
            if target is None:
                target = targets[ref] = len(rows.refs)
                rows.refs.append(ref)
            rows.links.append((index, relation._value_, target, qualifier))
    return rows


def _add_record(rows: Rows, index: int, record: Record) -> None:
    name = display_name(record.name)
    country: str | None = None
    status: str | None = None
    begins = ends = None
    facets: list[tuple[int, str, str]] = [(index, "tag", tag) for tag in record.tags]
    if not record.evidence:
        facets.append((index, "is", "unsourced"))
    # The type itself: pydantic's isinstance is slow where it is not the one asked for.
    if type(record) is models.Institution:
        country, status = record.country, record.status
        begins = _day(record.established)
        facets += [(index, "type", kind) for kind in record.types]
    elif type(record) is models.Agreement:
        status = record.status
        begins, ends = _span(record.dates)
        facets.append((index, "type", record.type))
        if record.undisclosed:
            facets.append((index, "is", "undisclosed"))
        dates = [(field, date) for field, date in record.dates if date is not None]
        if not dates:
            facets.append((index, "is", "undated"))
        dates += [("milestone", milestone.date) for milestone in record.milestones]
        rows.dates += [
            (index, field, day_number(date.earliest), day_number(date.latest))
            for field, date in dates
        ]
    elif type(record) is models.Source:
        begins = _day(record.published)
        facets.append((index, "type", record.type))
    if country:
        facets.append((index, "country", country))
    if status:
        facets.append((index, "status", status))
    rows.facets += facets
    kind = record.kind._value_
    rows.records.append((kind, record.id, name, fold(name), country, status, begins, ends))
    rows.words.append((names_of(record), aliases_of(record), rest_of(record)))
    for text in record.acronyms:
        folded = " ".join(tokens(text))
        if folded:
            rows.acronyms.append((index, folded))


def display_name(name: str | dict[str, str], language: str = "en") -> str:
    """Return the name to show: in `language` where there is one, else the first given."""
    if isinstance(name, str):
        return name
    return name.get(language) or next(iter(name.values()))


def _span(dates: models.Dates) -> tuple[int | None, int | None]:
    """Return the first day and the last one that is known of."""
    lasts = [day_number(day.latest) for day in (dates.end, dates.terminated) if day is not None]
    return _day(dates.start or dates.signed or dates.announced), min(lasts, default=None)


def _day(date: PartialDate | None) -> int | None:
    return day_number(date.earliest) if date is not None else None


def _languages(record: Record) -> Iterator[str]:
    for text in (record.name, record.summary):
        if isinstance(text, dict):
            yield from text
    if type(record) is models.Source and record.language:
        yield record.language
