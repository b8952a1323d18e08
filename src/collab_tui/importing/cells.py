"""What a table is made of, and the rows of CSV and TSV.

The encoding of a text and the delimiter of its cells are found out; a map can also give them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TypeAlias, TypeVar

from collab_tui.language import _, _c
from collab_tui.reasons import why

Cell: TypeAlias = str | int | float | bool | date
"""A cell; an empty one is an empty string."""

_T = TypeVar("_T")

ERRORS = frozenset(
    ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"]
)
"""What a spreadsheet shows in place of a result; no list means it as a value."""

DELIMITERS = {
    ",": _("comma"),
    ";": _("semicolon"),
    "\t": _c("between cells", "tab"),
    "|": _c("between cells", "bar"),
}
"""What can be between the cells of a text."""

_SAMPLE = 200


def cannot_read(path: Path, error: Exception) -> str:
    """Return that a file cannot be read, and why."""
    reason = why(error)
    return _("{path} cannot be read: {reason}", path=path, reason=reason)


class TableError(Exception):
    """A table that cannot be read. The message says which one and why."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row. `number` counts from 1 as in a spreadsheet, with the headings."""

    number: int
    cells: dict[str, Cell]


Line: TypeAlias = tuple[int, list[Cell]]
"""The number of a row, from 1, and its cells as far as they are filled."""


@dataclass(slots=True)
class Table:
    """A table with headings. A heading that occurs again gets a number."""

    headings: list[str]
    rows: list[Row]
    form: str
    """The form that was found out: ``UTF-8, semicolon between cells``."""
    columns: dict[str, str] = field(default_factory=dict)
    """The letters of each heading's column."""
    sheet: str | None = None
    """The sheet that was chosen among several."""
    left: list[tuple[Line, str]] = field(default_factory=list)
    """Lines that are no rows of the list, such as a sum, and why."""
    notes: list[str] = field(default_factory=list)
    """What a person should know of how it was read, beside its form."""

    def without(self, left_out: Collection[str]) -> Table:
        """Return the table without some of its columns."""
        if not left_out:
            return self

        def kept(cells: Mapping[str, _T]) -> dict[str, _T]:
            return {heading: cell for heading, cell in cells.items() if heading not in left_out}

        return replace(
            self,
            headings=[heading for heading in self.headings if heading not in left_out],
            rows=[Row(row.number, kept(row.cells)) for row in self.rows],
            columns=kept(self.columns),
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """What a map says about the form of a table. What is None is found out."""

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    header: int | None = None
    """The number of the row with the headings, the first of two."""


AS_FOUND = Reading()
"""Everything is found out."""


def letters(number: int) -> str:
    """Return a spreadsheet's name of a column, from 0: A, B … Z, AA."""
    found = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def text_lines(path: Path, reading: Reading) -> tuple[list[Line], str]:
    """Return the lines of a CSV or TSV, and the form that was found out.

    Raises:
        TableError: it cannot be read.
    """
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
    rows: list[Line] = [
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
