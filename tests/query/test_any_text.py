"""For any text: a query error at a place in it, or a tree that prints back to itself."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from collab_tui.query.fields import FIELDS
from collab_tui.query.parse import parse
from collab_tui.query.syntax import QueryError, leaves

PIECES = [
    *(f"{name}:" for name in FIELDS),
    *(
        "a",
        "瑞金",
        "nuh",
        "car-t",
        "mou",
        "lead",
        "2024",
        "2024-10",
        "..",
        "<",
        ">=",
        "~",
        "expired",
    ),
    *(
        "OR",
        "AND",
        "or",
        "-",
        "--",
        "(",
        ")",
        '"',
        '""',
        ",",
        ":",
        "://",
        " ",
        "  ",
        "\t",
        "\n",
        "'",
    ),
    *("-(", ") OR (", '"a b"', "\x00", "\u3000", "kind:person", "signed:2024..2025", "with:a,b"),
]


def check_error(error: QueryError, text: str) -> None:
    assert 0 <= error.start <= error.end <= len(text) + 1
    assert error.message
    assert "^" in error.caret(text)


def check(text: str) -> None:
    try:
        tree = parse(text)
    except QueryError as error:
        check_error(error, text)
        return
    assert parse(str(tree)) == tree
    for leaf in leaves(tree):
        assert 0 <= leaf.span.start < leaf.span.end <= len(text)


@given(st.text())
def test_any_text(text: str) -> None:
    check(text)


@settings(max_examples=500)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_pieces_of_queries_without_spaces(text: str) -> None:
    check(text)


@settings(max_examples=500)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join))
def test_pieces_of_queries_with_spaces(text: str) -> None:
    check(text)


@settings(max_examples=100)
@given(st.text(alphabet='-()a" ', max_size=120))
def test_nested_queries(text: str) -> None:
    check(text)


words = st.sampled_from(
    ["a", '"b c"', "with:x", "with:x,y", "signed:2024", '"q""q"', "kind:person"]
)
trees = st.recursive(
    words,
    lambda inner: (
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({' '.join(parts)})")
        | st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({' OR '.join(parts)})")
        | inner.map(lambda part: f"-{part}")
    ),
    max_leaves=12,
)


@settings(max_examples=200)
@given(trees)
def test_any_tree_is_parsed_and_printed(text: str) -> None:
    assert parse(str(parse(text))) == parse(text)
