"""The columns that can be added to a list, and what stands in them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from typing import Any, NamedTuple, TypeAlias

from collab_tui.catalog import documents
from collab_tui.catalog.building.findable import label_of_term
from collab_tui.catalog.columns import countries_of
from collab_tui.catalog.orders import label_of
from collab_tui.catalog.taking_part import participants
from collab_tui.language import _
from collab_tui.records.declared import DECLARED
from collab_tui.records.field import Field, Sort
from collab_tui.records.kinds import Kind

_WIDTHS = {Sort.DATE: 10, Sort.TERM: 12, Sort.NUMBER: 12, Sort.TEXT: 12}
"""Cells of a column for a field, by its sort. Fields of other sorts are no columns."""

Find: TypeAlias = Callable[
    [sqlite3.Connection, Sequence[int], Mapping[int, dict[str, Any]]], dict[int, str]
]


class Column(NamedTuple):
    """A column of a list."""

    name: str
    """For a field, its name in queries."""
    said: str
    """What it is called in the language of the program."""
    help: str
    width: int
    """Cells, without the space before it."""
    find: Find
    """Return the texts by number, given the numbers and the documents of records."""


def _values(
    field: Field,
    _connection: sqlite3.Connection,
    __: Sequence[int],
    docs: Mapping[int, dict[str, Any]],
) -> dict[int, str]:
    """Return what records have in a field; terms in the language, if it is not English."""

    def said(value: Any) -> str:
        label = label_of_term(field.terms, str(value)) if field.terms is not None else ""
        return label or str(value)

    return {n: ", ".join(map(said, field.values(document))) for n, document in docs.items()}


def _evidence(
    _connection: sqlite3.Connection, __: Sequence[int], docs: Mapping[int, dict[str, Any]]
) -> dict[int, str]:
    counts = {n: len(document.get("evidence") or ()) for n, document in docs.items()}
    return {n: str(count) for n, count in counts.items() if count}


def _countries(
    connection: sqlite3.Connection, numbers: Sequence[int], __: Mapping[int, dict[str, Any]]
) -> dict[int, str]:
    found = countries_of(connection, numbers)
    return {n: text.replace("; ", " ") for n, text in found.items()}


def _participants(
    connection: sqlite3.Connection, numbers: Sequence[int], __: Mapping[int, dict[str, Any]]
) -> dict[int, str]:
    """Return the first acronym of each participant; without one, its name."""
    return {n: " · ".join(names) for n, names in participants(connection, numbers).items()}


def _column(
    name: str,
    help_: str,
    width: int,
    find: Find,
) -> Column:
    return Column(name, label_of(name), help_, width, find)


_COUNTRIES = _column("countries", _("The countries of its institutions"), 12, _countries)
_PARTICIPANTS = _column("participants", _("Who takes part, by acronyms"), 24, _participants)
_EVIDENCE = _column("evidence", _("How many sources it names"), 8, _evidence)


@cache
def columns_of(kind: Kind) -> dict[str, Column]:
    """Return the columns that the list of a kind can have, by name: its declared fields first."""
    declared = DECLARED[kind]
    found: dict[str, Column] = {}
    for field in declared.fields:
        if field.is_in_lists:
            name = field.asked[0].name
            help_ = field.help.rstrip(".。")
            column = Column(
                name, label_of(name), help_, _WIDTHS[field.sort], partial(_values, field)
            )
            found.setdefault(name, column)
    if kind is Kind.AGREEMENT:
        found |= {one.name: one for one in (_PARTICIPANTS, _COUNTRIES)}
    found[_EVIDENCE.name] = _EVIDENCE
    return found


def fetch_cells(
    connection: sqlite3.Connection, numbers: Sequence[int], kind: Kind, names: Sequence[str]
) -> dict[int, tuple[str, ...]]:
    """Return the texts of some columns for records of a kind, by number; empty where unknown."""
    rows = connection.execute(
        "SELECT record.n, doc FROM record JOIN definition USING (d)"
        " WHERE record.n IN (SELECT value FROM json_each(?))",
        (str(list(numbers)),),
    )
    docs = {n: documents.read(text) for n, text in rows}
    columns = columns_of(kind)
    found = [columns[name].find(connection, numbers, docs) for name in names]
    return {n: tuple(texts.get(n, "") for texts in found) for n in docs}
