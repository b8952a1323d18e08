"""Queries from a grammar and from noise."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from pathlib import Path
from random import Random

from hypothesis import Phase, given, seed, settings
from hypothesis import strategies as st

from collab_tui.catalog.catalog import Catalog
from collab_tui.query import QueryError, parse
from collab_tui.query.fields import FIELDS
from collab_tui.query.syntax import Node
from collab_tui.records.kinds import Kind
from tests.conftest import SMALL, TODAY
from tests.hostile import texts
from tests.hostile.part import Part
from tests.query.test_any_text import PIECES, check_error

QUERIES = 60
"""Queries of a round."""

WORDS = st.sampled_from(["nuh", "a", "瑞金", "car-t", "of", '"university of"', "zzz", "2023"])
DATES = st.sampled_from(
    ["2023", "2024-05", "2025-01-31", "<2024", ">=2023-06", "2020..2026", "..2024", "none", "202X"]
)
VALUES = WORDS | DATES | st.sampled_from(["mou", "active", "SG", "ID,CN", "none", "any", "lead"])
TERMS = WORDS | st.builds("{}:{}".format, st.sampled_from([*FIELDS, "extra.a"]), VALUES)
TREES = st.recursive(
    TERMS,
    lambda inner: (
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({' '.join(parts)})")
        | st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({' OR '.join(parts)})")
        | inner.map(lambda part: f"-{part}")
    ),
    max_leaves=8,
)
NOISE = (
    st.lists(st.sampled_from([*PIECES, *texts.ALL[:-6]]), max_size=10).map("".join)
    | st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join)
    | st.text(max_size=60)
)


@cache
def _catalog() -> Catalog:
    catalog = Catalog.open([SMALL, texts.EVERY], None, TODAY)
    catalog.refresh()
    return catalog


def _found(node: Node) -> dict[Kind, set[int]]:
    return {kind: set(ns) for kind, ns in _catalog().search(node).found.items()}


def ask(text: str, *, is_whole: bool) -> None:
    """Ask a query: a mistake with its place, or an answer.

    If it `is_whole`, the answer agrees with that to ``-(query)``. A text may ask for nothing, such
    as a colon alone, and so may its opposite.
    """
    try:
        node = parse(text)
        found = _found(node)
    except QueryError as error:
        check_error(error, text)
        return
    every = {kind: set(ns) for kind, ns in _catalog().everything(Kind).items()}
    assert _found(parse(str(node))) == found
    for kind, numbers in found.items():
        assert numbers <= every[kind]
    with suppress(QueryError):  # what cannot be turned round, or is too long then
        other = _found(parse(f"-({text})")) if is_whole else {}
        for kind, numbers in other.items():
            assert not numbers & found[kind], "a record is found by a query or by its opposite"
    if not any(found.values()):
        _catalog().rescue(text, node)


def round_(chance: Random, folder: Path) -> int:
    """Ask some queries."""
    for strategy in (TREES, NOISE):

        @seed(chance.getrandbits(64))
        @settings(
            max_examples=QUERIES // 2,
            database=None,
            deadline=None,
            phases=(Phase.generate, Phase.shrink),
        )
        @given(strategy)
        def all_are_answered(text: str) -> None:
            ask(text, is_whole=strategy is TREES)  # noqa: B023 - it runs now

        all_are_answered()
    return QUERIES


PART = Part(
    "queries",
    "queries from the grammar, with every field, and queries from noise",
    "each is answered, or is a mistake with its place; the answer to the opposite shares nothing"
    " with it",
    round_,
)
