"""Every command of the explorer, once: bindings, footer, palette and help all read this."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from textual.binding import Binding

from collab_tui.suggest import did_you_mean


class Action(NamedTuple):
    """A command: `id` names it in the config file, ``action_<id>`` of the screen does it.

    `keys` are Textual's names of keys, separated by commas. `hint` is the word in the
    footer; an action without one is not shown there. `help` is a line for the help screen
    and the palette.
    """

    id: str
    keys: str
    help: str
    hint: str = ""
    in_palette: bool = True
    everywhere: bool = False
    """Whether its key works in dialogs and while one types, too."""


ACTIONS = (
    Action("search", "slash", "Go to the search bar", "search"),
    Action("pane_1", "1", "Go to the institutions"),
    Action("pane_2", "2", "Go to the agreements"),
    Action("pane_3", "3", "Go to the focus areas"),
    Action("next_pane", "tab", "Go to the next pane", "panes", in_palette=False),
    Action("previous_pane", "shift+tab", "Go to the previous pane", in_palette=False),
    Action("open", "enter", "Read the record; in the detail view, follow the link", "open"),
    Action("back", "backspace,left_square_bracket", "Go back to where you were", "back"),
    Action("forward", "right_square_bracket", "Go forward again"),
    Action("leave", "escape", "Leave the detail view or the search bar; clear the query", "clear"),
    Action("filter", "f", "Put this record into the query, or take it out again", "filter"),
    Action("drop_term", "x", "Take the last term out of the query"),
    Action("next_linked", "n", "Go to the next record linked to this one (marked •)", "linked"),
    Action("previous_linked", "N", "Go to the previous linked record"),
    Action("sort", "s", "Sort this list in another way", "sort"),
    Action("save_query", "S", "Keep the query under a name"),
    Action("export", "e", "Export to Markdown, with a preview", "export"),
    Action("copy", "y", "Copy the record as Markdown", "copy"),
    Action("copy_ref", "Y", "Copy the record's ref, such as agreement/ssmic"),
    Action("open_link", "o", "Open the chosen link, or the record's own, in a browser", "web"),
    Action("edit", "E", "Edit the record's file in $EDITOR, at its line", "edit"),
    Action("reload", "R", "Read the registry again"),
    Action("problems", "p", "List what is wrong in the registry", "problems"),
    Action("theme", "t", "Switch between the dark and the light theme"),
    Action("help", "question_mark,f1", "Show this help", "help"),
    Action("palette", "colon,ctrl+p", "Find a command by name", "commands", in_palette=False),
    Action("suspend", "ctrl+z", "Go back to the shell; its fg leads here again", everywhere=True),
    Action("quit", "q,ctrl+q", "Quit", "quit"),
)
"""In the order in which the help screen lists them."""

MOVES = (
    ("j k ↓ ↑", "Move the cursor; in the detail view, from link to link"),
    ("g G Home End", "Go to the first or the last"),
    ("Ctrl+d Ctrl+u PgDn PgUp", "Move by half a page, by a page"),
)
"""Keys that move about in lists and in the detail view, for the help screen."""

_SHOWN = {
    "slash": "/",
    "question_mark": "?",
    "colon": ":",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "backspace": "⌫",
    "enter": "⏎",
    "escape": "Esc",
    "tab": "Tab",
    "space": "Space",
}


def bindings(*, everywhere: bool = False) -> list[Binding | tuple[str, str] | tuple[str, str, str]]:
    """Return a binding for each action that works `everywhere`, or not; its id is the action's."""
    return [
        Binding(
            action.keys,
            action.id,
            action.help,
            show=False,
            priority=everywhere,
            id=action.id,
        )
        for action in ACTIONS
        if action.everywhere is everywhere
    ]


def shown_keys(action: Action, keymap: Mapping[str, str]) -> list[str]:
    """Return how the keys of an action are written, with the user's own in place."""
    return [show_key(key) for key in keymap.get(action.id, action.keys).split(",") if key.strip()]


def keys_of(action_id: str, keymap: Mapping[str, str]) -> list[str]:
    """Return an action's keys by Textual's names, the user's own where there are any."""
    action = next(action for action in ACTIONS if action.id == action_id)
    return [key.strip() for key in keymap.get(action_id, action.keys).split(",") if key.strip()]


def key_of(action_id: str, keymap: Mapping[str, str]) -> str:
    """Return how the first key of an action is written, or what it is called without one."""
    action = next(action for action in ACTIONS if action.id == action_id)
    return next(iter(shown_keys(action, keymap)), action.hint or action.id)


def show_key(key: str) -> str:
    """Return how a key is written: ``slash`` → ``/``, ``ctrl+p`` → ``Ctrl+p``."""
    *modifiers, last = key.strip().split("+")
    parts = [modifier.capitalize() for modifier in modifiers]
    name = _SHOWN.get(last, last.upper() if last.startswith("f") and len(last) > 1 else last)
    return "+".join([*parts, name])


def check_keymap(keys: Iterable[str]) -> str | None:
    """Return what is wrong with the action names of a keymap, or None."""
    known = [action.id for action in ACTIONS]
    for key in keys:
        if key not in known:
            hint = did_you_mean(key, known) or f"the actions are {', '.join(known)}"
            return f"[keys]: there is no action '{key}'; {hint}"
    return None
