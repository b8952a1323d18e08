"""Lists of records in each format."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt
from rich.cells import cell_len

from collab_tui.catalog.catalog import Catalog
from collab_tui.catalog.columns import COLUMNS
from collab_tui.catalog.row import Row
from collab_tui.outgoing.documents import document_of
from collab_tui.query import parse
from collab_tui.records.kinds import Kind
from collab_tui.render import briefs, results
from collab_tui.render.kinds import page_of
from collab_tui.render.result_table import as_table
from tests.render.conftest import show_at

FIRST = Row(1, Kind.AGREEMENT, "first", "First | agreement", 2, None, "active", "expired", 2024)
SECOND = Row(2, Kind.INSTITUTION, "second", "第二医院", 0, "SG", with_parts=5)
UNSAFE = "\x1b[31mred\x9b\u202e"


def named(name: str) -> Row:
    return Row(3, Kind.PERSON, "x", name, 0)


def test_table_has_a_line_for_each_record() -> None:
    lines = [line.rstrip() for line in show_at(as_table([FIRST, SECOND]), 80).splitlines()]
    assert lines == [
        "Ref                 Name                          Year",
        "agreement/first     First | agreement  ⊘ expired  2024",
        "institution/second  第二医院           SG",
    ]


@pytest.mark.parametrize("width", [30, 60, 100])
def test_table_loses_no_name_and_keeps_to_the_width(book: Catalog, width: int) -> None:
    found = book.search(parse("kind:agreement OR kind:focus-area OR kind:source")).found.values()
    for row in book.shown.rows([n for numbers in found for n in numbers]):
        assert fits(show_at(as_table([row]), width), width)
        alone = show_at(as_table([row._replace(status=None, year=None)]), width)
        start = alone.index("Name")
        words = "".join(line[start:] for line in alone.splitlines()[1:]).split()
        assert "".join(words) == "".join(row.name.split())


def fits(text: str, width: int) -> bool:
    return max(map(cell_len, text.splitlines())) <= width


def test_table_leaves_markup_and_escape_sequences_as_text() -> None:
    assert "[bold]x[/bold]" in show_at(as_table([named("[bold]x[/bold]")]))
    assert "␛[31mred⟨U+009B⟩⟨U+202E⟩" in show_at(as_table([named(UNSAFE)]))


def test_ids_are_one_a_line() -> None:
    assert "".join(briefs.as_ids([FIRST, SECOND])) == "agreement/first\ninstitution/second\n"


def test_json_and_jsonl_hold_the_same_objects() -> None:
    rows = [results.as_object(row) for row in (FIRST, SECOND)]
    text = "".join(results.as_json(rows))
    objects = json.loads(text)
    assert text == json.dumps(rows, indent=2, ensure_ascii=False) + "\n"
    assert "".join(results.as_json([])) == "[]\n"
    assert objects == list(map(json.loads, results.as_jsonl(rows)))
    assert objects[0] == {
        "ref": "agreement/first",
        "kind": "agreement",
        "id": "first",
        "name": "First | agreement",
        "country": None,
        "status": "expired",
        "year": 2024,
        "count": 2,
        "with_parts": None,
        **dict.fromkeys(COLUMNS),
    }


@pytest.mark.parametrize("write", [results.as_json, results.as_jsonl])
def test_json_holds_no_control_characters_yet_means_them(
    write: Callable[[list[dict[str, Any]]], Iterator[str]],
) -> None:
    text = "".join(write([results.as_object(named(UNSAFE))]))
    assert not set(text) & set("\x1b\x9b\u202e")
    assert json.loads(text.strip("[]\n "))["name"] == UNSAFE


def test_csv_has_a_header_and_a_line_for_each_record() -> None:
    text = "".join(results.as_csv(map(results.as_object, [FIRST, SECOND])))
    assert text.endswith("\r\n")
    empty = [""] * len(COLUMNS)
    first = ["agreement/first", "agreement", "first", "First | agreement"]
    second = ["institution/second", "institution", "second", "第二医院", "SG"]
    assert list(csv.reader(io.StringIO(text))) == [
        list(results.HEADER),
        [*first, "", "expired", "2024", "2", "", *empty],
        [*second, "", "", "0", "5", *empty],
    ]


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@sum", "'@sum"),
        ("  =1+1", "'  =1+1"),
        ("\t=1", "' =1"),
        ("\uff1d1", "'\uff1d1"),
        ('a "quoted", name', 'a "quoted", name'),
        ("two\nlines", "two lines"),
        (UNSAFE, "␛[31mred⟨U+009B⟩⟨U+202E⟩"),
    ],
)
def test_csv_cell_is_neither_a_formula_nor_a_control(name: str, cell: str) -> None:
    text = "".join(results.as_csv([results.as_object(named(name))]))
    assert list(csv.reader(io.StringIO(text)))[1][3] == cell


def test_markdown_is_a_table_that_reads_back() -> None:
    tokens = (
        MarkdownIt("commonmark").enable("table").parse("".join(briefs.as_markdown([FIRST, SECOND])))
    )
    assert [token.content for token in tokens if token.type == "inline"] == [
        *("Ref", "Name", "Country", "Status", "Year"),
        *("agreement/first", "First | agreement", "", "expired", "2024"),
        *("institution/second", "第二医院", "SG", "", ""),
    ]


def test_nothing_found_is_an_empty_list() -> None:
    assert "".join(results.as_json([])) == "[]\n"
    assert list(results.as_jsonl([])) == list(briefs.as_ids([])) == []
    assert "".join(results.as_csv([])).splitlines() == [",".join(results.HEADER)]


def test_record_as_json_has_what_links_to_it(book: Catalog) -> None:
    dossier = book.shown.dossier(book.resolve("memorandum"))
    assert dossier is not None
    content = json.loads(results.objects_json([results.dossier_object(dossier)]))
    assert content["ref"] == "agreement/memorandum"
    assert content["status_today"] == "expired"
    assert content["record"]["status"] == "active"
    assert content["linked_from"] == [
        {"ref": "agreement/centre", "relation": "related", "as": "implements"}
    ]


@pytest.mark.parametrize("kind", [Kind.AGREEMENT, Kind.SOURCE])
def test_a_record_without_a_type_has_a_page(
    kind: Kind, registry: Callable[..., Path], opened: Callable[..., Catalog]
) -> None:
    catalog = opened(registry(a=f'[[{kind.table}]]\nid = "a"\nname = "Untyped"\n'))
    n = catalog.resolve(f"{kind}/a")
    dossier = catalog.shown.dossier(n)
    assert dossier is not None
    assert page_of(dossier).name == "Untyped"
    assert "Untyped" in document_of(catalog, [n])
