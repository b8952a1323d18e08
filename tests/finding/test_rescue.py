"""What helps if a query finds nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collab_tui.catalog.catalog import Catalog
from collab_tui.catalog.rescue import Rescue
from collab_tui.query import QueryError, parse
from collab_tui.records.kinds import Kind
from tests.conftest import Registry
from tests.finding.conftest import Run
from tests.tui.registries import agreement

LISTED = (Kind.INSTITUTION, Kind.AGREEMENT, Kind.FOCUS_AREA)


def rescue(catalog: Catalog, text: str, *kinds: Kind) -> Rescue:
    return catalog.rescue(text, parse(text), kinds or tuple(Kind))


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("ruijn", "ruijin"),
        ("RUIJN", "ruijin"),
        ("hopsital", "hospital"),
        ("ruijn hopsital", "ruijin hospital"),
        ("  ruijn   hospital", "  ruijin   hospital"),
        ("ruijn country:CN", "ruijin country:CN"),
        ("ruijn -hopsital", "ruijin -hopsital"),
        ("(ruijn OR sirirj)", "(ruijin OR siriraj)"),
        ("sino-singapoer", "sino-singapore"),
        ("hematology", "haematology"),
        ("ruijin", None),
        ("rui", None),
        ("xyzzyx", None),
        ("ruijn xyzzyx", "ruijin xyzzyx"),
        ('"ruijn"', None),
        ("country:CN", None),
        ("-ruijn", None),
        ("瑞银", None),
        ("", None),
    ],
)
def test_a_word_is_spelt_as_the_catalog_does(
    catalog: Catalog, text: str, better: str | None
) -> None:
    assert rescue(catalog, text).suggestion == better


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("ruijin siriraj", [("ruijin", 3), ("siriraj", 5)]),
        ("nosuch ruijin", [("nosuch", 5), ("ruijin", 0)]),
        ("with:nuh country:ID", [("with:nuh", 9), ("country:ID", 12)]),
        ("ruijin -ruijin", [("ruijin", 26), ("-ruijin", 5)]),
        ('"cell care" (ct OR mri) nuh', [('"cell care"', 2), ("ct OR mri", 0), ("nuh", 0)]),
        ("nosuch", []),
        ("(nosuch OR missing)", []),
        ("", []),
    ],
)
def test_it_says_how_many_match_without_each_term(
    catalog: Catalog, text: str, counts: list[tuple[str, int]]
) -> None:
    assert rescue(catalog, text).without == counts


def test_terms_are_counted_in_the_kinds_that_are_shown(catalog: Catalog) -> None:
    assert rescue(catalog, "chen nosuch", Kind.PERSON).without == [("chen", 0), ("nosuch", 1)]
    assert rescue(catalog, "chen nosuch", *LISTED).without == [("chen", 0), ("nosuch", 1)]


def test_it_says_what_matches_in_kinds_that_are_not_asked_for(catalog: Catalog) -> None:
    found = rescue(catalog, "chen", Kind.FOCUS_AREA).elsewhere
    every = [(kind, len(catalog.search(parse("chen"), [kind]))) for kind in Kind]
    assert found == [(kind, count) for kind, count in every if count]
    assert Kind.PERSON in dict(found)
    assert not rescue(catalog, "nosuch").elsewhere


def test_where_nothing_helps_there_is_nothing_to_offer(catalog: Catalog) -> None:
    assert not rescue(catalog, "xyzzyx")
    assert rescue(catalog, "ruijn")
    assert rescue(catalog, "xyzzyx nosuch")


@given(
    st.lists(
        st.sampled_from(
            ["ruijn", "hopsital", "xyzzyx", "with:nuh", "-chen", "car-tt", '"a b"', "OR"]
        ),
        max_size=5,
    )
)
def test_what_is_offered_is_a_query(catalog: Catalog, terms: list[str]) -> None:
    text = " ".join(terms)
    try:
        node = parse(text)
    except QueryError:
        return
    found = catalog.rescue(text, node)
    if found.suggestion is not None:
        assert found.suggestion != text
        again = catalog.rescue(found.suggestion, parse(found.suggestion))
        assert again.suggestion is None
    for term, count in found.without:
        rest = [each for each in terms if each != term]
        assert count == len(catalog.search(parse(" ".join(rest)))) or terms.count(term) > 1


# The command line


def test_the_command_line_offers_the_spelling_and_the_counts(run: Run) -> None:
    result = run("search", "ruijn country:CN")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.splitlines()[:2] == [
        "no record matches",
        "did you mean: ruijin country:CN",
    ]
    assert any(line.startswith("without ruijn: ") for line in result.stderr.splitlines())
    assert "without country:CN" not in result.stderr, "without it, nothing matches either"


def test_where_something_matches_nothing_is_offered(run: Run) -> None:
    assert run("search", "ruijin").stderr == ""


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("ends:1950", ["1 of 3 agreements has an end"]),
        (
            "ends:1950 signed:1950",
            ["1 of 3 agreements has an end", "2 of 3 agreements have a date of signing"],
        ),
        (
            "-(ends:>1900 OR starts:1950) nosuch",
            ["1 of 3 agreements has an end", "none of 3 agreements have a start"],
        ),
        ("is:expired nosuch", ["1 of 3 agreements has an end"]),
        ("is:undated nosuch", []),
        ("nosuch", []),
    ],
)
def test_it_says_how_many_records_have_the_dates_asked_for(
    registry: Registry, text: str, known: list[str]
) -> None:
    folder = registry(
        some=agreement("one", "One")
        + "dates = { signed = 2020, end = 2030 }\n"
        + agreement("two", "Two")
        + "dates = { signed = 2021 }\n"
        + agreement("three", "Three")
    )
    catalog = Catalog.open([folder], None)
    catalog.refresh()
    assert [str(one) for one in rescue(catalog, text).known] == known
    assert rescue(catalog, text, Kind.PERSON).known == []
    catalog.close()
