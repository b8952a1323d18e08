"""Texts in several languages, or with their language."""

from __future__ import annotations

from typing import Any

import pytest

from collab_tui.records.texts import in_order, said, shown


@pytest.mark.parametrize(
    ("value", "texts", "first"),
    [
        ("A", [(None, "A")], "A"),
        ({"id": "I", "en": "E"}, [("id", "I"), ("en", "E")], "E"),
        ({"id": "I", "zh-Hans": "中"}, [("id", "I"), ("zh-Hans", "中")], "I"),
        ({"en": ["E", "F"]}, [("en", "E"), ("en", "F")], "E"),
        ({"text": "T", "language": "id"}, [("id", "T")], "T"),
        (["A", {"text": "T"}], [(None, "A"), (None, "T")], "A"),
    ],
)
def test_every_text_with_its_language(
    value: Any, texts: list[tuple[str | None, str]], first: str
) -> None:
    assert list(said(value)) == texts
    assert shown(value) == first


def test_the_text_that_is_shown_comes_first_and_the_others_keep_their_order() -> None:
    value = {"id": "Pusat", "zh-Hans": ["中心", "中"], "en-GB": "Centre"}
    texts = [("en-GB", "Centre"), ("id", "Pusat"), ("zh-Hans", "中心"), ("zh-Hans", "中")]
    assert in_order(value) == texts
    assert in_order(value)[0][1] == shown(value)
