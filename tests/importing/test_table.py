"""Tables come in: every row becomes a record, and what people change stays."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import tomli

from collab_tui.catalog.catalog import Catalog
from collab_tui.importing.file import State, UpdatedFile
from collab_tui.importing.mapping import MapError, map_of, read_map
from collab_tui.importing.reading import read_table
from collab_tui.importing.report import Report
from collab_tui.importing.suggesting import suggested_map
from collab_tui.importing.table import SOURCE, head, import_table
from collab_tui.records.kinds import Kind

HERE = Path(__file__).parent
REGISTER = HERE / "register.csv"
"""A register in the form that offices publish: see the comments of its map."""

MAP = HERE / "register.toml"


def bring(
    path: Path, mapping: dict[str, Any] | Path, output: Path, *layers: Path, write: bool = True
) -> Report:
    said = read_map(mapping) if isinstance(mapping, Path) else map_of(mapping)
    file = UpdatedFile(output, SOURCE, head(path.name))
    report = import_table(read_table(path, said.reading), said, file, layers, path.name)
    if write:
        output.write_text("".join(file.parts()), encoding="utf-8", newline="")
    return report


def tables(path: Path, kind: Kind) -> dict[str, dict[str, Any]]:
    found = tomli.loads(path.read_text(encoding="utf-8")).get(kind.table, [])
    return {table["id"]: table for table in found}


def written(path: Path, rows: Sequence[Sequence[Any]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def as_sheet(path: Path, rows: Sequence[Sequence[Any]]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append([cell if cell != "" else None for cell in row])
    book.save(path)
    return path


def register_rows() -> list[list[str]]:
    with REGISTER.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@pytest.fixture(params=["csv", "xlsx"])
def register(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return the register as a text and as a sheet."""
    if request.param == "csv":
        return REGISTER
    return as_sheet(tmp_path / "register.xlsx", register_rows())


def test_every_row_becomes_an_agreement_and_the_registry_is_sound(
    register: Path, tmp_path: Path, opened: Callable[..., Catalog]
) -> None:
    output = tmp_path / "out.toml"
    report = bring(register, MAP, output)
    rows = len(register_rows()) - 1
    assert report.rows == rows
    assert report.counts[Kind.AGREEMENT, State.WRITTEN] == rows
    assert len(tables(output, Kind.AGREEMENT)) == rows
    catalog = opened(output)
    assert catalog.problems.counts()["error"] == 0
    assert catalog.counts()[Kind.AGREEMENT] == rows


