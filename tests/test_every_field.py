"""Every field of the format goes through every command; see every.toml. Today is 2026-06-15."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from collab_tui.catalog.catalog import Catalog
from collab_tui.query import parse
from collab_tui.render.kinds import page_of
from collab_tui.render.markdown import markdown_blocks
from collab_tui.render.results import dossier_json
from tests.conftest import TODAY

EVERY = Path(__file__).parent / "every.toml"


@pytest.fixture(scope="module")
def every() -> Iterator[Catalog]:
    catalog = Catalog.open([EVERY], None, TODAY)
    catalog.refresh()
    yield catalog
    catalog.close()


def shown(catalog: Catalog, ref: str) -> str:
    """Return the record as Markdown."""
    dossier = catalog.dossier(catalog.resolve(ref))
    assert dossier is not None
    return "".join(markdown_blocks([page_of(dossier)]))


def test_nothing_is_wrong_with_it(every: Catalog) -> None:
    assert [p.message for p in every.problems() if p.severity == "error"] == []


@pytest.mark.parametrize(
    ("query", "refs"),
    [
        ("person:ana", "agreement/exchange institution/nus person/ana"),
        ("person:budi kind:agreement", "agreement/exchange"),
        ("notice:2027", "agreement/exchange institution/nus"),
        ("notice:<=2026-06-30", "agreement/samples"),
        ("ends:2026-07 kind:agreement", "agreement/exchange agreement/samples"),
        ("type:staff-exchange,student-exchange", "agreement/exchange"),
        ('"school was founded"', "institution/nuh"),
    ],
)
def test_it_is_searched(every: Catalog, query: str, refs: str) -> None:
    found = every.search(parse(query)).found.values()
    rows = every.rows([n for numbers in found for n in numbers])
    assert sorted(str(row.ref) for row in rows) == refs.split()


@pytest.mark.parametrize(
    ("ref", "lines"),
    [
        (
            "nuh",
            [
                "| Part of | National University Health System[^site] |",
                "|  | Ministry of Health (unsourced) |",
                "| teaching hospital of | National University of Singapore[^site]<br>Since the"
                " school was founded. |",
                "| successor of | Kent Ridge Hospital[^site] |",
            ],
        ),
        ("nus", ["| has as teaching hospital | National University Hospital |"]),
        ("old-nuh", ["| succeeded by | National University Hospital (unsourced) |"]),
        (
            "exchange",
            [
                "| Duration | 2 years[^site] |",
                "| Renewal | automatic, every year, notice 3 months before the end[^site] |",
                "| Next end | 27 Jul 2026 (derived) |",
                "| Notice until | 27 Apr 2027 (derived) |",
                "| 27 Jul 2025 | End (derived from the duration) |",
                "Ana Signs, President · signatory",
                "Budi Acts",
            ],
        ),
        (
            "samples",
            [
                "| Renewal | by agreement, notice 1 month before the end (unsourced) |",
                "| Notice until | 30 Jun 2026 (derived) |",
                "| Jul 2026 | End (derived from the duration) |",
            ],
        ),
        ("ana", ["signatory for National University of Singapore", "contact for National"]),
    ],
)
def test_it_is_shown(every: Catalog, ref: str, lines: list[str]) -> None:
    text = shown(every, ref)
    assert [line for line in lines if line not in text] == [], text


def test_what_is_derived_stands_beside_the_record(every: Catalog) -> None:
    dossier = every.dossier(every.resolve("exchange"))
    assert dossier is not None
    content = json.loads(dossier_json(dossier))
    assert content["derived"] == {
        "dates.end": "2025-07-27",
        "next_end": "2026-07-27",
        "notice_until": "2027-04-27",
    }
    assert "end" not in content["record"]["dates"]
