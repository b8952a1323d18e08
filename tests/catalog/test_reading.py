"""What a catalog says about its records: rows, the tree of focus areas, dossiers, refs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from collab_tui.catalog.catalog import Catalog
from collab_tui.catalog.checks.circles import find_circles
from collab_tui.catalog.dossier import Dossier
from collab_tui.catalog.refs import RefError
from collab_tui.catalog.row import Row
from collab_tui.query import parse
from collab_tui.records.kinds import Kind, Ref, Relation
from tests.conftest import Registry


def row(catalog: Catalog, text: str) -> Row:
    (found,) = catalog.shown.rows([catalog.resolve(text)])
    return found


def dossier(catalog: Catalog, text: str) -> Dossier:
    found = catalog.shown.dossier(catalog.resolve(text))
    assert found is not None
    return found


def test_counts_by_kind(catalog: Catalog) -> None:
    assert list(catalog.counts().values()) == [9, 10, 7, 3, 2]


def test_rows_come_in_the_order_asked_for_and_without_what_is_gone(catalog: Catalog) -> None:
    numbers = [catalog.resolve(text) for text in ("ssmic", "nuh", "car-t")]
    rows = catalog.shown.rows([*numbers, 10**6])
    assert [str(r.ref) for r in rows] == ["agreement/ssmic", "institution/nuh", "focus-area/car-t"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("nuh", 3),
        ("nuhs", 2),
        ("old-lab", 0),
        ("ssmic", 2),
        ("agreement/genomics", 3),
        ("focus-area/oncology", 4),
        ("focus-area/car-t", 2),
        ("focus-area/genomics", 2),
        ("chen", 1),
        ("jane", 0),
        ("s-news", 2),
    ],
)
def test_a_row_counts_what_one_scans_for(text: str, count: int, catalog: Catalog) -> None:
    assert row(catalog, text).how_many == count


def test_an_institution_also_counts_what_its_parts_are_in(catalog: Catalog) -> None:
    assert (row(catalog, "nuhs").how_many, row(catalog, "nuhs").with_parts) == (2, 5)
    assert (row(catalog, "nuh").how_many, row(catalog, "nuh").with_parts) == (3, 3)
    for n in catalog.search(parse("")).found[Kind.INSTITUTION]:
        (found,) = catalog.shown.rows([n])
        asked = catalog.search(parse(f"with:{found.id}"), [Kind.AGREEMENT])
        assert found.with_parts == len(asked)
    assert row(catalog, "focus-area/oncology").with_parts is None
    assert row(catalog, "ssmic").with_parts is None


@pytest.mark.parametrize(
    ("text", "recorded", "status"),
    [
        ("ssmic", "active", "active"),
        ("stroke-mou", "signed", "signed"),
        ("agreement/genomics", "active", "expired"),
        ("supply", "completed", "completed"),
        ("stopped", "terminated", "terminated"),
        ("undated", None, None),
    ],
)
def test_a_row_has_the_status_as_recorded_and_as_of_today(
    text: str, recorded: str | None, status: str | None, catalog: Catalog
) -> None:
    found = row(catalog, text)
    assert (found.recorded_status, found.status) == (recorded, status)


@pytest.mark.parametrize(
    ("text", "year"), [("ssmic", 2025), ("stroke-mou", 2024), ("twinning", 2026), ("undated", None)]
)
def test_a_row_has_the_year_in_which_it_began(
    text: str, year: int | None, catalog: Catalog
) -> None:
    assert row(catalog, text).year == year


def test_the_tree_shows_a_focus_area_below_each_broader_one(catalog: Catalog) -> None:
    tree = [
        (catalog.shown.rows([n])[0].id, depth)
        for n, depth in zip(*catalog.focus_tree(), strict=True)
    ]
    assert tree == [
        ("imaging", 0),
        ("genomics", 0),
        ("haematology", 0),
        ("car-t", 1),
        ("oncology", 0),
        ("cell-therapy", 1),
        ("car-t", 2),
        ("stroke", 0),
    ]


def test_the_tree_of_a_circle_has_every_focus_area(
    registry: Registry, opened: Callable[..., Catalog]
) -> None:
    folder = registry(
        a="".join(
            f'[[focus_area]]\nid = "{one}"\nname = "{one}"\nbroader = ["{other}"]\n'
            for one, other in ("ab", "ba", "cc", "da")
        )
    )
    catalog = opened(folder)
    numbers, depths = catalog.focus_tree()
    assert {row.id for row in catalog.shown.rows(numbers)} == set("abcd")
    assert len(numbers) == len(depths) < 10


def test_a_dossier_of_an_agreement(catalog: Catalog) -> None:
    found = dossier(catalog, "ssmic")
    assert found.ref == Ref(Kind.AGREEMENT, "ssmic")
    assert found.document["dates"] == {"signed": "2024-10", "start": "2025-01-01", "end": "2027"}
    assert {str(ref) for ref in found.names} == {
        "institution/nuh",
        "institution/ruijin-hospital",
        "person/chen",
        "focus-area/car-t",
        "source/s-news",
    }
    nuh = found.named(Kind.INSTITUTION, "nuh")
    assert nuh is not None
    assert nuh.name == "National University Hospital"
    assert found.named(Kind.INSTITUTION, "nobody") is None
    assert found.sources["s-news"]["name"] == "Straits Times report"


def test_a_dossier_of_an_institution_names_what_links_to_it(catalog: Catalog) -> None:
    found = dossier(catalog, "ruijin-hospital")
    links = [(link.relation, link.qualifier, link.row.id) for link in found.incoming]
    assert links == [
        (Relation.PARTICIPANT, "implementer", "trial"),
        (Relation.PARTICIPANT, "partner", "twinning"),
        (Relation.PARTICIPANT, "partner", "ssmic"),
        (Relation.AFFILIATION, "director", "chen"),
    ]
    assert [
        link.row.id for link in dossier(catalog, "sjtu").incoming if link.relation == "parent"
    ] == ["ruijin-hospital"]


def test_a_dossier_of_a_focus_area_has_the_agreements_on_what_is_narrower(
    catalog: Catalog,
) -> None:
    found = dossier(catalog, "focus-area/oncology")
    assert [r.id for r in found.agreements] == ["trial", "ssmic", "stopped", "frame"]


def test_a_number_that_is_gone_has_no_dossier(catalog: Catalog) -> None:
    assert catalog.shown.dossier(10**6) is None
    assert catalog.place(10**6) is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("ssmicc", "did you mean 'ssmic'"),
        ("agreement/nuh", "there is no record 'agreement/nuh'"),
        ("genomics", "write agreement/genomics or focus-area/genomics"),
        ("treaty/ssmic", "there is no kind 'treaty'"),
        ("", "there is no record ''"),
    ],
)
def test_a_ref_that_names_nothing_or_too_much(text: str, says: str, catalog: Catalog) -> None:
    with pytest.raises(RefError, match=says):
        catalog.resolve(text)


def test_a_ref_is_resolved_with_or_without_its_kind(catalog: Catalog) -> None:
    assert catalog.resolve("ssmic") == catalog.resolve("agreement/ssmic")
    assert catalog.number(Ref(Kind.AGREEMENT, "nuh")) is None


def test_the_small_registry_has_no_errors(catalog: Catalog) -> None:
    assert catalog.problems.counts()["error"] == 0
    found = [(p.severity, p.code) for p in catalog.problems.all()]
    assert found == [
        ("warning", "unsourced"),
        ("warning", "status-against-dates"),
        ("warning", "unsourced"),
    ]
    assert catalog.problems.counts()["warning"] == len(found)
    assert catalog.about.title() == "Small"


@pytest.mark.parametrize(
    ("edges", "circles"),
    [
        ({}, []),
        ({1: [2], 2: [3]}, []),
        ({1: [2, 3], 2: [4], 3: [4]}, []),
        ({1: [1]}, [[1]]),
        ({1: [2], 2: [3], 3: [1]}, [[1, 2, 3]]),
        ({1: [2], 2: [1, 3], 3: [2]}, [[1, 2], [2, 3]]),
        ({n: [n + 1] for n in range(5000)}, []),
    ],
)
def test_circles(edges: dict[int, list[int]], circles: list[list[int]]) -> None:
    assert list(find_circles(edges)) == circles


def test_of_a_record_with_many_links_the_first_ones_can_be_had(catalog: Catalog) -> None:
    for text in ("institution/nuh", "source/s-news", "focus-area/oncology", "person/chen"):
        n = catalog.resolve(text)
        every, some = catalog.shown.dossier(n), catalog.shown.dossier(n, most=1)
        assert every is not None
        assert some is not None
        for relation in {link.relation for link in every.incoming} - {Relation.FOCUS}:
            of_it = [link for link in every.incoming if link.relation is relation]
            (first,) = [link for link in some.incoming if link.relation is relation]
            if relation is not Relation.EVIDENCE:  # before, they are sorted by kind
                assert first == of_it[0]
            assert some.left_out.get(relation, 0) == len(of_it) - 1
        assert some.agreements == every.agreements[:1]
        assert some.left_out.get(Relation.FOCUS, 0) == max(0, len(every.agreements) - 1)
        assert every.left_out.get(Relation.FOCUS, 0) == 0
        assert {n: every.partners[n] for n in some.partners} == some.partners
