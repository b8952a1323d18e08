"""Agreements with a derived end, or that renew themselves; today is 2026-06-15."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from collab_tui.catalog.catalog import Catalog
from collab_tui.query import parse
from collab_tui.query.fields import FIELDS
from collab_tui.records.kinds import Kind
from tests.conftest import TODAY


def agreement(name: str, rest: str) -> str:
    return (
        f'[[agreement]]\nid = "{name}"\nname = "{name}"\ntype = "mou"\n{rest}\n'
        'participants = [{ institution = "nuh" }]\n'
    )


AUTOMATIC = 'renewal = { type = "automatic", every = "P1Y", notice = "P6M" }'
REGISTRY = '[[institution]]\nid = "nuh"\nname = "NUH"\n' + "".join(
    agreement(name, rest)
    for name, rest in {
        "over": 'dates = { start = 2020-07-01, duration = "P5Y" }',
        "running": 'dates = { start = 2022-07-01, duration = "P5Y" }',
        "ending": 'dates = { signed = 2022-01-01, duration = "P5Y" }\nstatus = "active"',
        "noticed": 'dates = { end = 2027-12-31 }\nrenewal = { type = "by-agreement",'
        ' notice = "P6M" }',
        "renewed": f'dates = {{ start = 2019-01-01, duration = "P3Y" }}\n{AUTOMATIC}',
        "stated": f'dates = {{ start = 2019, end = 2021-12-31 }}\n{AUTOMATIC}\nstatus = "signed"',
        "stopped": f"dates = {{ end = 2021-12-31, terminated = 2025-01-01 }}\n{AUTOMATIC}",
        "stopping": f"dates = {{ end = 2021-12-31, terminated = 2026-10-01 }}\n{AUTOMATIC}",
        "finished": f'dates = {{ end = 2021-12-31 }}\nstatus = "completed"\n{AUTOMATIC}',
        "lapsed": 'dates = { end = 2021-12-31 }\nstatus = "lapsed"',
        "open": 'dates = { start = "201X", end = "2020/.." }',
        "season": 'dates = { signed = "2023-24" }',
        "ancient": 'dates = { signed = "-0300", end = "Y20000" }',
        "talked": 'dates = { end = 2027-12-31 }\nstatus = "negotiating"',
    }.items()
)


@pytest.fixture(scope="module")
def terms(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalog]:
    folder = tmp_path_factory.mktemp("terms")
    (folder / "a.toml").write_text(REGISTRY, encoding="utf-8")
    catalog = Catalog.open([folder], None, TODAY)
    catalog.refresh()
    yield catalog
    catalog.close()


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("is:expired", "over stopped lapsed"),
        ("is:expiring", "ending renewed stated stopping"),
        ("notice:2026", "renewed stated"),
        ("notice:<=2026-06-30", "renewed stated"),
        ("notice:2027", "noticed"),
        ("notice:<2026", ""),
        ("ends:2025", "over stopped open"),
        ("ends:2026", "ending renewed stated stopping open"),
        ("ends:2021", "stopped finished lapsed open"),
        ("ends:2027", "running noticed talked open"),
        ("ends:<2020", ""),
        ("starts:2013", "open"),
        ("starts:201X", "renewed stated open"),
        ("signed:2024-02", "season"),
        ("signed:2023", "season"),
        ("signed:2023-11", ""),
        ("signed:2023/2024", "season"),
        ("signed:2023-24", "season"),
        ("signed:<2000", "ancient"),
        ("as-of:2026-06-15", "running ending noticed renewed stated stopping open season ancient"),
        ("as-of:2023", "over running ending renewed stated stopped stopping open season ancient"),
    ],
)
def test_queries_know_the_terms(terms: Catalog, query: str, ids: str) -> None:
    found = terms.search(parse(query)).found[Kind.AGREEMENT]
    rows = terms.shown.rows(found)
    if query.startswith("as-of:2023"):  # without a date of beginning, it is in force from today on
        ids = ids.replace(" stopped", "").replace(" stopping", "")
    assert {row.id for row in rows} == set(ids.split())


def test_the_status_follows_from_the_term(terms: Catalog) -> None:
    rows = terms.shown.rows(terms.search(parse("kind:agreement")).found[Kind.AGREEMENT])
    assert {row.id: row.status for row in rows if row.status} == {
        "over": "expired",
        "ending": "active",
        "stated": "signed",
        "stopped": "expired",
        "finished": "completed",
        "lapsed": "lapsed",
        "talked": "negotiating",
    }


def test_institutions_are_asked_through_their_agreements(terms: Catalog) -> None:
    for query in ("notice:2026", "ends:2026 notice:2026", "is:expiring"):
        assert len(terms.search(parse(query)).found[Kind.INSTITUTION]) == 1
    assert not terms.search(parse("notice:2030")).found[Kind.INSTITUTION]


@pytest.mark.parametrize(
    ("field", "query", "counts"),
    [
        ("notice", "", {"2026": 2, "2027": 1}),
        ("notice", "is:expiring", {"2026": 2}),
        ("ends", "", {"2020": 1, "2021": 3, "2025": 2, "2026": 4, "2027": 3}),
        ("ends", "notice:2026", {"2026": 2}),
    ],
)
def test_facets_know_the_terms(
    terms: Catalog, field: str, query: str, counts: dict[str, int]
) -> None:
    found = terms.facets(FIELDS[field], parse(query), "")
    assert {facet.value: facet.count for facet in found} == counts
