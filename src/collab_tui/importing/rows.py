"""A row of a table → a record, the records that it names, and the cells that did not fit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from collab_tui.importing.cells import ERRORS, Cell, Row, Table
from collab_tui.importing.constants import resolved
from collab_tui.importing.faults import faults_of, usable
from collab_tui.importing.mapping import Column, Map, MapError
from collab_tui.importing.naming import Named, Naming, missing
from collab_tui.importing.placing import Placed, Values, holds_one, place, unclear
from collab_tui.importing.report import Unfit, shown
from collab_tui.importing.slugs import slug
from collab_tui.importing.targets import Target
from collab_tui.importing.values import UnfitError, convert, decimal_of
from collab_tui.language import _
from collab_tui.records.field import Sort


@dataclass(slots=True)
class Draft:
    """The result of a row."""

    table: dict[str, Any]
    named: list[Named] = field(default_factory=list)
    unfit: list[Unfit] = field(default_factory=list)
    looks: list[str] = field(default_factory=list)
    uneven: dict[str, str] = field(default_factory=dict)
    """The headings of cells with more values than there are places, and the words for that."""


class Rows:
    """Makes records of the rows of one table."""

    def __init__(self, mapping: Map, table: Table, naming: Naming, source: str) -> None:
        """Read rows by a map; `source` is the name of the table.

        Raises:
            MapError: the map names unknown headings, or constants that a record cannot have.
        """
        self.map = mapping
        self.table = table
        self.naming = naming
        self.source = source
        self._columns = {column.heading: column for column in mapping.columns}
        _refuse_unknown_headings(mapping, table)
        self.decimal = mapping.decimal or decimal_of(
            [
                row.cells[one.heading]
                for row in table.rows
                for one in mapping.columns
                if (one.target.about or one.target).field.sort is Sort.NUMBER
            ]
        )
        self.constants, self.constant_names = resolved(mapping, naming)

    def name_of(self, row: Row) -> str:
        """Return the name of a row's record, as far as cells give it."""
        for column in self.map.columns:
            if column.target.field.path == "name" and column.target.about is None:
                cell = row.cells[column.heading]
                if self._says(cell):
                    return " ".join(str(cell).split())
        kind = self.map.kind.value.replace("-", " ").capitalize()  # the same in every language
        for column in self.map.columns:
            if column.target.names is not None and column.target.about is None:
                cell = row.cells[column.heading]
                if self._says(cell):
                    return f"{kind} with {' '.join(str(cell).split())}"
        return f"{kind} in row {row.number} of {self.source}"

    def id_of(self, row: Row) -> str:
        """Return the id that a row asks for; several rows may ask for the same one."""
        if self.map.id is not None:
            text = self.map.id
            for heading in self.map.id_headings:
                cell = row.cells[heading]
                said = str(cell) if self._says(cell) else ""
                text = text.replace(f"{{{heading}}}", said)
            return slug(text, self.map.kind.value)
        for column in self.map.columns:
            cell = row.cells[column.heading]
            if column.target.field.path == "id" and self._says(cell):
                return slug(str(cell), self.map.kind.value)
        return slug(self.name_of(row), self.map.kind.value)

    def _says(self, cell: Cell) -> bool:
        return cell not in ERRORS and not self.map.is_empty(cell)

    def draft(self, row: Row, record_id: str) -> Draft:
        """Return the result of a row. A cell that does not fit is kept in ``extra``."""
        banned: dict[str, str] = {}
        while True:
            draft, placed = self._try(row, record_id, banned)
            faults = faults_of(self.map, draft.table, placed.origins, draft.named) | draft.uneven
            fresh = {heading: why for heading, why in faults.items() if heading not in banned}
            if not fresh:
                draft.table = usable(self.map.kind, draft.table)
                return draft
            banned |= fresh

    def _try(self, row: Row, record_id: str, banned: Mapping[str, str]) -> tuple[Draft, Placed]:
        draft = Draft({})
        extra: dict[str, Cell] = {}
        cells: list[Values] = []
        about: dict[Target, list[Values]] = {}
        beside: dict[Target, list[Values]] = {}
        for heading, cell in row.cells.items():
            if self.map.is_empty(cell):
                continue
            column = self._columns.get(heading)
            if column is None:
                extra[heading] = cell
                continue
            if column.target.field.path == "id" and column.target.about is None:
                continue
            reason = banned.get(heading)
            values: list[Any] = []
            if reason is None:
                values, reason = self._values(column, cell)
            if column.is_replaced(cell):
                extra[heading] = cell
            if reason is not None:
                extra[heading] = cell
                letters = self.table.columns.get(heading, "")
                draft.unfit.append(Unfit(row.number, letters, heading, cell, reason))
                draft.looks.append(
                    _(
                        '"{heading}" holds {cell}, which {reason}',
                        heading=heading,
                        cell=shown(cell),
                        reason=reason,
                    )
                )
            if values and column.target.about is not None:
                about.setdefault(column.target.base, []).append(Values(column, values))
            elif values and column.target.outer is not None:
                beside.setdefault(column.target.outer, []).append(Values(column, values))
            elif values:
                cells.append(Values(column, values))
        order = list(self._columns)
        cells.sort(key=lambda cell: order.index(cell.column.heading))
        found = [self._ids(cell, about, draft) for cell in cells]
        found = [
            _with_beside(cell, beside.get(cell.column.target.base, []), draft) for cell in found
        ]
        draft.uneven |= {
            one.column.heading: _uneven(one, 1)
            for one in found
            if len(one.values) > 1 and holds_one(one.column)
        }
        draft.uneven |= {one.column.heading: _unclear(one, count) for one, count in unclear(found)}
        placed = place(self.constants, found)
        table = {"id": record_id, "name": self.name_of(row), **placed.table}
        table |= missing(self.map.kind, table)
        if extra:
            table["extra"] = {**table.get("extra", {}), **extra}
        if "name" not in placed.table:
            draft.looks.append(_("no cell has its name"))
        draft.table = table
        for base, left in (*about.items(), *beside.items()):
            if base not in [cell.column.target.base for cell in cells]:
                placed.origins.extend(((), one.column.heading) for one in left)
        return draft, placed

    def _values(self, column: Column, cell: Cell) -> tuple[list[Any], str | None]:
        """Return the values of a cell that fit, and what is wrong with the first that does not."""
        inmost = column.target.about or column.target
        while inmost.about is not None:
            inmost = inmost.about
        parts: list[Cell] = [cell]
        if column.split and isinstance(cell, str):
            between = "|".join(map(re.escape, column.split))
            parts = [part.strip() for part in re.split(between, cell, flags=re.IGNORECASE)]
        values, reason = [], None
        for part in parts:
            if self.map.is_empty(part):
                continue
            if part in ERRORS:
                reason = reason or _("is an error of the spreadsheet")
                continue
            try:
                values.append(convert(column, inmost.field, part, self.decimal))
            except UnfitError as error:
                reason = reason or str(error)
        return values, reason

    def _ids(self, cell: Values, about: Mapping[Target, list[Values]], draft: Draft) -> Values:
        """Return the ids of the records that a cell names; other cells are returned unchanged."""
        target = cell.column.target
        kind = target.names
        if kind is None:
            return cell
        ids: list[Any] = []
        for index, text in enumerate(cell.values):
            said: dict[str, Any] = {}
            for column, values in about.get(target.base, []):
                if target.element == column.target.element and column.target.about is not None:
                    more = Values(Column(column.heading, column.target.about), values)
                    if index and len(values) == 1:
                        continue  # whether the one country is also that of a second name is unknown
                    if len(cell.values) > 1 or holds_one(more.column):
                        share = _share(more, index, len(cell.values), draft)
                        more = Values(more.column, share)
                    said = place(said, [more] if more.values else []).table
            named = self.naming.resolve(kind, str(text), said)
            draft.named.append(named)
            if target.term is None:
                ids.append(named.entry.id)
            else:
                inner = target.field.inner
                ids.append({inner: named.entry.id, target.term[0]: target.term[1]})
        return Values(cell.column, ids)


