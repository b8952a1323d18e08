"""Whole records as columns: picked, exploded, joined, as CSV, JSON and workbooks."""

from __future__ import annotations

import csv
import gc
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from collab_tui.catalog.catalog import Catalog
from collab_tui.outgoing.wide import Shape, UnknownColumnError, columns_of, write
from collab_tui.outgoing.workbook import write_workbook
from collab_tui.records.declared import DECLARED
from collab_tui.records.field import Sort
from collab_tui.records.kinds import Kind
from tests.outgoing.test_dump import found

AGREEMENT = [Kind.AGREEMENT]


def table(catalog: Catalog, query: str, *columns: str, **how: Any) -> list[dict[str, str]]:
    shape = Shape.of(AGREEMENT, columns, how.pop("explode", None), how.pop("join", "; "), **how)
    text = "".join(write(catalog, found(catalog, f"kind:agreement {query}"), "csv", shape))
    return list(csv.DictReader(io.StringIO(text)))


def test_every_field_is_a_column() -> None:
    for kind, declared in DECLARED.items():
        columns = columns_of([kind])
        for one in declared.fields:
            if one.sort is not Sort.TABLE:
                assert one.stored in columns
            if one.sort is Sort.NAME:
                assert f"{one.stored}.name" in columns
        assert len(set(columns)) == len(columns)


def test_ids_and_what_they_are_called_are_columns_of_their_own(builtin: Catalog) -> None:
    (row,) = table(
        builtin, "id:ssmic", "ref", "participants.institution", "participants.institution.name"
    )
    assert row["ref"] == "agreement/ssmic"
    assert "nuh" in row["participants.institution"].split("; ")
    assert "National University Hospital" in row["participants.institution.name"].split("; ")


def test_a_list_is_joined_or_a_row_for_each(awkward: Catalog) -> None:
    columns = ("ref", "participants.institution", "participants.role")
    joined = table(awkward, "id:x", *columns, join=" | ")
    assert [row["participants.institution"] for row in joined] == ["b | gone"]
    exploded = table(awkward, "id:x", *columns, explode="participants")
    assert [tuple(row.values()) for row in exploded] == [
        ("agreement/x", "b", "lead"),
        ("agreement/x", "gone", ""),
    ]


def test_a_formula_is_disarmed_unless_it_is_to_stay(awkward: Catalog) -> None:
    shape = Shape.of([Kind.INSTITUTION], ["aliases"], "aliases", "; ")
    numbers = found(awkward, "kind:institution id:a")
    assert "'=1+1" in "".join(write(awkward, numbers, "csv", shape))
    raw = Shape.of([Kind.INSTITUTION], ["aliases"], "aliases", "; ", is_raw=True)
    rows = list(csv.reader(io.StringIO("".join(write(awkward, numbers, "csv", raw)))))
    assert rows == [["aliases"], ["=1+1"], ["two\nlines"]]


def test_json_has_the_whole_record_or_what_was_picked(awkward: Catalog) -> None:
    numbers = found(awkward, "id:x")
    (whole,) = json.loads(
        "".join(write(awkward, numbers, "json", Shape.of(AGREEMENT, [], None, "")))
    )
    assert whole["record"]["participants"][1] == {"institution": "gone"}
    picked = Shape.of(AGREEMENT, ["ref", "participants.institution", "place"], None, "")
    (row,) = map(json.loads, write(awkward, numbers, "jsonl", picked))
    assert row == {"ref": "agreement/x", "participants.institution": ["b", "gone"], "place": None}
    assert json.loads("".join(write(awkward, [], "json", picked))) == []


def test_a_column_that_nobody_has_is_a_mistake_with_a_suggestion() -> None:
    with pytest.raises(UnknownColumnError, match=r"did you mean 'dates\.signed'"):
        columns_of(AGREEMENT, ["dates.sined"])
    with pytest.raises(UnknownColumnError, match=r"did you mean 'participants'"):
        Shape.of(AGREEMENT, [], "participant", "")
    with pytest.raises(UnknownColumnError):
        columns_of([Kind.PERSON], ["dates.signed"])


def test_a_workbook_keeps_texts_and_numbers(awkward: Catalog, tmp_path: Path) -> None:
    shape = Shape.of([Kind.INSTITUTION], ["name", "aliases", "location.lat"], None, "; ")
    path = tmp_path / "out.xlsx"
    write_workbook(path, shape.columns, shape.rows(awkward, found(awkward, "id:a")))
    sheet = openpyxl.load_workbook(path).active
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["name", "aliases", "location.lat"],
        ['A, "quoted"', "=1+1; two\nlines", 1.5],
    ]
    assert sheet["B2"].data_type == "s"


def test_a_workbook_that_is_broken_off_leaves_nothing(tmp_path: Path) -> None:
    def rows() -> Iterator[list[str]]:
        yield ["a"]
        raise KeyError("broken off")

    with pytest.raises(KeyError):
        write_workbook(tmp_path / "a.xlsx", ["name"], rows())
    gc.collect()  # what openpyxl complains about then is an error here
    assert [*tmp_path.iterdir()] == []
