from __future__ import annotations

import pytest

from collab_tui.records.countries import country_name, is_country
from collab_tui.records.kinds import Kind, Ref, is_slug


def test_a_ref_reads_back() -> None:
    for kind in Kind:
        ref = Ref(kind, "some-id")
        assert Ref.parse(str(ref)) == ref


def test_a_focus_area_is_written_with_a_hyphen_in_refs_and_an_underscore_in_files() -> None:
    assert str(Ref(Kind.FOCUS_AREA, "car-t")) == "focus-area/car-t"
    assert Kind.FOCUS_AREA.table == "focus_area"
    assert Kind.of_table("focus_area") is Kind.FOCUS_AREA
    assert Kind.of_table("focus-area") is None


@pytest.mark.parametrize(
    ("text", "says"), [("ssmic", "agreement/ssmic"), ("treaty/x", "there is no kind 'treaty'")]
)
def test_a_bad_ref_says_what_to_write(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        Ref.parse(text)


@pytest.mark.parametrize("text", ["a", "3", "a-b", "nuh-2024-mou"])
def test_slugs(text: str) -> None:
    assert is_slug(text)


@pytest.mark.parametrize("text", ["", "A", "a--b", "-a", "a-", "a_b", "a b", "é", "a\n", "a/b"])
def test_not_slugs(text: str) -> None:
    assert not is_slug(text)


@pytest.mark.parametrize("code", ["SG", "CN", "ID", "GB", "TW", "HK", "XK"])
def test_countries(code: str) -> None:
    assert is_country(code)
    assert country_name(code) != code


@pytest.mark.parametrize("code", ["", "sg", "UK", "EU", "UN", "ZZ", "XA", "SGP", "001"])
def test_not_countries(code: str) -> None:
    assert not is_country(code)
