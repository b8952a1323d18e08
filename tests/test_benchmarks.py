"""The registries on which speed is measured, and the queries for them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from benchmarks import queries, views
from benchmarks.from_ror import from_ror
from benchmarks.make_registry import make_registry
from benchmarks.subjects import Subject
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
    found = [catalog.dossier(n) for n in catalog.search(parse(query)).found[Kind.AGREEMENT]]
    return [dossier.document for dossier in found if dossier is not None]


def test_a_made_registry_is_the_same_every_time(tmp_path: Path) -> None:
    first, second = (make_registry(tmp_path / name, 100) for name in "ab")
    assert contents(first) == contents(second)


@pytest.mark.parametrize("size", [1, 100])
def test_a_made_registry_is_valid(tmp_path: Path, opened: Opened, size: int) -> None:
    problems = opened(make_registry(tmp_path, size)).problems()
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


def test_ror_becomes_a_registry_without_problems(tmp_path: Path, opened: Opened) -> None:
    dump = tmp_path / "ror.json.gz"
    dump.write_bytes(gzip.compress(json.dumps(ROR).encode()))
    catalog = opened(from_ror(dump, tmp_path / "ror"))
    assert catalog.problems() == []
    assert catalog.counts()[Kind.INSTITUTION] == 2

    def document(ref: str) -> dict[str, Any]:
        dossier = catalog.dossier(catalog.resolve(ref))
        assert dossier is not None
        return dossier.document

    university = document("01tgyzw49")
    assert university["name"] == "NUS"
    assert university["parent"] == "04fp9fm22"
    hospital = document("04fp9fm22")
    assert hospital["name"] == {"en": "National University \x7f", "zh": "国大医院"}
    assert hospital["acronyms"] == ["NUH"]
    assert hospital["aliases"] == ["National University Hospital", "NU Hospital"]
    assert (hospital["country"], hospital["city"]) == ("SG", "Singapore")
    assert "parent" not in hospital  # it would lead into a circle
    assert set(hospital["identifiers"]) == {"ror", "grid", "isni"}
    assert hospital["links"] == ["https://www.nuh.com.sg"]


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
    assert catalog.problem_counts()["error"] == 0
    places = catalog.sets(lambda sets: map_places(sets, parse("")))
    assert places.placed
    assert places.none.count
    counts = [one.count for one in places.countries]
    assert max(counts) > 3 * min(counts)
