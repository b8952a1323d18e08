"""What is done in pieces gives the same as in one."""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collab_tui import suggest
from collab_tui.catalog import in_pieces, matching
from collab_tui.catalog.catalog import Catalog
from collab_tui.catalog.flags import flagged
from collab_tui.catalog.in_pieces import array_of, numbers_in, pieces
from collab_tui.query import parse
from collab_tui.records.kinds import Kind
from tests.conftest import Registry

Open = Callable[..., Catalog]


@pytest.mark.parametrize("count", [0, 1, 2, 3, 5, 40])
def test_numbers_of_any_length(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(in_pieces, "PIECE", 4)
    monkeypatch.setattr(in_pieces, "_CHARACTERS", 5)
    numbers = array("q", (number * number for number in range(count)))
    text = json.dumps(list(numbers), separators=(",", ":"))
    assert array_of(text) == numbers
    assert [n for piece in pieces(numbers) for n in piece] == list(numbers)
    assert flagged(numbers, bytes(n % 2 for n in range(count * count + 1))) == array(
        "q", (n for n in numbers if n % 2)
    )
    if count == 40:
        assert len(list(numbers_in(text))) > 1
        assert len(list(pieces(numbers))) == 10


def test_the_most_similar_word_is_found_in_any_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suggest, "_AT_ONCE", 2)
    known = ["zebra", "hospice", "hospitals", "hospital", "hospitall"]
    assert suggest.nearest("hospitel", known) == "hospital"
    assert suggest.nearest("hospitel", known[:2]) == "hospice"
    assert suggest.nearest("xyz", known) is None


@given(st.text("ab", min_size=1, max_size=12), st.text("ab", max_size=30))
def test_no_similar_word_has_another_length(word: str, other: str) -> None:
    least, most = suggest.similar_lengths(word)
    assert suggest.nearest(word, [other]) is None or least <= len(other) <= most


@pytest.mark.parametrize("few", [0, 1000], ids=["looked up", "gone through"])
def test_few_and_many_are_found_in_the_same_order(
    few: int, registry: Registry, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matching, "FEW", few)
    folder = registry(
        a="".join(
            f'[[institution]]\nid = "i{n}"\nname = "{name}"\ncountry = "{country}"\n'
            for n, (name, country) in enumerate(
                [("Zz", "SG"), ("Bb", "ID"), ("aa", "SG"), ("Éé", "SG"), ("Aa", "SG")]
            )
        )
    )
    catalog = opened(folder)

    def ids(query: str) -> list[str]:
        numbers = catalog.search(parse(query), [Kind.INSTITUTION]).found[Kind.INSTITUTION]
        return [row.id for row in catalog.shown.rows(numbers)]

    assert ids("country:SG") == ["i2", "i4", "i3", "i0"]
    assert ids("-country:SG") == ["i1"]
    assert ids("country:SG -country:SG") == []
