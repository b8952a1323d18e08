"""What is where, in terminals of different sizes, in themes, and with the user's own settings."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Resize
from textual.geometry import Size
from textual.widget import Widget

from collab_tui.config import Settings
from collab_tui.records.kinds import Kind
from collab_tui.tui.widgets.detail import Detail
from tests.conftest import Registry
from tests.tui.driver import MEDIUM, NARROW, SHORT, SIZES, WIDE, Driver, exploring
from tests.tui.registries import SMALL, institution


@pytest.fixture
def small(registry: Registry) -> Path:
    return registry(small=SMALL)


def open_lists(explorer: Driver) -> list[Kind]:
    rows = {
        Kind.INSTITUTION: " Ruijin Hospital",
        Kind.AGREEMENT: " Sino-Singapore",
        Kind.FOCUS_AREA: " Oncology",
    }
    lines = explorer.lines()
    return [kind for kind, row in rows.items() if any(line.startswith(row) for line in lines)]


async def test_nothing_is_wider_or_higher_than_the_terminal(small: Path) -> None:
    async with exploring(small) as explorer:
        for size in SIZES:
            await explorer.resize(size)
            for key in ("2", "enter", "slash"):
                await explorer.press(key)
                for widget in explorer.app.screen.walk_children(Widget):
                    if widget.display and widget.region:
                        assert explorer.app.screen.region.contains_region(widget.region)
            assert explorer.footer()


async def test_lists_and_record_stand_side_by_side(small: Path) -> None:
    async with exploring(small) as explorer:
        for size in (WIDE, MEDIUM, SHORT):
            await explorer.resize(size)
            assert explorer.sees("1 Institutions", "institution/bsn")


async def test_below_80_columns_there_is_one_pane_at_a_time(small: Path) -> None:
    async with exploring(small, size=(79, 40)) as explorer:
        assert explorer.sees("1 Institutions", "2 Agreements")
        assert not explorer.sees("institution/bsn")
        await explorer.press("enter")
        assert explorer.sees("institution/bsn")
        assert not explorer.sees("1 Institutions")
        await explorer.press("escape")
        assert explorer.sees("1 Institutions")
        assert not explorer.sees("institution/bsn")


async def test_in_one_pane_the_record_stays_in_sight_while_one_finds_in_it(small: Path) -> None:
    async with exploring(small, size=NARROW) as explorer:
        await explorer.press("enter", "slash", "I")
        assert explorer.sees("institution/bsn", " / I")
        assert not explorer.sees("1 Institutions")
        await explorer.press("escape", "escape")
        assert explorer.sees("1 Institutions")
        await explorer.press("slash", "escape")
        assert explorer.sees("1 Institutions")
        assert not explorer.sees("institution/bsn")


@pytest.mark.parametrize(("height", "expected"), [(29, 1), (30, 3)])
async def test_in_a_low_terminal_only_the_present_list_is_open(
    small: Path, height: int, expected: int
) -> None:
    async with exploring(small, size=(100, height)) as explorer:
        assert len(open_lists(explorer)) == expected
        if expected == 1:
            for key, kind in (("2", Kind.AGREEMENT), ("3", Kind.FOCUS_AREA)):
                await explorer.press(key)
                assert open_lists(explorer) == [kind]
                assert explorer.sees("1 Institutions", "2 Agreements", "3 Focus areas")


@pytest.mark.parametrize("size", [(59, 20), (60, 19), (20, 5)])
async def test_too_small_a_terminal_is_told_what_is_needed(
    small: Path, size: tuple[int, int]
) -> None:
    async with exploring(small, size=size) as explorer:
        assert explorer.sees("60×20", f"{size[0]}×{size[1]}")
        assert not explorer.sees("Institutions")


@pytest.mark.parametrize("pressed", [[], ["2", "enter"], ["slash"]])
async def test_a_terminal_that_was_too_small_goes_on_where_it_was(
    small: Path, pressed: list[str]
) -> None:
    async with exploring(small) as explorer:
        await explorer.press(*pressed)
        focused, before = explorer.focused, explorer.lines()
        await explorer.resize((40, 10))
        assert explorer.sees("60×20")
        await explorer.resize(MEDIUM)
        assert explorer.lines() == before
        assert explorer.focused is focused


async def test_the_layout_follows_the_terminal(small: Path) -> None:
    async with exploring(small, size=WIDE) as explorer:
        await explorer.press("2", "j")
        for size in (NARROW, SHORT, (79, 45), WIDE, MEDIUM):
            await explorer.resize(size)
            assert explorer.row.startswith("Sino-Singapore")
            assert len(explorer.lines()) == size[1]
        await explorer.until_seen("agreement/ssmic")


async def test_a_record_stays_in_sight_when_the_terminal_gets_narrow(small: Path) -> None:
    async with exploring(small, size=WIDE) as explorer:
        await explorer.press("2", "enter")
        await explorer.resize(NARROW)
        assert isinstance(explorer.focused, Detail)
        assert explorer.sees("agreement/standards-mou")


async def test_the_cursor_stays_in_sight_when_the_terminal_gets_low(registry: Registry) -> None:
    many = "".join(institution(f"i-{n:02}", f"Institution {n:02}") for n in range(40))
    async with exploring(registry(many=many), size=WIDE) as explorer:
        await explorer.press("pagedown")
        name, _, _ = explorer.row.partition("  ")
        await explorer.resize(NARROW)
        assert explorer.row.startswith(name)
        assert explorer.sees(name)


async def test_the_registry_s_title_is_shown_where_there_is_room(small: Path) -> None:
    async with exploring(small, size=WIDE) as explorer:
        assert explorer.sees("Three lists")
        await explorer.resize(NARROW)
        assert not explorer.sees("Three lists")


async def test_the_theme_can_be_switched(small: Path) -> None:
    async with exploring(small) as explorer:
        background = explorer.app.screen.styles.background
        before = explorer.lines()
        assert explorer.app.current_theme.dark
        await explorer.press("t")
        assert not explorer.app.current_theme.dark
        assert explorer.app.screen.styles.background != background
        assert explorer.lines() == before
        await explorer.press("t")
        assert explorer.app.current_theme.dark


@pytest.mark.parametrize(
    ("wanted", "dark"), [("collab-light", False), ("nord", True), ("no-such-theme", True)]
)
async def test_the_theme_of_the_config_file_is_taken(small: Path, wanted: str, dark: bool) -> None:
    async with exploring(small, settings=Settings(theme=wanted)) as explorer:
        assert explorer.app.current_theme.dark is dark
        await explorer.until_seen("institution/bsn")


async def test_without_colour_everything_can_still_be_read(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with exploring(small) as explorer:
        await explorer.press("2", "j")
        await explorer.until_seen("1 Institutions", "agreement/ssmic", "● active")
        assert explorer.sees("▌2 Agreements")


async def test_keys_of_the_config_file_take_the_place_of_the_others(small: Path) -> None:
    keys = {"search": "ctrl+f", "export": "w", "help": "f2,W"}
    async with exploring(small, size=WIDE, settings=Settings(keys=keys)) as explorer:
        assert "Ctrl+f search" in explorer.footer()
        assert "w export" in explorer.footer()
        assert "F2 help" in explorer.footer()
        await explorer.press("slash")
        assert explorer.pane is Kind.INSTITUTION, "the key that it had does nothing"
        await explorer.press("e")
        assert len(explorer.app.screen_stack) == 1
        await explorer.press("w")
        assert explorer.sees("● Markdown")
        await explorer.press("escape")
        await explorer.press("W")
        assert explorer.sees("Ctrl+f")
        await explorer.press("pagedown")
        assert explorer.sees("F2, W")
        await explorer.press("escape", "ctrl+f")
        assert explorer.pane is None


async def test_a_size_that_is_out_of_date_lays_nothing_out(registry: Registry) -> None:
    # Each size is sent to the screen once more: two at once must not alternate for ever.
    async with exploring(registry(small=SMALL), size=MEDIUM) as explorer:
        taken: list[tuple[int, int]] = []
        for key in ("escape", "e", "question_mark", "S", "p"):
            await explorer.press(key)
            for size in (SHORT, MEDIUM) * 3:
                explorer.app.screen.post_message(Resize(Size(*size), Size(*size)))
            for _ in range(3):
                await explorer.settle()
                taken.append(explorer.app.screen.size)
            assert explorer.app.screen.message_queue_size == 0
            await explorer.press("escape")
        assert set(taken) == {MEDIUM}
