"""Values that are chosen in a query, and the query with other choices."""

from __future__ import annotations

import pytest

from collab_tui.query import parse
from collab_tui.query.choosing import (
    choices,
    unchosen,
    with_choice,
    with_only,
    with_out,
    without_choice,
)


@pytest.mark.parametrize(
    ("text", "chosen", "rest", "more", "only", "out", "gone"),
    [
        ("", "", "", "country:SG", "country:SG", "-country:SG", ""),
        (
            "nuh",
            "",
            "nuh",
            "nuh country:SG",
            "nuh country:SG",
            "nuh -country:SG",
            "nuh",
        ),
        (
            "country:ID,TH nuh -country:CN",
            "ID TH -CN",
            "nuh -country:CN",
            "country:ID,TH,SG nuh -country:CN",
            "nuh -country:CN country:SG",
            "country:ID,TH nuh -country:CN -country:SG",
            "country:ID,TH nuh -country:CN",
        ),
        (
            "country:sg,ID nuh",
            "sg ID",
            "nuh",
            "country:sg,ID nuh",
            "nuh country:SG",
            "country:ID nuh -country:SG",
            "country:ID nuh",
        ),
        (
            "-country:SG,TH nuh",
            "-SG -TH",
            "-country:SG,TH nuh",
            "-country:TH nuh country:SG",
            "-country:TH nuh country:SG",
            "-country:TH nuh -country:SG",
            "-country:TH nuh",
        ),
        (
            "(country:ID) AND x",
            "ID",
            "x",
            "(country:ID,SG) AND x",
            "x country:SG",
            "(country:ID) AND x -country:SG",
            "(country:ID) AND x",
        ),
        (
            "country:ID OR x",
            "",
            "country:ID OR x",
            "(country:ID OR x) country:SG",
            "(country:ID OR x) country:SG",
            "(country:ID OR x) -country:SG",
            "country:ID OR x",
        ),
    ],
)
def test_a_value_is_chosen_left_out_or_neither(
    text: str, chosen: str, rest: str, more: str, only: str, out: str, gone: str
) -> None:
    shown = " ".join(("-" if one.is_out else "") + one.value for one in choices(text, "country"))
    assert shown == chosen
    assert unchosen(text, "country") == rest
    assert with_choice(text, "country", "SG") == more
    assert with_only(text, "country", "SG") == only
    assert with_out(text, "country", "SG") == out
    assert without_choice(text, "country", "SG") == gone
    for query in (rest, more, only, out, gone):
        parse(query)