def test_what_did_not_fit_is_kept_and_listed_at_its_cell(register: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.toml"
    report = bring(register, MAP, output)
    assert [(one.column, one.row, one.cell) for one in report.unfit] == [
        ("G", 4, "Febrary 11, 2016"),
        ("I", 5, "United Nations"),
        ("H", 6, "Auto-renewable after 5 years"),
    ]
    found = tables(output, Kind.AGREEMENT)
    assert found["iiti-asia-11"]["extra"] == {
        "S.No.": "11",
        "Region": "Asia",
        "Signed on": "Febrary 11, 2016",
    }
    assert "signed" not in found["iiti-asia-11"].get("dates", {})
    assert '# look: "Signed on" holds' in output.read_text(encoding="utf-8")


def test_cells_become_values(register: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.toml"
    bring(register, MAP, output)
    assert tables(output, Kind.AGREEMENT)["iiti-asia-1"] == {
        "id": "iiti-asia-1",
        "name": "Academic Cooperation and Exchange of students",
        "type": "mou",
        "dates": {"signed": date(2020, 7, 28), "duration": "P5Y"},
        "participants": [
            {
                "institution": "iit-indore",
                "people": [
                    {"person": "doia", "role": "coordinator"},
                    {"person": "doaa", "role": "coordinator"},
                ],
            },
            {"institution": "shinshu-university-matsumoto"},
        ],
        "extra": {"S.No.": "1", "Region": "Asia"},
    }
    institutions = tables(output, Kind.INSTITUTION)
    assert institutions["shinshu-university-matsumoto"]["country"] == "JP"
    assert institutions["iit-indore"] == {"id": "iit-indore", "name": "IIT Indore", "country": "IN"}
    assert tables(output, Kind.PERSON)["doia"]["name"] == "DOIA"


def test_the_second_run_changes_nothing(register: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.toml"
    bring(register, MAP, output)
    before = output.read_bytes()
    report = bring(register, MAP, output)
    assert output.read_bytes() == before
    assert {state for _, state in report.counts} == {State.UNCHANGED}


def test_rows_that_share_an_id_keep_their_records_when_rows_move(tmp_path: Path) -> None:
    output = tmp_path / "out.toml"
    mapping = {
        "kind": "source",
        "constants": {"type": "news"},
        "id": "s-{No}",
        "columns": {"T": "name"},
    }
    rows = [["No", "T"], ["1", "first"], ["1", "second"], ["1", "third"]]
    bring(written(tmp_path / "a.csv", rows), mapping, output)
    before = {one: table["name"] for one, table in tables(output, Kind.SOURCE).items()}
    assert before == {"s-1": "first", "s-1-2": "second", "s-1-3": "third"}
    moved = [rows[0], ["1", "new"], rows[3], ["1", "second, corrected"], rows[1]]
    report = bring(written(tmp_path / "a.csv", moved), mapping, output)
    after = {one: table["name"] for one, table in tables(output, Kind.SOURCE).items()}
    assert after["s-1"] == "first"
    assert after["s-1-3"] == "third"
    assert set(after.values()) == {"new", "first", "third", "second, corrected"}
    assert report.counts[Kind.SOURCE, State.WRITTEN] == 1


def test_what_people_changed_stays_and_is_told(tmp_path: Path) -> None:
    rows = register_rows()
    output = tmp_path / "out.toml"
    bring(REGISTER, MAP, output)
    text = output.read_text(encoding="utf-8")
    text = text.replace("signed = 2020-07-28", "signed = 2020-07-29, start = 2021", 1)
    text = text.replace('name = "Shinshu University, Matsumoto"', 'name = "Shinshu University"')
    output.write_text(text, encoding="utf-8")

    again = bring(REGISTER, MAP, output)
    assert [one.split(": ")[0] for one in again.differing] == ["agreement/iiti-asia-1"]
    assert "dates.signed is 2020-07-29 in the file; the table has 2020-07-28" in again.differing[0]
    assert output.read_text(encoding="utf-8") == text
    assert not any(state is State.WRITTEN for _, state in again.counts)

    rows[1][7] = "6 Years"
    report = bring(written(tmp_path / "register.csv", rows), MAP, output)
    assert report.changed == ["agreement/iiti-asia-1: dates.duration"]
    changed = tables(output, Kind.AGREEMENT)["iiti-asia-1"]["dates"]
    assert changed == {"signed": date(2020, 7, 29), "start": 2021, "duration": "P6Y"}


def test_a_row_that_is_gone_is_told_and_kept(tmp_path: Path) -> None:
    output = tmp_path / "out.toml"
    bring(REGISTER, MAP, output)
    count = len(tables(output, Kind.AGREEMENT))
    report = bring(written(tmp_path / "r.csv", register_rows()[:-1]), MAP, output)
    assert len(report.gone) == 1
    assert len(tables(output, Kind.AGREEMENT)) == count


KNOWN = """
[[institution]]
id = "ugm"
name = { en = "Gadjah Mada University", id = "Universitas Gadjah Mada" }
acronyms = ["UGM"]
aliases = ["Gadjahmada"]
country = "ID"
city = "Yogyakarta"
identifiers = { ror = "03ke6d638", wikidata = "Q10543" }

[[institution]]
id = "york-gb"
name = "University of York"
country = "GB"

[[institution]]
id = "moh-a"
name = "Ministry of Health"
country = "SG"

[[institution]]
id = "moh-b"
name = "Ministry of Health"
country = "MY"

[[institution]]
id = "sorbonne"
name = "Sorbonne Université"
country = "FR"
"""


@pytest.mark.parametrize(
    ("cell", "country", "found"),
    [
        ("Gadjah Mada University", "", "ugm"),
        ("universitas GADJAH mada", "Indonesia", "ugm"),
        ("UGM", "", "ugm"),
        ("Gadjahmada", "", "ugm"),
        ("ugm", "", "ugm"),
        ("https://ror.org/03ke6d638", "", "ugm"),
        ("Q10543", "", "ugm"),
        ("Gadjah Mada University, Yogyakarta", "", "ugm"),
        ("Gadjah Mada University, Indonesia", "", "ugm"),
        ("Gadjah Mada University (UGM)", "", "ugm"),
        ("The University of York", "UK", "york-gb"),
        ("SORBONNE UNIVERSITE", "France", "sorbonne"),
        ("Ministry of Health", "Malaysia", "moh-b"),
        ("University of York", "Canada", "university-of-york"),
        ("Ministry of Health", "", "ministry-of-health"),
        ("Gadja Mada Univ.", "", "gadja-mada-univ"),
    ],
)
def test_names_are_matched_to_the_registry(
    tmp_path: Path, cell: str, country: str, found: str
) -> None:
    registry = tmp_path / "registry"
    registry.mkdir()
    (registry / "known.toml").write_text(KNOWN, encoding="utf-8")
    path = written(tmp_path / "a.csv", [["Title", "Partner", "Land"], ["A", cell, country]])
    columns = {
        "Title": "name",
        "Partner": "participants.institution",
        "Land": "participants.institution.country",
    }
    output = registry / "out.toml"
    report = bring(path, {"kind": "agreement", "columns": columns}, output, registry)
    (agreement,) = tables(output, Kind.AGREEMENT).values()
    assert [one["institution"] for one in agreement["participants"]] == [found]
    is_new = found not in KNOWN
    assert list(tables(output, Kind.INSTITUTION)) == ([found] if is_new else [])
    if is_new and cell != "University of York":
        assert any("may be the same as" in line for line in report.near)
        assert "# look: may be the same as institution/" in output.read_text(encoding="utf-8")


def test_elements_of_lists_are_made_of_several_columns(tmp_path: Path) -> None:
    rows = [
        ["Name", "Host", "Host land", "Funders", "Members", "Parts", "Tag"],
        ["A", "H", "Viet Nam", "F1; F2", "M1/M2", "host/partner", "Public Health"],
    ]
    mapping = {
        "kind": "agreement",
        "constants": {"participants": [{"institution": "me"}], "type": "mou"},
        "columns": {
            "Name": "name",
            "Host": {"to": "participants[2].institution", "with": {"role": "host"}},
            "Host land": "participants[2].institution.country",
            "Funders": {
                "to": "participants.institution",
                "split": ";",
                "with": {"role": "funder"},
            },
            "Members": {"to": "participants.institution", "split": "/"},
            "Parts": {"to": "participants.role", "split": "/"},
            "Tag": "tags",
        },
    }
    output = tmp_path / "out.toml"
    bring(written(tmp_path / "a.csv", rows), mapping, output)
    (agreement,) = tables(output, Kind.AGREEMENT).values()
    assert agreement["participants"] == [
        {"institution": "me"},
        {"role": "host", "institution": "h"},
        {"role": "funder", "institution": "f1"},
        {"role": "funder", "institution": "f2"},
        {"institution": "m1", "role": "host"},
        {"institution": "m2", "role": "partner"},
    ]
    assert agreement["tags"] == ["public-health"]
    assert tables(output, Kind.INSTITUTION)["h"]["country"] == "VN"
    assert "is named by its id alone" in output.read_text(encoding="utf-8")


def test_values_that_a_record_cannot_have_are_kept_in_extra(
    tmp_path: Path, opened: Callable[..., Catalog]
) -> None:
    rows = [
        ["Name", "Start", "End", "ROR", "Partner", "Place", "Web", "Country"],
        ["A", "2020", "2019", "04fp9fm23", "P", "Here", "not an address", "Neverland"],
        ["B", "2020-01", "2021", "", "", "", "www.example.org", "Chile"],
        ["", "", "", "", "", "There", "", ""],
    ]
    mapping = {
        "kind": "agreement",
        "columns": {
            "Name": "name",
            "Start": "dates.start",
            "End": "dates.end",
            "Partner": "participants.institution",
            "ROR": "participants.institution.identifiers.ror",
            "Country": "participants.institution.country",
            "Web": "links",
        },
    }
    output = tmp_path / "out.toml"
    report = bring(written(tmp_path / "a.csv", rows), mapping, output)
    found = tables(output, Kind.AGREEMENT)
    assert found["a"]["extra"] == {
        "End": "2019",
        "ROR": "04fp9fm23",
        "Place": "Here",
        "Web": "not an address",
        "Country": "Neverland",
    }
    assert found["b"]["dates"] == {"start": "2020-01", "end": 2021}
    assert found["b"]["links"] == ["https://www.example.org"]
    assert found["b"]["extra"] == {"Country": "Chile"}
    assert found["agreement-in-row-4-of-acsv"]["extra"] == {"Place": "There"}
    assert len(report.unfit) == 5
    assert opened(output).problems.counts()["error"] == 0


def test_a_dry_run_says_the_same_and_writes_nothing(tmp_path: Path) -> None:
    output = tmp_path / "out.toml"
    dry = bring(REGISTER, MAP, output, write=False)
    assert not output.exists()
    assert list(dry.lines()) == list(bring(REGISTER, MAP, output).lines())


def test_a_suggested_map_can_be_used_as_it_is(register: Path, tmp_path: Path) -> None:
    table = read_table(register)
    path = tmp_path / "map.toml"
    path.write_text(suggested_map(table, register.name), encoding="utf-8")
    said = {column.heading: str(column.target) for column in read_map(path).columns}
    assert said == {
        "S.No.": "number",
        "Institutions/Organization/Country": "participants.institution",
        "Country with which there is collation": "participants.institution.country",
        "Purpose/Title": "name",
        "Nature": "type",
        "Signed on": "dates.signed",
        "Duration": "dates.duration",
        "Coordinating faculty member": "participants.people.coordinator",
    }
    report = bring(register, path, tmp_path / "out.toml")
    assert report.counts[Kind.AGREEMENT, State.WRITTEN] == report.rows


def test_a_suggestion_knows_institutions_and_how_dates_are_written(tmp_path: Path) -> None:
    rows = [
        ["Name of university", "Country", "City", "Founded", "Latitude", "Longitude", "ROR id"],
        ["X", "UK", "Y", "25/12/1901", "1.5", "2.5", "04fp9fm22"],
        ["Z", "USA", "Y", "01/02/1950", "1.5", "2.5", ""],
    ]
    table = read_table(written(tmp_path / "a.csv", rows))
    mapping = map_of(tomli.loads(suggested_map(table, "a.csv")))
    assert mapping.kind is Kind.INSTITUTION
    assert {one.heading: str(one.target) for one in mapping.columns} == {
        "Name of university": "name",
        "Country": "country",
        "City": "city",
        "Founded": "established",
        "Latitude": "location.lat",
        "Longitude": "location.lon",
        "ROR id": "identifiers.ror",
    }
    assert mapping.columns[3].dates == ("%d/%m/%Y",)
    report = bring(
        tmp_path / "a.csv", tomli.loads(suggested_map(table, "a.csv")), tmp_path / "o.toml"
    )
    assert report.unfit == []


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        ({}, "'kind' is missing"),
        ({"kind": "deal", "columns": {"a": "name"}}, "there is no kind 'deal'"),
        ({"kind": "agreement"}, r"\[columns\] is missing"),
        ({"kind": "agreement", "columns": {"a": "nam"}}, r'"a": .* has no \'nam\'; did you mean'),
        ({"kind": "agreement", "columns": {"a": "dates"}}, "'dates' is a table; name a key of it"),
        ({"kind": "agreement", "columns": {"a": {"to": "name", "form": 1}}}, "there is no 'form'"),
        (
            {"kind": "agreement", "columns": {"a": {"to": "type", "values": {"x": "memo"}}}},
            "there is no value 'memo'",
        ),
        ({"kind": "agreement", "columns": {"a": "name", "b": "name"}}, "both go to 'name'"),
        ({"kind": "agreement", "columns": {"a": "name"}, "colums": 1}, "did you mean 'columns'"),
        ({"kind": "agreement", "columns": {"a": "name[2]"}}, "has no"),
        ({"kind": "agreement", "columns": {"a": "name"}, "constants": {"x": 1}}, "has no 'x'"),
        ({"kind": "agreement", "columns": {"a": {"to": "tags", "split": 1}}}, "what is between"),
        ({"kind": "agreement", "columns": {"a": {"to": "tags", "split": ""}}}, "what is between"),
        ({"kind": "agreement", "columns": {"a": "name"}, "delimiter": "ab"}, "is one character"),
    ],
)
def test_a_map_with_a_mistake_says_where(mapping: dict[str, Any], message: str) -> None:
    with pytest.raises(MapError, match=message):
        map_of(mapping)


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        ({"kind": "agreement", "columns": {"Tilte": "name"}}, "no column 'Tilte'; did you mean"),
        ({"kind": "source", "columns": {"Title": "name"}}, "'type' is missing"),
        (
            {"kind": "agreement", "columns": {"Title": "name"}, "constants": {"status": "x"}},
            r"\[constants\]: ",
        ),
    ],
)
def test_a_map_that_does_not_suit_the_table_is_refused(
    tmp_path: Path, mapping: dict[str, Any], message: str
) -> None:
    path = written(tmp_path / "a.csv", [["Title"], ["A"]])
    with pytest.raises(MapError, match=message):
        bring(path, mapping, tmp_path / "out.toml")