def _share(cell: Values, index: int, count: int, draft: Draft) -> list[Any]:
    """Return the values of a cell for one of `count` records or texts; none if that is unclear."""
    if len(cell.values) == 1:
        return cell.values
    if len(cell.values) == count:
        return [cell.values[index]]
    draft.uneven[cell.column.heading] = _uneven(cell, count)
    return []


def _uneven(cell: Values, count: int) -> str:
    fitting = _("1 or {count}", count=count) if count > 1 else "1"
    return _("is {count} values where {fitting} can be", count=len(cell.values), fitting=fitting)


def _unclear(cell: Values, count: int) -> str:
    if len(cell.values) > 1:
        return _uneven(cell, count)
    return _("is one value where {count} can be, and does not say for which", count=count)


def _with_beside(cell: Values, beside: list[Values], draft: Draft) -> Values:
    """Return the values of a cell as tables, with what other cells say about each: its language."""
    inner = cell.column.target.field.inner
    values = list(cell.values)
    for other in beside:
        for index, value in enumerate(values):
            table = value if isinstance(value, dict) else {inner: value}
            for said in _share(other, index, len(values), draft):
                values[index] = {**table, other.column.target.field.steps[-1][0]: said}
    return Values(cell.column, values)


def _refuse_unknown_headings(mapping: Map, table: Table) -> None:
    from collab_tui.suggest import did_you_mean

    named = [*(column.heading for column in mapping.columns), *mapping.id_headings]
    for heading in named:
        if heading not in table.headings:
            hint = did_you_mean(heading, table.headings)
            hint = hint or _("it has: {known}", known=", ".join(table.headings))
            message = _("the table has no column '{heading}'; {hint}", heading=heading, hint=hint)
            raise MapError(message)
