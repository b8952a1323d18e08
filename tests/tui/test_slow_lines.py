"""What a terminal at the end of a slow line gets, and sizes that change while a dialog is open."""

from __future__ import annotations

import shutil
from pathlib import Path

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from collab_tui.tui.widgets.painted import changed
from tests.conftest import SMALL
from tests.tui.driver import MEDIUM, exploring
from tests.tui.terminal import QUIET, Terminal

MOST = {"j": 5_000, "x": 9_500}
"""Bytes that a key may cost at 120 columns and 40 rows: ``j`` paints what is new on the page of
another record, and ``x`` what is new in all lists. Each was measured at three quarters of this.
"""


def test_a_key_sends_what_it_changes_and_not_the_whole_screen(tmp_path: Path) -> None:
    with Terminal(
        "-d", str(SMALL), "-q", "country:SG", folder=tmp_path, cache=tmp_path
    ) as terminal:
        terminal.until_seen("1 Institutions", "quit")
        terminal.press("2")
        terminal.until_seen("AGREEMENT · ")
        terminal.press("j")
        terminal.at_rest(3 * QUIET)
        spent = {}
        for key, times in (("j", 3), ("x", 1)):
            before, screen = len(terminal.raw), terminal.text
            for _ in range(times):
                terminal.press(key)
                terminal.at_rest()
            spent[key] = (len(terminal.raw) - before) // times
            assert terminal.text != screen
        terminal.press("q")
        assert terminal.end() == 0
    assert all(spent[key] <= most for key, most in MOST.items()), spent


def test_only_the_cells_that_changed_are_drawn_and_no_half_of_a_wide_character() -> None:
    plain, bold = Style(bgcolor="blue"), Style(bgcolor="blue", bold=True)

    def strip(*parts: tuple[str, Style]) -> Strip:
        return Strip([Segment(text, style) for text, style in parts])

    before = strip(("Ruijin 瑞金医院  ", plain))
    assert changed(before, strip(("Ruijin 瑞金", plain), ("医院  ", plain))) is None
    assert changed(before, strip(("Ruijin 瑞金医院", plain), ("  ", bold))) is None, "spaces"
    assert changed(before, strip(("Ruijin 瑞ab医院  ", plain))) == (9, 11)
    assert changed(before, strip(("Ruijin a瑞b医院  ", plain))) == (7, 11)
    assert changed(before, strip(("Ruijin 瑞", plain), ("金", bold), ("医院  ", plain))) == (9, 11)
    assert changed(before, strip(("Ruijin", plain))) == (0, 6)


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
