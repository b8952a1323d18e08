"""A list is narrowed by the values of fields, and every move is text in the query."""

from __future__ import annotations

import pytest

from collab_tui.places import builtin_registry
from collab_tui.query import parse
from collab_tui.records.kinds import Kind
from collab_tui.tui.parts.sifter import Sifter
from tests.conftest import SMALL
from tests.tui.driver import SIZES, WIDE, Driver, exploring

AGREEMENT = Kind.AGREEMENT


def sifter(explorer: Driver) -> Sifter:
    return explorer.app.get_default_screen().query_one(Sifter)


def here(explorer: Driver) -> str:
    """Return the line under the cursor of the values."""
    found = sifter(explorer).list
    return found.draw(found.cursor, found.size.width).plain.strip()


def found(explorer: Driver, kind: Kind = AGREEMENT) -> int:
    return len(explorer.catalog.search(parse(explorer.query), [kind]).found[kind])


async def test_values_are_chosen_left_out_and_taken_back() -> None:
    async with exploring(SMALL, size=WIDE) as explorer:
        await explorer.press("2", "F")
        assert explorer.sees("Narrow the agreements", "10/10", "memorandum of understanding")
        assert explorer.footer().startswith(" Space add  - leave out  ⏎ only this")
        await explorer.type("sing")
        assert here(explorer).startswith("Singapore  SG")
        count = int(here(explorer).split()[-1])
        await explorer.press("space")
        assert explorer.query == "country:SG"
        assert sifter(explorer).input.value == ""
        assert found(explorer) == count
        assert here(explorer).startswith("● Singapore  SG")
        assert f"{count}/10" in explorer.title(AGREEMENT), "the list follows"
        assert explorer.footer().startswith(" Space take out  - leave out  ⏎ results")
        await explorer.type("indo")
        await explorer.press("space", "minus")
        assert explorer.query == "country:SG -country:ID"
        assert here(explorer).startswith("- Indonesia  ID")
        assert not here(explorer).endswith(" 0"), "what it leaves out"
        await explorer.press("minus")
        assert explorer.query == "country:SG"
        # One value in place of those that are chosen, as many as its count says
        await explorer.type("china")
        count = int(here(explorer).split()[-1])
        await explorer.press("enter")
        assert explorer.query == "country:CN"
        assert explorer.pane is AGREEMENT
        assert explorer.title(AGREEMENT).split()[-1] == f"{count}/10"
        assert not explorer.sees("Narrow the agreements")
        await explorer.press("F", "escape")
        assert explorer.query == "country:CN"
        assert explorer.pane is AGREEMENT


async def test_a_range_is_typed_and_a_field_is_opened() -> None:
    async with exploring(SMALL, size=WIDE) as explorer:
        await explorer.press("2", "F")
        await explorer.type("2021-06..2024")
        assert here(explorer).startswith("2021-06..2024")
        await explorer.press("down", "up", "space")
        name = explorer.query.partition(":")[0]
        assert explorer.query == f"{name}:2021-06..2024"
        assert here(explorer).startswith("● 2021-06..2024")
        await explorer.press("escape", "x", "F")
        await explorer.type("country")
        assert here(explorer).startswith("China  CN"), "a field's name stands for all its values"
        await explorer.press("up")
        assert here(explorer).startswith("country")
        lines = sifter(explorer).list.count
        await explorer.press("escape")
        assert sifter(explorer).list.count > lines
        await explorer.type("zzz")
        assert sifter(explorer).list.count == 0
        await explorer.press("space", "minus", "enter")
        assert explorer.query == ""


@pytest.mark.parametrize("size", SIZES)
async def test_at_every_size_the_values_are_there_and_gone_again(size: tuple[int, int]) -> None:
    async with exploring(SMALL, size=size) as explorer:
        await explorer.press("F")
        await explorer.until_seen("Narrow the institutions", "Esc close")
        assert all(len(line) <= size[0] for line in explorer.lines())
        await explorer.press("tab")
        assert explorer.pane is Kind.INSTITUTION
        await explorer.press("enter")
        assert not explorer.sees("Narrow the institutions")
        assert explorer.detail.has_focus
        await explorer.press("escape", "3", "F")
        await explorer.until_seen("Narrow the focus areas")


async def test_a_mistake_in_the_query_is_mended_first() -> None:
    async with exploring(SMALL, size=WIDE, query="country:atlantis") as explorer:
        await explorer.press("2", "F", "space")
        assert explorer.query == "country:atlantis"
        assert explorer.sees("Correct the query first")


async def test_a_country_and_a_type_take_six_keys() -> None:
    async with exploring(builtin_registry(), size=WIDE) as explorer:
        await explorer.press("2")
        await explorer.press("F", "c", "h", "space", "m", "space")
        assert explorer.query == "country:CN type:mou"
