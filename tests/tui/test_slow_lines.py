"""What a terminal at the end of a slow line gets, and sizes that change while a dialog is open."""

from __future__ import annotations

import shutil
from pathlib import Path

from rich.cells import cell_len

from tests.conftest import SMALL
from tests.tui.driver import MEDIUM, exploring
from tests.tui.terminal import Terminal

MOST = {"j": 5_300, "x": 4_000, "/": 2_000, "r": 5_300}
"""Bytes that a key may cost at 120 columns and 40 rows. A letter fills all lists and shows another
record. Each was measured at three quarters of this or less."""


def test_a_key_sends_what_it_changes_and_not_the_whole_screen(tmp_path: Path) -> None:
    with Terminal(
        "-d", str(SMALL), "-q", "country:SG", folder=tmp_path, cache=tmp_path
    ) as terminal:
        terminal.until_seen("1 Institutions", "quit")
        terminal.press("2")
        terminal.until_seen("AGREEMENT · ")
        terminal.at_rest()
        spent = {}
        for key in MOST:
            before, screen = len(terminal.raw), terminal.text
            terminal.press(key)
            terminal.at_rest()
            spent[key] = len(terminal.raw) - before
            assert terminal.text != screen, key
        # What something else has written on the screen goes with the next drawing of all of it.
        screen = terminal.text
        terminal.screen.erase_in_display(2)
        terminal.press("\x0c")
        terminal.until(lambda seen: seen == screen)
        terminal.press("\x11")
        assert terminal.end() == 0
    assert all(spent[key] <= most for key, most in MOST.items()), spent


DIALOGS = {
    "question_mark": "Keys",
    "p": "warnings",
    "e": "Export",
    "s": "Sort the institutions by",
    "C": "Columns of the institutions",
    "a": "Add",
    "i": "National University",
    "d": "kept in",
    "D": "article",
}
"""What opens a dialog, and a part of what it shows at any size."""


async def test_a_dialog_follows_the_size_of_the_terminal(tmp_path: Path) -> None:
    folder = tmp_path / "registry"
    folder.mkdir()
    shutil.copy(SMALL, folder)
    async with exploring(folder, size=MEDIUM, query="id:nuh") as explorer:
        for dialog, part in DIALOGS.items():
            await explorer.press(dialog)
            shown = explorer.app.screen
            assert shown is not explorer.app.get_default_screen(), dialog
            for size in ((60, 20), (300, 100), (20, 5), (80, 24)):
                await explorer.resize(size)
                lines = explorer.lines()
                assert explorer.app.screen is shown
                assert len(lines) == size[1]
                assert all(cell_len(line) <= size[0] for line in lines), (dialog, size)
                if size[0] >= 60:
                    whole = " ".join(explorer.text.split()).casefold()
                    assert part.casefold() in whole, (dialog, size, explorer.text)
                    assert "Esc" in explorer.text, (dialog, size, explorer.text)
            await explorer.press("escape")
            assert explorer.app.screen is explorer.app.get_default_screen(), dialog
