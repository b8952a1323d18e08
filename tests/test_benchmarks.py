"""The registries on which speed is measured, and the queries for them."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from benchmarks import growth, kept, queries, views
from benchmarks.__main__ import PARTS
from benchmarks.figures import Figure, Unit, rows_a_second, seconds
from benchmarks.from_ror import from_ror
from benchmarks.make_registry import make_registry
from benchmarks.subjects import Subject
from benchmarks.summary import MOST, summary
from benchmarks.table import Line, Pairs, as_table, p95

from collab_tui.catalog.catalog import Catalog
from collab_tui.catalog.views.places import places as map_places
from collab_tui.query import parse
from collab_tui.query.fields import FIELDS
from collab_tui.records.kinds import Kind

Opened = Callable[..., Catalog]


def contents(root: Path) -> dict[str, str]:
    return {
        str(path.relative_to(root)): path.read_text(encoding="utf-8")
        for path in root.rglob("*.toml")
    }


def documents(catalog: Catalog, query: str) -> list[dict[str, Any]]:
    found = [catalog.shown.dossier(n) for n in catalog.search(parse(query)).found[Kind.AGREEMENT]]
    return [dossier.document for dossier in found if dossier is not None]


def test_a_made_registry_is_the_same_every_time(tmp_path: Path) -> None:
    first, second = (make_registry(tmp_path / name, 100) for name in "ab")
    assert contents(first) == contents(second)


@pytest.mark.parametrize("size", [1, 100])
def test_a_made_registry_is_valid(tmp_path: Path, opened: Opened, size: int) -> None:
    problems = opened(make_registry(tmp_path, size)).problems.all()
    # A status that is out of date today: registries have many of them.
    assert {problem.code for problem in problems} <= {"status-against-dates"}


def test_a_made_registry_has_what_is_to_be_measured(tmp_path: Path, opened: Opened) -> None:
    catalog = opened(make_registry(tmp_path, 100))
    counts = catalog.counts()
    assert all(counts[kind] for kind in Kind)
    assert sum(counts.values()) >= 100
    members = [len(one["participants"]) for one in documents(catalog, "kind:agreement")]
    assert min(members) >= 2
    assert max(members) <= 12
    for script in ("national", "医", "москва"):
        assert len(catalog.search(parse(script)))


def test_the_queries_are_fifty_of_every_form() -> None:
    for asked in (queries.MADE, queries.ROR):
        assert len(set(asked)) == 50
        for query in asked:
            parse(query)
    for name in FIELDS.keys() - {"changed"}:  # it asks git, which does not have the registry
        assert any(f"{name}:" in query for query in queries.MADE), name


ROR = [
    {
        "id": "https://ror.org/04fp9fm22",
        "names": [
            {"lang": None, "types": ["acronym"], "value": "NUH"},
            {"lang": "zh", "types": ["label"], "value": "国大医院"},
            {"lang": "en", "types": ["label", "ror_display"], "value": "National University \x7f"},
            {"lang": "en", "types": ["label"], "value": "National University Hospital"},
            {"lang": None, "types": ["alias"], "value": "NU Hospital"},
        ],
        "types": ["healthcare"],
        "status": "active",
        "established": 1985,
        "locations": [
            {
                "geonames_details": {
                    "country_code": "SG",
                    "name": "Singapore",
                    "lat": 1,
                    "lng": 103.8,
                }
            }
        ],
        "external_ids": [
            {"type": "grid", "preferred": None, "all": ["grid.412106.0"]},
            {"type": "isni", "preferred": None, "all": ["0000 0004 0621 9599", "bad"]},
            {"type": "wikidata", "preferred": "not-one", "all": []},
            {"type": "fundref", "preferred": "1", "all": ["1"]},
        ],
        "links": [
            {"type": "website", "value": "https://www.nuh.com.sg"},
            {"type": "website", "value": "gopher://nuh"},
        ],
        "relationships": [
            {"type": "related", "id": "https://ror.org/01tgyzw49", "label": "NUS"},
            {"type": "parent", "id": "https://ror.org/000000000", "label": "not in the dump"},
            {"type": "parent", "id": "https://ror.org/01tgyzw49", "label": "NUS"},
        ],
    },
    {
        "id": "https://ror.org/01tgyzw49",
        "names": [{"lang": None, "types": ["ror_display", "label"], "value": "NUS"}],
        "types": ["education", "funder"],
        "status": "inactive",
        "established": None,
        "locations": [],
        "external_ids": [],
        "links": [],
        "relationships": [
            {"type": "parent", "id": "https://ror.org/04fp9fm22", "label": "NUH"},
        ],
    },
]


def test_ror_becomes_a_registry_as_it_is_imported(tmp_path: Path, opened: Opened) -> None:
    dump = tmp_path / "ror.json.gz"
    dump.write_bytes(gzip.compress(json.dumps(ROR).encode()))
    catalog = opened(from_ror(dump, tmp_path / "ror"))
    assert catalog.counts()[Kind.INSTITUTION] == 2
    assert [path.name for path in (tmp_path / "ror").glob("*.toml")] == ["institutions.toml"]
    written = (tmp_path / "ror" / "institutions.toml").read_text(encoding="utf-8")
    assert "\n[[institution]]\n" in written  # by these lines, the benchmark counts


def test_the_table_says_whether_a_target_is_met() -> None:
    pairs = Pairs()
    for ours in (3.0, 1.5, 9.0):
        pairs.add(1.5, ours)
    table = as_table([pairs.line("a : b", "100", 2.0, "a remark"), Line("c", "", "", "1 s")])
    assert "| 1.50 s | 3.00 s |  2.00 |    ≤ 2 | yes |" in table
    assert "- a, 100: a remark" in table
    assert "| NO" in as_table([pairs.line("a : b", "100", 1.9)])


def test_p95_is_the_nearest_rank() -> None:
    assert p95(list(range(1, 101))) == 95
    assert p95([7.0]) == 7.0


def test_the_docs_name_every_part() -> None:
    text = (Path(__file__).parents[1] / "docs" / "speed.md").read_text("utf-8")
    assert re.findall(r"^\| `([a-z-]+)` \|", text, re.MULTILINE) == list(PARTS)


def test_views_are_measured(tmp_path: Path) -> None:
    registry = make_registry(tmp_path, 100)
    lines = list(views.views([Subject("100", registry, tmp_path, 100)], 1))
    names = [line.what for line in lines]
    assert names[-2:] == ["first view ever", "first view, by what is kept"]
    assert {name.split()[1] for name in names[:-2]} == {state.name for state in views.LOOKS}


def test_a_varied_registry_has_no_errors_and_is_not_uniform(
    tmp_path: Path, opened: Callable[..., Catalog]
) -> None:
    catalog = opened(make_registry(tmp_path, 1000, is_varied=True))
    assert catalog.problems.counts()["error"] == 0
    places = catalog.sets.ask(lambda sets: map_places(sets, parse("")))
    assert places.placed
    assert places.none.count
    counts = [one.count for one in places.countries]
    assert max(counts) > 3 * min(counts)


def run(**seconds_of: float) -> list[Line]:
    """Return the lines of a run; the floor is a second, and the target twice that."""
    return [
        Line(f"{what} : floor", "1,000", seconds(1), seconds(value), value, 2.0)
        for what, value in seconds_of.items()
    ]


def test_two_runs_are_compared_and_summed_up_in_ten_lines(tmp_path: Path) -> None:
    missed = {f"part{number}": 3.0 + number for number in range(12)}
    before = [*run(slow=1.0, fast=2.0, same=1.0), Line("gone", "1,000", "", seconds(1))]
    before.append(Line("rows", "1,000", "", rows_a_second(100)))
    kept.write(tmp_path / "run.json", before)
    assert kept.read(tmp_path / "run.json") == before
    now = [*run(slow=1.5, fast=1.0, same=1.05, **missed), Line("new", "1,000", "failed", "")]
    now.append(Line("rows", "1,000", "", rows_a_second(25)))
    found = kept.changes(kept.read(tmp_path / "run.json"), now)
    assert [(one.line.what, round(one.times, 2)) for one in found] == [
        ("rows", 4.0),  # a speed that fell
        ("slow : floor", 1.5),
        ("same : floor", 1.05),
        ("fast : floor", 0.5),
    ]
    table = kept.as_changes(found)
    assert "same" not in table
    assert "| slow : floor | 1,000    |     1.00 s |    1.50 s |         1.50 |" in table
    said = summary(now, found).splitlines()
    assert len(said) == MOST
    assert said[0] == "17 figures; 3 of 15 targets met"
    assert said[2] == "missed: part11 : floor, 1,000: 14.00 s, 7.00 × the target"
    assert said[-3:] == [
        "and 7 more missed",
        "slower: rows, 1,000: 100 rows/s → 25 rows/s, 4.00 ×",
        "slower: slow : floor, 1,000: 1.00 s → 1.50 s, 1.50 ×",
    ]
    (tmp_path / "other.json").write_text("[]")
    with pytest.raises(ValueError, match="is not what --json writes"):
        kept.read(tmp_path / "other.json")


def test_growth_is_fitted_drawn_and_written(tmp_path: Path) -> None:
    lines = [
        Line(what, f"{size:,}", "", Figure(scale * size**power, unit))
        for what, scale, power, unit in (
            ("straight : floor", 1e-4, 1, Unit.SECONDS),
            ("square", 1e-7, 2, Unit.SECONDS),
            ("memory", 1.0, 0.5, Unit.KIB),
        )
        for size in (100, 1_000, 10_000)
    ]
    lines += [Line("once", "100", "", seconds(1)), Line("straight", "ROR", "", seconds(9))]
    late = zip((100, 1_000, 10_000), (1.0, 0.1, 1.8), strict=True)  # steep only at the end
    lines += [Line("ranked searches, p95 : bare", f"{n:,}", "", seconds(s)) for n, s in late]
    found = {curve.what: round(curve.exponent, 2) for curve in growth.curves(lines)}
    assert found == {"straight": 1.0, "square": 2.0, "memory": 0.5, "ranked searches, p95": 0.13}
    growth.write(tmp_path, lines, "2 cores")
    page = (tmp_path / growth.PAGE).read_text()
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in page.splitlines()]
    assert ["square", "1.00 ms", "100.0 ms", "10.00 s", "2.00"] in rows
    steep = [line for line in page.splitlines() if line.startswith("- ")]
    assert steep == [
        "- square, from 1,000 to 10,000 with the exponent 2.00: why is not known.",
        "- ranked searches, p95, from 1,000 to 10,000 with the exponent 1.26: "
        f"{growth.WHY['ranked searches']}.",
    ]
    root = ET.fromstring((tmp_path / growth.PLOT).read_text())
    drawn = [one.attrib["points"] for one in root if one.tag.endswith("polyline")]
    assert len(drawn) == 3  # of times only
    assert [one.text for one in root if one.attrib.get("text-anchor") == "start"] == [
        "straight",
        "square",
        "ranked searches, p95",
    ]
    growth.write(tmp_path, [line for line in lines if line.what.startswith("straight")], "2 cores")
    assert "No figure grows faster" in (tmp_path / growth.PAGE).read_text()


def test_a_very_large_registry_is_measured_less_often() -> None:
    large, usual = (Subject("x", None, Path(), records) for records in (1_000_000, 100_000))
    assert (large.runs(5), usual.runs(5), large.runs(1)) == (2, 5, 1)
