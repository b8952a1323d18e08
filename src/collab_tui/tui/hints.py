"""Picks the hints of the footer from what the actions declare. Each is true where the cursor is."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from collab_tui.actions import ACTIONS
from collab_tui.footer import Given, Where
from collab_tui.keymap import keys_of, show_key
from collab_tui.moves import HINTED
from collab_tui.tui.typed import is_typed
from collab_tui.tui.widgets.key_bar import Hint


class Situation(NamedTuple):
    """Where the cursor is, and what is the case there."""

    where: Where = Where.LISTS
    given: Given = Given.NOTHING
    words: Mapping[str, str] = MappingProxyType({})
    """By action, words for its hint that say more than the declared one: ``2 problems``."""


def hints(keymap: Mapping[str, str], now: Situation) -> list[Hint]:
    """Return the footer's hints, the most important first."""
    found = [
        (shown.rank, Hint(key, shown.word, shown.keep))
        for key, shown in HINTED
        if shown.suits(now.where, now.given)
    ]
    for action in ACTIONS:
        suiting = [shown for shown in action.hints if shown.suits(now.where, now.given)]
        key = _usable_key(action.id, keymap, now.where) if suiting else None
        if key is not None:
            found += [
                (
                    shown.rank,
                    Hint(show_key(key), now.words.get(action.id, shown.word), shown.keep, key),
                )
                for shown in suiting
            ]
    return [hint for _, hint in sorted(found, key=lambda one: one[0])]


def _usable_key(action_id: str, keymap: Mapping[str, str], where: Where) -> str | None:
    """Return the first key that runs an action; during typing, keys that write something do not."""
    keys = keys_of(action_id, keymap)
    return next((key for key in keys if where in Where.MOVING or not is_typed(key)), None)
