"""Query text → tree: every construct of the language."""

from __future__ import annotations

from datetime import date

import pytest

from collab_tui.query.fields import FIELDS, QueryField, Takes
from collab_tui.query.parse import MAX_DEPTH, parse
from collab_tui.query.possible_kinds import kinds_asked
from collab_tui.query.syntax import (
    And,
    Days,
    Node,
    Not,
    Or,
    Phrase,
    QueryError,
    Span,
    Term,
    Text,
    Word,
    leaves,
)

A, B, C = Word("a"), Word("b"), Word("c")


def term(name: str, *texts: str) -> Term:
    return Term(name, tuple(map(Text, texts)))


def days(name: str, text: str, first: date | None, last: date | None) -> Term:
    return Term(name, (Days(first, last, text),))


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", And()),
        (" \t\n", And()),
        ("a", A),
        ("a b", And((A, B))),
        ("  a   b  ", And((A, B))),
        ("a AND b", And((A, B))),
        ("a OR b", Or((A, B))),
        ("a OR b OR c", Or((A, B, C))),
        ("a b OR c", Or((And((A, B)), C))),
        ("a OR b c", Or((A, And((B, C))))),
        ("a (b OR c)", And((A, Or((B, C))))),
        ("(a)", A),
        ("((a b))", And((A, B))),
        ("(a b) c", And((And((A, B)), C))),
        ("a OR (b OR c)", Or((A, Or((B, C))))),
        ("(a)(b)", And((A, B))),
        ("-a", Not(A)),
        ("--a", Not(Not(A))),
        ("-(a b)", Not(And((A, B)))),
        ("a -b", And((A, Not(B)))),
        ("a-b", Word("a-b")),
        ("- a", And((Word("-"), A))),
        ("-", Word("-")),
        ("(-)", Word("-")),
        ("or and Or", And((Word("or"), Word("and"), Word("Or")))),
        ("ORANGE ANDY", And((Word("ORANGE"), Word("ANDY")))),
        ("a OR(b)", Or((A, B))),
        ('a OR"b c"', Or((A, Phrase("b c")))),
        ('"a"AND"b"', And((Phrase("a"), Phrase("b")))),
        ('"or"', Phrase("or")),
        ('"a b"', Phrase("a b")),
        ('"a ""b"" c"', Phrase('a "b" c')),
        ('""', Phrase("")),
        ('"a""b"', Phrase('a"b')),
        ('a"b c"d', And((A, Phrase("b c"), Word("d")))),
        ('-"a b"', Not(Phrase("a b"))),
        ("car-t/nk, x;y*", And((Word("car-t/nk,"), Word("x;y*")))),
        ("瑞金 đ", And((Word("瑞金"), Word("đ")))),
        ("http://x.org/a:b", Word("http://x.org/a:b")),
        ("10:30", Word("10:30")),
        ("with:nuh", term("with", "nuh")),
        ("WITH:nuh", term("with", "nuh")),
        ("with:NUH", term("with", "NUH")),
        ("with:nuh,ruijin", term("with", "nuh", "ruijin")),
        ('with:"ruijin hospital"', term("with", "ruijin hospital")),
        ('with:"a, ""b"" (c)",d', term("with", 'a, "b" (c)', "d")),
        ("with:a:b", term("with", "a:b")),
        ("-with:nuh", Not(term("with", "nuh"))),
        ("(with:nuh)", term("with", "nuh")),
        ("with:nuh(a)", And((term("with", "nuh"), A))),
        ("kind:Focus_Area", term("kind", "focus-area")),
        ('type:"Joint Centre"', term("type", "joint-centre")),
        ("is:expired,undated", term("is", "expired", "undated")),
        ("signed:2024", days("signed", "2024", date(2024, 1, 1), date(2024, 12, 31))),
        ("signed:2024-02", days("signed", "2024-02", date(2024, 2, 1), date(2024, 2, 29))),
        ("signed:2024~", days("signed", "2024~", date(2024, 1, 1), date(2024, 12, 31))),
        ("ends:2024-02-29", days("ends", "2024-02-29", date(2024, 2, 29), date(2024, 2, 29))),
        (
            "signed:2024..2026-05",
            days("signed", "2024..2026-05", date(2024, 1, 1), date(2026, 5, 31)),
        ),
        ("signed:2024..", days("signed", "2024..", date(2024, 1, 1), None)),
        ("signed:..2024", days("signed", "..2024", None, date(2024, 12, 31))),
        ("signed:2024..2024", days("signed", "2024..2024", date(2024, 1, 1), date(2024, 12, 31))),
        ("ends:<2027", days("ends", "<2027", None, date(2026, 12, 31))),
        ("ends:<=2027", days("ends", "<=2027", None, date(2027, 12, 31))),
        ("ends:>2026-06", days("ends", ">2026-06", date(2026, 7, 1), None)),
        ("ends:>=2026-06", days("ends", ">=2026-06", date(2026, 6, 1), None)),
        ("ends:<0001", days("ends", "<0001", None, date(1, 1, 1))),
        ("ends:>9999", days("ends", ">9999", date(9999, 12, 31), None)),
        ('ends:"2024"', days("ends", "2024", date(2024, 1, 1), date(2024, 12, 31))),
        ("as-of:2024-07-01", days("as-of", "2024-07-01", date(2024, 7, 1), date(2024, 7, 1))),
        ("as_of:2024", days("as-of", "2024", date(2024, 1, 1), date(2024, 12, 31))),
    ],
)
def test_tree(text: str, tree: Node) -> None:
    assert parse(text) == tree
    assert parse(str(tree)) == tree


