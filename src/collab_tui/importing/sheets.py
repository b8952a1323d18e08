"""The sheets of XLSX → lines of cells."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from collab_tui.extras import install_command
from collab_tui.importing.asides import Merged, read_asides
from collab_tui.importing.cells import Cell, Line, TableError, cannot_read, letters
from collab_tui.language import _
from collab_tui.reasons import why

_OLD = bytes.fromhex("d0cf11e0a1b11ae1")
"""How an XLS begins, and an XLSX that is protected by a password."""
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one sheet holds. A cell that is merged over several rows counts for each of them."""

    lines: list[Line]
    form: str
    name: str | None
    """Its name, if the file has several."""
    notes: dict[tuple[int, int], str]
    """The notes on its cells, by column, from 0, and row, from 1."""
    filled: list[Merged]
    """The merged cells whose value counts for several rows."""
    unknown: list[str]
    """The cells with a formula whose result is not in the file."""

    def remarks(self, first: int) -> Iterator[str]:
        """Yield what a person should know of the cells from the row `first` on."""
        filled = [one for one in self.filled if one.first >= first]
        if filled:
            yield _(
                "merged cells, whose value counts for each of their rows: {places}",
                places=_some([_range(one) for one in filled]),
            )
        if self.unknown:
            yield _(
                "formulas without a result, read as empty; open the file in a spreadsheet program"
                " and save it: {places}",
                places=_some(self.unknown),
            )


def _range(one: Merged) -> str:
    column = letters(one.column)
    return f"{column}{one.first}:{column}{one.last}"


def _some(places: list[str]) -> str:
    """Return the first of some places, and how many there are if that is not all."""
    named = ", ".join(places[:_MOST_NAMED])
    if len(places) <= _MOST_NAMED:
        return named
    return _("{places} … ({count} in all)", places=named, count=len(places))


def read_sheet(path: Path, name: str | None) -> Sheet:
    """Return the sheet `name`; without it, the one that holds most of those that are not hidden.

    Raises:
        TableError: it cannot be read, or there is no such sheet.
    """
    with _book(path) as book:
        titles = [one.title for one in book.worksheets]
        if name is not None and name not in titles:
            message = _(
                "{path} has no sheet '{name}'; its sheets are: {known}",
                path=path,
                name=name,
                known=", ".join(titles),
            )
            raise TableError(message)
        seen = [one for one in book.worksheets if one.sheet_state == "visible"]
        asked = [one for one in seen or book.worksheets if name is None]
        read = {one.title: list(_lines(one)) for one in asked or [book[name]]}
    if not read:
        raise TableError(_("{path}: there are no rows in it", path=path))
    title = max(read, key=lambda one: sum(len(cells) - cells.count("") for _, cells in read[one]))
    others = [one for one in titles if one != title]
    asides = read_asides(path, title)
    form = _("XLSX, sheet '{name}'", name=title)
    if others:
        form = _("XLSX, sheet '{name}' (not read: {others})", name=title, others=", ".join(others))
    filled: list[Merged] = []
    lines = list(_filled_down(read[title], asides.merged, filled))
    return Sheet(lines, form, title if others else None, asides.notes, filled, asides.unknown)


@contextmanager
def _book(path: Path) -> Iterator[Any]:
    """Open a workbook while its sheets are read.

    Raises:
        TableError: it cannot be read; a library that meets a damaged one may raise anything.
    """
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        raise TableError(
            _(
                "{path}: reading XLSX takes openpyxl; install it with: {command}",
                path=path,
                command=install_command("xlsx"),
            )
        ) from error
    book = None
    try:
        with path.open("rb") as file:
            if file.read(len(_OLD)) == _OLD:
                raise TableError(
                    _(
                        "{path} is an old XLS, or protected by a password: save it as XLSX without"
                        " a password",
                        path=path,
                    )
                )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # they are about styles, which are not read
            book = load_workbook(path, read_only=True, data_only=True)
            yield book
    except TableError:
        raise
    except OSError as error:
        raise TableError(cannot_read(path, error)) from error
    except Exception as error:
        message = _("{path} is not an XLSX file: {reason}", path=path, reason=why(error))
        raise TableError(message) from error
    finally:
        if book is not None:
            book.close()


def _lines(sheet: Any) -> Iterator[Line]:
    sheet.reset_dimensions()
    for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
        cells = [_cell(value) for value in values]
        while cells and cells[-1] == "":
            cells.pop()
        yield number, cells


def _filled_down(
    lines: Iterable[Line], merged: list[Merged], filled: list[Merged]
) -> Iterator[Line]:
    """Give the rows of merged cells the value that stands in the first; empty rows stay empty.

    Those that gave one are added to `filled`.
    """
    starts: dict[int, list[Merged]] = {}
    for one in merged:
        starts.setdefault(one.first, []).append(one)
    open_: list[tuple[Merged, Cell]] = []
    for number, cells in lines:
        open_ = [(one, value) for one, value in open_ if number <= one.last]
        for one, value in open_ if cells else ():
            cells += [""] * (one.column + 1 - len(cells))
            cells[one.column] = cells[one.column] or value
        for one in starts.get(number, ()):
            if one.column < len(cells) and cells[one.column] != "":
                open_.append((one, cells[one.column]))
                filled.append(one)
        yield number, cells


def _cell(value: object) -> Cell:
    """Return a cell of a sheet with its type; a time is removed from a day."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    if isinstance(value, bool | int | float | date):
        return value
    return str(value).strip()
