"""Browsing, searching, reading and following links."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from collab_tui.catalog.building.progress import Progress, Refreshed
from collab_tui.catalog.catalog import Catalog
from collab_tui.catalog.row import Row
from collab_tui.records.kinds import Kind
from collab_tui.tui.searcher import Searcher
from collab_tui.tui.widgets.detail import Detail
from tests.conftest import Registry
from tests.tui.driver import MEDIUM, NARROW, SHORT, SIZES, WIDE, Driver, exploring
from tests.tui.registries import SMALL, agreement, institution

EVERYTHING = {"institution": "4/4", "agreement": "2/2", "focus-area": "3/3"}

each_size = pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))


@pytest.fixture
def small(registry: Registry) -> Path:
    return registry(small=SMALL)


@pytest.fixture
def long(registry: Registry) -> Path:
    """A hundred institutions, the last one in many agreements."""
    institutions = (institution(f"i-{n:03}", f"Institution {n:03}") for n in range(100))
    agreements = (agreement(f"a-{n:03}", f"Agreement {n:03}", "i-099") for n in range(60))
    return registry(long="".join([*institutions, *agreements]))


# Beginning


@each_size
async def test_it_opens_with_three_lists_and_how_many_of_how_many(
    small: Path, size: tuple[int, int]
) -> None:
    async with exploring(small, size=size) as explorer:
        assert explorer.counts() == EVERYTHING
        for kind, name in zip(Kind, ("Institutions", "Agreements", "Focus areas"), strict=False):
            assert f" {name} " in explorer.title(kind)
        assert explorer.sees("Badan", "Ruijin Hospital", "1 Institutions", "3 Focus areas")


async def test_a_registry_that_was_never_read_is_read_at_the_start(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refresh, may_read = Searcher.refresh, False

    async def later(self: Searcher, tell: Callable[[Progress], None]) -> Refreshed | None:
        return await refresh(self, tell) if may_read else None

    monkeypatch.setattr(Searcher, "refresh", later)
    async with exploring(small, fresh=False) as explorer:
        await explorer.press("v", "escape")
        assert explorer.reads().strip() == "reading the registry …"
        may_read = True
        await explorer.until(lambda: explorer.counts() == EVERYTHING)
        await explorer.until_seen("OVERVIEW")
        await explorer.press("escape")
        await explorer.until(lambda: "Badan Standardisasi Nasional" in explorer.reads())
        assert "reading" not in explorer.text


async def test_it_can_start_with_a_query(small: Path) -> None:
    async with exploring(small, query="standards", size=WIDE) as explorer:
        assert explorer.query == "standards"
        assert explorer.counts() == {"institution": "0/4", "agreement": "1/2", "focus-area": "1/3"}
        assert explorer.row.startswith("Memorandum on standards")


async def test_a_wrong_query_at_the_start_is_said_and_everything_is_shown(small: Path) -> None:
    async with exploring(small, query="coutry:SG", size=WIDE) as explorer:
        await explorer.until(lambda: explorer.counts() == EVERYTHING)
        assert "country" in explorer.message()
        assert explorer.query == "coutry:SG"


async def test_each_row_says_what_one_scans_for(small: Path) -> None:
    async with exploring(small, size=WIDE) as explorer:
        await explorer.press("G")
        assert explorer.row.split() == ["Ruijin", "Hospital", "CN", "1"]
        await explorer.press("2", "G")
        assert explorer.row.split()[-3:] == ["●", "2024", "2"]
        await explorer.press("3", "g")
        assert explorer.row.split() == ["Oncology", "1"]


async def test_focus_areas_are_a_tree_until_they_are_filtered(small: Path) -> None:
    async with exploring(small, size=WIDE) as explorer:
        assert indent(explorer, "CAR-T") == indent(explorer, "Oncology") + 2
        await explorer.search("therapy")
        assert indent(explorer, "CAR-T") == 1


def indent(explorer: Driver, name: str) -> int:
    """Return the column where a name begins in the lists."""
    return min(line.index(name) for line in explorer.lines() if name in line)


# Moving


async def test_keys_move_the_cursor(small: Path) -> None:
    async with exploring(small, size=WIDE) as explorer:
        for size in SIZES:
            await explorer.resize(size)
            moves = [
                ("j", "National"),
                ("down", "Philips"),
                ("k", "National"),
                ("up", "Badan"),
                ("k", "Badan"),
                ("G", "Ruijin"),
                ("j", "Ruijin"),
                ("g", "Badan"),
                ("end", "Ruijin"),
                ("home", "Badan"),
                ("pagedown", "Ruijin"),
                ("pageup", "Badan"),
            ]
            for key, name in moves:
                await explorer.press(key)
                assert explorer.row.startswith(name), (size, key)


async def test_a_long_list_scrolls_with_its_cursor(long: Path) -> None:
    async with exploring(long) as explorer:
        height = explorer.list(Kind.INSTITUTION).size.height
        await explorer.press("pagedown")
        assert explorer.row.startswith(f"Institution {height - 1:03}")
        await explorer.press("ctrl+d")
        assert explorer.row.startswith(f"Institution {height - 1 + (height - 1) // 2:03}")
        await explorer.press("G")
        assert explorer.row.startswith("Institution 099")
        assert explorer.sees(f"Institution {100 - height:03}")
        await explorer.press("ctrl+u", "pageup", "g")
        assert explorer.row.startswith("Institution 000")


async def test_the_record_under_the_cursor_is_read(small: Path) -> None:
    async with exploring(small) as explorer:
        await explorer.press("j")
        await explorer.until(lambda: "institution/nuh" in explorer.reads())
        await explorer.press("2")
        await explorer.until(lambda: "agreement/standards-mou" in explorer.reads())


async def test_keys_that_follow_each_other_fast_mean_the_record_under_the_cursor(
    small: Path,
) -> None:
    async with exploring(small) as explorer:
        await explorer.rush("j", "Y")
        assert explorer.app.clipboard == "institution/nuh"
        await explorer.rush("j", "enter")
        assert "institution/philips" in explorer.reads()
        assert explorer.chosen == "agreement/standards-mou"


async def test_a_query_that_arrives_at_once_is_typed_and_not_obeyed(small: Path) -> None:
    async with exploring(small) as explorer:
        await explorer.rush("slash", *"quit")
        assert explorer.query == "quit"


async def test_keys_that_follow_each_other_fast_lead_into_the_detail_view(small: Path) -> None:
    async with exploring(small, size=NARROW) as explorer:
        await explorer.rush("2", "enter")
        assert isinstance(explorer.focused, Detail)
        assert explorer.sees("agreement/standards-mou")
        assert not explorer.sees("2 Agreements")


async def test_numbers_and_tab_lead_from_pane_to_pane(small: Path) -> None:
    async with exploring(small) as explorer:
        steps = [
            ("3", Kind.FOCUS_AREA),
            ("2", Kind.AGREEMENT),
            ("1", Kind.INSTITUTION),
            ("tab", Kind.AGREEMENT),
            ("tab", Kind.FOCUS_AREA),
            ("tab", None),
            ("tab", Kind.INSTITUTION),
            ("shift+tab", None),
            ("shift+tab", Kind.FOCUS_AREA),
        ]
        for key, kind in steps:
            await explorer.press(key)
            assert explorer.pane is kind
            assert isinstance(explorer.focused, Detail) is (kind is None)


async def test_a_click_puts_the_cursor_on_a_row(small: Path) -> None:
    async with exploring(small) as explorer:
        await explorer.pilot.click(explorer.list(Kind.AGREEMENT), offset=(4, 1))
        await explorer.settle()
        assert explorer.row.startswith("Sino-Singapore")
        await explorer.until(lambda: "agreement/ssmic" in explorer.reads())


# Searching


@each_size
async def test_typing_narrows_all_three_lists(small: Path, size: tuple[int, int]) -> None:
    async with exploring(small, size=size) as explorer:
        await explorer.press("slash")
        await explorer.type("stan")
        assert explorer.counts() == {"institution": "1/4", "agreement": "1/2", "focus-area": "1/3"}
        await explorer.type("d-a")
        assert explorer.counts() == {"institution": "0/4", "agreement": "0/2", "focus-area": "0/3"}
        for _ in "d-a":
            await explorer.press("backspace")
        assert explorer.counts()["institution"] == "1/4"


async def test_every_letter_typed_is_searched_for(small: Path) -> None:
    async with exploring(small, size=WIDE) as explorer:
        await explorer.press("slash")
        shown = []
        for letter in "ruijin":
            await explorer.press(letter)
            shown.append(explorer.counts()["institution"])
        assert shown[-1] == "1/4"
        assert "4/4" not in shown


@pytest.mark.parametrize("key", ["enter", "down"])
async def test_from_the_search_bar_one_goes_down_to_the_results(small: Path, key: str) -> None:
    async with exploring(small) as explorer:
        await explorer.press("slash")
        await explorer.type("car")
        await explorer.press(key)
        assert explorer.pane is not None
        assert explorer.query == "car"


async def test_a_list_with_results_comes_forward_when_the_present_one_has_none(
    small: Path,
) -> None:
    async with exploring(small, size=SHORT) as explorer:
        await explorer.search("oncology kind:focus-area")
        assert explorer.pane is Kind.FOCUS_AREA
        await explorer.until(lambda: "focus-area/oncology" in explorer.reads())


async def test_escape_clears_the_query_and_then_leaves_the_bar(small: Path) -> None:
    async with exploring(small) as explorer:
        await explorer.press("slash")
        await explorer.type("car")
        await explorer.press("escape")
        assert explorer.query == ""
        assert explorer.counts() == EVERYTHING
        assert isinstance(explorer.focused, Input)
        await explorer.press("escape")
        assert explorer.pane is not None


async def test_escape_in_a_list_clears_the_query(small: Path) -> None:
    async with exploring(small) as explorer:
        await explorer.search("ruijin kind:institution")
        assert explorer.row.startswith("Ruijin")
        await explorer.press("escape")
        assert explorer.query == ""
        assert explorer.counts() == EVERYTHING
        assert explorer.row.startswith("Ruijin"), "the cursor stays on its record"


@pytest.mark.parametrize(
    ("good", "bad"), [("car ", "coutry:SG"), ("", "(car"), ("nuh ", "signed:soon")]
)
async def test_a_mistake_is_shown_where_it_is_and_the_lists_stay(
    small: Path, good: str, bad: str
) -> None:
    async with exploring(small, size=WIDE) as explorer:
        await explorer.search(good)
        before = explorer.counts()
        await explorer.press("slash", "end")
        bar, below = explorer.app.screen.query_one(Input), explorer.message
        bar.value = good + bad
        await explorer.settle()
        error = explorer.app.get_default_screen().query_one("#message")
        assert error.has_class("-error")
        start = bar.region.x + (good + bad).index(bad.partition(":")[2] if "soon" in bad else bad)
        assert below().index("▲") == start, below()
        assert explorer.counts() == before
        await explorer.search("car")
        assert below() == ""


async def test_a_mistake_can_be_read_at_every_size(small: Path) -> None:
    async with exploring(small, size=WIDE) as explorer:
        for size in SIZES:
            await explorer.resize(size)
            await explorer.press("slash")
            await explorer.type("ruijin ")
            await explorer.type("coutry:SG")
            assert explorer.sees("▲", "coutry", "country")
            await explorer.press("escape", "escape")


async def test_a_query_that_nothing_matches_says_so(small: Path) -> None:
    async with exploring(small, size=WIDE) as explorer:
        for size in SIZES:
            await explorer.resize(size)
            await explorer.press("slash")
            await explorer.type("zebra")
            assert explorer.sees("nothing matches", "no institutions match")
            await explorer.press("enter", "j", "G", "enter", "escape", "escape")
            assert explorer.counts() == EVERYTHING
            assert not explorer.sees("nothing matches")


# Reading and following


@each_size
async def test_links_lead_on_and_backspace_leads_back(small: Path, size: tuple[int, int]) -> None:
    async with exploring(small, size=size) as explorer:
        await explorer.search("ssmic")
        await explorer.press("2", "enter")
        assert "agreement/ssmic" in explorer.reads()
        await explorer.choose("institution/ruijin")
        await explorer.press("enter")
        assert "institution/ruijin" in explorer.reads()
        await explorer.choose("person/chen")
        await explorer.press("enter")
        assert "person/chen" in explorer.reads()
        await explorer.press("backspace")
        assert "institution/ruijin" in explorer.reads()
        assert explorer.chosen == "person/chen"
        await explorer.press("left_square_bracket")
        assert "agreement/ssmic" in explorer.reads()
        assert explorer.chosen == "institution/ruijin"
        assert explorer.query == "ssmic"
        await explorer.press("right_square_bracket", "right_square_bracket")
        assert "person/chen" in explorer.reads()


@pytest.mark.parametrize("size", [MEDIUM, NARROW])
async def test_back_returns_to_the_same_record_pane_scroll_and_query(
    long: Path, size: tuple[int, int]
) -> None:
    async with exploring(long, size=size) as explorer:
        await explorer.search("institution")
        await explorer.press("1")
        explorer.list(Kind.INSTITUTION).cursor = 99
        await explorer.settle()
        assert explorer.row.startswith("Institution 099")
        await explorer.press("enter")
        for _ in range(3):
            await explorer.press("pagedown")
        scroll = explorer.detail.scroll_offset.y
        assert scroll > 0
        await explorer.press("j")
        followed, before = explorer.chosen, explorer.reads()
        await explorer.press("enter")
        assert followed is not None
        assert followed in explorer.reads()
        await explorer.press("escape", "escape")
        assert explorer.query == ""
        await explorer.press("backspace")
        assert explorer.query == "institution"
        assert explorer.reads() == before
        assert explorer.detail.scroll_offset.y == scroll
        assert explorer.chosen == followed
        await explorer.press("escape")
        assert explorer.pane is Kind.INSTITUTION
        assert explorer.row.startswith("Institution 099")


async def test_following_a_link_moves_the_cursor_of_its_list(small: Path) -> None:
    async with exploring(small) as explorer:
        await explorer.press("2", "G", "enter")
        await explorer.choose("focus-area/car-t")
        await explorer.press("enter", "escape")
        assert explorer.pane is Kind.FOCUS_AREA
        assert explorer.row.startswith("CAR-T")


async def test_escape_leads_from_the_detail_view_to_the_list(small: Path) -> None:
    async with exploring(small, size=NARROW) as explorer:
        await explorer.press("2", "j", "enter")
        assert isinstance(explorer.focused, Detail)
        await explorer.press("escape")
        assert explorer.row.startswith("Sino-Singapore")


async def test_a_click_follows_a_link(small: Path) -> None:
    async with exploring(small, size=WIDE) as explorer:
        await explorer.press("2", "j")
        await explorer.until(lambda: "agreement/ssmic" in explorer.reads())
        lines = explorer.reads().splitlines()
        y = next(y for y, line in enumerate(lines) if "Ruijin Hospital" in line)
        column = lines[y].index("Ruijin") + 2
        await explorer.pilot.click(explorer.detail, offset=(column, y))
        await explorer.until(lambda: "institution/ruijin" in explorer.reads())


async def test_backspace_without_a_way_back_leaves_the_detail_view(small: Path) -> None:
    async with exploring(small) as explorer:
        await explorer.press("backspace")
        assert explorer.pane is Kind.INSTITUTION
        await explorer.press("enter", "backspace")
        assert explorer.pane is Kind.INSTITUTION
        assert explorer.row.startswith("Badan")


async def test_the_detail_view_scrolls_where_there_is_no_link(long: Path) -> None:
    async with exploring(long) as explorer:
        await explorer.press("G")
        await explorer.press("enter", "G")
        bottom = explorer.detail.scroll_offset.y
        assert bottom > 0
        await explorer.press("g")
        assert explorer.detail.scroll_offset.y == 0
        await explorer.press("pagedown")
        assert 0 < explorer.detail.scroll_offset.y < bottom
        await explorer.press("pageup")
        assert explorer.detail.scroll_offset.y == 0


async def test_sources_and_evidence_can_be_read(small: Path) -> None:
    async with exploring(small) as explorer:
        await explorer.press("j", "enter")
        await explorer.choose("source/news")
        await explorer.press("enter")
        assert "source/news" in explorer.reads()
        assert explorer.pane is None


# The registry on disk


async def test_what_changed_on_disk_is_read_again(small: Path) -> None:
    async with exploring(small) as explorer:
        await explorer.press("j")
        (small / "more.toml").write_text(institution("aaa", "A New One"))
        await explorer.press("R")
        await explorer.until(lambda: explorer.counts()["institution"] == "5/5")
        assert explorer.sees("A New One")
        assert explorer.row.startswith("National"), "the cursor stays on its record"


async def test_a_changed_record_is_read_again_and_the_cursor_stays_on_it(small: Path) -> None:
    async with exploring(small) as explorer:
        await explorer.press("j")
        file = small / "small.toml"
        file.write_text(file.read_text().replace("National University", "The National University"))
        await explorer.press("R")
        await explorer.until(lambda: explorer.sees(" The National University Hospital"))
        await explorer.until(lambda: "The National University" in explorer.reads())
        assert explorer.row.startswith("The National")


async def test_a_registry_that_is_gone_leaves_an_empty_explorer(small: Path) -> None:
    async with exploring(small) as explorer:
        await explorer.press("2", "enter")
        (small / "small.toml").unlink()
        await explorer.press("R", "escape")
        await explorer.until(lambda: explorer.counts()["institution"] == "0/0")
        await explorer.press("j", "enter", "backspace", "1", "G")
        assert explorer.sees("no institutions")


async def test_only_the_visible_rows_of_a_large_registry_are_fetched(registry: Registry) -> None:
    fetched: list[int] = []

    def count_rows(catalog: Catalog) -> None:
        rows = catalog.shown.rows

        def counted(numbers: Sequence[int], *rest: Any) -> list[Row]:
            fetched.append(len(numbers))
            return rows(numbers, *rest)

        vars(catalog.shown)["rows"] = counted

    many = "".join(institution(f"i-{n:04}", f"Institution {n:04}") for n in range(3000))
    async with exploring(registry(many=many), wrap=count_rows) as explorer:
        assert explorer.counts()["institution"] == "3,000/3,000"
        assert sum(fetched) < 500
        await explorer.press("G")
        assert explorer.row.startswith("Institution 2999")
        await explorer.press("pageup", "g", "pagedown")
        assert explorer.row.startswith("Institution 00")
        assert sum(fetched) < 1000
