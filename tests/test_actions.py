"""The explorer's keys: the user's own, and those that are already taken."""

from __future__ import annotations

import pytest
from textual.binding import Binding
from textual.keys import REPLACED_KEYS, key_to_character

from collab_tui.actions import ACTIONS
from collab_tui.keymap import in_force
from collab_tui.moves import MOVED_BY
from collab_tui.tui.app import Explorer
from collab_tui.tui.parts.commands import Commands
from collab_tui.tui.widgets.canvas_view import CanvasView
from collab_tui.tui.widgets.detail import Detail
from collab_tui.tui.widgets.line_list import LineList


@pytest.mark.parametrize(
    ("asked", "keys", "wrong"),
    [
        ({"export": "ctrl+x"}, {"export": "ctrl+x"}, []),
        ({"search": "/, ctrl+f"}, {"search": "slash,ctrl+f"}, []),
        ({"export": "e"}, {"export": "e"}, []),
        ({"sort": "S", "save_query": "s"}, {"sort": "S", "save_query": "s"}, []),
        ({"export": "j"}, {}, ['[keys] export = "j": j is taken by moving down']),
        ({"export": "space"}, {}, ["[keys] export = \"space\": Space is taken by 'fold'"]),
        ({"export": "s"}, {}, ["[keys] export = \"s\": s is taken by 'sort'"]),
        (
            {"export": "j,W"},
            {"export": "W"},
            ['[keys] export = "j,W": j is taken by moving down'],
        ),
        (
            {"copy": "W", "export": "W"},
            {"export": "W"},
            ["[keys] copy = \"W\": W is taken by 'export'"],
        ),
        (
            {"export": "j", "copy": "e"},
            {},
            [
                '[keys] export = "j": j is taken by moving down',
                "[keys] copy = \"e\": e is taken by 'export'",
            ],
        ),
        ({"export": " "}, {}, ["[keys] export names no key"]),
        ({"export": "?"}, {}, ["[keys] export = \"?\": ? is taken by 'help'"]),
        ({"export": "%"}, {"export": "percent_sign"}, []),
    ],
)
def test_a_key_does_one_thing(
    asked: dict[str, str], keys: dict[str, str], wrong: list[str]
) -> None:
    assert in_force(asked) == (keys, wrong)


def test_every_action_has_its_method() -> None:
    for action in ACTIONS:
        place: type = Explorer if action.does.startswith("app.") else Commands
        prefix = "action_" if place is Explorer else ""
        assert callable(getattr(place, prefix + action.does_by_name)), action.id


def test_the_keys_that_move_are_known() -> None:
    bound = [
        binding
        for widget in (LineList, Detail, CanvasView)
        for binding in widget.BINDINGS
        if isinstance(binding, Binding)
    ]
    assert {key for binding in bound for key in binding.key.split(",")} == set(MOVED_BY)


def test_no_two_actions_have_one_key_from_the_start() -> None:
    keys = [key for action in ACTIONS for key in action.keys.split(",")]
    assert len(keys) == len({*keys})
    assert not {*keys} & {*MOVED_BY}


@pytest.mark.parametrize("character", "!\"#$%&'()*+-./:;<=>?@[\\]^_`{|}~a1")
def test_a_key_may_be_written_as_its_character(character: str) -> None:
    name = in_force({"reload": character}).keys.get("reload")
    if name is not None:  # otherwise it is taken
        assert key_to_character(REPLACED_KEYS.get(name, name)) == character
