"""Which records are linked to one: what the explorer marks."""

from __future__ import annotations

import pytest

from collab_tui.catalog.catalog import Catalog
from collab_tui.records.kinds import Kind, Ref

NUMBERLESS = 10**9


def linked(catalog: Catalog, ref: str) -> dict[str, str]:
    """Return the ids of what is linked to a record, by kind."""
    n = catalog.number(Ref.parse(ref))
    assert n is not None
    numbers = catalog.shown.linked_to(n)
    rows = catalog.shown.rows(sorted(numbers))
    assert len(rows) == len(numbers)
    by_kind = {kind: " ".join(sorted(row.id for row in rows if row.kind is kind)) for kind in Kind}
    return {kind.value: ids for kind, ids in by_kind.items() if ids}


@pytest.mark.parametrize(
    ("ref", "expected"),
    [
        (
            "institution/nuh",
            {
                "agreement": "angio ssmic undated",
                "institution": "philips ruijin-hospital siriraj",
                "focus-area": "car-t imaging stroke",
            },
        ),
        (  # agreements of its child institutions are also its own
            "institution/sjtu",
            {
                "agreement": "frame genomics",
                "institution": "moh-indonesia philips",
                "focus-area": "cell-therapy genomics",
            },
        ),
        ("institution/old-lab", {}),
        ("agreement/ssmic", {"institution": "nuh ruijin-hospital", "focus-area": "car-t"}),
        (
            "agreement/undated",
            {"institution": "nuh siriraj", "focus-area": "imaging stroke"},
        ),
        (  # an agreement on a narrower area counts
            "focus-area/haematology",
            {
                "agreement": "ssmic trial twinning",
                "institution": "nuh ruijin-hospital viet-duc",
                "focus-area": "car-t",
            },
        ),
        (
            "focus-area/oncology",
            {
                "agreement": "frame ssmic stopped trial",
                "institution": "moh-indonesia nuh nuhs ruijin-hospital sjtu viet-duc",
                "focus-area": "car-t cell-therapy genomics",
            },
        ),
        (
            "person/chen",
            {"agreement": "ssmic", "institution": "nuh ruijin-hospital", "focus-area": "car-t"},
        ),
        ("person/jane", {}),
        ("source/s-news", {"agreement": "ssmic", "institution": "ruijin-hospital"}),
    ],
)
def test_what_is_linked_to_a_record(catalog: Catalog, ref: str, expected: dict[str, str]) -> None:
    assert linked(catalog, ref) == expected


def test_no_record_is_linked_to_itself_and_links_go_both_ways(catalog: Catalog) -> None:
    rows = catalog.shown.rows(range(1, 200))
    direct = (Kind.INSTITUTION, Kind.AGREEMENT)
    found = {row.n: catalog.shown.linked_to(row.n) for row in rows}
    for row in rows:
        assert row.n not in found[row.n]
        for other in rows:
            if row.kind in direct and other.kind in direct and row.kind is not other.kind:
                assert (other.n in found[row.n]) is (row.n in found[other.n])


def test_nothing_is_linked_to_a_record_that_is_gone(catalog: Catalog) -> None:
    assert catalog.shown.linked_to(NUMBERLESS) == set()
