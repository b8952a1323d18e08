"""Changes to a query as text."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from collab_tui.query import QueryError, parse
from collab_tui.query.edit import (
    TypedValue,
    drop_at,
    has_term,
    toggle,
    with_term,
    without,
    without_words,
    written,
)
from collab_tui.query.syntax import And, Node, Span, Term, Text, quote

PIECES = (
    *("ruijin", "with:nuh", "country:SG,ID", '"a ""b"" c"', "-x", "-(a OR b)", "(a b)", "瑞金"),
    *("signed:2024..", 'tag:"a, b"', "OR", "AND", "(", ")", '"', "-", ":", ",", "country:", " "),
)
ANY_TEXT = st.one_of(
    st.text(),
    st.lists(st.sampled_from(PIECES)).map("".join),
    st.lists(st.sampled_from(PIECES)).map(" ".join),
)
TERMS = st.sampled_from(["with:nuh", "focus:car-t", "id:ssmic", "ruijin", '"Chen ""Li"""', "-x"])


def tree(text: str) -> Node | None:
    try:
        return parse(text)
    except QueryError:
        return None


def alone(node: Node) -> list[Node]:
    return list(node.nodes) if isinstance(node, And) else [node]


# Putting in and taking out


@pytest.mark.parametrize(
    ("text", "term", "expected"),
    [
        ("", "with:nuh", "with:nuh"),
        ("  ", "with:nuh", "with:nuh"),
        ("ruijin", "with:nuh", "ruijin with:nuh"),
        ("  ruijin ", "with:nuh", "ruijin with:nuh"),
        ("with:nuh", "with:nuh", ""),
        ("ruijin with:nuh", "with:nuh", "ruijin"),
        ("with:nuh ruijin", "with:nuh", "ruijin"),
        ("a   with:nuh   b", "with:nuh", "a b"),
        ("a with:nuh b with:nuh", "with:nuh", "a b"),
        ("with:nuhs", "with:nuh", "with:nuhs with:nuh"),
        ("with:nuh,nuhs", "with:nuh", "with:nuh,nuhs with:nuh"),
        ("-with:nuh", "with:nuh", "-with:nuh with:nuh"),
        ("-with:nuh x", "-with:nuh", "x"),
        ('with:"nuh"', "with:nuh", ""),
        ("WITH:nuh", "with:nuh", ""),
        ('"Chen Li" x', '"Chen Li"', "x"),
        ('"with:nuh"', "with:nuh", '"with:nuh" with:nuh'),
        ("a OR b", "with:nuh", "(a OR b) with:nuh"),
        ("(a OR b)", "with:nuh", "(a OR b) with:nuh"),
        ("(a) OR (b)", "with:nuh", "((a) OR (b)) with:nuh"),
        ("a OR with:nuh", "with:nuh", "(a OR with:nuh) with:nuh"),
        ("(a OR b) with:nuh", "with:nuh", "(a OR b)"),
        ("(a with:nuh)", "with:nuh", "(a )"),
        ("a AND with:nuh", "with:nuh", "a"),
        ("with:nuh AND a", "with:nuh", "a"),
        ("a AND with:nuh AND b", "with:nuh", "a AND b"),
        ('a AND"b"', '"b"', "a"),
        ("country:", "with:nuh", "country: with:nuh"),
        ("a OR", "with:nuh", "a OR with:nuh"),
    ],
)
def test_a_term_is_put_in_or_taken_out(text: str, term: str, expected: str) -> None:
    assert toggle(text, term) == expected


@given(ANY_TEXT, TERMS)
def test_toggled_twice_a_query_is_what_it_was(text: str, term: str) -> None:
    before = tree(text)
    assume(before is not None)
    assert before is not None
    was_in = has_term(text, term)
    once = toggle(text, term)
    assert has_term(once, term) is not was_in
    after = tree(toggle(once, term))
    assert after is not None
    if was_in:  # then it comes back, once, at the end
        rest = tuple(node for node in alone(before) if node != parse(term))
        back = parse(term)
        assert after in (And((*rest, back)), And((And(rest), back)), back)
    else:
        assert after == before


@given(ANY_TEXT, TERMS)
def test_a_term_put_in_belongs_to_the_whole_query(text: str, term: str) -> None:
    before = tree(text)
    assume(before is not None and before != And())
    assert before is not None
    together = parse(with_term(text, term))
    assert together in (And((before, parse(term))), And((*alone(before), parse(term))))


# Removing the term at the cursor


@pytest.mark.parametrize(
    ("text", "column", "expected"),
    [
        ("", 0, ""),
        ("   ", 2, "   "),
        ("ruijin", 6, ""),
        ("ruijin", 0, ""),
        ("ruijin car-t nuh", 16, "ruijin car-t"),
        ("ruijin car-t nuh", 13, "ruijin nuh"),
        ("ruijin car-t nuh", 9, "ruijin nuh"),
        ("ruijin car-t nuh", 0, "car-t nuh"),
        ("ruijin   ", 9, ""),
        ('a with:"two words" b', 12, "a b"),
        ("a -(b OR c) d", 6, "a d"),
        ("a AND b", 7, "a"),
        ("a AND b", 1, "b"),
        ("a OR b", 6, ""),
        ("ruijin country:", 15, "ruijin"),
        ('ruijin "open', 12, "ruijin"),
        ("(ruijin country:SG", 3, "country:SG"),
    ],
)
def test_the_term_at_the_cursor_is_taken_out(text: str, column: int, expected: str) -> None:
    assert drop_at(text, column) == expected


def test_what_stands_beside_a_piece_stays_apart() -> None:
    assert without('a"b"c', Span(1, 4)) == "a c"
    assert without("BAND x", Span(5, 6)) == "BAND"
    assert without("AND-x y", Span(6, 7)) == "AND-x"


