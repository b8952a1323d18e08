"""Every field of the format goes through every command; see every.toml. Today is 2026-06-15."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from collab_tui.catalog.catalog import Catalog
from collab_tui.cli import cli
from collab_tui.query import QueryError, parse
from collab_tui.query.fields import field_named
from collab_tui.records.declared import DECLARED
from collab_tui.records.declared.shared import NAMING, SURROUNDING
from collab_tui.records.kinds import Kind
from collab_tui.render.kinds import page_of
from collab_tui.render.markdown import markdown_blocks
from collab_tui.render.results import dossier_object, objects_json
from tests.conftest import TODAY

DUMPED = ("jsonl", "sqlite", "datapackage", "geojson")
EVERY = Path(__file__).parent / "every.toml"


@pytest.fixture(scope="module")
def every() -> Iterator[Catalog]:
    catalog = Catalog.open([EVERY], None, TODAY)
    catalog.refresh()
    yield catalog
    catalog.close()


def shown(catalog: Catalog, ref: str) -> str:
    """Return the record as Markdown."""
    dossier = catalog.shown.dossier(catalog.resolve(ref))
    assert dossier is not None
    return "".join(markdown_blocks([page_of(dossier)]))


def test_nothing_is_wrong_with_it(every: Catalog) -> None:
    assert [p.message for p in every.problems.all() if p.severity == "error"] == []


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
        ("city:singapore kind:institution", "institution/nuh"),
        ("city:suzhou", "institution/nuh"),
        ('city:"johor b"', "institution/nuh"),
        ("region:CN-JS", "institution/nuh"),
        ("region:sg", "institution/nuh"),
        ("established:<1990", "institution/nuh"),
        ("number:nus/2023-117", "agreement/exchange institution/nus"),
        ("number:2023", "agreement/exchange institution/nus"),
        ("department:science", "agreement/exchange institution/nus"),
        ('department:"global relations" kind:agreement', "agreement/exchange"),
        ("value:>=1000000", "agreement/exchange institution/nus"),
        ("value:<1000000", ""),
        ("reviewed:<2025", "institution/nuh"),
        ("reviewed:2026", "agreement/exchange"),
        ("is:unreviewed kind:agreement", "agreement/samples"),
        ("extra:cost-centre", "institution/nuh"),
        ("extra.cost-centre:c-17", "institution/nuh"),
        ("extra.Cost_Centre:C-17", "institution/nuh"),
        ("extra.inner.floors:2", "institution/nuh"),
        ("extra.inner.open:true", "institution/nuh"),
        ("-extra.inner.open:true kind:institution city:singapore", ""),
        ("rumah", "institution/nuh"),
        ("rsnu", "institution/nuh"),
        ('"main building"', "institution/nuh"),
        ("nuh.com.sg", "institution/nuh"),
        ("501100001352", "institution/nuh"),
        ("https://doi.org/10.13039/501100001352", "institution/nuh"),
        ("https://ror.org/04fp9fm22", "institution/nuh"),
        ("0000 0000 8544 230X", "institution/nuh"),
        ("isni.org/isni/000000008544230X", "institution/nuh"),
        ("doi:10.1000/abc", "source/site"),
        ("1880252", "institution/nuh"),
        ("1886760", "institution/nuh"),
        ("automatic zh-hans", "agreement/exchange"),
        ("small.toml", "agreement/exchange"),
        ("SG-0017", "institution/nuh"),
        ("exchange@nus.example", "agreement/exchange"),
        ('"before the summer"', "agreement/exchange"),
    ],
)
def test_it_is_searched(every: Catalog, query: str, refs: str) -> None:
    kinds = [kind for kind in Kind if kind is not Kind.FOCUS_AREA]
    found = every.search(parse(query), kinds).found.values()
    rows = every.shown.rows([n for numbers in found for n in numbers])
    assert sorted(str(row.ref) for row in rows) == refs.split()


@pytest.mark.parametrize(
    ("ref", "lines"),
    [
        (
            "nuh",
            [
                "| Region | SG-03 (unsourced) |",
                "| GeoNames | [1880252](<https://www.geonames.org/1880252>) (unsourced) |",
                "| Further places | Research campus, Suzhou, CN-JS, China, 31.27° N, 120.74° E",
                "|  | Johor Bahru (unsourced) |",
                "| Domains | nuh.com.sg (unsourced) |",
                "| ROR | [04fp9fm22](<https://ror.org/04fp9fm22>) (unsourced) |",
                "0000 0001 2180 6431",
                "0000 0000 8544 230X",
                "[Q738236](<https://www.wikidata.org/wiki/Q738236>)",
                "[100000002](<https://doi.org/10.13039/100000002>)",
                "| WHO | SG-0017 (unsourced) |",
                "| Beds | 1200 (unsourced) |",
                "| Reviewed | May 2024 |",
                "| Also known as | Kent Ridge Clinics · Rumah Sakit Nasional (Malay) |",
                "https://en.wikipedia.org/wiki/NUH>) · wikipedia |",
                "NUH Main Building",
                "Cost centre | C-17",
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
                "| Number | NUS/2023-117 (unsourced) |",
                "| Department | Office of Global Relations (unsourced) |",
                "| Languages | English, Chinese (Simplified) (unsourced) |",
                "| Value | SGD 1,500,000 (over three years) (unsourced) |",
                "| Students a year | 12 (unsourced) |",
                "| Notes | To be renewed before the summer. |",
                "| Reviewed | 2 Jan 2026 |",
                "Faculty of Science · exchange@nus.example",
                "catalog/small.toml",
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
        ("ana", ["contact, signatory for National University of Singapore", "1 agreement"]),
    ],
)
def test_it_is_shown(every: Catalog, ref: str, lines: list[str]) -> None:
    text = shown(every, ref)
    assert [line for line in lines if line not in text] == [], text


def test_what_is_derived_stands_beside_the_record(every: Catalog) -> None:
    dossier = every.shown.dossier(every.resolve("exchange"))
    assert dossier is not None
    content = json.loads(objects_json([dossier_object(dossier)]))
    assert content["derived"] == {
        "dates.end": "2025-07-27",
        "next_end": "2026-07-27",
        "notice_until": "2027-04-27",
    }
    assert "end" not in content["record"]["dates"]


@pytest.mark.parametrize(
    ("field", "counts"),
    [
        ("city", {"Singapore": 1, "Suzhou": 1, "Johor Bahru": 1}),
        ("region", {"SG-03": 1, "CN-JS": 1}),
        ("established", {"1985": 1}),
        ("person", {"ana": 1, "budi": 1}),
        ("number", {"NUS/2023-117": 1}),
        ("department", {"Office of Global Relations": 1, "Faculty of Science": 1}),
        ("value", {"1500000": 1}),
        ("notice", {"2026": 1, "2027": 1}),
        ("reviewed", {"2024": 1, "2026": 1}),
        ("extra", {"cost-centre": 1, "inner.floors": 1, "inner.open": 1}),
        ("extra.inner.floors", {"1": 1, "2": 1}),
    ],
)
def test_its_values_are_counted(every: Catalog, field: str, counts: dict[str, int]) -> None:
    asked = field_named(field)
    assert asked is not None
    found = every.facets(asked, parse(""), "")
    assert {facet.value: facet.count for facet in found} == counts


def test_every_declared_field_occurs(every: Catalog) -> None:
    """A field that this register lacks would not be tested here."""
    held: dict[Kind, list[dict[str, Any]]] = {}
    for numbers in every.search(parse("")).found.values():
        for n in numbers:
            dossier = every.shown.dossier(n)
            assert dossier is not None
            held.setdefault(dossier.ref.kind, []).append(dossier.document)
    missing = [
        f"{kind} {field.path}"
        for kind, declared in DECLARED.items()
        for field in declared.fields
        if not any(field.values(document) for document in held[kind])
    ]
    shared = {field.path for field in (*NAMING, *SURROUNDING)}
    once = {path for path in shared if any(f"{kind} {path}" not in missing for kind in Kind)}
    without = ("documents[].sha256", "dates.end", "dates.terminated")
    assert [one for one in missing if one.split()[1] not in {*once, *without}] == []


def test_it_goes_through_every_command(tmp_path: Path) -> None:
    runner, data = CliRunner(), ("-d", str(EVERY))
    for arguments in (
        ("check",),
        *(
            ("search", "", "-f", form)
            for form in ("table", "ids", "json", "jsonl", "csv", "markdown")
        ),
        *(("show", ref, "-f", form) for ref in ("nuh", "exchange") for form in ("text", "json")),
        *(("facets", "extra.inner.floors", "-f", form) for form in ("table", "json", "csv")),
        *(("dump", "-f", form, "-o", f"{tmp_path}/dump.{form}") for form in DUMPED),
        ("cite",),
        ("graph",),
        ("export", "--query", "", "-o", str(tmp_path / "all.md")),
        ("export", "agreement/exchange", "-o", f"{tmp_path}/one/"),
    ):
        done = runner.invoke(cli, [*arguments, *data])
        assert done.exit_code == 0, (arguments, done.output)
    assert "NUS/2023-117" in (tmp_path / "all.md").read_text(encoding="utf-8")
    rows = json.loads(runner.invoke(cli, ["search", "id:exchange", "-f", "json", *data]).stdout)
    assert (rows[0]["number"], rows[0]["value"]) == ("NUS/2023-117", "1500000")


def test_an_unknown_key_of_extra_is_a_mistake(every: Catalog) -> None:
    with pytest.raises(QueryError, match=r"no record has extra\.budget: 'x'"):
        every.search(parse("extra.budget:x"))
    with pytest.raises(QueryError, match="no record has city: 'nowhere'"):
        every.search(parse("city:nowhere"))
