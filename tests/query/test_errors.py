"""Mistakes in a query: which columns are wrong, and what to do."""

from __future__ import annotations

import pytest

from collab_tui.query import QueryError, parse
from collab_tui.records.kinds import LISTED, Kind
from collab_tui.records.vocabulary import AgreementType, InstitutionStatus


@pytest.mark.parametrize(
    ("text", "start", "end", "says", "hint"),
    [
        ("contry:SG", 0, 6, "no field 'contry'", "did you mean 'country'?"),
        ("a -(singed:2024)", 4, 10, "no field 'singed'", "'signed'"),
        ("names:ruijin", 0, 5, "no field 'names'", ""),
        ("zzzzzzz:1", 0, 7, "no field", "the fields are kind, type"),
        ('a "b c', 2, 3, "quote is never closed", 'add "'),
        ('with:"b', 5, 6, "quote is never closed", 'add "'),
        ('"a""', 0, 1, "quote is never closed", 'add "'),
        ("a (b c", 2, 3, "parenthesis is never closed", "add )"),
        ("((a)", 0, 1, "parenthesis is never closed", "add )"),
        ("a)", 1, 2, "there is no open parenthesis", ""),
        (")", 0, 1, "there is no open parenthesis", ""),
        ("a OR )", 5, 6, "there is no open parenthesis", ""),
        ("()", 0, 1, "something is missing", ""),
        ("a (", 2, 3, "something is missing", ""),
        ("a OR", 3, 4, "something is missing", ""),
        ("OR a", 0, 2, "OR needs something on both sides", 'search for "or"'),
        ("a OR OR b", 5, 7, "OR needs something on both sides", 'search for "or"'),
        ("AND a", 0, 3, "AND needs something on both sides", 'search for "and"'),
        ("a AND", 2, 5, "AND needs something on both sides", 'search for "and"'),
        ("(a AND )", 3, 6, "AND needs something on both sides", 'search for "and"'),
        ("a AND OR b", 2, 5, "AND needs something on both sides", 'search for "and"'),
        ("a AND AND b", 2, 5, "AND needs something on both sides", 'search for "and"'),
        ("with:", 5, 6, "with: needs a value", "as in with:nuh"),
        ("with: nuh", 5, 6, "with: needs a value", "as in with:nuh"),
        ("with:nuh,", 9, 10, "with: needs a value", ""),
        ("with:,nuh", 5, 6, "with: needs a value", ""),
        ("with:(nuh)", 5, 6, "with: needs a value", ""),
        ('with:""', 5, 7, "with: needs a value", ""),
        ('with:" "', 5, 8, "with: needs a value", ""),
        ("kind:treaty", 5, 11, "kind: has no value 'treaty'", "one of: "),
        ("status:singed", 7, 13, "status: has no value", "did you mean 'signed'?"),
        (
            "type:memorandum",
            5,
            15,
            "has no value 'memorandum'",
            "'mou' (memorandum of understanding)",
        ),
        ("type:joint_center", 5, 17, "has no value", "did you mean 'joint-centre'?"),
        ("type:zzz kind:institution", 5, 8, "has no value", "one of: education, healthcare, c"),
        ("kind:source (a OR -type:pres)", 24, 28, "has no value", "did you mean 'press-release'?"),
        ("kind:institution type:memorandum", 22, 32, "has no value", "one of: "),
        ("kind:person type:mu", 17, 19, "has no value", "people have no type"),
        ("kind:person OR type:mu", 20, 22, "has no value", "'mou'"),
        ("is:expired,expirin", 11, 18, "is: has no value", "did you mean 'expiring'?"),
        ("signed:soon", 7, 11, "'soon' is not a date", "write 2024, 2024-10 or 2024-10-15"),
        ("signed:2023-02-29", 7, 17, "2023-02 has no day 29", "as in signed:2024..2026"),
        ("signed:2024,2024-13", 12, 19, "there is no month 13", ""),
        ("signed:0000", 7, 11, "queries go from the year 1 to the year 9999", ""),
        ("signed:>-1985", 7, 13, "queries go from the year 1 to the year 9999", ""),
        ("as-of:2024/", 6, 11, "takes one day", ""),
        ("signed:>", 7, 8, "is not a date", ""),
        ("signed:..", 7, 9, "is not a date", ""),
        ("signed:2024...2025", 7, 18, "is not a date", ""),
        ("signed:2026..2024", 7, 17, "ends before it begins", "write 2024..2026"),
        ("a with:b\ud800c", 8, 9, "this is not a character", "leave it out"),
        ('"\udcff"', 1, 2, "this is not a character", "leave it out"),
        ("as-of:2024..2025", 6, 16, "takes one day", "as-of:2024-07-01"),
        ("as-of:>=2024", 6, 12, "takes one day", "as-of:2024-07-01"),
    ],
)
def test_mistake(text: str, start: int, end: int, says: str, hint: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text)
    error = caught.value
    assert (error.start, error.end) == (start, end)
    assert says in error.message
    assert hint in (error.hint or "")


def test_the_caret_stands_under_the_mistake() -> None:
    with pytest.raises(QueryError) as caught:
        parse("a contry:SG")
    assert caught.value.caret("a\tcontry:SG") == "a contry:SG\n  ^^^^^^"


def test_the_caret_is_seen_where_the_mistake_is_at_the_end() -> None:
    with pytest.raises(QueryError) as caught:
        parse("with:")
    assert caught.value.caret("with:") == "with:\n     ^"


def test_only_values_that_can_apply_are_named_nearest_first() -> None:
    def hint(text: str, *kinds: Kind) -> str:
        with pytest.raises(QueryError) as caught:
            parse(text, kinds or tuple(Kind))
        return caught.value.hint or ""

    sources = "one of: agreement-text, news, press-release, web-page, report, dataset"
    assert hint("type:xx", Kind.SOURCE) == hint("type:xx kind:source") == sources
    assert hint("kind:source type:xx", *LISTED) == sources
    assert "news" not in hint("type:xx", *LISTED)
    assert hint("kind:source -kind:source type:xx").startswith("one of: ")
    assert hint("kind:agreement type:zzz").split(": ")[1].count(",") == len(AgreementType) - 1
    assert hint("status:zzz", Kind.INSTITUTION).count(",") == len(InstitutionStatus) - 1
