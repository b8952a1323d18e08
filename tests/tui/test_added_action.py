"""An action that is added to the table is everywhere, with nothing else changed."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import Registry
from tests.tui.registries import SMALL


def test_an_action_of_the_table_has_its_hint_its_help_its_command_and_its_keys(
    registry: Registry,
) -> None:
    # The table is read when modules are imported, so it is changed first, in a new process.
    made = subprocess.run(
        [sys.executable, "-m", "tests.tui.test_added_action", registry(small=SMALL)],
        capture_output=True,
        text=True,
        timeout=120,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert made.returncode == 0, made.stderr


def main(folder: Path) -> None:
    """Add an action, then look for it in the explorer."""
    from collab_tui import actions
    from collab_tui.actions.action import Action
    from collab_tui.footer import Given, Shown, Where

    told = Shown("greet", 1, Where.LISTS | Where.RECORD, Given.RECORD, unless=Given.QUERY)
    added = Action("greet", "W", "Greet this record", (told,))
    actions.ACTIONS += (added,)

    from collab_tui.config import Settings
    from collab_tui.tui.parts.commands import Commands
    from tests.tui.driver import exploring

    Commands.greet = lambda self: self._screen.notify("Hello there")  # type: ignore[attr-defined]

    async def look() -> None:
        async with exploring(folder, size=(100, 160)) as explorer:
            assert "W greet" in explorer.footer()
            await explorer.press("W")
            await explorer.until(lambda: explorer.sees("Hello there"))
            await explorer.press("enter")
            assert "links  W greet" in explorer.footer(), "the rank decides the place"
            await explorer.search("hospital")
            assert "greet" not in explorer.footer()
            await explorer.press("question_mark", "pagedown")
            await explorer.until(lambda: explorer.sees("Greet this record"))
            await explorer.press("escape", "colon")
            await explorer.until(lambda: explorer.sees("Greet this record"))
        async with exploring(folder, settings=Settings(keys={"greet": "ctrl+g"})) as explorer:
            assert "Ctrl+g greet" in explorer.footer()

    asyncio.run(look())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
