"""Keys: how they are named and shown, and which of the user's own are in force."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from collab_tui.actions import ACTIONS
from collab_tui.actions.action import Action
from collab_tui.language import _
from collab_tui.moves import MOVED_BY
from collab_tui.suggest import did_you_mean

_CHARACTERS = {
    " ": "space",
    "!": "exclamation_mark",
    '"': "quotation_mark",
    "#": "number_sign",
    "$": "dollar_sign",
    "%": "percent_sign",
    "&": "ampersand",
    "'": "apostrophe",
    "(": "left_parenthesis",
    ")": "right_parenthesis",
    "*": "asterisk",
    "+": "plus",
    "-": "minus",
    ".": "full_stop",
    "/": "slash",
    ":": "colon",
    ";": "semicolon",
    "<": "less_than_sign",
    "=": "equals_sign",
    ">": "greater_than_sign",
    "?": "question_mark",
    "@": "at",
    "[": "left_square_bracket",
    "\\": "backslash",
    "]": "right_square_bracket",
    "^": "circumflex_accent",
    "_": "underscore",
    "`": "grave_accent",
    "{": "left_curly_bracket",
    "|": "vertical_line",
    "}": "right_curly_bracket",
    "~": "tilde",
}
"""Textual's names of the keys that write a sign; a comma separates keys."""

_SHOWN = {name: character for character, name in _CHARACTERS.items()} | {
    "comma": ",",
    "backspace": "⌫",
    "enter": "⏎",
    "escape": "Esc",
    "tab": "Tab",
    "space": "Space",
}


def action_of(action_id: str) -> Action:
    """Return an action by its id."""
    return next(action for action in ACTIONS if action.id == action_id)


def shown_keys(action: Action, keymap: Mapping[str, str]) -> list[str]:
    """Return how the keys of an action are written, with the user's own keys."""
    return [show_key(key) for key in keymap.get(action.id, action.keys).split(",") if key.strip()]


def keys_of(action_id: str, keymap: Mapping[str, str]) -> list[str]:
    """Return an action's keys by Textual's names, the user's own if there are any."""
    action = action_of(action_id)
    return [key.strip() for key in keymap.get(action_id, action.keys).split(",") if key.strip()]


def key_of(action_id: str, keymap: Mapping[str, str]) -> str:
    """Return how the first key of an action is written; without a key, the action's name."""
    action = action_of(action_id)
    word = action.hints[0].word if action.hints else action_id
    return next(iter(shown_keys(action, keymap)), word)


def show_key(key: str) -> str:
    """Return how a key is written: ``slash`` → ``/``, ``ctrl+p`` → ``Ctrl+p``."""
    *modifiers, last = key.strip().split("+")
    parts = [modifier.capitalize() for modifier in modifiers]
    name = _SHOWN.get(last, last.upper() if last.startswith("f") and len(last) > 1 else last)
    return "+".join([*parts, name])


def unknown_action(keys: Iterable[str]) -> str | None:
    """Return what is wrong with the first unknown name in a keymap; None if all are known."""
    known = [action.id for action in ACTIONS]
    for key in keys:
        if key not in known:
            all_ = _("the actions are {actions}", actions=", ".join(known))
            hint = did_you_mean(key, known) or all_
            return _("[keys]: there is no action '{action}'; {hint}", action=key, hint=hint)
    return None


class Keymap(NamedTuple):
    """The user's own `keys` that are used, by action, and what is `wrong` with others."""

    keys: dict[str, str]
    wrong: list[str]


def in_force(asked: Mapping[str, str]) -> Keymap:
    """Return which of the keys in `asked` are free.

    A key does one thing. It is taken if it moves the cursor or belongs to another action. An action
    without a free key keeps its own.
    """
    wanted = {
        action.id: [_named(key) for key in asked[action.id].split(",") if key.strip()]
        for action in ACTIONS
        if action.id in asked
    }
    wrong: list[str] = []
    while True:
        keys, taken = _share_out(wanted)
        stuck = [action_id for action_id, free in keys.items() if not free]
        for action_id in stuck or wanted:
            for key, owner in taken[action_id]:
                line = f'[keys] {action_id} = "{asked[action_id]}"'
                wrong.append(
                    _(
                        "{line}: {key} is taken by {owner}",
                        line=line,
                        key=show_key(key),
                        owner=owner,
                    )
                )
            if not wanted[action_id]:
                wrong.append(_("[keys] {action} names no key", action=action_id))
        if not stuck:
            return Keymap({name: ",".join(free) for name, free in keys.items()}, wrong)
        for action_id in stuck:
            del wanted[action_id]


def _share_out(
    wanted: Mapping[str, list[str]],
) -> tuple[dict[str, list[str]], dict[str, list[tuple[str, str]]]]:
    """Return, by action, the keys that it gets, and the keys that it does not get, with their
    owners.
    """
    owners = dict(MOVED_BY)
    for action in ACTIONS:
        if action.id not in wanted:
            owners |= dict.fromkeys(action.keys.split(","), f"'{action.id}'")
    free: dict[str, list[str]] = {action_id: [] for action_id in wanted}
    taken: dict[str, list[tuple[str, str]]] = {action_id: [] for action_id in wanted}
    for action_id, keys in wanted.items():
        for key in keys:
            owner = owners.setdefault(key, f"'{action_id}'")
            if owner == f"'{action_id}'":
                free[action_id].append(key)
            else:
                taken[action_id].append((key, owner))
    return free, taken


def _named(key: str) -> str:
    """Return Textual's name of a key that may be written as a character."""
    *modifiers, last = key.strip().split("+") if key.strip() != "+" else ["+"]
    return "+".join([*modifiers, _CHARACTERS.get(last, last)])