def test_what_lacks_its_other_half_is_kept_in_extra(
    tmp_path: Path, opened: Callable[..., Catalog]
) -> None:
    rows = [["Title", "Worth", "In"], ["A", "1.234,50", "INR"], ["B", "5", ""], ["C", "", "USD"]]
    mapping: dict[str, Any] = {
        "kind": "agreement",
        "columns": {"Title": "name", "Worth": "value.amount", "In": "value.currency"},
    }
    output = tmp_path / "out.toml"
    report = bring(written(tmp_path / "a.csv", rows), mapping, output)
    found = tables(output, Kind.AGREEMENT)
    assert found["a"]["value"] == {"amount": 1234.5, "currency": "INR"}
    assert found["b"]["extra"] == {"Worth": "5"}
    assert found["c"]["extra"] == {"In": "USD"}
    assert len(report.unfit) == 2
    assert "decimals after a comma" in report.notes[0]

    mapping["columns"].pop("In")
    mapping["constants"] = {"value": {"currency": "INR"}}
    bring(tmp_path / "a.csv", mapping, tmp_path / "constant.toml")
    found = tables(tmp_path / "constant.toml", Kind.AGREEMENT)
    assert found["b"]["value"] == {"amount": 5, "currency": "INR"}
    assert "value" not in found["c"]
    for path in (output, tmp_path / "constant.toml"):
        assert opened(path).problems.counts()["error"] == 0


