"""Dates, numbers and untrusted text, in words."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collab_tui.records.kinds import Kind
from collab_tui.render.words import (
    clean,
    clean_lines,
    safe_json,
    show_date,
    status_word,
    superscript,
)


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2024", "2024"),
        ("2024-10", "Oct 2024"),
        ("2024-10-05", "5 Oct 2024"),
        ("2024~", "about 2024"),
        ("2024-10~", "about Oct 2024"),
        ("2024?", "2024 (uncertain)"),
        ("2024-10-15?", "15 Oct 2024 (uncertain)"),
        ("2024-01%", "about Jan 2024 (uncertain)"),
        ("some day", "some day"),
        ("2024-13", "2024-13"),
    ],
)
def test_date_is_shown_as_exactly_as_it_is_known(date: str, words: str) -> None:
    assert show_date(date) == words


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\nb\tc\rd\u2028e\u2029f", "a b c d e f"),
        ("\x1b[31m", "␛[31m"),
        ("\x00\x07\x7f", "␀␇␡"),
        ("\x9b2J", "⟨U+009B⟩2J"),
        ("\u202egnp.exe\u2066", "⟨U+202E⟩gnp.exe⟨U+2066⟩"),
        ("\u200e\u200f\u061c", "⟨U+200E⟩⟨U+200F⟩⟨U+061C⟩"),
        ("瑞金 Đức é [b] :x:", "瑞金 Đức é [b] :x:"),
    ],
)
def test_unsafe_characters_become_visible(text: str, shown: str) -> None:
    assert clean(text) == shown


def test_only_a_line_feed_ends_a_line() -> None:
    assert clean_lines("a\u2028b\x85\x1b\r\n\nc") == "a b⟨U+0085⟩␛\n\nc\n"
    assert clean_lines("a\n") == "a\n"
    assert clean_lines("") == ""


@given(st.text())
def test_clean_text_has_one_line_and_no_controls(text: str) -> None:
    shown = clean(text)
    assert not any(unicodedata.category(char) in ("Cc", "Zl", "Zp") for char in shown)
    turning = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    assert turning.isdisjoint(map(unicodedata.bidirectional, shown))
    assert clean(shown) == shown


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [
        ([], ""),
        ([1], "¹"),
        ([1, 2], "¹ ²"),
        ([1, 2, 3], "¹⁻³"),
        ([7, 1, 3, 2, 10, 9, 3], "¹⁻³ ⁷ ⁹ ¹⁰"),
        ([8, 9, 10, 11], "⁸⁻¹¹"),
    ],
)
def test_footnote_numbers_are_small_and_runs_are_ranges(numbers: list[int], shown: str) -> None:
    assert superscript(numbers) == shown


def test_each_kind_has_words_for_a_number_of_records() -> None:
    assert [*map(Kind.PERSON.counted, (0, 1, 2000))] == ["0 people", "1 person", "2,000 people"]
    assert Kind.FOCUS_AREA.counted(2) == "2 focus areas"


def test_a_status_that_the_format_does_not_know_stays_as_it_is() -> None:
    assert status_word(Kind.AGREEMENT, "signed") == "signed"
    assert status_word(Kind.INSTITUTION, "inactive") == "inactive"
    assert status_word(Kind.AGREEMENT, "{paused}") == "{paused}"


def test_json_made_safe_means_the_same() -> None:
    assert safe_json('"a\u202e\x9b\x7f\ufeff"') == '"a\\u202e\\u009b\\u007f\\ufeff"'
