"""References, read back by libraries for each format."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import rispy
from bibtexparser.entrypoint import parse_string

from collab_tui.catalog.catalog import Catalog
from collab_tui.outgoing.cite import references, write
from collab_tui.records.kinds import Kind
from tests.outgoing.test_dump import found

HARD = r"""
[[source]]
id = "s"
name = { en = "50 % of {A} & B_C #1 \\ ~x^2 $", id = "Lima" }
type = "report"
authors = ["A & B", "C"]
publisher = "P"
published = "2024-05~"
retrieved = 2024-06-01
url = "https://e.org/a_b%20{c}"
language = "en"

[[source]]
id = "t"
name = "T"

[[institution]]
id = "i"
name = "I"
evidence = [{ source = "s" }]
"""


@pytest.fixture
def hard(tmp_path: Path) -> Catalog:
    (tmp_path / "r.toml").write_text(HARD, "utf-8")
    catalog = Catalog.open([tmp_path / "r.toml"], tmp_path / "cache")
    catalog.refresh()
    return catalog


def items(catalog: Catalog, query: str = "") -> list[dict[str, object]]:
    return list(references(catalog, found(catalog, query)))


def test_csl_json_has_what_is_known(hard: Catalog) -> None:
    (item,) = json.loads(write(items(hard, "id:i"), "csl-json"))
    assert item == {
        "id": "s",
        "type": "report",
        "title": r"50 % of {A} & B_C #1 \ ~x^2 $",
        "publisher": "P",
        "URL": "https://e.org/a_b%20{c}",
        "language": "en",
        "author": [{"literal": "A & B"}, {"literal": "C"}],
        "issued": {"date-parts": [[2024, 5]], "circa": True},
        "accessed": {"date-parts": [[2024, 6, 1]]},
    }


def test_bibtex_is_read_back(hard: Catalog) -> None:
    library = parse_string(write(items(hard), "bibtex"))
    assert not library.failed_blocks
    entries = {entry.key: entry for entry in library.entries}
    assert set(entries) == {"s", "t"}
    fields = {field.key: field.value for field in entries["s"].fields}
    assert fields["year"] == "2024"
    assert fields["date"] == "2024-05"
    assert fields["urldate"] == "2024-06-01"
    assert fields["author"] == r"{A \& B} and {C}"
    assert r"50 \% of \{A\} \& B\_C \#1" in fields["title"]


def test_ris_is_read_back(hard: Catalog) -> None:
    entries = {entry["id"]: entry for entry in rispy.loads(write(items(hard), "ris"))}
    assert set(entries) == {"s", "t"}
    assert entries["s"]["title"] == r"50 % of {A} & B_C #1 \ ~x^2 $"
    assert entries["s"]["authors"] == ["A & B", "C"]
    assert entries["s"]["year"] == "2024"
    assert entries["s"]["type_of_reference"] == "RPRT"


@pytest.mark.parametrize("form", ["csl-json", "bibtex", "ris"])
def test_every_source_of_the_registry_is_a_reference(builtin: Catalog, form: str) -> None:
    text = write(items(builtin), form)
    count = {
        "csl-json": lambda: len(json.loads(text)),
        "bibtex": lambda: len(parse_string(text).entries),
        "ris": lambda: len(rispy.loads(text)),
    }[form]()
    assert count == builtin.counts()[Kind.SOURCE]
