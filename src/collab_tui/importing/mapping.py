"""The map of an import: which column goes where, and what every row has."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import tomli

from collab_tui.catalog.text import fold
from collab_tui.importing.cells import AS_FOUND, Reading, cannot_read
from collab_tui.importing.targets import Target, TargetError, parse_target
from collab_tui.language import _
from collab_tui.records.declared import DECLARED
from collab_tui.records.field import Sort
from collab_tui.records.kinds import Kind
from collab_tui.suggest import did_you_mean

EMPTY = ("", "-", "–", "—", "n/a", "na", "none", "nil", "null", "tbd")
"""Cells that count as empty, unless a map gives others."""

_COLUMN_KEYS = ("to", "values", "otherwise", "dates", "split", "with")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


class MapError(Exception):
    """A map that cannot be used. The message says where and why."""


@dataclass(frozen=True, slots=True)
class Column:
    """Where the cells of a column go, and how they are read."""

    heading: str
    target: Target
    values: Mapping[str, str] = field(default_factory=dict)
    """The replacement for a cell, by the folded text of the cell."""
    otherwise: str | None = None
    """The replacement for a cell that is not among the values."""
    dates: tuple[str, ...] = ()
    """The forms of dates, as in ``strptime``."""
    split: tuple[str, ...] = ()
    """What is between several values in one cell: one of these."""
    beside: Mapping[str, Any] = field(default_factory=dict)
    """What else is in the list element that such a cell makes."""

    def is_replaced(self, cell: Any) -> bool:
        """Tell whether `otherwise` stands for a cell, whose own text says more."""
        return self.otherwise is not None and fold(str(cell).strip()) not in self.values


@dataclass(frozen=True, slots=True)
class Map:
    """What happens to the rows of a table."""

    kind: Kind
    columns: tuple[Column, ...]
    left_out: frozenset[str] = frozenset()
    """The headings of columns that go nowhere, such as one that counts the rows."""
    id: str | None = None
    """Headings in braces; without it, ids are made from names."""
    constants: Mapping[str, Any] = field(default_factory=dict)
    empty: frozenset[str] = frozenset(EMPTY)
    """The folded texts that count as empty."""
    decimal: str | None = None
    """The decimal mark; found out if it is not given."""
    reading: Reading = AS_FOUND

    def is_empty(self, cell: Any) -> bool:
        """Tell whether a cell is empty."""
        return isinstance(cell, str) and fold(cell.strip()) in self.empty

    @property
    def id_headings(self) -> list[str]:
        """The headings from which ids are made."""
        return _PLACEHOLDER.findall(self.id or "")


def read_map(path: Path) -> Map:
    """Read a map.

    Raises:
        MapError: it cannot be read, or asks for something impossible.
    """
    try:
        content = tomli.loads(path.read_text(encoding="utf-8-sig"))
    except tomli.TOMLDecodeError as error:
        raise MapError(f"{path}:{error.lineno}:{error.colno}: {error.msg}") from error
    except RecursionError as error:
        raise MapError(_("{path}: its values are nested too deeply", path=path)) from error
    except (OSError, ValueError) as error:
        raise MapError(cannot_read(path, error)) from error
    try:
        return map_of(content)
    except MapError as error:
        raise MapError(f"{path}: {error}") from error


def map_of(content: Mapping[str, Any]) -> Map:
    """Return the map in a TOML document.

    Raises:
        MapError: it asks for something impossible.
    """
    known = ["kind", "id", "empty", "decimal", "constants", "columns"]
    known += [one.name for one in fields(Reading)]
    for key in content:
        if key not in known:
            raise MapError(_("there is no '{name}'; {hint}", name=key, hint=_hint(key, known)))
    kind = _kind(content.get("kind"))
    columns = content.get("columns")
    if not isinstance(columns, dict) or not columns:
        raise MapError(_('[columns] is missing; it has a line for each column: "Title" = "name"'))
    left_out = frozenset(heading for heading, said in columns.items() if said == "")
    found = tuple(_column(kind, heading, said) for heading, said in columns.items() if said != "")
    _refuse_doubles(found)
    empty = content.get("empty", list(EMPTY))
    if not isinstance(empty, list) or not all(isinstance(one, str) for one in empty):
        raise MapError(_('\'empty\' takes a list of texts, such as ["", "-"]'))
    constants = content.get("constants", {})
    if not isinstance(constants, dict):
        raise MapError(_("[constants] is a table of what every row has"))
    for key in constants:
        tops = DECLARED[kind].by_top
        if key not in tops:
            raise MapError(
                _(
                    "[constants]: a record of kind {kind} has no '{name}'; {hint}",
                    kind=kind,
                    name=key,
                    hint=_hint(key, tops),
                )
            )
    decimal = _text(content, "decimal")
    if decimal not in (None, ".", ","):
        raise MapError(_("'decimal' is '.' or ','"))
    return Map(
        kind,
        found,
        left_out,
        _text(content, "id"),
        constants,
        frozenset(fold(one.strip()) for one in ["", *empty]),
        decimal,
        Reading(
            _text(content, "encoding"),
            _delimiter(content),
            _text(content, "sheet"),
            _header(content.get("header")),
        ),
    )


def _kind(value: Any) -> Kind:
    try:
        return Kind.named(str(value).replace("_", "-"))
    except ValueError:
        kinds = ", ".join(Kind)
        message = _("there is no kind '{name}'; the kinds are {kinds}", name=value, kinds=kinds)
        if value is None:
            message = _("'kind' is missing; the kinds are {kinds}", kinds=kinds)
        raise MapError(message) from None


def _column(kind: Kind, heading: str, said: Any) -> Column:
    where = f'[columns] "{heading}"'
    if isinstance(said, str):
        said = {"to": said}
    if not isinstance(said, dict) or not isinstance(said.get("to"), str):
        example = '{ to = "name" }'
        message = _(
            '{where} takes a target such as "name", or a table: {table}', where=where, table=example
        )
        raise MapError(message)
    for key in said:
        if key not in _COLUMN_KEYS:
            hint = _hint(key, _COLUMN_KEYS)
            raise MapError(f"{where}: " + _("there is no '{name}'; {hint}", name=key, hint=hint))
    try:
        target = parse_target(kind, said["to"])
    except TargetError as error:
        raise MapError(f"{where}: {error}") from error
    values, dates, beside = said.get("values", {}), said.get("dates", []), said.get("with", {})
    dates = [dates] if isinstance(dates, str) else dates
    if not isinstance(values, dict) or not isinstance(beside, dict) or not isinstance(dates, list):
        wrong = _("'values' and 'with' are tables, 'dates' is a list of formats")
        raise MapError(f"{where}: {wrong}")
    if beside and not target.field.is_list:
        wrong = _("'with' is about an element of a list; '{target}' is not one", target=target)
        raise MapError(f"{where}: {wrong}")
    otherwise = said.get("otherwise")
    column = Column(
        heading,
        target,
        {fold(str(cell).strip()): str(value) for cell, value in values.items()},
        str(otherwise) if otherwise is not None else None,
        tuple(map(str, dates)),
        _split(where, said.get("split")),
        beside,
    )
    _refuse_unknown_terms(where, column)
    return column


def _split(where: str, value: Any) -> tuple[str, ...]:
    found = [] if value is None else value if isinstance(value, list) else [value]
    if not all(isinstance(one, str) and one for one in found):
        wrong = _("'split' takes what is between the values of a cell, such as \";\"")
        raise MapError(f"{where}: {wrong}")
    return tuple(found)


def _refuse_unknown_terms(where: str, column: Column) -> None:
    field_ = (column.target.about or column.target).field
    if field_.sort is not Sort.TERM or field_.terms is None:
        return
    known = [term.value for term in field_.terms]
    said = [*column.values.values(), *([column.otherwise] if column.otherwise is not None else [])]
    for value in said:
        if value not in known:
            hint = _hint(value, known)
            wrong = _("there is no value '{value}'; {hint}", value=value, hint=hint)
            raise MapError(f"{where}: {wrong}")


def _refuse_doubles(columns: tuple[Column, ...]) -> None:
    """Refuse two columns for a place that holds one value."""
    taken: dict[str, str] = {}
    for column in columns:
        inmost = column.target.about or column.target
        if any(is_list for _, is_list in inmost.field.steps):
            continue
        key = str(column.target)
        if key in taken and not column.beside:
            raise MapError(
                _(
                    '[columns] "{first}" and "{second}" both go to \'{target}\', which holds one'
                    " value; let one of them go to another",
                    first=column.heading,
                    second=taken[key],
                    target=key,
                )
            )
        taken[key] = column.heading


def _delimiter(content: Mapping[str, Any]) -> str | None:
    value = _text(content, "delimiter")
    if value and (len(value) > 1 or value in '"\r\n'):
        raise MapError(_("'delimiter' is one character, such as \";\""))
    return value


def _text(content: Mapping[str, Any], key: str) -> str | None:
    value = content.get(key)
    if value is not None and not isinstance(value, str):
        raise MapError(_("'{name}' takes a text", name=key))
    return value


def _header(value: Any) -> int | None:
    if value is not None and (not isinstance(value, int) or value < 1):
        raise MapError(_("'header' is the number of the row that holds the headings, from 1"))
    return value


def _hint(word: str, known: Any) -> str:
    return did_you_mean(word, known) or _("known are: {known}", known=", ".join(known))
