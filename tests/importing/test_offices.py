"""Lists as offices keep them come in without help: titles, merged cells, sums, notes, words."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import tomli
from click.testing import CliRunner
from openpyxl.comments import Comment

from collab_tui.cli import cli
from collab_tui.importing.cells import Reading, Table
from collab_tui.importing.file import UpdatedFile
from collab_tui.importing.mapping import map_of
from collab_tui.importing.months import english_months
from collab_tui.importing.reading import read_table
from collab_tui.importing.report import Report
from collab_tui.importing.suggesting import suggested_map
from collab_tui.importing.table import SOURCE, import_table
from collab_tui.importing.values import duration

TOP: list[list[Any]] = [
    ["DAFTAR KERJA SAMA TAHUN 2026"],
    [],
    ["No", "Nomor", "Jenis", "Judul", "Mitra", None, "Tanggal", None, "Kontak"],
    [None, None, None, None, "Nama", "Negara", "Tanda tangan", "Berakhir", None],
]
ROWS: list[list[Any]] = [
    [1, "1/KS", "MoU", "Riset", "Universitas Ayu", "Jepang", date(2024, 3, 1), "1 Maret 2027"],
    [2, "2/KS", "PKS", "Riset", "Univ Budi; Universitas Ayu", "Inggris", "05/06/2024", "-"],
    ["II. MITRA BARU"],
    [3, "3/KS", "LoI", "Gizi", "Univ Cita dan Univ Budi", "Inggris", "7 Agustus 2025", None],
    [4, "4/KS", "MOU", "Gizi", "Univ Cita", None, "31/12/2025", "2028"],
]
END: list[list[Any]] = [[], ["Jumlah", None, None, 4], ["Dicetak: 1 November 2026"]]
CONTACTS = {"2/KS": "Dr. Sari; Anton"}


def book(path: Path, rows: list[list[Any]]) -> Path:
    """Write the list as a workbook: merged headings, a note, a small and a hidden sheet."""
    made = openpyxl.Workbook()
    made.active.title = "Rekap"
    made.active.append(["Jenis", "Jumlah"])
    sheet = made.create_sheet("Daftar")
    for row in [*TOP, *rows, *END]:
        is_row = bool(row) and isinstance(row[0], int)
        sheet.append([*row, CONTACTS.get(row[1], "Rina")] if is_row else row)
    for place in ("A1:I1", "E3:F3", "G3:H3", *(f"{one}3:{one}4" for one in "ABCDI"), "D5:D6"):
        sheet.merge_cells(place)
    sheet["E5"].comment = Comment("Nama lama: Akademi Ayu", "Rina")
    hidden = made.create_sheet("lama")
    hidden.sheet_state = "hidden"
    for _row in range(50):
        hidden.append(["x"] * 9)
    made.save(path)
    return path


def bring(table: Table, output: Path) -> tuple[Report, dict[str, Any]]:
    file = UpdatedFile(output, SOURCE)
    said = map_of(tomli.loads(suggested_map(table, "a.xlsx")))
    report = import_table(table, said, file, (), "a.xlsx")
    output.write_text("".join(file.parts()), encoding="utf-8")
    return report, tomli.loads(output.read_text(encoding="utf-8"))


def test_a_list_of_an_office_comes_in_with_the_map_that_is_suggested(tmp_path: Path) -> None:
    table = read_table(book(tmp_path / "a.xlsx", ROWS))
    assert table.form == "XLSX, sheet 'Daftar' (not read: Rekap, lama), headings in row 3"
    assert table.headings[4:] == [
        *("Mitra Nama", "Mitra Negara", "Tanggal Tanda tangan", "Tanggal Berakhir", "Kontak"),
        "Mitra Nama (note)",
    ]
    report, found = bring(table, tmp_path / "out.toml")
    assert report.notes[1] == "merged cells, whose value counts for each of their rows: D5:D6"
    assert [line.split(", because")[0] for line in report.notes[2:]] == [
        *(f"row {number} is left out" for number in (1, 7, 11, 12)),
    ]
    assert "it is above the headings: 'DAFTAR KERJA SAMA" in report.notes[2]
    assert "it is a sum: 'Jumlah', '4'" in report.notes[4]
    assert [(one.row, one.heading) for one in report.unfit] == [(8, "Kontak")], "whose contact?"
    agreements = {one["id"]: one for one in found["agreement"]}
    first, second, third, fourth = (agreements[f"{n}-ks"] for n in range(1, 5))
    assert first["name"] == second["name"] == "Riset"  # a merged cell counts for both rows
    assert (first["type"], second["type"]) == ("mou", "other")
    assert "extra" not in first
    assert second["extra"] == {"Jenis": "PKS"}  # what `otherwise` stands for is not lost
    assert first["notes"] == "Nama lama: Akademi Ayu"
    assert first["dates"] == {"signed": date(2024, 3, 1), "end": date(2027, 3, 1)}
    assert third["dates"] == {"signed": date(2025, 8, 7)}
    assert fourth["dates"] == {"signed": date(2025, 12, 31), "end": 2028}
    assert [one["institution"] for one in third["participants"]] == ["univ-cita", "univ-budi"]
    roles = {p["role"] for one in second["participants"] for p in one.get("people", [])}
    assert roles == {"contact"}
    # A country beside two names is that of the first; the other one is known from its own row.
    countries = {one["id"]: one.get("country") for one in found["institution"]}
    assert countries == {"universitas-ayu": "JP", "univ-budi": "GB", "univ-cita": "GB"}


def test_errors_and_formulas_that_nobody_worked_out_are_no_values(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    made = openpyxl.Workbook()
    made.active.append(["Title", "Partner", "Signed", "Remark"])
    made.active.append(["A", "#N/A", "=D2+1", "x"])
    made.active.append(["#REF!", "Univ B", date(2024, 1, 2), "y"])
    made.save(path)
    report, found = bring(read_table(path), tmp_path / "out.toml")
    assert any(note.endswith("and save it: C2") for note in report.notes)
    assert [str(one) for one in report.unfit] == [
        "B2 \"Partner\": '#N/A' is an error of the spreadsheet",
        "A3 \"Title\": '#REF!' is an error of the spreadsheet",
    ]
    assert [one["name"] for one in found["institution"]] == ["Univ B"]
    assert [one["name"] for one in found["agreement"]] == ["A", "Agreement with Univ B"]


@pytest.mark.parametrize(
    ("cells", "doubt"),
    [
        (["3/4/2020", "5/4/2020"], "# no date tells whether %d/%m/%Y or %m/%d/%Y is meant"),
        (
            ["3/4/2020", "13/4/2020", "4/13/2020"],
            "# dates in both orders: %d/%m/%Y is tried before",
        ),
        (["3/4/2020", "13/4/2020"], None),
        (["5/5/2020"], None),
    ],
)
def test_a_map_says_where_day_and_month_are_unsure(
    tmp_path: Path, cells: list[str], doubt: str | None
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("".join(f"{one},X\n" for one in ["Signed", *cells]), encoding="utf-8")
    text = suggested_map(read_table(path), "a.csv")
    assert (doubt in text) if doubt else ("whether" not in text and "both orders" not in text)


def test_next_month_a_row_between_the_others_makes_no_doubles(tmp_path: Path) -> None:
    bring(read_table(book(tmp_path / "a.xlsx", ROWS)), tmp_path / "out.toml")
    new = [2, "9/KS", "MoU", "Obat", "Univ Dewi", "Jepang", "01/02/2026", None]
    numbers = iter([3, 4, 5])
    later = [[next(numbers), *row[1:]] if len(row) > 1 else row for row in ROWS[1:]]
    later = [ROWS[0], new, *later]
    report, found = bring(read_table(book(tmp_path / "a.xlsx", later)), tmp_path / "out.toml")
    assert len(found["agreement"]) == 5
    assert (report.gone, report.changed) == ([], [])


def test_a_list_whose_office_stands_in_no_column_is_told_of_it(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Title,Partner\nA,X\nB,Y\nC,Z\n", encoding="utf-8")
    table = read_table(path)
    alone = "3 of 3 agreements have one participant: if your office takes part in all, say so"
    said = tomli.loads(suggested_map(table, "a.csv"))
    for constants, is_told in (({}, True), ({"participants": [{"institution": "mine"}]}, False)):
        mapping = map_of(said | {"constants": constants})
        report = import_table(table, mapping, UpdatedFile(tmp_path / "out.toml", SOURCE))
        assert any(line.startswith(alone) for line in report.lines()) == is_told


def test_another_sheet_can_be_named(tmp_path: Path) -> None:
    path = str(book(tmp_path / "a.xlsx", ROWS))
    done = CliRunner().invoke(cli, ["import", "table", path, "--suggest", "--sheet", "Rekap"])
    assert 'sheet = "Rekap"' in done.stdout
    done = CliRunner().invoke(cli, ["import", "table", path, "--suggest", "--sheet", "None"])
    assert (done.exit_code, done.stdout) == (2, "")
    assert "its sheets are: Rekap, Daftar, lama" in done.stderr


def test_a_csv_of_such_a_list_is_read_in_the_same_way(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([*TOP, *ROWS, *END])
    table = read_table(path)
    assert table.headings[4:8] == [
        *("Mitra Nama", "Mitra Negara", "Tanggal Tanda tangan", "Tanggal Berakhir")
    ]
    assert [row.number for row in table.rows] == [5, 6, 8, 9]
    assert read_table(path, Reading(header=1)).headings[0] == "DAFTAR KERJA SAMA TAHUN 2026"


def test_what_may_be_a_row_is_a_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "Title,Partner,Signed,Ends\nTotal quality,X,2020,2021\nNew one,,,\nA,B,2020,2021\n"
        "Title,Partner,Signed,Ends\nLast one,,,\n",
        encoding="utf-8",
    )
    table = read_table(path)
    assert [row.number for row in table.rows] == [2, 3, 4, 6]
    assert [(line[0], why) for line, why in table.left] == [(5, "it repeats the headings")]


@pytest.mark.parametrize(
    ("written", "english"),
    [
        ("15 Oktober 2025", "15 October 2025"),
        ("Rabu, 5 Mei 2021", "5 May 2021"),
        ("3 Agt. 2020", "3 August 2020"),
        ("Sept 07, 2021", "September 07, 2021"),
        ("2025年10月5日", "2025-10-05"),
        ("2025年3月", "2025-03"),
        ("Marlon 2025", "Marlon 2025"),
    ],
)
def test_months_of_other_languages_are_read(written: str, english: str) -> None:
    assert english_months(written) == english


def test_spans_of_time_are_read_in_other_languages() -> None:
    assert [duration(text) for text in ("5 tahun", "18 bulan", "3年")] == ["P5Y", "P18M", "P3Y"]