def test_no_value_of_a_cell_is_dropped_for_want_of_a_place(tmp_path: Path) -> None:
    rows = [
        ["Name", "Partner", "Country", "Short", "Place", "Role", "Also", "Tongue"],
        ["A", "P; Q; R", "IN; FR", "x; y; z", "Paris; London", "host; funder", "a; b; c", "en; id"],
        ["B", "S", "IN", "x; y", "Paris", "host", "a", "en"],
    ]
    targets = {
        "Name": "name",
        "Partner": "participants.institution",
        "Country": "participants.institution.country",
        "Short": "participants.institution.acronyms",
        "Place": "place",
        "Role": "participants[1].role",
        "Also": "aliases",
        "Tongue": "aliases.language",
    }
    mapping = {
        "kind": "agreement",
        "constants": {"participants": [{"institution": "me"}], "type": "mou"},
        "columns": {heading: {"to": path, "split": ";"} for heading, path in targets.items()},
    }
    output = tmp_path / "out.toml"
    report = bring(written(tmp_path / "a.csv", rows), mapping, output)
    first, second = tables(output, Kind.AGREEMENT).values()
    assert first["extra"] == {
        "Country": "IN; FR",
        "Place": "Paris; London",
        "Role": "host; funder",
        "Tongue": "en; id",
    }
    assert "'IN; FR' is 2 values where 1 or 3 can be" in str(report.unfit[0])
    assert "'Paris; London' is 2 values where 1 can be" in "".join(map(str, report.unfit))
    assert "extra" not in second
    assert second["participants"][0]["role"] == "host"
    made = tables(output, Kind.INSTITUTION)
    assert [made[one].get("acronyms") for one in "pqrs"] == [["x"], ["y"], ["z"], ["x", "y"]]
    assert [made[one].get("country") for one in "pqrs"] == [None, None, None, "IN"]


