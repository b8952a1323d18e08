"""What stands in a text begins nothing new in the formats of other programs."""

from __future__ import annotations

import csv
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest
import rispy
from click.testing import CliRunner
from icalendar import Calendar

from collab_tui.cli import cli

ODD = """
[registry]
title = "one\\nEND:VCALENDAR"

[[institution]]
id = "a"
name = "=1+1\\u009b2J\\rb"
country = "SG"

[[institution]]
id = "b"
name = "no character: \\uffff"
country = "ID"

[[agreement]]
id = "x"
name = "X \\uffff\\u001b[2J"
type = "mou"
status = "active"
dates = { end = 2999-01-01 }
related = [{ agreement = "y", type = "follows" }]
participants = [{ institution = "a" }, { institution = "b" }]
evidence = [{ source = "gone" }]

[[agreement]]
id = "y"
name = "Y"
type = "mou"
evidence = [{ source = "gone" }]

[[source]]
id = "s"
name = "S"
type = "news"
publisher = "P\\r\\nER  - \\r\\nTY  - NEWS"
"""


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COLLAB_TUI_CACHE", str(tmp_path / "cache"))
    (tmp_path / "odd.toml").write_text(ODD, "utf-8")
    return tmp_path / "odd.toml"


def run(data: Path, *words: str) -> str:
    done = CliRunner().invoke(cli, [words[0], "-d", str(data), *words[1:]])
    assert done.exit_code in (0, 1), done.output  # `check` finds something
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done.stdout


def test_a_line_end_in_a_text_ends_no_record(data: Path) -> None:
    (reference,) = rispy.loads(run(data, "cite", "-f", "ris"))
    assert reference["publisher"] == "P ER - TY - NEWS"
    calendar = Calendar.from_ical(run(data, "calendar"))
    assert str(calendar["X-WR-CALNAME"]) == "one END:VCALENDAR"
    assert [str(event["SUMMARY"]) for event in calendar.walk("VEVENT")] == ["X ⟨U+FFFF⟩␛[2J ends"]
    run(data, "dump", "-f", "datapackage", "-o", str(data.parent / "dump"))
    with (data.parent / "dump" / "institution.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["name"] for row in rows] == ["=1+1\x9b2J\rb", "no character: \uffff"]


def test_the_edges_of_a_graph_are_a_safe_sheet(data: Path) -> None:
    text = run(data, "graph", "-f", "csv")
    assert "'=1+1⟨U+009B⟩2J b" in text
    assert "\x9b" not in text


def test_xml_holds_what_is_no_character(data: Path) -> None:
    for words in ("view overview -f svg", "graph -f graphml", "graph -f gexf", "check -f junit"):
        ET.fromstring(run(data, *words.split()))
    book = data.parent / "book.xlsx"
    run(data, "search", "kind:agreement", "-f", "xlsx", "--full", "-o", str(book))
    sheet = openpyxl.load_workbook(book).active
    assert [row[2].value for row in sheet.iter_rows(min_row=2)] == ["X [2J", "Y"]


def test_all_fields_of_records_whose_ids_are_tables_of_another_kind(data: Path) -> None:
    """Of agreements, ``related`` is a table; of focus areas, it is a list of ids with names."""
    lines = run(data, "search", "kind:agreement", "-f", "csv", "--full").splitlines()
    first = dict(zip(*csv.reader(lines[:2]), strict=True))
    assert (first["related.agreement"], first["related.name"]) == ("y", "")


@pytest.mark.parametrize(
    "look", ["matrix --rows tag --columns source", "matrix --rows source --columns tag", "map"]
)
@pytest.mark.parametrize("size", [(), ("--height", "12")])
def test_a_view_of_little_is_drawn(data: Path, look: str, size: tuple[str, ...]) -> None:
    name, *further = look.split()
    assert run(data, "view", name, *further, *size).startswith(name.upper())
