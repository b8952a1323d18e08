"""Rows as an Excel workbook."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from contextlib import suppress
from errno import EIO
from pathlib import Path
from tempfile import gettempdir
from typing import Any

from collab_tui.language import _
from collab_tui.outgoing.libraries import library
from collab_tui.outgoing.sinks import beside, put_in_place

LONGEST = 32_767
"""Characters that a cell of Excel can hold."""

NO_CHARACTERS = dict.fromkeys((0xFFFE, 0xFFFF))
"""Codes that XML cannot hold, besides control characters."""


def write_workbook(path: Path, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write a workbook of one sheet, completely or not at all. Texts stay texts, never formulas.

    Raises:
        LibraryMissingError: openpyxl is not installed.
        OSError: it cannot be written.
    """
    openpyxl = library("openpyxl", "xlsx", "Excel")
    cells = library("openpyxl.cell", "xlsx", "Excel")
    illegal = library("openpyxl.cell.cell", "xlsx", "Excel").ILLEGAL_CHARACTERS_RE
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("records")
    sheet.freeze_panes = "A2"

    def cell(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        text = illegal.sub("", value).translate(NO_CHARACTERS)
        made = cells.WriteOnlyCell(sheet, value=text[:LONGEST])
        made.data_type = "s"
        return made

    packed = io.BytesIO()  # openpyxl complains on stderr, too, if it cannot write to a file
    try:
        sheet.append(list(head))
        for row in rows:
            sheet.append([cell(value) for value in row])
        book.save(packed)
    except BaseException as error:
        with suppress(Exception):  # it would complain that it is not finished
            sheet.close()
        if type(error).__name__ == "SerialisationError":  # lxml has no number of the error
            reason = _("Its rows cannot be kept in {folder}", folder=gettempdir())
            raise OSError(EIO, reason) from error
        raise
    with beside(path) as folder:
        (folder / path.name).write_bytes(packed.getbuffer())
        put_in_place(folder / path.name, path)
