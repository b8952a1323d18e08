"""Layouts of the screen, and how much of it each pane has."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from textual.widget import Widget

from collab_tui.diary import Diary
from collab_tui.records.kinds import Kind
from collab_tui.tui.arrange import BARS, SMALLEST, Layout, arrange
from collab_tui.tui.widgets.detail import Detail
from collab_tui.tui.widgets.divider import Divider
from collab_tui.tui.widgets.record_list import RecordList
from tests.conftest import Registry
from tests.tui.driver import MEDIUM, NARROW, SIZES, WIDE, Driver, exploring
from tests.tui.registries import SMALL


@pytest.fixture
def small(registry: Registry) -> Path:
    return registry(small=SMALL)


def test_lists_and_page_fit_into_every_terminal_whatever_is_wanted() -> None:
    sizes = product(range(SMALLEST[0], 301, 7), range(SMALLEST[1], 101, 5))
    for size, wanted, share, count in product(sizes, Layout, (0, 0.42, 1), range(1, 6)):
        found = arrange(size, wanted, share, count)
        if found.layout is Layout.STACKED:
            assert found.is_single or 34 <= found.lists <= size[0] - 31
        else:
            heads = 1 if found.layout is Layout.SIDE_BY_SIDE else count
            assert heads + 3 <= found.lists <= size[1] - BARS - 6
        if found.layout is Layout.SIDE_BY_SIDE:
            assert size[0] >= 30 * count > 30
        assert found.layout in (wanted, Layout.BELOW)


def places(explorer: Driver) -> list[tuple[int, int, int, int]]:
    """Return where the lists and the record are: column, row, width, height; zeros if hidden."""
    screen = explorer.app.screen
    widgets = [*screen.query(RecordList), screen.query_one(Detail)]
    return [tuple(widget.region) for widget in widgets]


def lists_have(explorer: Driver) -> tuple[int, int]:
    size = explorer.app.screen.query_one("#lists").size
    return size.width, size.height


async def test_layouts_and_sizes_are_chosen_and_remembered(small: Path) -> None:
    diary = Diary()
    async with exploring(small, size=WIDE, diary=lambda: diary) as explorer:
        await explorer.press("2", "j")
        assert len({x for x, *_ in places(explorer)[:3]}) == 1, "the lists stand in a column"
        assert places(explorer)[3][0] > places(explorer)[0][0]

        columns, _ = lists_have(explorer)
        heights = [place[3] for place in places(explorer)[:3]]
        await explorer.press("plus", "plus")
        one, two, three = [place[3] for place in places(explorer)[:3]]
        assert (one + three, two) == (heights[0] + heights[2] - 4, heights[1] + 4)
        assert lists_have(explorer)[0] == columns
        await explorer.press("minus", "minus")
        assert [place[3] for place in places(explorer)[:3]] == heights
        await explorer.rush(*["plus"] * 16)
        assert [place[3] for place in places(explorer)[:3]] == [3, sum(heights) - 6, 3]
        wide = lists_have(explorer)[0]
        assert wide > columns, "the other lists have no more to give, so the record gives"
        await explorer.press("enter", "plus")
        assert lists_have(explorer)[0] == wide - 4, "the record has the focus and grows"
        await explorer.rush(*["plus"] * 14)
        assert lists_have(explorer)[0] == 34
        await explorer.rush("escape", *["minus"] * 20)
        assert explorer.sees("This pane needs what it has")

        divider = explorer.app.screen.query_one(Divider)
        await explorer.pilot.mouse_down(divider, offset=(0, 9))
        await explorer.pilot.hover(offset=(70, 12))
        await explorer.pilot.mouse_up(offset=(70, 12))
        await explorer.pilot.hover(offset=(90, 12))
        await explorer.settle()
        assert lists_have(explorer)[0] == divider.region.x == 70

        await explorer.press("L")
        first, second, third, record = places(explorer)
        assert first[0] < second[0] < third[0], "the lists stand in a row"
        assert first[1] == second[1] == third[1] < record[1]
        assert explorer.sees("1 Institutions", "2 Agreements", "3 Focus areas", "agreement/ssmic")
        assert explorer.row.startswith("Sino-Singapore")
        _, rows = lists_have(explorer)
        await explorer.rush(*["plus"] * 10)
        assert [place[2] for place in places(explorer)[:3]] == [30, WIDE[0] - 62, 30]
        await explorer.press("enter", "minus", "escape")
        rows = lists_have(explorer)[1] - 2

        await explorer.press("4")
        assert len({place[1] for place in places(explorer)[:4]}) == 1, "also a further list"
        await explorer.press("2", "z")
        assert explorer.app.screen.query_one("#lists").size == (WIDE[0], WIDE[1] - 2)
        await explorer.press("minus")
        assert explorer.sees("This pane has the whole screen")
        await explorer.press("z")
        assert lists_have(explorer)[1] == rows + 2

        await explorer.press("L")
        assert [place[3] > 0 for place in places(explorer)[:3]] == [False, True, False]
        assert places(explorer)[1][2] == WIDE[0]
        await explorer.press("L", "L")
    explorer.app.write_into(diary)
    assert diary.layout == "side by side"
    assert diary.shares["stacked"] == 0.5
    assert diary.shares["stacked/agreement"] < 0.1 < 0.4 < diary.shares["side by side/agreement"]

    async with exploring(small, size=WIDE, diary=lambda: diary) as explorer:
        assert lists_have(explorer)[1] == rows + 2
        await explorer.press("L", "L")
        assert lists_have(explorer)[0] == 70
        one, two, three = [place[3] for place in places(explorer)[:3]]
        assert two == 3 < 15 < min(one, three)
        await explorer.resize((140, 32))
        assert places(explorer)[1][3] == 3
        await explorer.press("2", "z")
        assert [place[3] for place in places(explorer)[:3]] == [0, 27, 0]


@pytest.mark.parametrize("layout", ["stacked", "side by side", "record below"])
async def test_every_layout_is_whole_in_every_terminal(small: Path, layout: str) -> None:
    diary = Diary(layout=layout, shares=dict.fromkeys(Layout, 0.9))
    async with exploring(small, size=NARROW, diary=lambda: diary) as explorer:
        for size in SIZES:
            await explorer.resize(size)
            await explorer.press("2")
            assert explorer.sees("2 Agreements")
            assert "? help" in explorer.footer()
            await explorer.press("enter")
            assert explorer.sees("agreement/")
            for widget in explorer.app.screen.walk_children(Widget):
                if widget.display and widget.region:
                    assert explorer.app.screen.region.contains_region(widget.region)
        await explorer.resize(NARROW)
        await explorer.press("1", "plus")
        is_single = layout == "stacked"
        assert explorer.sees("Only one pane fits") is is_single
        await explorer.press("L")
        assert explorer.sees("1 Institutions")
        assert explorer.sees("institution/bsn") is is_single
        assert explorer.pane is Kind.INSTITUTION
        await explorer.resize(MEDIUM)
        assert explorer.sees("1 Institutions", "institution/bsn")
