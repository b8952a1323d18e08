"""The sheets of XLSX → lines of cells."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from collab_tui.extras import install_command
from collab_tui.importing.asides import Merged, read_asides
from collab_tui.importing.cells import Cell, Line, TableError, cannot_read
from collab_tui.language import _
from collab_tui.reasons import why


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one sheet holds. A cell that is merged over several rows counts for each of them."""

    lines: list[Line]
    form: str
    name: str | None
    """Its name, if the file has several."""
    notes: dict[tuple[int, int], str]
    """The notes on its cells, by column, from 0, and row, from 1."""


def read_sheet(path: Path, name: str | None) -> Sheet:
    """Return the sheet `name`; without it, the one that holds most of those that are not hidden.

    Raises:
        TableError: it cannot be read, or there is no such sheet.
    """
    book = _book(path)
    try:
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
    finally:
        book.close()
    title = max(read, key=lambda one: sum(len(cells) - cells.count("") for _, cells in read[one]))
    others = [one for one in titles if one != title]
    asides = read_asides(path, title)
    form = _("XLSX, sheet '{name}'", name=title)
    if others:
        form = _("XLSX, sheet '{name}' (not read: {others})", name=title, others=", ".join(others))
    lines = list(_filled_down(read[title], asides.merged))
    return Sheet(lines, form, title if others else None, asides.notes)


def _book(path: Path) -> Any:
    try:
        from openpyxl import load_workbook
        from openpyxl.utils.exceptions import InvalidFileException
    except ImportError as error:
        raise TableError(
            _(
                "{path}: reading XLSX takes openpyxl; install it with: {command}",
                path=path,
                command=install_command("xlsx"),
            )
        ) from error
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # they are about styles, which are not read
            return load_workbook(path, read_only=True, data_only=True)
    except OSError as error:
        raise TableError(cannot_read(path, error)) from error
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError) as error:
        message = _("{path} is not an XLSX file: {reason}", path=path, reason=why(error))
        raise TableError(message) from error


def _lines(sheet: Any) -> Iterator[Line]:
    sheet.reset_dimensions()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
            cells = [_cell(value) for value in values]
            while cells and cells[-1] == "":
                cells.pop()
            yield number, cells


def _filled_down(lines: Iterable[Line], merged: list[Merged]) -> Iterator[Line]:
    """Give the rows of merged cells the value that stands in the first; empty rows stay empty."""
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
