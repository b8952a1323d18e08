"""What must be true of a file in each format, whatever it is about."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import bibtexparser.entrypoint as bibtex
import openpyxl
import pyarrow.parquet
import rispy
import tomli
from icalendar import Calendar
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

TURNING = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that change the direction of text."""

FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
MARKDOWN.use(footnote_plugin).use(front_matter_plugin)


def safe(text: str, but: str = "\n") -> None:
    """No character that a terminal or a reader takes for more than a character."""
    for char in set(text) - set(but):
        unsafe = unicodedata.category(char) in ("Cc", "Zl", "Zp", "Cs") or char in TURNING
        assert not unsafe, f"{char!r} in {_around(text, char)!r}"


def _around(text: str, char: str) -> str:
    at = text.index(char)
    return text[max(0, at - 60) : at + 60]


def is_text(file: Path) -> None:
    safe(file.read_text("utf-8"), "\n\t")


def is_coloured(file: Path) -> None:
    """Colours, and nothing else that a terminal obeys."""
    safe(re.sub(r"\x1b\[[0-9;]*m", "", file.read_text("utf-8")))


def is_json(file: Path) -> None:
    text = file.read_text("utf-8")
    safe(text)
    json.loads(text)


def is_lines_of_json(file: Path) -> None:
    lines = file.read_bytes().split(b"\n")
    assert lines.pop() == b"", "the last line ends"
    for line in lines:
        assert isinstance(json.loads(line), dict)


def is_csv(file: Path) -> None:
    """A sheet in which no cell is a formula."""
    text = file.read_bytes().decode("utf-8")
    safe(text, "\r\n")
    rows = _square(text)
    for cell in (cell for row in rows for cell in row):
        is_number = re.fullmatch(r"-?\d+(\.\d+)?", cell)
        assert is_number or not FORMULA.match(cell), f"a formula: {cell!r}"


def is_raw_csv(file: Path) -> None:
    _square(file.read_bytes().decode("utf-8"))


def _square(text: str) -> list[list[str]]:
    csv.field_size_limit(10_000_000)
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert len({len(row) for row in rows}) <= 1, "every row has as many cells as the head"
    return rows


def is_workbook(file: Path) -> None:
    """A workbook without formulas."""
    book = openpyxl.load_workbook(file)
    for row in book.active.iter_rows():
        for cell in row:
            assert cell.data_type != "f", f"a formula: {cell.value!r}"


def is_markdown(file: Path) -> None:
    """Only what the program itself writes: no HTML, no pictures, no links but to the web."""
    text = file.read_text("utf-8")
    safe(text)
    for token in _tokens(MARKDOWN.parse(text)):
        if token.type in ("html_block", "html_inline"):
            assert token.content.strip() == "<br>", f"HTML: {token.content[:80]!r}"
        elif token.type == "image":
            source = str(token.attrs["src"])
            assert re.fullmatch(r"[a-z0-9.-]+\.svg", source), f"a picture: {source!r}"
        elif token.type == "link_open":
            address = str(token.attrs["href"])
            is_known = re.match(r"https?://|[\w./-]*#?[\w-]*$|mailto:", address)
            assert is_known, f"a link: {address!r}"
        elif token.type == "code_block":
            raise AssertionError(f"code: {token.content[:80]!r}")


def _tokens(tokens: list[Any]) -> Iterator[Any]:
    for token in tokens:
        yield token
        yield from _tokens(token.children or [])


def is_picture(file: Path) -> None:
    """SVG without anything that runs or is fetched."""
    safe(file.read_text("utf-8"))
    for element in ET.parse(file).iter():
        name = element.tag.rpartition("}")[2]
        assert name not in ("script", "foreignObject", "image", "a", "use"), name
        assert not [key for key in element.attrib if key.startswith("on")], element.attrib


def is_xml(file: Path) -> None:
    assert b"<!ENTITY" not in file.read_bytes()
    ET.parse(file)


def is_calendar(file: Path) -> None:
    """Events of this program only."""
    calendar = Calendar.from_ical(file.read_bytes())
    for event in calendar.walk("VEVENT"):
        assert {str(key) for key in event} <= ICAL, set(event) - ICAL


ICAL = {
    *("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "URL", "CATEGORIES"),
    *("STATUS", "TRANSP", "LAST-MODIFIED", "SEQUENCE", "LOCATION"),
}


def is_bibtex(file: Path) -> None:
    """One source at most, whatever it says."""
    found = bibtex.parse_string(file.read_text("utf-8"))
    assert not found.failed_blocks, found.failed_blocks
    assert len(found.entries) <= 1, [entry.key for entry in found.entries]


def is_ris(file: Path) -> None:
    text = file.read_text("utf-8")
    safe(text)
    found = rispy.loads(text)
    assert len(found) <= 1, [one.get("title") for one in found]


def is_database(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def is_package(folder: Path) -> None:
    described = json.loads((folder / "datapackage.json").read_text("utf-8"))
    for resource in described["resources"]:
        rows = _square((folder / resource["path"]).read_bytes().decode("utf-8"))
        assert rows[0] == [field["name"] for field in resource["schema"]["fields"]]


def is_parquet(folder: Path) -> None:
    for file in folder.iterdir():
        pyarrow.parquet.read_table(file)


def is_site(folder: Path) -> None:
    """Pages beneath the folder, whose links lead to files that are there."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    assert files
    for file in files:
        assert file.resolve().is_relative_to(folder.resolve())
        if file.suffix == ".md":
            is_markdown(file)


def is_toml(file: Path) -> None:
    tomli.loads(file.read_text("utf-8"))