def test_whose_role_it_is_is_never_guessed(tmp_path: Path) -> None:
    rows = [
        ["Name", "Partner", "Role", "Contact"],
        ["A", "P; Q; R", "host; funder", "X; Y; Z"],
        ["B", "P; Q", "host; funder; lead", "X"],
        ["C", "P; Q", "host", "X; Y; Z"],
        ["D", "P", "host; funder", "X; Y"],
    ]
    targets = {
        "Name": "name",
        "Partner": "participants.institution",
        "Role": "participants.role",
        "Contact": "participants.people.contact",
    }
    mapping = {
        "kind": "agreement",
        "columns": {heading: {"to": path, "split": ";"} for heading, path in targets.items()},
    }
    output = tmp_path / "out.toml"
    report = bring(written(tmp_path / "a.csv", rows), mapping, output)
    a, b, c, d = tables(output, Kind.AGREEMENT).values()
    people = [{"person": one, "role": "contact"} for one in "xyz"]
    assert a["participants"] == [
        {"institution": one, "people": [person]} for one, person in zip("pqr", people, strict=True)
    ]
    assert b["participants"] == [{"institution": "p"}, {"institution": "q"}]
    assert c["participants"] == [{"institution": one, "role": "host"} for one in "pq"]
    assert d["participants"] == [{"institution": "p", "people": people[:2]}]
    assert [one.get("extra") for one in (a, b, c, d)] == [
        {"Role": "host; funder"},
        {"Role": "host; funder; lead", "Contact": "X"},
        {"Contact": "X; Y; Z"},
        {"Role": "host; funder"},
    ]
    assert [f"{one.heading} {one.row}: {one.reason}" for one in report.unfit] == [
        "Role 2: is 2 values where 1 or 3 can be",
        "Role 3: is 3 values where 1 or 2 can be",
        "Contact 3: is one value where 2 can be, and does not say for which",
        "Contact 4: is 3 values where 1 or 2 can be",
        "Role 5: is 2 values where 1 can be",
    ]


