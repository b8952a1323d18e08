"""A registry as tables, read back by libraries for each format."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from collab_tui.catalog.catalog import Catalog
from collab_tui.outgoing import dump, sinks
from collab_tui.outgoing.places import as_geojson
from collab_tui.outgoing.tables import all_tables
from collab_tui.outgoing.tables_page import as_markdown
from collab_tui.query import parse
from collab_tui.records.declared import DECLARED
from collab_tui.records.field import Sort
from collab_tui.records.kinds import Kind

ROOT = Path(__file__).parent.parent.parent


def found(catalog: Catalog, query: str = "") -> list[int]:
    results = catalog.search(parse(query))
    return [n for numbers in results.found.values() for n in numbers]


def as_sqlite(catalog: Catalog, numbers: list[int], folder: Path) -> sqlite3.Connection:
    path = folder / "out.sqlite"
    dump.write_tables(catalog, numbers, "sqlite", path)
    return sqlite3.connect(path)


def test_the_page_of_tables_is_the_present_one() -> None:
    """`collab-tui dump --format tables -o docs/tables.md` writes it."""
    assert (ROOT / "docs" / "tables.md").read_text("utf-8") == as_markdown()


def test_every_field_has_a_column() -> None:
    held = {
        (source.kind, one.path)
        for table in all_tables()
        for source in table.sources
        for _, one in source.fields
    }
    for kind, declared in DECLARED.items():
        inner = {f"{one.path}.{one.inner}" for one in declared.fields if one.inner}
        for one in declared.fields:
            if one.sort is not Sort.TABLE and one.path not in inner:
                assert (kind, one.path) in held


def test_names_of_tables_and_columns_are_told_apart() -> None:
    names = [table.name for table in all_tables()]
    assert len(set(names)) == len(names)
    for table in all_tables():
        columns = [column.name for column in table.columns]
        assert len(set(columns)) == len(columns), table.name
        others = {other.name: other for other in all_tables()}
        for key in table.foreign:
            assert set(key.columns) <= set(columns)
            assert set(key.others) <= {c.name for c in others[key.table].columns}
            assert len(key.columns) == len(key.others)


def test_sqlite_keeps_its_foreign_keys(awkward: Catalog, tmp_path: Path) -> None:
    db = as_sqlite(awkward, found(awkward), tmp_path)
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    assert db.execute("SELECT institution, role FROM participant ORDER BY 1, 2").fetchall() == [
        (None, None),  # it names no record, and is among the problems
        ("a", None),
        ("b", "lead"),
    ]
    assert ("no-such-record",) in db.execute("SELECT code FROM problem").fetchall()
    person = db.execute("SELECT agreement, participant, person FROM participant_person").fetchall()
    assert person == [("x", 1, "p"), ("x", 1, "q")]
    (extra,) = db.execute("SELECT extra FROM institution WHERE id = 'a'").fetchone()
    assert json.loads(extra) == {"beds": 12, "note": "n"}


def test_texts_and_dates_are_tables_of_their_own(awkward: Catalog, tmp_path: Path) -> None:
    db = as_sqlite(awkward, found(awkward), tmp_path)
    texts = db.execute("SELECT language, text FROM text WHERE record = 'institution/a'").fetchall()
    assert ("zh-Hans", "甲") in texts
    assert (None, "two\nlines") in texts
    assert db.execute(
        "SELECT date, earliest, latest FROM date WHERE field = 'dates.signed'"
    ).fetchall() == [("2024-05", "2024-05-01", "2024-05-31")]
    hits = (
        "SELECT record FROM text WHERE rowid IN (SELECT rowid FROM text_fts WHERE text_fts = 'x')"
    )
    assert db.execute(hits).fetchall() == [("agreement/x",)]


def test_a_query_brings_along_what_its_records_name(awkward: Catalog, tmp_path: Path) -> None:
    db = as_sqlite(awkward, found(awkward, "id:y"), tmp_path)
    assert dict(db.execute("SELECT ref, found FROM record").fetchall()) == {
        "agreement/y": 1,
        "agreement/x": 0,
        "institution/a": 0,
        "institution/b": 0,
        "person/p": 0,
        "person/q": 0,
        "focus-area/f": 0,
    }
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_data_package_is_valid(builtin: Catalog, tmp_path: Path) -> None:
    from frictionless import Package

    dump.write_tables(builtin, found(builtin), "datapackage", tmp_path / "out")
    report = Package(str(tmp_path / "out" / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "note"])


def test_parquet_is_read_by_duckdb(builtin: Catalog, tmp_path: Path) -> None:
    import duckdb

    def query(sql: str) -> list[tuple[object, ...]]:
        return list(duckdb.connect().execute(sql).fetchall())

    counts = dump.write_tables(builtin, found(builtin), "parquet", tmp_path / "out")
    for table in all_tables():
        path = tmp_path / "out" / f"{table.name}.parquet"
        assert query(f"SELECT count(*) FROM '{path}'") == [(counts[table.name],)]
    date = tmp_path / "out" / "date.parquet"
    assert (2025,) in query(f"SELECT DISTINCT year(earliest) FROM '{date}'")


def test_figures_are_those_of_the_registry(builtin: Catalog, tmp_path: Path) -> None:
    db = as_sqlite(builtin, found(builtin), tmp_path)
    for kind, count in builtin.counts().items():
        assert db.execute(f"SELECT count(*) FROM {kind.table}").fetchone() == (count,)
    in_indonesia = "SELECT count(*) FROM institution WHERE country = 'ID'"
    assert db.execute(in_indonesia).fetchone() == (
        len(found(builtin, "kind:institution country:ID")),
    )


def test_lines_of_json_have_everything(awkward: Catalog) -> None:
    lines = [json.loads(line) for line in dump.as_jsonl(awkward, found(awkward))]
    assert len(lines) == sum(awkward.counts().values())
    (x,) = [line for line in lines if line["ref"] == "agreement/x"]
    assert x["participants"][0] == {
        "institution": "b",
        "role": "lead",
        "people": ["p", {"person": "q", "role": "witness"}],
    }


def test_places_are_read_by_a_library_of_geojson(builtin: Catalog) -> None:
    import geojson

    read = geojson.loads("".join(as_geojson(builtin, found(builtin))))
    assert read.is_valid
    rows = {row.id: row for row in builtin.shown.rows(found(builtin, "kind:institution"))}
    for feature in read.features:
        properties = feature.properties
        assert properties["agreements"] == rows[properties["id"]].how_many
        assert -180 <= feature.geometry.coordinates[0] <= 180
    located = sum(bool(w.document.get("location")) for w in builtin.shown.whole(found(builtin)))
    assert len(read.features) == located > 0


def test_what_cannot_be_finished_leaves_nothing(
    awkward: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sinks.SqliteSink, "close", fail)
    (tmp_path / "here").mkdir()
    with pytest.raises(OSError, match="No space"):
        dump.write_tables(awkward, found(awkward), "sqlite", tmp_path / "here" / "out.sqlite")
    assert list((tmp_path / "here").iterdir()) == []


def test_two_kinds_of_the_same_id_are_two_records(awkward: Catalog, tmp_path: Path) -> None:
    db = as_sqlite(awkward, found(awkward, "id:a"), tmp_path)
    kinds = db.execute("SELECT kind FROM record WHERE id = 'a'").fetchall()
    assert kinds == [(str(Kind.INSTITUTION),)]


def test_terms_have_their_codes_in_other_systems(builtin: Catalog, tmp_path: Path) -> None:
    db = as_sqlite(builtin, found(builtin, "kind:agreement status:active"), tmp_path)
    codes = db.execute(
        "SELECT DISTINCT scheme, code FROM agreement JOIN code ON code.term = agreement.status"
        " WHERE field = 'agreement.status' AND agreement.status = 'active' ORDER BY 1"
    ).fetchall()
    assert codes == [("IATI", "2"), ("OCDS", "active")]
    every = db.execute("SELECT * FROM code").fetchall()
    assert ("institution.types", "healthcare", "ROR", "healthcare") in every
