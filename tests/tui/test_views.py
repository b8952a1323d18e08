"""The whole at a glance, in the explorer."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from collab_tui.config import builtin_registry
from collab_tui.records.kinds import Kind
from collab_tui.tui.session import PANES
from collab_tui.tui.widgets.detail import Detail
from collab_tui.views.state import State
from tests.conftest import Registry
from tests.tui.driver import MEDIUM, NARROW, SHORT, SIZES, WIDE, Driver, exploring
from tests.tui.registries import SMALL


@pytest.fixture
def small(registry: Registry) -> Path:
    return registry(small=SMALL)


def name(explorer: Driver) -> str:
    """Return the view that is shown; nothing where it is the record."""
    return explorer.view.state.name if explorer.view.state is not None else ""


async def to_view(explorer: Driver, wanted: str) -> None:
    """Walk on to a view, and into it."""
    for _ in range(10):
        if name(explorer) == wanted:
            break
        await explorer.press("v")
    while not explorer.view.sight.has_focus:
        await explorer.press("shift+tab")


async def stand_on(explorer: Driver, text: str) -> None:
    """Put the cursor on a cell of which the line below the view says `text`."""
    await explorer.press("g")
    sight = explorer.view.sight
    for _ in range(20):
        for target in sight.targets:
            if text in target.lead.said:
                sight.go_to(target.x, target.y)
                await explorer.settle()
                return
        await explorer.press("pagedown")
    raise AssertionError(f"no cell says {text}:\n{explorer.text}")


# The first page


@pytest.mark.parametrize("size", [WIDE, MEDIUM, SHORT])
async def test_the_overview_is_the_first_page(small: Path, size: tuple[int, int]) -> None:
    async with exploring(small, size=size, first_page=True) as explorer:
        assert explorer.sees("OVERVIEW  of everything", "2 agreements", "1 Institutions")
        assert explorer.pane is Kind.INSTITUTION


@pytest.mark.parametrize("keys", [["j"], ["2"], ["enter"], ["escape"], ["slash", "r"]])
async def test_the_first_page_gives_way_to_a_record_that_is_chosen(
    small: Path, keys: list[str]
) -> None:
    async with exploring(small, first_page=True) as explorer:
        await explorer.press(*keys)
        assert not explorer.sees("OVERVIEW")
        assert explorer.sees("institution/") or explorer.sees("agreement/")


async def test_with_a_query_the_record_is_the_first_page(small: Path) -> None:
    async with exploring(small, first_page=True, query="ruijin") as explorer:
        assert explorer.sees("institution/ruijin")
        assert not explorer.sees("OVERVIEW")


async def test_where_there_is_one_pane_the_lists_are_the_first_page(small: Path) -> None:
    async with exploring(small, size=NARROW, first_page=True) as explorer:
        assert explorer.sees("1 Institutions")
        assert not explorer.sees("OVERVIEW")
        await explorer.resize(MEDIUM)
        assert explorer.sees("OVERVIEW")


async def test_a_registry_without_agreements_says_what_to_do_instead(registry: Registry) -> None:
    async with exploring(registry(), first_page=True) as explorer:
        assert explorer.sees("This registry holds no records yet")


# Walking


async def test_v_walks_through_the_views_and_the_record(small: Path) -> None:
    async with exploring(small) as explorer:
        seen = []
        for _ in range(4):
            await explorer.press("v")
            assert explorer.pane is Kind.INSTITUTION, "who is in the list stays there"
            seen.append(name(explorer))
            assert explorer.sees(name(explorer).upper() or "institution/bsn")
        assert seen == ["overview", "timeline", "matrix", ""]
        await explorer.press("V")
        assert name(explorer) == "matrix"


async def test_a_view_that_was_opened_stays_while_the_lists_cursor_moves(small: Path) -> None:
    async with exploring(small) as explorer:
        await explorer.press("v", "v", "2", "j")
        assert explorer.sees("TIMELINE")
        await explorer.press("escape")
        assert explorer.sees("agreement/ssmic")


async def test_in_one_pane_a_view_takes_the_focus(small: Path) -> None:
    async with exploring(small, size=NARROW) as explorer:
        await explorer.press("v")
        assert explorer.view.sight.has_focus
        assert explorer.sees("OVERVIEW")
        assert not explorer.sees("1 Institutions")
        await explorer.press("v", "v", "v")
        assert isinstance(explorer.focused, Detail)
        await explorer.press("V", "escape")
        assert explorer.sees("1 Institutions")
        assert explorer.pane is Kind.INSTITUTION


async def test_tab_reaches_the_view_as_it_does_the_record(small: Path) -> None:
    async with exploring(small) as explorer:
        await explorer.press("v", "shift+tab")
        assert explorer.view.sight.has_focus
        await explorer.press("tab")
        assert explorer.pane is Kind.INSTITUTION


# Cells


async def test_the_cursor_moves_from_cell_to_cell(small: Path) -> None:
    async with exploring(small, size=WIDE) as explorer:
        await to_view(explorer, "overview")
        await explorer.press("g")
        said = [explorer.below()]
        for key in "llhjjk":
            await explorer.press(key)
            said.append(explorer.below())
        assert [words.partition(" (")[0] for words in said[:3]] == [
            "⏎ kind:agreement",
            "⏎ kind:institution",
            "⏎ kind:focus-area",
        ]
        assert said[3] == said[1]
        assert said[6] == said[4] != said[5]
        await explorer.press("G")
        last = explorer.below()
        await explorer.press("j")
        assert explorer.below() == last


async def test_what_is_out_of_sight_comes_into_it(small: Path) -> None:
    async with exploring(small, size=NARROW) as explorer:
        await to_view(explorer, "overview")
        assert not explorer.sees("LATEST")
        assert "↓" in explorer.below()
        await explorer.press("G")
        assert explorer.sees("LATEST", "OVERVIEW")
        assert "↓" not in explorer.below()
        await explorer.press("g")
        assert explorer.sees("2 agreements")
        for _ in range(60):
            await explorer.press("j")
        assert explorer.sees("LATEST")
        for _ in range(60):
            await explorer.press("k")
        assert explorer.sees("2 agreements")


async def test_a_cell_puts_its_term_into_the_query_and_back_leads_to_the_view(
    small: Path,
) -> None:
    async with exploring(small) as explorer:
        await to_view(explorer, "overview")
        await stand_on(explorer, "country:CN")
        assert explorer.sees("⏎ country:CN (1)")
        await explorer.press("enter")
        assert explorer.query == "country:CN"
        assert explorer.pane is Kind.AGREEMENT
        assert explorer.counts()["agreement"] == "1/2"
        assert explorer.sees("OVERVIEW  of country:CN")
        await explorer.press("backspace")
        assert explorer.query == ""
        assert explorer.view.sight.has_focus
        assert "country:CN" in (explorer.view.sight.lead or pytest.fail("no cell")).said


async def test_f_puts_the_term_in_and_takes_it_out_without_leaving(small: Path) -> None:
    async with exploring(small) as explorer:
        await to_view(explorer, "overview")
        await stand_on(explorer, "country:CN")
        await explorer.press("f")
        assert explorer.query == "country:CN"
        assert explorer.view.sight.has_focus
        await stand_on(explorer, "country:CN")
        await explorer.press("f")
        assert explorer.query == ""


async def test_a_cell_of_an_agreement_leads_to_its_record(small: Path) -> None:
    async with exploring(small, size=WIDE) as explorer:
        await to_view(explorer, "overview")
        await stand_on(explorer, "Sino-Singapore")
        await explorer.press("enter")
        assert explorer.sees("agreement/ssmic")
        assert isinstance(explorer.focused, Detail)
        await explorer.press("backspace")
        assert explorer.view.sight.has_focus
        assert explorer.sees("OVERVIEW")


async def test_a_cell_can_be_clicked(small: Path) -> None:
    async with exploring(small, size=WIDE) as explorer:
        await explorer.press("v")
        lines = explorer.lines()
        y = next(at for at, line in enumerate(lines) if "Indonesia  " in line)
        x = lines[y].index("Indonesia  ")
        await explorer.pilot.click(offset=(x + 2, y))
        await explorer.settle()
        assert explorer.query == "country:ID"


async def test_a_kind_that_has_no_list_is_not_opened(small: Path) -> None:
    async with exploring(small, size=WIDE) as explorer:
        await to_view(explorer, "overview")
        assert explorer.sees("1 source")
        kinds = {target.lead.kind for target in explorer.view.sight.targets}
        assert kinds <= set(PANES)


async def test_a_query_with_a_mistake_leaves_the_view(small: Path) -> None:
    async with exploring(small) as explorer:
        await explorer.press("v", "slash")
        await explorer.type("country:CN is:nonsense")
        assert isinstance(explorer.focused, Input)
        assert explorer.sees("OVERVIEW  of country:CN")


@pytest.mark.parametrize("size", SIZES)
async def test_each_number_opens_exactly_that_many(size: tuple[int, int]) -> None:
    """Of every cell in sight that shows a number, through the keys that open it."""
    async with exploring(builtin_registry(), size=size) as explorer:
        for view in ("overview",):
            await to_view(explorer, view)
            targets = explorer.view.sight.targets
            leads = {id(target.lead): target for target in targets}.values()
            counted = [one for one in leads if one.lead.count is not None and one.lead.term]
            assert counted
            for target in counted[:: max(1, len(counted) // 12)]:
                sight = explorer.view.sight
                sight.go_to(target.x, target.y)
                assert sight.lead == target.lead
                await explorer.press("f" if sight.lead.state is not None else "enter")
                kind = target.lead.kind
                shown = explorer.counts()[kind.value].partition("/")[0].replace(",", "")
                assert int(shown) == target.lead.count, target.lead
                await go_back(explorer, view)


async def go_back(explorer: Driver, view: str) -> None:
    """Go back to a view of everything."""
    while explorer.query:
        await explorer.press("slash", "escape")
    await to_view(explorer, view)
    assert explorer.view.state == State(view)