def test_a_column_can_say_more_of_the_values_of_another(tmp_path: Path) -> None:
    rows = [
        ["Name", "Also", "Tongue", "Person", "As", "Partner"],
        ["A", "x;y", "en;id", "P; Q", "witness", "H"],
        ["B", "", "en", "R", "", "H"],
    ]
    columns = {
        "Name": "name",
        "Also": {"to": "aliases", "split": ";"},
        "Tongue": {"to": "aliases.language", "split": ";"},
        "Partner": "participants.institution",
        "Person": {"to": "participants.people", "split": ";"},
        "As": "participants.people.role",
    }
    output = tmp_path / "out.toml"
    report = bring(
        written(tmp_path / "a.csv", rows), {"kind": "agreement", "columns": columns}, output
    )
    found = tables(output, Kind.AGREEMENT)
    assert found["a"]["aliases"] == [
        {"text": "x", "language": "en"},
        {"text": "y", "language": "id"},
    ]
    assert found["a"]["participants"] == [
        {
            "institution": "h",
            "people": [{"person": "p", "role": "witness"}, {"person": "q", "role": "witness"}],
        }
    ]
    assert found["b"]["participants"] == [{"institution": "h", "people": ["r"]}]
    assert found["b"]["extra"] == {"Tongue": "en"}
    assert [one.reason for one in report.unfit] == [
        "is about something that no cell of the row names"
    ]


def test_a_cell_can_name_what_another_row_is_about(tmp_path: Path) -> None:
    rows = [
        ["No", "Title", "Renews"],
        ["1", "Second", "m-2"],
        ["2", "First", ""],
        ["3", "T", "Second"],
    ]
    columns = {
        "Title": "name",
        "Renews": {"to": "related.agreement", "with": {"type": "renews"}},
    }
    mapping = {"kind": "agreement", "id": "m-{No}", "columns": columns}
    path, output = written(tmp_path / "a.csv", rows), tmp_path / "out.toml"
    for _ in range(2):
        bring(path, mapping, output)
        found = tables(output, Kind.AGREEMENT)
        assert list(found) == ["m-1", "m-2", "m-3"]
        assert found["m-1"]["related"] == [{"type": "renews", "agreement": "m-2"}]
        assert found["m-3"]["related"] == [{"type": "renews", "agreement": "m-1"}]
