"""The user's own keys, messages about keys, and the mouse instead of keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from collab_tui.config import Settings
from collab_tui.records.kinds import Kind
from collab_tui.tui.screens.export import ExportScreen
from collab_tui.tui.screens.help import HelpScreen
from collab_tui.tui.widgets.choices import Choices
from collab_tui.tui.widgets.key_bar import KeyBar
from tests.conftest import Registry
from tests.tui.driver import WIDE, Driver, exploring
from tests.tui.registries import SMALL


@pytest.fixture
def small(registry: Registry) -> Path:
    return registry(small=SMALL)


async def test_a_key_that_is_taken_is_told_at_the_start_and_the_action_keeps_its_own(
    small: Path,
) -> None:
    settings = Settings(keys={"export": "j", "copy": "W"})
    async with exploring(small, size=WIDE, settings=settings) as explorer:
        assert explorer.sees('[keys] export = "j": j is taken by moving down')
        assert "e export" in explorer.footer()
        assert "W copy" in explorer.footer()
        await explorer.press("j", "W")
        assert 'ref: "institution/nuh"' in explorer.app.clipboard
        await explorer.press("e")
        assert isinstance(explorer.app.screen, ExportScreen)


async def test_what_to_press_is_said_with_the_user_s_own_key(registry: Registry) -> None:
    folder = registry(torn="[[institution]\n")
    async with exploring(folder, settings=Settings(keys={"problems": "P"})) as explorer:
        assert "press P." in explorer.reads()
        await explorer.press("P")
        assert explorer.sees("1 error")
        await explorer.press("P")
        assert len(explorer.app.screen_stack) == 1


async def test_keys_that_are_typed_are_not_offered_while_one_types(small: Path) -> None:
    keys = {"help": "comma", "palette": "semicolon", "quit": "~", "next_pane": "é"}
    async with exploring(small, size=WIDE, settings=Settings(keys=keys)) as explorer:
        assert all(hint in explorer.footer() for hint in (", help", "; commands", "~ quit"))
        await explorer.press("slash")
        shown = explorer.footer()
        assert all(hint in shown for hint in ("⏎ results", "Esc leave"))
        assert not any(key in shown for key in (",", ";", "~", "é"))


async def test_the_help_is_closed_by_the_key_that_opened_it(small: Path) -> None:
    async with exploring(small, settings=Settings(keys={"help": "W"})) as explorer:
        await explorer.press("W")
        assert isinstance(explorer.app.screen, HelpScreen)
        await explorer.press("W")
        assert len(explorer.app.screen_stack) == 1


async def click(explorer: Driver, word: str) -> None:
    """Click a word of the footer."""
    assert await explorer.pilot.click(KeyBar, offset=(explorer.footer().index(word), 0))
    await explorer.settle()


async def test_the_footer_can_be_clicked(small: Path) -> None:
    async with exploring(small, size=WIDE) as explorer:
        await click(explorer, "panes")
        assert explorer.pane is Kind.AGREEMENT
        await click(explorer, "search")
        assert isinstance(explorer.focused, Input)
        await explorer.type("ssmic")
        await click(explorer, "results")
        assert explorer.pane is Kind.AGREEMENT
        await click(explorer, "clear")
        assert explorer.query == ""
        await click(explorer, "e export")
        assert isinstance(explorer.app.screen, ExportScreen)
        await click(explorer, "choose")
        assert explorer.sees("● this record and what it links to")
        await click(explorer, "cancel")
        assert len(explorer.app.screen_stack) == 1


async def test_a_choice_of_the_export_can_be_clicked(small: Path) -> None:
    async with exploring(small, size=WIDE) as explorer:
        await explorer.press("e")
        for line, choice in ((2, "all that"), (1, "this record and what"), (0, "this record ")):
            assert await explorer.pilot.click(Choices, offset=(3, line))
            await explorer.settle()
            assert explorer.sees(f"● {choice}")
        assert explorer.focused is None, "a letter is not a part of the name yet"
