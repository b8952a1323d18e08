"""What a registry has twice, and what only looks like that."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from collab_tui.api import Registry
from collab_tui.catalog.catalog import Catalog
from collab_tui.catalog.checks import alike, stored
from collab_tui.catalog.checks.doubles import address_key
from collab_tui.catalog.checks.likeness import LEAST, Name, Pair, pairs, score, words_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("National University of Singapore", "National University Of Singapore"),
        ("National University of Singapore", "The National University, Singapore"),
        ("Ruijin Hospital", "Hospital Ruijin"),
        ("Rumah Sakit Cipto Mangunkusumo", "Rumah Sakit Ciptomangunkusumo"),
        ("Tan Tock Seng Hospital", "Tan Tock Seng Hospitals"),
        ("Universität Zürich", "Universitat Zurich"),
    ],
)
def test_names_of_one(one: str, other: str) -> None:
    assert score(words_of(one), words_of(other)) >= LEAST
    assert list(pairs([Name(1, one), Name(2, other), Name(3, "Something Else")]))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Shanghai No. 1 Hospital", "Shanghai No. 2 Hospital"),
        ("North General Hospital of Springfield", "South General Hospital of Springfield"),
        ("World War I Museum", "World War II Museum"),
        ("British Neuropathological Society", "British Neuropsychological Society"),
        ("Institute of Physics", "Institute of Biophysics"),
        ("Ministry of Health", "Ministry of Health and Welfare"),
    ],
)
def test_names_of_two(one: str, other: str) -> None:
    assert score(words_of(one), words_of(other)) < LEAST


def test_addresses_of_one_page() -> None:
    assert (
        len(
            {
                address_key(url)
                for url in (
                    "https://www.example.org/a/",
                    "http://example.org/a",
                    "https://EXAMPLE.org/a?utm_source=x&fbclid=1#top",
                )
            }
        )
        == 1
    )
    assert address_key("https://example.org/a?id=1") != address_key("https://example.org/a?id=2")
    assert address_key("https://example.org/A") != address_key("https://example.org/a")


SOURCE = '[[source]]\nid = "s"\nname = "S"\ntype = "news"\n'


def institution(record_id: str, name: str, more: str = "") -> str:
    return (
        f'[[institution]]\nid = "{record_id}"\nname = "{name}"\ncountry = "SG"\n{more}'
        'evidence = [{ source = "s" }]\n'
    )


def codes(catalog: Catalog, *, is_thorough: bool = False) -> list[str]:
    return [problem.code for problem in catalog.problems.all(is_thorough=is_thorough)]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("", True),
        ('city = "Singapore"\n', True),
        ('parent = "a"\n', False),
        ('related = [{ institution = "a", type = "successor" }]\n', False),
    ],
)
def test_who_is_known_to_be_two_is_not_told(
    registry: Callable[..., Path], opened: Callable[..., Catalog], more: str, told: bool
) -> None:
    text = SOURCE + institution("a", "Ruijin Hospital") + institution("b", "Hospital Ruijin", more)
    assert ("double-name" in codes(opened(registry(a=text)))) is told


def test_two_cities_are_two_hospitals(
    registry: Callable[..., Path], opened: Callable[..., Catalog]
) -> None:
    one = institution("a", "Mercy Hospital", 'city = "Ang Mo Kio"\n')
    other = institution("b", "Mercy Hospital", 'city = "Bedok"\n')
    assert codes(opened(registry(a=SOURCE + one + other))) == []


def test_the_place_of_the_other_is_told_and_counts_agree(
    registry: Callable[..., Path], opened: Callable[..., Catalog]
) -> None:
    text = SOURCE + institution("a", "Ruijin Hospital") + institution("b", "Hospital Ruijin")
    catalog = opened(registry(a=text))
    (problem,) = catalog.problems.all()
    assert problem.also is not None
    assert (problem.place.line, problem.also.line) == (12, 7)
    assert "institution/b has almost the same name as institution/a (score 100)" in problem.message
    assert catalog.problems.counts()["warning"] == 1


def test_a_large_registry_is_looked_through_where_it_is_asked_for(
    registry: Callable[..., Path], opened: Callable[..., Catalog], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored, "MOST_AT_ONCE", 2)
    text = SOURCE + institution("a", "Ruijin Hospital") + institution("b", "Hospital Ruijin")
    catalog = opened(registry(a=text))
    assert codes(catalog) == []
    assert [problem.code for problem in Registry(catalog).problems()] == ["double-name"]
    assert codes(catalog, is_thorough=True) == ["double-name"]


def test_only_names_of_a_country_that_changed_are_compared_again(
    registry: Callable[..., Path], opened: Callable[..., Catalog], monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[list[str]] = []

    def noting(names: Iterable[Name]) -> list[Pair]:
        held = list(names)
        compared.append([name.text for name in held])
        return list(pairs(held))

    monkeypatch.setattr(alike, "pairs", noting)
    singapore = institution("a", "Ruijin Hospital") + institution("b", "Hospital Ruijin")
    india = institution("c", "Mercy Hospital").replace('"SG"', '"IN"')
    folder = registry(a=SOURCE + singapore, b=india)
    catalog = opened(folder)
    assert compared == []  # reading does not compare
    assert catalog.problems.counts() == {"error": 0, "warning": 1}
    assert sorted(compared) == [["Mercy Hospital"], ["Ruijin Hospital", "Hospital Ruijin"]]

    def edited(text: str) -> list[str]:
        compared.clear()
        (folder / "b.toml").write_text(text)
        catalog.refresh()
        return codes(catalog)

    assert edited(f"# new\n{india}") == ["double-name"]
    assert compared == []
    more = institution("d", "Hospital Mercy").replace('"SG"', '"IN"')
    assert edited(more + india) == ["double-name", "double-name"]
    assert compared == [["Mercy Hospital", "Hospital Mercy"]]
    assert edited(more.replace('"IN"', '"ID"') + india) == ["double-name"]
    assert sorted(compared) == [["Hospital Mercy"], ["Mercy Hospital"]]
    assert edited(india) == ["double-name"]
    assert compared == []  # of the country that is gone, nothing is left to compare
