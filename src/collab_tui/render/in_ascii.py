"""Text with fewer signs, cell for cell: every sign of the program has a replacement."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import combining, east_asian_width, normalize

from rich.cells import cell_len, get_character_cell_size

SIGNS = {
    "━": "=", "─": "-", "│": "|", "┃": "|", "┣": "[", "┫": "]", "╋": "+", "┼": "+", "┴": "+",
    "┐": "+", "┘": "+", "┌": "+", "└": "+", "├": "+", "┤": "+", "╌": "-", "╲": "\\",
    "║": "|", "═": "=", "▕": "|", "▔": "-", "▀": "#", "▐": "|",
    "█": "#", "▓": "%", "▒": "+", "░": ":", "▉": "#", "▊": "#", "▋": "#", "▌": "=", "▍": "=",
    "▎": "|", "▏": "|", "▁": "_", "▂": "_", "▃": "-", "▄": "-", "▅": "=", "▆": "=", "▇": "#",
    "◆": "S", "◇": "A", "•": "o", "·": ".", "…": "~", "–": "-", "≠": "!", "▼": "v", "▲": "^",
    "◂": "<", "▸": ">", "▾": "v", "▿": "n", "»": ">", "›": ">", "«": "<",
    "×": "x", "°": "'", "←": "<", "→": ">", "↑": "^", "↓": "v", "⏎": "E", "⌫": "<",
    "●": "*", "◐": "c", "○": "o", "◌": "p", "◔": "n", "‖": "=", "✓": "v", "✕": "X",
    "⊘": "-", "⊛": "@", "⊖": "_", "’": "'", "‘": "'", "“": '"', "”": '"', "—": "-", "🔎": "/ ",
    "¹": "1", "²": "2", "³": "3", "⁻": "-", "≤": "<", "≥": ">", "✗": "X", "⇧": "^",
}  # fmt: skip
"""What each sign becomes."""

SMALL = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹")
"""The digits of numbers of sources."""

BEFORE_SMALL = "^"
"""Stands in the free column before such a number, because digits alone look like a value."""

_SMALL_AFTER_SPACE = re.compile(f"[ \xa0](?=[{''.join(sorted(SMALL))}])")

_DOTS = " ..::::###"
"""For how many dots of braille are set."""

_TABLE = str.maketrans(
    {**SIGNS, **{chr(0x2800 + bits): _DOTS[bits.bit_count()] for bits in range(256)}}
)

_KEYS = {"⏎": "Enter", "⌫": "Backspace", "↑↓": "Up/Down", "←→": "Left/Right"}
_KEYS |= {"↑": "Up", "↓": "Down", "←": "Left", "→": "Right"}


@lru_cache(8192)
def in_ascii(text: str) -> str:
    """Return a text in ASCII that takes the same columns.

    A letter that ASCII does not have becomes ``?``, or ``??`` if it has two columns. The number of
    a source is written ``active^3``.
    """
    if text.isascii():
        return text
    return "".join(map(_character, _SMALL_AFTER_SPACE.sub(BEFORE_SMALL, text)))


@lru_cache(8192)
def in_narrow(text: str) -> str:
    """Return a text without signs that some East Asian terminals draw in two columns.

    These are the ambiguous ones of Unicode's Annex 11. Signs become as in ASCII, and a letter with
    a mark becomes the letter and the mark. Letters that cannot be written otherwise stay.
    """
    if text.isascii():
        return text
    return "".join(map(_narrow, _SMALL_AFTER_SPACE.sub(BEFORE_SMALL, text)))


def _narrow(character: str) -> str:
    if character in SMALL or (character in SIGNS and east_asian_width(character) == "A"):
        return _character(character)
    if east_asian_width(character) != "A" or combining(character):
        return character
    parts = normalize("NFD", character)
    return parts if all(combining(part) for part in parts[1:]) else character


def _character(character: str) -> str:
    size = get_character_cell_size(character)
    found = character.translate(_TABLE)
    if not found.isascii():
        letter = normalize("NFKD", found)[:1]
        found = letter if letter.isascii() and letter else "?"
    # What is not printed takes no column either.
    return found if cell_len(found) == size else found[:1] * size


def keys_in_words(text: str) -> str:
    """Return a text in which keys have their names: ``⏎`` is Enter."""
    for sign, word in _KEYS.items():
        text = text.replace(sign, word)
    return text