@given(ANY_TEXT, st.integers(0, 60))
def test_any_query_can_be_emptied_term_by_term(text: str, column: int) -> None:
    was_good = tree(text) is not None
    for _ in range(len(text) + 1):
        if not text.strip():
            return
        shorter = drop_at(text, column)
        assert shorter != text
        assert tree(shorter) is not None or not was_good
        text = shorter
    raise AssertionError(text)


# What is being typed


@pytest.mark.parametrize(
    ("text", "field", "typed", "start", "rest"),
    [
        ("country:|", "country", "", 8, ""),
        ("country:S|", "country", "S", 8, ""),
        ("Country:S|", "country", "S", 8, ""),
        ("as_of:2|", "as-of", "2", 6, ""),
        ("ruijin country:S|", "country", "S", 15, "ruijin"),
        ("country:S| ruijin", "country", "S", 8, "ruijin"),
        ("a with:n| b", "with", "n", 7, "a b"),
        ("country:SG,|", "country", "", 11, ""),
        ("country:SG,ID,s|", "country", "s", 14, ""),
        ('with:"a, b",n|', "with", "n", 12, ""),
        ('with:"national uni|', "with", "national uni", 5, ""),
        ('with:x,"national uni|', "with", "national uni", 7, ""),
        ('tag:"say ""hi|', "tag", 'say "hi', 4, ""),
        ("x -country:s|", "country", "s", 11, "x"),
        ("(country:s|", "country", "s", 9, "("),
        ("-(country:s|", "country", "s", 10, "-("),
        ("x AND country:|", "country", "", 14, "x"),
        ("nosuch:v|", "nosuch", "v", 7, ""),
    ],
)
def test_the_value_being_typed(text: str, field: str, typed: str, start: int, rest: str) -> None:
    found = TypedValue.find(text.replace("|", ""), text.index("|"))
    assert found is not None
    assert (found.field, found.typed, found.start, found.rest) == (field, typed, start, rest)


@pytest.mark.parametrize(
    "text",
    [
        "|",
        "ruijin|",
        "countr|y:SG",
        "country|:SG",
        "country:|SG",
        "country:S|G",
        "country:SG |",
        'with:"two words"|',
        "x:|)",
        "12:30|",
        ":|",
    ],
)
def test_elsewhere_no_value_is_being_typed(text: str) -> None:
    assert TypedValue.find(text.replace("|", ""), text.index("|")) is None


@given(ANY_TEXT, st.integers(0, 60))
def test_no_text_stops_the_search_for_what_is_typed(text: str, column: int) -> None:
    found = TypedValue.find(text, column)
    if found is not None:
        assert found.start <= column
        assert text[: found.start].rstrip(',"').count(":")


@pytest.mark.parametrize("text", ['a:"",' * 2000, 'a:"' + '""' * 5000, "a:," * 3000, "a: " * 3000])
def test_a_long_query_does_not_stop_it_either(text: str) -> None:
    TypedValue.find(text + "(", len(text) + 1)


# How values are written


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("SG", "SG"),
        ("car-t", "car-t"),
        ("agreement/ssmic", "agreement/ssmic"),
        ("2024..2026", "2024..2026"),
        ("two words", '"two words"'),
        ("a,b", '"a,b"'),
        ("(x)", '"(x)"'),
        ('say "hi"', '"say ""hi"""'),
        ("//x", '"//x"'),
        ("", '""'),
    ],
)
def test_a_value_is_quoted_where_it_has_to_be(value: str, expected: str) -> None:
    assert written(value) == expected


@given(st.text(min_size=1).filter(str.strip))
def test_any_value_can_be_written(value: str) -> None:
    assert parse(f"tag:{written(value)}") == Term("tag", (Text(value),))
    assert parse(f"tag:x,{written(value)}") == Term("tag", (Text("x"), Text(value)))
    assert parse(f"tag:{quote(value)}") == Term("tag", (Text(value),))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("national university", ""),
        ('ruijin country:CN "two words"', "country:CN"),
        ("(ruijin OR siriraj) country:CN", "country:CN"),
        ("ruijin OR siriraj", ""),
        ("country:CN AND ruijin", "country:CN"),
        ("ruijin -covid", "-covid"),
        ("ruijin OR country:CN", "ruijin OR country:CN"),
        ('ruijin "open', 'ruijin "open'),
        ("", ""),
    ],
)
def test_words_are_taken_out_and_fields_stay(text: str, left: str) -> None:
    assert without_words(text) == left


@pytest.mark.parametrize(
    ("text", "field", "typed", "rest", "ending"),
    [
        ("nuh extra.", "extra", "", "nuh", ":"),
        ("extra.cost-c", "extra", "cost-c", "", ":"),
        ("-extra.inner.fl", "extra", "inner.fl", "", ":"),
        ("extra.inner.floors:", "extra.inner.floors", "", "", " "),
        ("EXTRA.Cost_Centre:c", "extra.cost-centre", "c", "", " "),
        ("extra:cost", "extra", "cost", "", " "),
    ],
)
def test_keys_of_extra_are_typed_like_values(
    text: str, field: str, typed: str, rest: str, ending: str
) -> None:
    found = TypedValue.find(text, len(text))
    assert found is not None
    assert (found.field, found.typed, found.rest, found.ending) == (field, typed, rest, ending)


@pytest.mark.parametrize("text", ["extra", "extras.", "my extra", "xextra.", "nuh.extra. "])
def test_nothing_else_is_a_key_of_extra(text: str) -> None:
    assert TypedValue.find(text, len(text)) is None
