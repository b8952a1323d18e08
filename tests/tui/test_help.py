"""The help: it has every key and every sign, and typing finds a line of it."""

from __future__ import annotations

from collab_tui.actions import ACTIONS
from collab_tui.config import Settings
from collab_tui.keymap import shown_keys
from collab_tui.moves import MOVES_HELP
from collab_tui.render.in_ascii import SIGNS
from collab_tui.render.words import STATUS_SIGNS
from collab_tui.tui.helping import Section, narrowed, sections, signs
from collab_tui.tui.screens.help import HelpScreen
from collab_tui.tui.widgets.record_list import SIGNS as OF_ROWS
from tests.conftest import Registry
from tests.tui.driver import NARROW, exploring
from tests.tui.registries import SMALL

LINES = "┃┣┫╋┴┐┘┌└├┤║═▕▔▀▐▉▊▋▍▎▏▂▃▅▆▇◂╌"
"""What only continues other signs: borders, scrollbars, and parts of bars."""

TEXT = "’‘“”—«–·⁻³≤≥"
"""Signs of writing."""

KEYS = "←↑→↓⏎⌫⇧🔎✗"
"""Names of keys, and what Textual's own widgets may draw."""


def test_every_sign_is_explained_and_in_one_place_only_once() -> None:
    every = signs()
    for section in every:
        explained = [sign for sign, _ in section.rows]
        assert len(set(explained)) == len(explained), section.title
    there = {sign for section in every for row in section.rows for sign in row[0]}
    assert set(SIGNS) - there <= {*LINES, *TEXT, *KEYS}
    assert {*STATUS_SIGNS.values(), *OF_ROWS.values()} <= there
    meanings = dict(every[0].rows)
    assert all(status in meanings[sign] for status, sign in STATUS_SIGNS.items())


def test_the_help_has_every_key_that_is_in_force() -> None:
    found = dict(sections({"export": "W", "copy": ""})[0].rows)
    for action in ACTIONS:
        if action.id not in ("export", "copy"):
            assert found[", ".join(shown_keys(action, {}))] == action.help
    assert found["W"].startswith("Export the record")
    assert not any(does.startswith("Copy the record as") for does in found.values())
    assert dict(MOVES_HELP).items() <= found.items()


def test_lines_are_found_by_words_of_them_and_of_their_title() -> None:
    every = [Section("Keys", [("e", "Export"), ("y", "Copy")]), Section("Signs", [("é", "Übung")])]
    assert narrowed(every, "") == every
    assert narrowed(every, "ubung") == every[1:]
    assert narrowed(every, "keys COP") == [Section("Keys", [("y", "Copy")])]
    assert narrowed(every, "keys ubung") == []


async def test_typing_finds_a_line_and_escape_shows_all_again(registry: Registry) -> None:
    settings = Settings(keys={"search": "ctrl+f", "export": "W"})
    async with exploring(registry(small=SMALL), size=NARROW, settings=settings) as explorer:
        await explorer.press("question_mark")
        assert "Ctrl+f find" in explorer.footer()
        await explorer.press("ctrl+f")
        await explorer.type("export rec")
        assert explorer.sees("KEYS", "W", "Export the record")
        assert not explorer.sees("VIEWS")
        assert "Esc show all" in explorer.footer()
        await explorer.press("enter", "down")
        assert explorer.sees("Export the record")
        await explorer.press("ctrl+f")
        await explorer.type("xyzzy")
        assert explorer.sees("Nothing in the help has this.")
        await explorer.press("escape")
        assert explorer.sees("Move the cursor")
        await explorer.press("ctrl+f", "escape", "pagedown")
        assert isinstance(explorer.app.screen, HelpScreen)
        await explorer.press("escape")
        assert not isinstance(explorer.app.screen, HelpScreen)
