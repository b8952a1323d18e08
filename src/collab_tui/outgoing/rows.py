"""Records → rows of the tables, a batch of records at a time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from collab_tui.outgoing.tables import CODE, DATE, RECORD, TERM, TEXT, Source, all_tables
from collab_tui.records.dates import PartialDate
from collab_tui.records.declared import DECLARED
from collab_tui.records.field import Field, Sort
from collab_tui.records.kinds import Kind, Ref
from collab_tui.records.texts import said, shown

if TYPE_CHECKING:
    from collab_tui.registry.problems import Problem

Row = tuple[str | int | float | None, ...]


class Written(NamedTuple):
    """A record to be written: its document, its name as shown, and whether the query found it."""

    ref: Ref
    document: Mapping[str, Any]
    name: str
    is_found: bool


def rows_of(records: Iterable[Written], known: set[str]) -> Iterator[tuple[str, Row]]:
    """Yield (table, row) for each record. `known` has the refs that rows may name."""
    by_kind: dict[Kind, list[tuple[str, Source, bool]]] = {kind: [] for kind in Kind}
    for table in all_tables():
        for source in table.sources:
            is_by_ref = not source.lists or table.columns[0].name == RECORD.name
            by_kind[source.kind].append((table.name, source, is_by_ref))
    for record in records:
        ref = str(record.ref)
        yield RECORD.name, (ref, record.ref.kind, record.ref.id, record.name, int(record.is_found))
        for name, source, is_by_ref in by_kind[record.ref.kind]:
            head = ref if is_by_ref else record.ref.id
            for places, element in _elements(record.document, source.lists):
                values = (_value(element, keys, one, known) for keys, one in source.fields)
                yield name, (head, *places, *values)
        yield from _texts(ref, record)
        yield from _dates(ref, record)


def problem_rows(problems: Iterable[Problem]) -> Iterator[Row]:
    """Yield the rows of the table of problems."""
    for number, problem in enumerate(problems, 1):
        place = problem.place
        where = (place.file, place.line, place.column)
        yield (number, *where, problem.severity, problem.code, problem.message, problem.hint)


def _elements(
    value: Any, lists: tuple[tuple[str, ...], ...], places: tuple[int, ...] = ()
) -> Iterator[tuple[tuple[int, ...], Any]]:
    """Yield the elements of the innermost list, with the place of each in the lists around it."""
    if not lists:
        yield places, value
        return
    held = _at(value, lists[0])
    if held is None:
        return
    for place, element in enumerate(held if isinstance(held, list) else [held], 1):
        yield from _elements(element, lists[1:], (*places, place))


def _at(value: Any, keys: tuple[str, ...]) -> Any:
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _value(
    element: Any, keys: tuple[str, ...], one: Field, known: set[str]
) -> str | int | float | None:
    value = _at(element, keys)
    if one.inner and isinstance(value, Mapping):
        value = value[one.inner]
    if value is None:
        return None
    if one.names is not None:
        return value if f"{one.names.kind}/{value}" in known else None
    if one.sort is Sort.NUMBER:
        return value if isinstance(value, int | float) else None
    if one.sort is Sort.TABLE:
        return json.dumps(value, ensure_ascii=False)
    return shown(value)


def _texts(ref: str, record: Written) -> Iterator[tuple[str, Row]]:
    for one in DECLARED[record.ref.kind].fields:
        if one.sort is Sort.TEXT and one.path != "id":
            texts = (text for value in one.values(record.document) for text in said(value))
            for position, (language, text) in enumerate(texts, 1):
                yield TEXT.name, (ref, one.stored, position, language, text)


def _dates(ref: str, record: Written) -> Iterator[tuple[str, Row]]:
    for one in DECLARED[record.ref.kind].fields:
        if one.sort is Sort.DATE:
            for position, text in enumerate(one.values(record.document), 1):
                date = PartialDate.parse(text)
                days = (_day(date.first), _day(date.last))
                yield DATE.name, (ref, one.stored, position, str(date), *days)


def _day(day: int | None) -> str | None:
    """Return a day yyyymmdd in the form that databases take; None if it is open or out of range."""
    if day is None or not 10000 < day < 100000000:
        return None
    return f"{day // 10000:04d}-{day // 100 % 100:02d}-{day % 100:02d}"


def term_rows() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield (table, row) for every term and every code."""
    for kind, declared in DECLARED.items():
        for field in declared.fields:
            name = f"{kind.table}.{field.stored}"
            for term in field.terms or ():
                yield TERM.name, (name, term.value, term.label, term.help)
                for scheme, code in term.codes.items():
                    yield CODE.name, (name, term.value, scheme, code)
