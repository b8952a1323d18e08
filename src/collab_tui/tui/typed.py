"""Which keys are typed into an input."""

from __future__ import annotations

from textual.events import Key, Paste
from textual.keys import REPLACED_KEYS, key_to_character
from textual.widgets import Input

EDITS = frozenset(
    key
    for binding in Input.BINDINGS
    for key in (binding if isinstance(binding, tuple) else (binding.key,))[0].split(",")
) - {"enter"}
"""Keys that edit what is typed, or move in it."""


def is_typed(key: str) -> bool:
    """Tell whether a key, by Textual's name, writes a character or edits the text."""
    character = key_to_character(REPLACED_KEYS.get(key, key))
    return key in EDITS or (character is not None and character.isprintable())


def is_text(event: Key | Paste) -> bool:
    """Tell whether the next keys are typed into something."""
    return isinstance(event, Paste) or event.is_printable or event.key in EDITS
