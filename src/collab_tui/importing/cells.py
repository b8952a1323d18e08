"""Tables → rows of cells: CSV and TSV, and the sheets of XLSX.

The encoding of a text, the delimiter of its cells and its decimal mark are found out; a map can
also give them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import TypeAlias

from collab_tui.language import _, _c

Cell: TypeAlias = str | int | float | bool | date
"""A cell; an empty one is an empty string."""

DELIMITERS = {
    ",": _("comma"),
    ";": _("semicolon"),
    "\t": _c("between cells", "tab"),
    "|": _c("between cells", "bar"),
}
"""What can be between the cells of a text."""

_SAMPLE = 200
_ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm")


def cannot_read(path: Path, error: Exception) -> str:
    """Return that a file cannot be read, and why."""
    reason = getattr(error, "strerror", None) or error
    return _("{path} cannot be read: {reason}", path=path, reason=reason)


class TableError(Exception):
    """A table that cannot be read. The message says which one and why."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row. `number` counts from 1 as in a spreadsheet, with the headings."""

    number: int
    cells: dict[str, Cell]


@dataclass(slots=True)
class Table:
    """A table with headings. A heading that occurs again gets a number."""

    headings: list[str]
    rows: list[Row]
    form: str
    """The form that was found out: ``UTF-8, semicolon between cells``."""
    columns: dict[str, str] = field(default_factory=dict)
    """The letters of each heading's column."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a map says about the form of a table. What is None is found out."""

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    header: int | None = None
    """The number of the row with the headings."""


AS_FOUND = Reading()
"""Everything is found out."""


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
    if ending in (".xlsx", ".xlsm"):
        rows, form = _sheet(path, reading.sheet)
    else:
        rows, form = _text(path, reading)
    return _table(path, rows, form, reading.header)


def letters(number: int) -> str:
    """Return a spreadsheet's name of a column, from 0: A, B … Z, AA."""
    found = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def _table(path: Path, rows: list[tuple[int, list[Cell]]], form: str, header: int | None) -> Table:
    filled = [row for row in rows if any(cell != "" for cell in row[1])]
    if header is not None:
        filled = [row for row in filled if row[0] >= header]
    if not filled:
        raise TableError(_("{path}: there are no rows in it", path=path))
    names = filled[0][1]
    width = max(len(cells) for _, cells in filled)
    headings: list[str] = []
    for place in range(width):
        name = " ".join(str(names[place]).split()) if place < len(names) else ""
        name = name or f"column {letters(place)}"
        count = sum(1 for known in headings if known == name or known.startswith(f"{name} ("))
        headings.append(f"{name} ({count + 1})" if name in headings else name)
    found = [
        Row(number, dict(zip(headings, [*cells, *[""] * (width - len(cells))], strict=True)))
        for number, cells in filled[1:]
    ]
    places = {heading: letters(place) for place, heading in enumerate(headings)}
    return Table(headings, found, form, places)


def _text(path: Path, reading: Reading) -> tuple[list[tuple[int, list[Cell]]], str]:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise TableError(cannot_read(path, error)) from error
    encoding = reading.encoding or encoding_of(content)
    try:
        text = content.decode("utf-8-sig" if encoding == "UTF-8" else encoding)
    except (LookupError, UnicodeDecodeError) as error:
        message = _(
            "{path} is not {encoding}: {reason}; name another 'encoding'",
            path=path,
            encoding=encoding,
            reason=error,
        )
        raise TableError(message) from error
    delimiter = reading.delimiter or delimiter_of(text)
    csv.field_size_limit(2**31 - 1)
    try:
        found = _split(text, delimiter)
    except csv.Error as error:
        raise TableError(cannot_read(path, error)) from error
    rows: list[tuple[int, list[Cell]]] = [
        (number, [cell.strip() for cell in cells]) for number, cells in enumerate(found, 1)
    ]
    between = DELIMITERS.get(delimiter, delimiter)
    return rows, _("{encoding}, {mark} between cells", encoding=encoding, mark=between)


def _split(text: str, delimiter: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def encoding_of(content: bytes) -> str:
    """Return the encoding of a text: UTF-8, UTF-16, or else Windows-1252."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    if content.startswith(b"\xef\xbb\xbf"):
        return "UTF-8"
    zeros = [content[start:2000:2].count(0) for start in (0, 1)]
    if max(zeros) > 200 or (content and max(zeros) * 4 > min(len(content), 2000)):
        return "UTF-16-LE" if zeros[1] > zeros[0] else "UTF-16-BE"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "Windows-1252" if _is_windows(content) else "ISO-8859-1"
    return "UTF-8"


def _is_windows(content: bytes) -> bool:
    try:
        content.decode("cp1252")
    except UnicodeDecodeError:
        return False
    return True


def delimiter_of(text: str) -> str:
    """Return the delimiter of cells: the one that gives the most rows the same, greatest width."""
    first = text[:200_000]

    def fit(delimiter: str) -> tuple[float, int]:
        try:
            rows = [row for row in _split(first, delimiter)[:_SAMPLE] if any(row)]
        except csv.Error:
            return 0.0, 0
        widths = [len(row) for row in rows]
        width = widths[0] if widths else 1
        if width < 2:
            return 0.0, 0
        return sum(found == width for found in widths) / len(widths), width

    return max(DELIMITERS, key=fit)


def _sheet(path: Path, name: str | None) -> tuple[list[tuple[int, list[Cell]]], str]:
    try:
        from openpyxl import load_workbook
        from openpyxl.utils.exceptions import InvalidFileException
    except ImportError as error:
        raise TableError(
            _(
                "{path}: reading XLSX takes openpyxl; install it with: {command}",
                path=path,
                command="pip install 'collab-tui[xlsx]'",
            )
        ) from error
    import zipfile

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except OSError as error:
        raise TableError(cannot_read(path, error)) from error
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError) as error:
        message = _("{path} is not an XLSX file: {reason}", path=path, reason=error)
        raise TableError(message) from error
    try:
        if name is not None and name not in book.sheetnames:
            known = ", ".join(book.sheetnames)
            message = _(
                "{path} has no sheet '{name}'; its sheets are: {known}",
                path=path,
                name=name,
                known=known,
            )
            raise TableError(message)
        sheet = book[name] if name is not None else book.worksheets[0]
        sheet.reset_dimensions()
        rows = [
            (number, _trimmed([_cell(value) for value in values]))
            for number, values in enumerate(_values(sheet), 1)
        ]
        others = len(book.sheetnames) - 1
    finally:
        book.close()
    form = _("XLSX, sheet '{name}'", name=sheet.title)
    if others:
        form = _("XLSX, sheet '{name}' ({count} more in the file)", name=sheet.title, count=others)
    return rows, form


def _values(sheet: object) -> Iterator[Sequence[object]]:
    yield from sheet.iter_rows(values_only=True)  # type: ignore[attr-defined]


def _trimmed(cells: list[Cell]) -> list[Cell]:
    while cells and cells[-1] == "":
        cells.pop()
    return cells


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
