from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collab_tui.catalog.text import fold, tokens


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ruijin Hospital", ["ruijin", "hospital"]),
        ("CAR-T", ["car", "t"]),
        ("CT/MRI", ["ct", "mri"]),
        ("O'Neill", ["o", "neill"]),
        ("snake_case", ["snake", "case"]),
        ("Việt Đức", ["viet", "duc"]),
        ("Łódź Æsir Øre Œuvre", ["lodz", "aesir", "ore", "oeuvre"]),
        ("Straße", ["strasse"]),
        ("İstanbul ISPARTA ılık", ["istanbul", "isparta", "ilik"]),
        ("ﬁne ½ ＡＢＣ ²", ["fine", "1", "2", "abc", "2"]),
        ("瑞金", ["瑞", "金"]),
        ("上海 Ruijin瑞金2号", ["上", "海", "ruijin", "瑞", "金", "2", "号"]),
        ("がん", ["か", "ん"]),
        ("ศิริราช", ["ศ", "ร", "ร", "า", "ช"]),
        ("", []),
        ('*^":(){}-+~', []),
        ("a\x00b", ["a", "b"]),
    ],
)
def test_words_of_a_text(text: str, words: list[str]) -> None:
    assert tokens(text) == words


def test_one_word_is_one_word_whichever_way_it_is_encoded() -> None:
    assert tokens("Vie\u0323\u0302t") == tokens("Vi\u1ec7t") == ["viet"]
    assert tokens("서울") == tokens("\u1109\u1165\u110b\u116e\u11af")


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_folded_text_has_the_same_words(text: str) -> None:
    assert tokens(fold(text)) == tokens(text)


@given(st.text())
def test_words_are_words_of_their_own(text: str) -> None:
    assert all(tokens(word) == [word] for word in tokens(text))


@given(st.text())
def test_case_does_not_matter(text: str) -> None:
    assert fold(text.casefold()) == fold(text)
