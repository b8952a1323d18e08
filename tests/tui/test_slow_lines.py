"""What a terminal at the end of a slow line gets, and sizes that change while a dialog is open."""

from __future__ import annotations

from pathlib import Path

from rich.cells import cell_len

from tests.conftest import SMALL, Registry
from tests.tui.driver import MEDIUM, exploring
from tests.tui.terminal import Terminal

MOST = {"j": 8_000, "x": 16_000}
"""Bytes that a key may cost at 120 columns and 40 rows: ``j`` paints another record, and ``x`` all
lists and the page. Each was measured at three quarters of this.
"""


def test_a_key_sends_what_it_changes_and_not_the_whole_screen(tmp_path: Path) -> None:
    with Terminal("-d", str(SMALL), "-q", "a", folder=tmp_path, cache=tmp_path) as terminal:
        terminal.until_seen("1 Institutions")
        terminal.at_rest()
        spent = {}
        for key, times in (("j", 5), ("x", 1)):
            before = len(terminal.raw)
            for _ in range(times):
                terminal.press(key)
                terminal.at_rest()
            spent[key] = (len(terminal.raw) - before) // times
        terminal.press("q")
        assert terminal.end() == 0
    assert all(spent[key] <= most for key, most in MOST.items()), spent


async def test_a_dialog_follows_the_size_of_the_terminal(registry: Registry) -> None:
    async with exploring(SMALL, size=MEDIUM) as explorer:
        for dialog in ("question_mark", "p", "e"):
            await explorer.press(dialog)
            shown = explorer.app.screen
            for size in ((60, 20), (300, 100), (20, 5), (80, 24)):
                await explorer.resize(size)
                assert explorer.app.screen is shown
                assert len(explorer.lines()) == size[1]
                assert all(cell_len(line) <= size[0] for line in explorer.lines())
            await explorer.press("escape")
            assert explorer.app.screen is explorer.app.get_default_screen()
