"""A file → a table: the lines of CSV, TSV or XLSX, with headings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from collab_tui.importing.cells import (
    AS_FOUND,
    Cell,
    Line,
    Reading,
    Row,
    Table,
    TableError,
    letters,
    text_lines,
)
from collab_tui.importing.headings import headings_of, not_rows
from collab_tui.importing.sheets import read_sheet
from collab_tui.language import _

_SHEETS = (".xlsx", ".xlsm")
_ENDINGS = (".csv", ".tsv", ".txt", *_SHEETS)


def read_table(path: Path, reading: Reading = AS_FOUND) -> Table:
    """Read a table.

    Raises:
        TableError: it cannot be read, or has no headings.
    """
    ending = path.suffix.lower()
    if ending not in _ENDINGS:
        known = ", ".join(_ENDINGS)
        message = _(
            "{path}: a table ends in {known}; save it as one of these", path=path, known=known
        )
        raise TableError(message)
    if ending not in _SHEETS:
        if reading.sheet is not None:
            message = _("{path} has no sheets, only XLSX has: leave 'sheet' out", path=path)
            raise TableError(message)
        lines, form = text_lines(path, reading)
        return _table(path, lines, form, reading.header)
    sheet = read_sheet(path, reading.sheet)
    table = _table(path, sheet.lines, sheet.form, reading.header)
    table.sheet = sheet.name
    _add_notes(table, sheet.notes)
    table.notes += sheet.remarks(min((row.number for row in table.rows), default=1))
    return table


def _table(path: Path, lines: Sequence[Line], form: str, header: int | None) -> Table:
    filled = [line for line in lines if any(cell != "" for cell in line[1])]
    filled = [line for line in filled if header is None or line[0] >= header]
    if not filled:
        raise TableError(_("{path}: there are no rows in it", path=path))
    found = headings_of(filled, is_given=header is not None)
    names, end = found.names, found.first + found.count
    above, below = filled[found.first : end], filled[end:]
    if above[0][0] > 1 and header is None:
        form = _("{form}, headings in row {number}", form=form, number=above[0][0])
    left = not_rows(below, above)
    rows = [Row(number, _cells(names, cells)) for number, cells in below if number not in left]
    places = {heading: letters(place) for place, heading in enumerate(names)}
    out = [(line, _("it is above the headings")) for line in filled[: found.first]]
    out += [(line, left[line[0]]) for line in below if line[0] in left]
    return Table(names, rows, form, places, left=out)


def _cells(names: Sequence[str], cells: Sequence[Cell]) -> dict[str, Cell]:
    return dict(zip(names, [*cells, *[""] * (len(names) - len(cells))], strict=True))


def _add_notes(table: Table, notes: Mapping[tuple[int, int], str]) -> None:
    """Put the notes on cells into columns of their own, named after the cells' columns."""
    numbers = {row.number for row in table.rows}
    noted = sorted({column for column, number in notes if number in numbers})
    for column in noted:
        if column >= len(table.columns):
            continue
        heading = f"{table.headings[column]} (note)"
        while heading in table.headings:
            heading += "*"
        table.headings.append(heading)
        table.columns[heading] = letters(column)
        for row in table.rows:
            row.cells[heading] = notes.get((column, row.number), "")
