"""Queries for what is not recorded, for a year, for a span, and for one thing alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from collab_tui.catalog.catalog import Catalog
from collab_tui.query import QueryError, parse
from collab_tui.query.edit import written
from collab_tui.query.fields import FIELDS
from collab_tui.query.syntax import And, Nothing, Term, Text
from collab_tui.records.kinds import Kind
from tests.conftest import Registry

PLACES = ("country", "region", "city")
"""For these, institutions are counted."""

GAPS = """
[[institution]]
id = "sg"
name = "Here"
country = "SG"

[[institution]]
id = "part"
name = "A part"
parent = "sg"

[[institution]]
id = "away"
name = "Somewhere"

[[focus_area]]
id = "wide"
name = "Wide"

[[focus_area]]
id = "narrow"
name = "Narrow"
broader = ["wide"]

[[agreement]]
id = "full"
name = "Full"
type = "mou"
status = "signed"
tags = ["none"]
dates = { signed = "2019-05", end = "2021" }
participants = [{ institution = "sg", role = "lead" }]
focus_areas = ["wide"]

[[agreement]]
id = "half"
name = "Half"
type = "mou"
dates = { start = 2020 }
participants = [{ institution = "sg", role = "lead" }, { institution = "away" }]
focus_areas = ["narrow"]

[[agreement]]
id = "lost"
name = "Lost"
type = "mou"
dates = { end = 2030 }
participants = [{ institution = "part", role = "lead" }, { institution = "unknown" }]

[[agreement]]
id = "renewed"
name = "Renewed"
type = "mou"
status = "active"
dates = { start = "2020-01-01", duration = "P2Y" }
renewal = { type = "automatic" }

[[agreement]]
id = "bare"
name = "Bare"
type = "mou"
"""


@pytest.fixture
def gaps(registry: Registry, opened: Callable[..., Catalog]) -> Catalog:
    return opened(registry(a=GAPS))


def found(catalog: Catalog, query: str, kind: Kind = Kind.AGREEMENT) -> str:
    numbers = catalog.search(parse(query), [kind]).found[kind]
    return " ".join(sorted(row.id for row in catalog.shown.rows(numbers)))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("country:none", "bare half lost renewed"),
        ("country:SG country:none", "half"),
        ("country:SG,none", "bare full half lost renewed"),
        ("-country:none", "full"),
        ("date:none", "bare"),
        ("year:none", "bare lost"),
        ("ends:none", "bare half"),
        ("ends:none,2021", "bare full half"),
        ("signed:none -date:none", "half lost renewed"),
        ("notice:none", "bare full half lost renewed"),
        ("status:none", "bare half lost"),
        ("focus:none", "bare lost renewed"),
        ("with:none", "bare renewed"),
        ("role:none", "bare half lost renewed"),
        ("tag:none", "bare half lost renewed"),
        ('tag:"none"', "full"),
        ("source:none", "bare full half lost renewed"),
        ("person:NONE", "bare full half lost renewed"),
        ("year:2019", "full"),
        ("year:2019..2020", "full half renewed"),
        ("year:>2019", "half renewed"),
        ("focus:wide", "full half"),
        ("focus:=wide", "full"),
        ("focus:=narrow", "half"),
        ('focus:"=wide"', "full"),
        ("with:sg", "full half lost"),
        ("with:=sg", "full half"),
        ("in-force:2019", "full"),
        ("in-force:..2019-04", ""),
        ("in-force:2019..2020", "full half renewed"),
        ("in-force:2022..2024", "half renewed"),
        ("in-force:2022..", "bare half lost renewed"),
    ],
)
def test_what_is_found(gaps: Catalog, query: str, expected: str) -> None:
    assert found(gaps, query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("country:none", "away part"),
        ("focus:none", "part"),
        ("role:none", "away"),
        ("year:2019", "sg"),
        ("with:none", ""),
        ("with:=sg", "away"),
    ],
)
def test_which_institutions_are_found(gaps: Catalog, query: str, expected: str) -> None:
    ids = found(gaps, query, Kind.INSTITUTION).split()
    assert " ".join(one for one in ids if one != "unknown") == expected


def test_none_is_a_value_unless_it_is_quoted() -> None:
    assert parse("tag:none") == Term("tag", (Nothing(),))
    assert parse('tag:"none"') == Term("tag", (Text("none"),))
    for text in ("tag:none", 'tag:"none"', "country:SG,none", "tag:nones"):
        assert str(parse(text)) == text
    assert written("none") == '"none"'
    for field in FIELDS.values():
        if field.has_none:
            assert parse(f"{field.name}:none") == Term(field.name, (Nothing(),))
    for query in ("is:none", "kind:none", "as-of:none", "in-force:none"):
        with pytest.raises(QueryError):
            parse(query)


def test_values_are_offered(gaps: Catalog) -> None:
    def offered(field: str, typed: str) -> list[tuple[str, int]]:
        facets = gaps.facets(FIELDS[field], And(), typed)
        return [(facet.value, facet.count) for facet in facets]

    assert offered("country", "no") == [("none", 2)]
    assert offered("ends", "none") == [("none", 2)]
    assert offered("year", "20") == [("2020", 2), ("2019", 1)]
    assert offered("year", "") == [("2020", 2), ("2019", 1)]
    assert offered("focus", "w") == [("wide", 2)]
    assert offered("focus", "=w") == [("=wide", 1)]
    assert offered("with", "=he") == [("=sg", 2)]
    assert offered("country", "") == [("SG", 1)]
    for field in FIELDS.values():
        if field.name == "changed":  # only git knows that
            continue
        for value, count in offered(field.name, "none"):
            if value == "none" and field.asked.is_through and field.name not in PLACES:
                assert len(found(gaps, f"{field.name}:none").split()) == count
