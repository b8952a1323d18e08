"""Cells become values, or are reported if they do not fit."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from collab_tui.importing.mapping import map_of
from collab_tui.importing.places import country_of
from collab_tui.importing.slugs import free, slug
from collab_tui.importing.targets import parse_target, targets
from collab_tui.importing.values import UnfitError, convert, decimal_of, duration, number
from collab_tui.records.kinds import Kind


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("SG", "SG"),
        ("sg", "SG"),
        ("SGP", "SG"),
        ("NGA", "NG"),
        ("Nga", "RU"),
        ("Singapore", "SG"),
        ("Singapura", "SG"),
        ("新加坡", "SG"),
        ("USA", "US"),
        ("U.S.A.", "US"),
        ("The United States", "US"),
        ("UK", "GB"),
        ("England", "GB"),
        ("South Korea", "KR"),
        ("Republic of Korea", "KR"),
        ("Viet Nam", "VN"),
        ("Vietnam", "VN"),
        ("Taiwan", "TW"),
        ("Deutschland", "DE"),
        ("Côte d’Ivoire", "CI"),
        ("Ivory Coast", "CI"),
        ("Russia", "RU"),
        ("Türkiye", "TR"),
        ("Turkey", "TR"),
        ("Czech Republic", "CZ"),
        ("The Netherlands", "NL"),
        ("Hong Kong", "HK"),
        ("Lao PDR", "LA"),
        ("United Nations", None),
        ("Geneva", None),
        ("Europe", None),
        ("", None),
        ("XX", None),
    ],
)
def test_countries_are_known_as_people_write_them(text: str, code: str | None) -> None:
    assert country_of(text) == code


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("5 Years", "P5Y"),
        ("1 Year", "P1Y"),
        ("18 months", "P18M"),
        ("P5Y", "P5Y"),
        ("p18m", "P18M"),
        ("1.5 years", "P18M"),
        ("two years", "P2Y"),
        ("2 yrs.", "P2Y"),
        ("1 year and 6 months", "P18M"),
        ("90 days", "P90D"),
        ("2 weeks", "P14D"),
        ("3-year", "P3Y"),
        ("24 months", "P2Y"),
    ],
)
def test_durations_are_read(text: str, span: str) -> None:
    assert duration(text) == span


@pytest.mark.parametrize(
    "text",
    [
        "Initially for 3 Years",
        "Till consent",
        "5",
        "",
        "0 years",
        "3 Years (or more)",
        "P",
        "1.55 y",
    ],
)
def test_what_says_more_or_less_than_a_duration_does_not_fit(text: str) -> None:
    with pytest.raises(UnfitError):
        duration(text)


@pytest.mark.parametrize(
    ("cell", "formats", "found"),
    [
        ("July 28, 2020", [], date(2020, 7, 28)),
        ("28 July 2020", [], date(2020, 7, 28)),
        ("Sept 07, 2021", [], date(2021, 9, 7)),
        ("February 20,2020", ["%B %d,%Y"], date(2020, 2, 20)),
        ("03/04/2020", ["%d/%m/%Y"], date(2020, 4, 3)),
        ("03/04/2020", ["%m/%d/%Y"], date(2020, 3, 4)),
        ("2020-03-04", [], date(2020, 3, 4)),
        ("2020-03", [], "2020-03"),
        ("March 2020", [], "2020-03"),
        ("05/2020", ["%m/%Y"], "2020-05"),
        ("2020", [], 2020),
        (2020, [], 2020),
        ("2020?", [], "2020?"),
        (date(2020, 1, 2), [], date(2020, 1, 2)),
        ("03/04/2020", [], None),
        ("Febrary 11, 2016", [], None),
        ("31/02/2020", ["%d/%m/%Y"], None),
        ("12:30", ["%H:%M"], None),
    ],
)
def test_dates_are_as_exact_as_they_are_written(cell: Any, formats: list[str], found: Any) -> None:
    columns = {"D": {"to": "dates.signed", "dates": formats}}
    (column,) = map_of({"kind": "agreement", "columns": columns}).columns
    if found is None:
        with pytest.raises(UnfitError):
            convert(column, column.target.field, cell, ".")
    else:
        assert convert(column, column.target.field, cell, ".") == found


@pytest.mark.parametrize(
    ("cells", "decimal", "numbers"),
    [
        (["1,5", "2"], ",", [1.5, 2]),
        (["1.234,5"], ",", [1234.5]),
        (["1,234", "2,000,000"], ".", [1234, 2000000]),
        (["1.5", "-2"], ".", [1.5, -2]),
        (["1'000.5", "1 000"], ".", [1000.5, 1000]),
        ([3, 1.5], ".", [3, 1.5]),
    ],
)
def test_what_stands_before_decimals_is_found_out(
    cells: list[Any], decimal: str, numbers: list[float]
) -> None:
    assert decimal_of(cells) == decimal
    assert [number(cell, decimal) for cell in cells] == numbers


@pytest.mark.parametrize(("cell", "decimal"), [("12,34,567", "."), ("1.234.567,0", ",")])
def test_thousands_are_grouped_as_people_do(cell: str, decimal: str) -> None:
    assert number(cell, decimal) == 1234567


@pytest.mark.parametrize(
    ("cell", "decimal"),
    [("2.5", ","), ("1,5", "."), ("1,5,000", "."), ("1,", "."), ("5 2024", ".")],
)
def test_a_number_that_can_be_another_one_is_not_guessed(cell: str, decimal: str) -> None:
    with pytest.raises(UnfitError, match="number"):
        number(cell, decimal)


@pytest.mark.parametrize("cell", ["", "x", "1-2", "1.2.3,", True])
def test_what_is_no_number_does_not_fit(cell: Any) -> None:
    with pytest.raises(UnfitError):
        number(cell, ".")


@pytest.mark.parametrize("kind", list(Kind))
def test_every_declared_field_can_be_named(kind: Kind) -> None:
    for field in targets(kind):
        target = parse_target(kind, field.stored)
        assert target.field == field
        assert str(target) == field.stored


@pytest.mark.parametrize(
    "text",
    [
        "name.id",
        "summary.zh-Hans",
        "extra.Any thing",
        "participants[2].role",
        "participants.institution.country",
        "participants.institution.identifiers.ror",
        "participants.people.coordinator",
        "participants.people.affiliations.post",
        "evidence.source.publisher",
    ],
)
def test_what_is_inside_or_beside_a_field_can_be_named(text: str) -> None:
    assert str(parse_target(Kind.AGREEMENT, text)) == text


def test_ids_are_made_of_names() -> None:
    assert slug("Università degli Studi di Udine (UniUD)", "x") == (
        "universita-degli-studi-di-udine-uniud"
    )
    assert slug("St. John's", "x") == "st-johns"
    assert slug("上海", "institution").startswith("institution-")
    assert slug("上海", "x") != slug("北京", "x")
    assert len(slug("word " * 50, "x")) <= 60
    assert free("a", {"a", "a-2"}) == "a-3"
