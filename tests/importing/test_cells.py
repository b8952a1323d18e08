"""The form of a table is found out, and cells keep their types."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from collab_tui.importing.cells import Reading, TableError, letters
from collab_tui.importing.reading import read_table

ROWS = "Name;Größe;Note\r\nCafé;1,5;a;b\r\n;;\r\n"


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16-LE"),
        ("utf-16-be", "UTF-16-BE"),
        ("cp1252", "Windows-1252"),
    ],
)
def test_the_encoding_is_found_out_and_said(tmp_path: Path, encoding: str, found: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(ROWS.encode(encoding))
    table = read_table(path)
    assert table.form == f"{found}, semicolon between cells"
    assert table.headings == ["Name", "Größe", "Note", "column D"]
    assert [row.cells["Name"] for row in table.rows] == ["Café"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a,b\n1,2\n", "comma"),
        ('a;b\n"1,5,6";2\n1,2;3,4\n', "semicolon"),
        ("a\tb\n1,2\t3,4\n", "tab"),
        ("a|b|c\n1|2|3\n", "bar"),
        ("only\none\n", "comma"),
    ],
)
def test_what_stands_between_cells_is_found_out(tmp_path: Path, text: str, found: str) -> None:
    path = tmp_path / "a.tsv"
    path.write_text(text, encoding="utf-8")
    assert read_table(path).form == f"UTF-8, {found} between cells"


def test_rows_have_the_numbers_of_a_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('\nA title,,\nName,Name,\n"two\nlines",x,y\n,,\nz,,\n', encoding="utf-8")
    table = read_table(path, Reading(header=3))
    assert table.headings == ["Name", "Name (2)", "column C"]
    assert [(row.number, row.cells["Name"]) for row in table.rows] == [(4, "two\nlines"), (6, "z")]
    assert table.columns["Name (2)"] == "B"
    assert [letters(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_cells_of_a_sheet_keep_their_types(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["Day", "Number", "Share", "Yes", "Text"])
    book.active.append([datetime(2020, 1, 2), 5.0, 0.5, True, " x "])
    book.create_sheet("Other").append(["Only"])
    book["Other"].append(["one"])
    book.save(path)
    table = read_table(path)
    assert table.form == "XLSX, sheet 'Sheet' (not read: Other)"
    assert list(table.rows[0].cells.values()) == [date(2020, 1, 2), 5, 0.5, True, "x"]
    assert read_table(path, Reading(sheet="Other")).rows[0].cells == {"Only": "one"}
    with pytest.raises(TableError, match="no sheet 'None'; its sheets are: Sheet, Other"):
        read_table(path, Reading(sheet="None"))


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.ods", b"", r"a table ends in \.csv, \.tsv"),
        ("a.csv", b"\n\n", "no rows"),
        ("a.xlsx", b"no zip", "is not an XLSX file"),
        ("b.xlsx", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "protected by a password"),
    ],
)
def test_what_is_no_table_is_refused(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(TableError, match=message):
        read_table(path)
    with pytest.raises(TableError, match="cannot be read: No such file"):
        read_table(tmp_path / f"none-{name}".replace(".ods", ".csv"))


def test_a_damaged_sheet_is_refused(tmp_path: Path) -> None:
    whole, damaged = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["Day", "Number"])
    book.save(whole)
    with zipfile.ZipFile(whole) as before, zipfile.ZipFile(damaged, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            after.writestr(name, content[:-20] if "sheet1" in name else content)
    with pytest.raises(TableError, match="is not an XLSX file"):
        read_table(damaged)


def test_text_has_no_sheets(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Title\nA\n", encoding="utf-8")
    with pytest.raises(TableError, match="has no sheets"):
        read_table(path, Reading(sheet="2024"))


def test_no_cell_is_lost_where_headings_look_like_numbered_ones(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("A,A (3),A,A,A (2)\n1,2,3,4,5\n", encoding="utf-8")
    assert list(read_table(path).rows[0].cells.values()) == ["1", "2", "3", "4", "5"]
