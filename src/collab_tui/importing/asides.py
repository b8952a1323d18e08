"""What is beside the values of a sheet of XLSX: merged cells, notes, formulas without a result.

The fast reader of openpyxl leaves them out, and its other one makes a cell of every place of the
sheet. So they are read from the parts of the file. A part that is missing or damaged says nothing.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, iterparse

_BOOK = "xl/workbook.xml"
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_THREADED = re.compile(r"\[Threaded comment\].*?Comment:\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Merged:
    """Cells of one column that are merged over several rows."""

    column: int
    """Counted from 0."""
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Asides:
    """What is beside the cells of one sheet."""

    merged: list[Merged] = field(default_factory=list)
    notes: dict[tuple[int, int], str] = field(default_factory=dict)
    """Texts by column, from 0, and row, from 1."""
    unknown: list[str] = field(default_factory=list)
    """The cells with a formula whose result is not in the file: ``G3``."""


def read_asides(path: Path, sheet: str) -> Asides:
    """Return what is beside the cells of the sheet with this name."""
    found = Asides()
    try:
        with zipfile.ZipFile(path) as archive:
            part = _part(archive, sheet)
            if part is not None:
                _read_sheet(archive, part, found)
                for target in _targets(archive, part, "/comments").values():
                    found.notes.update(_notes(archive, target))
    except (OSError, KeyError, zipfile.BadZipFile, ParseError):
        return found
    return found


def _part(archive: zipfile.ZipFile, sheet: str) -> str | None:
    targets = _targets(archive, _BOOK, "/worksheet")
    for one in _elements(archive, _BOOK, "sheet"):
        if one.get("name") == sheet:
            of = next((value for key, value in one.items() if key.endswith("}id")), "")
            return targets.get(of)
    return None


def _targets(archive: zipfile.ZipFile, part: str, sort: str) -> dict[str, str]:
    """Return the parts of a sort that a part refers to, by the ids that it uses."""
    folder, name = posixpath.split(part)
    rels = f"{folder}/_rels/{name}.rels"
    if rels not in archive.namelist():
        return {}
    return {
        one.get("Id", ""): posixpath.normpath(
            posixpath.join("/", folder, one.get("Target", ""))
        ).lstrip("/")
        for one in _elements(archive, rels, "Relationship")
        if one.get("Type", "").endswith(sort)
    }


def _read_sheet(archive: zipfile.ZipFile, part: str, found: Asides) -> None:
    for one in _elements(archive, part, "mergeCell", "c"):
        if _tag(one) == "c":
            if _has_no_result(one):
                found.unknown.append(one.get("r", "?"))
            continue
        places = [place for text in one.get("ref", "").split(":") if (place := _place(text))]
        if len(places) == 2:
            column, first = places[0]
            last = places[1][1]
            if last > first:
                found.merged.append(Merged(column, first, last))


def _has_no_result(cell: Element) -> bool:
    """Tell whether nobody has worked out the formula of a cell; an empty text is a result."""
    inner = {_tag(one): one.text for one in cell}
    return "f" in inner and not inner.get("v") and cell.get("t") != "str"


def _notes(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[tuple[int, int], str]]:
    for one in _elements(archive, part, "comment"):
        text = "".join(inner.text or "" for inner in one.iter() if _tag(inner) == "t")
        text = _THREADED.sub("", text, count=1).strip()
        place = _place(one.get("ref", ""))
        if text and place is not None:
            yield place, text


def _place(text: str) -> tuple[int, int] | None:
    """Return the column, from 0, and the row, from 1, of ``B7``."""
    match = _PLACE.fullmatch(text)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1, int(match[2])


def _elements(archive: zipfile.ZipFile, part: str, *tags: str) -> Iterator[Element]:
    with archive.open(part) as stream:
        for _event, element in iterparse(stream):  # noqa: S314 (openpyxl reads them so, too)
            tag = _tag(element)
            if tag in tags:
                yield element
            if tag == "row" or tag in tags:
                element.clear()


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2]
