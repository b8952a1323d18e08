"""Which of the records found comes first."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from collab_tui.catalog import ranking
from collab_tui.catalog.catalog import Catalog
from collab_tui.query import parse
from collab_tui.records.kinds import Kind
from tests.conftest import Registry

Open = Callable[..., Catalog]


def order(catalog: Catalog, query: str, kind: Kind) -> list[str]:
    numbers = catalog.search(parse(query), [kind]).found[kind]
    return [row.id for row in catalog.shown.rows(numbers)]


def agreement(record_id: str, name: str, rest: str = "") -> str:
    return f'[[agreement]]\nid = "{record_id}"\nname = "{name}"\ntype = "mou"\n{rest}\n'


def institution(record_id: str, name: str, rest: str = "") -> str:
    return f'[[institution]]\nid = "{record_id}"\nname = "{name}"\n{rest}\n'


FILLER = "".join(agreement(f"filler-{n}", f"Some other thing {n}") for n in range(20))


@pytest.fixture(params=[0, ranking.BROAD], ids=["broad", "narrow"], autouse=True)
def broad(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What holds for a query that matches little holds for one that matches very much."""
    monkeypatch.setattr(ranking, "BROAD", request.param)


def test_name_before_alias_before_related_name_before_summary(
    registry: Registry, opened: Open
) -> None:
    folder = registry(
        a=institution("helix-house", "Helix"),
        b=agreement("by-summary", "Aa first", 'summary = "helix"')
        + agreement("by-related", "Ab", 'participants = [{ institution = "helix-house" }]')
        + agreement("by-alias", "Zy", 'aliases = ["helix"]')
        + agreement("by-name", "Helix"),
        c=FILLER,
    )
    found = order(opened(folder), "helix", Kind.AGREEMENT)
    assert found == ["by-name", "by-alias", "by-related", "by-summary"]


def test_an_exact_acronym_comes_before_a_name(registry: Registry, opened: Open) -> None:
    folder = registry(
        a=institution("a", "RSJ RSJ RSJ Hospital") + institution("z", "Zz", 'acronyms = ["RSJ"]')
    )
    assert order(opened(folder), "rsj", Kind.INSTITUTION) == ["z", "a"]


def test_an_exact_id_comes_first_whatever_its_case(registry: Registry, opened: Open) -> None:
    folder = registry(a=institution("x", "Car T Car T") + institution("car-t", "Zz"))
    for query in ("car-t", "CAR-T", '"car t"', "car t"):
        assert order(opened(folder), query, Kind.INSTITUTION) == ["car-t", "x"]


def test_a_prefix_of_an_id_is_not_exact(registry: Registry, opened: Open) -> None:
    folder = registry(a=institution("carter", "Zz") + institution("x", "Cart"))
    assert order(opened(folder), "cart", Kind.INSTITUTION) == ["x", "carter"]


def test_without_words_the_order_is_by_name_as_one_reads_it(
    registry: Registry, opened: Open
) -> None:
    names = {"d": "Éa", "a": "eb", "c": "Ec", "b": "zz", "e": "EA"}
    folder = registry(a="".join(institution(key, name) for key, name in names.items()))
    assert order(opened(folder), "", Kind.INSTITUTION) == ["d", "e", "a", "c", "b"]
    assert order(opened(folder), "-x kind:institution", Kind.INSTITUTION) == [
        "d",
        "e",
        "a",
        "c",
        "b",
    ]


def test_equals_are_in_the_order_of_their_ids(registry: Registry, opened: Open) -> None:
    folder = registry(
        a=institution("c", "Same"), b=institution("a", "Same"), c=institution("b", "Same")
    )
    catalog = opened(folder)
    assert order(catalog, "", Kind.INSTITUTION) == ["a", "b", "c"]
    assert order(catalog, "same", Kind.INSTITUTION) == ["a", "b", "c"]


def test_a_negated_word_does_not_disturb_the_order(registry: Registry, opened: Open) -> None:
    folder = registry(
        a=agreement("by-summary", "Aa", 'summary = "helix"')
        + agreement("by-name", "Helix")
        + agreement("not-this", "Helix no")
        + FILLER
    )
    assert order(opened(folder), "helix -no", Kind.AGREEMENT) == ["by-name", "by-summary"]


def test_what_matches_very_much_is_ordered_by_names_alone(
    registry: Registry, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ranking, "BROAD", 0)
    monkeypatch.setattr(ranking, "VERY_BROAD", 0)
    folder = registry(
        a=institution("z", "Zz", 'acronyms = ["HELIX"]')
        + institution("b", "Bb", 'aliases = ["helix"]')
        + institution("a", "Aa", 'city = "Helix"')
        + institution("y", "Yy helix")
        + institution("x", "Xx helix", 'country = "SG"')
        + institution("other", "Other")
    )
    catalog = opened(folder)
    assert order(catalog, "helix", Kind.INSTITUTION) == ["z", "x", "y", "a", "b"]
    assert order(catalog, "helix -country:SG", Kind.INSTITUTION) == ["z", "y", "a", "b"]
