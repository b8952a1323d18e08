"""What can come next: fields, values, refs and kept queries, and how it is written for a shell."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collab_tui.catalog.catalog import Catalog
from collab_tui.completing.offers import query_offers, ref_offers
from collab_tui.completing.shells import escaped, words_of

PRINTABLE = st.characters(exclude_categories=["Cc", "Cs", "Cn"])


def queries(typed: str, catalog: Catalog | None = None, **kept: str) -> list[str]:
    return [offer.text for offer in query_offers(typed, catalog, kept)]


def test_a_field_is_offered_by_its_beginning(catalog: Catalog) -> None:
    assert {"signed:", "source:", "starts:"} < set(queries("s", catalog))
    assert queries("kind:agreement -st", catalog)[:2] == [
        "kind:agreement -status:",
        "kind:agreement -starts:",
    ]
    assert all(offer.goes_on and offer.help for offer in query_offers("s", catalog, {}))


def test_the_only_field_brings_its_values(catalog: Catalog) -> None:
    values = queries("countr", catalog)
    assert len(values) > 1
    assert all(value.startswith("country:") and len(value) == 10 for value in values)
    assert queries("country:", catalog) == values


def test_values_are_those_of_the_registry_and_of_closed_lists() -> None:
    assert queries("(type:joint-c") == ["(type:joint-centre"]
    assert queries("is:exp") == ["is:expiring", "is:expired"]
    assert queries("country:S") == [], "no catalog, no countries"


def test_words_of_a_label_find_a_value_that_does_not_begin_so(catalog: Catalog) -> None:
    assert queries("country:singap", catalog) == ["country:SG"]
    assert queries("kind:agreement -country:singap", catalog) == ["kind:agreement -country:SG"]


def test_after_a_comma_another_value_is_offered(catalog: Catalog) -> None:
    assert queries("country:ID,S", catalog) == ["country:ID,SG"]


def test_kept_queries_are_offered(catalog: Catalog) -> None:
    assert queries("@e", catalog, ends="is:expiring", mine="with:nuh") == ["@ends"]
    assert queries('"open phrase', catalog) == []


def test_refs_are_offered_by_kind_and_by_id(catalog: Catalog) -> None:
    assert [offer.text for offer in ref_offers("", catalog)][:2] == ["institution/", "agreement/"]
    found = ref_offers("institution/nu", catalog)
    assert found
    assert all(offer.text.startswith("institution/nu") and offer.help for offer in found)
    by_id = ref_offers("nu", catalog)
    assert {offer.text for offer in found} >= {f"institution/{o.text}" for o in by_id if o.help}
    assert ref_offers("agreement/%", catalog) == []


def test_an_id_of_two_records_is_offered_with_its_kinds(registry: object, opened: object) -> None:
    text = '[[institution]]\nid="one"\nname="A"\n[[focus_area]]\nid="one"\nname="B"\n'
    folder: Path = registry(a=text)  # type: ignore[operator]
    catalog: Catalog = opened(folder)  # type: ignore[operator]
    offered = [offer.text for offer in ref_offers("on", catalog)]
    assert offered == ["focus-area/one", "institution/one"]


@given(st.lists(st.text(PRINTABLE, min_size=1), max_size=3))
def test_what_is_escaped_is_read_again_as_the_same_words(words: list[str]) -> None:
    line = "".join(f"{escaped(word, '')} " for word in words)
    assert [word.text for word in words_of(line)] == [*words, ""]


@pytest.mark.parametrize("quote", ["'", '"'])
@given(text=st.text(PRINTABLE))
def test_the_same_inside_an_open_quote(quote: str, text: str) -> None:
    assert words_of(f"show {quote}{escaped(text, quote)}")[-1].text == text
