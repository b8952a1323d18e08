"""Bounds of numbers, kinds beside a term, the word at the cursor: the smallest parts of queries."""

from __future__ import annotations

import pytest

from collab_tui.query.edit import drop_at
from collab_tui.query.fields import FIELDS
from collab_tui.query.parse import MAX_DEPTH, parse
from collab_tui.query.possible_kinds import kinds_at
from collab_tui.query.ranges import read_numbers
from collab_tui.query.subject import subject
from collab_tui.query.syntax import QueryError, Span, leaves
from collab_tui.query.typed_word import TypedWord
from collab_tui.records.kinds import Kind


@pytest.mark.parametrize(
    ("text", "first", "last", "is_first_out", "is_last_out"),
    [
        ("5", 5, 5, False, False),
        ("<5", None, 5, False, True),
        ("<=5", None, 5, False, False),
        (">5", 5, None, True, False),
        (">=5", 5, None, False, False),
        ("5..7", 5, 7, False, False),
        ("5..5", 5, 5, False, False),
        ("5..", 5, None, False, False),
        ("..7", None, 7, False, False),
    ],
)
def test_the_bounds_of_numbers(
    text: str, first: float | None, last: float | None, is_first_out: bool, is_last_out: bool
) -> None:
    found = read_numbers(text, Span(0, len(text)), FIELDS["value"])
    assert (found.first, found.last) == (first, last)
    assert (found.is_first_out, found.is_last_out) == (is_first_out, is_last_out)


def test_a_range_of_numbers_does_not_go_backwards() -> None:
    with pytest.raises(QueryError, match=r"7\.\.5"):
        read_numbers("7..5", Span(0, 4), FIELDS["value"])


@pytest.mark.parametrize(
    ("query", "word", "kinds"),
    [
        ("kind:person nuh", "nuh", "person"),
        ("kind:person nuh", "kind:person", "institution agreement focus-area person source"),
        ("(kind:person nuh) OR zz", "nuh", "person"),
        ("(kind:person nuh) OR zz", "zz", "institution agreement focus-area person source"),
        ("kind:person,source -(nuh kind:person)", "nuh", "person"),
        ("kind:person -nuh", "nuh", "person"),
        ("nuh", "nuh", "institution agreement focus-area person source"),
    ],
)
def test_the_kinds_that_are_possible_at_a_place(query: str, word: str, kinds: str) -> None:
    node, start = parse(query), query.index(word)
    assert " ".join(kinds_at(node, Span(start, start + len(word)))) == kinds


@pytest.mark.parametrize(
    ("text", "column", "typed", "rest"),
    [
        ("one two", 3, "one", "two"),
        ("one two", 7, "two", "one"),
        ("one -two", 8, "two", "one"),
        ("  ", 2, "", ""),
    ],
)
def test_the_word_left_of_the_cursor(text: str, column: int, typed: str, rest: str) -> None:
    found = TypedWord.find(text, column)
    assert found is not None
    assert (found.typed, found.rest) == (typed, rest)
    assert found.ending == " "


@pytest.mark.parametrize(
    ("text", "column"), [("one two", 2), ('"one two', 8), ("one OR", 6), ("a:b", 3), ("one ", 4)]
)
def test_where_no_word_is_typed(text: str, column: int) -> None:
    assert TypedWord.find(text, column) is None


def test_the_first_term_is_taken_out_where_none_is_before_the_cursor() -> None:
    assert drop_at(" a b", 0) == "b"


def test_what_is_nested_too_deeply_is_one_character() -> None:
    with pytest.raises(QueryError) as caught:
        parse("(" * (MAX_DEPTH + 5) + "a")
    assert caught.value.end == caught.value.start + 1
    deep = "(" * MAX_DEPTH + "a" + ")" * MAX_DEPTH
    assert len([*leaves(parse(deep))]) == 1


@pytest.mark.parametrize(
    ("query", "asks_for_agreements"),
    [
        ("signed:2024", True),
        ("nuh signed:2024", True),
        ("is:expired", True),
        ("as-of:2024", True),
        ("nuh", False),
        ("is:unsourced", False),
        ("established:1985", False),
        ("country:SG", False),
        ("signed:2024 OR nuh", False),
    ],
)
def test_what_a_query_asks_for(query: str, asks_for_agreements: bool) -> None:
    assert subject(parse(query)) is (Kind.AGREEMENT if asks_for_agreements else None)