def test_several_dates_are_several_intervals() -> None:
    tree = parse("signed:2020,>=2024")
    assert isinstance(tree, Term)
    assert [str(value) for value in tree.values] == ["2020", ">=2024"]


def test_nodes_know_their_columns() -> None:
    tree = parse('ab (c OR -"d e") with:f,"g h"')
    assert isinstance(tree, And)
    assert [node.span for node in tree.nodes] == [Span(0, 2), Span(3, 16), Span(17, 29)]
    assert [leaf.span for leaf in leaves(tree)] == [
        Span(0, 2),
        Span(4, 5),
        Span(10, 15),
        Span(17, 29),
    ]
    last = tree.nodes[2]
    assert isinstance(last, Term)
    assert [value.span for value in last.values] == [Span(22, 23), Span(24, 29)]


@pytest.mark.parametrize("field", FIELDS.values(), ids=lambda field: str(field.name))
def test_every_example_is_a_query(field: QueryField) -> None:
    tree = parse(field.example)
    assert isinstance(tree, Term)
    assert tree.name == field.name
    assert bool(field.terms) is (field.takes is Takes.TERM)


def test_every_term_of_a_list_is_taken() -> None:
    for field in FIELDS.values():
        if field.terms:
            text = f"{field.name}:{','.join(field.terms)}"
            assert str(parse(text)) == text


@pytest.mark.parametrize(("opening", "closing"), [("(", ")"), ("-", ""), ("-(", ")")])
def test_nesting_has_an_end(opening: str, closing: str) -> None:
    fits = MAX_DEPTH // len(opening)
    tree = parse(opening * fits + "a" + closing * fits)
    assert parse(str(tree)) == tree
    with pytest.raises(QueryError, match="nested too deeply"):
        parse(opening * (fits + 1) + "a" + closing * (fits + 1))
    with pytest.raises(QueryError):
        parse(opening * 5000)


def test_ten_thousand_characters() -> None:
    text = " ".join(f"word{n:05}" for n in range(1000))
    tree = parse(text)
    assert len(text) == 9999
    assert len(list(leaves(tree))) == 1000
    assert str(tree) == text


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("", "institution agreement focus-area person source"),
        ("type:mou", "institution agreement focus-area person source"),
        ("kind:person,source nuh", "person source"),
        ("kind:person OR kind:source", "person source"),
        ("kind:person OR nuh", "institution agreement focus-area person source"),
        ("-kind:person -(kind:source)", "institution agreement focus-area"),
        ("-(kind:person nuh)", "institution agreement focus-area person source"),
        ("kind:person kind:source", ""),
    ],
)
def test_which_kinds_a_query_leaves(query: str, left: str) -> None:
    assert " ".join(kinds_asked(parse(query))) == left
