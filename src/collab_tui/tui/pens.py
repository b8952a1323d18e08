"""How a terminal gets from one look of text to another, with as few bytes as possible.

A look is what stands between ``ESC [`` and ``m``, such as ``1;38;5;149``. If the text leads to an
address, a space and the address follow. The empty look is that of plain text.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

_SEEN_IN_SPACES = frozenset({"4", "7", "9", "21", "53"})
"""What a space shows: lines below, through and above it, and colours that are turned around."""

_COLOUR_PARTS = {"2": 3, "5": 1}
"""How many numbers follow, by the sort of a colour."""


class _Look(NamedTuple):
    ink: str
    ground: str
    others: frozenset[str]
    address: str


@lru_cache(4096)
def _parsed(look: str) -> _Look:
    style, _, address = look.partition(" ")
    ink = ground = ""
    others = set()
    parts = iter(style.split(";") if style else ())
    for part in parts:
        if part in ("38", "48"):
            sort = next(parts, "")
            rest = [next(parts, "") for _ in range(_COLOUR_PARTS.get(sort, 0))]
            colour = ";".join([part, sort, *rest])
            ink, ground = (colour, ground) if part == "38" else (ink, colour)
        elif part[:-1] in ("3", "9"):
            ink = part
        elif part[:-1] in ("4", "10"):
            ground = part
        else:
            others.add(part)
    return _Look(ink, ground, frozenset(others), address)


@lru_cache(16384)
def change(before: str, after: str) -> str:
    """Return what takes a terminal from a look to another one."""
    if before == after:
        return ""
    old, new = _parsed(before), _parsed(after)
    return _link(old, new) + _style(old, new)


def _link(old: _Look, new: _Look) -> str:
    if old.address == new.address:
        return ""
    # The lines of one link have the same id, so a terminal can show that they belong together.
    told = f"id={crc32(new.address.encode())}" if new.address else ""
    return f"\x1b]8;{told};{new.address}\x1b\\"


def _style(old: _Look, new: _Look) -> str:
    is_less = (old.ink and not new.ink) or (old.ground and not new.ground)
    if is_less or old.others - new.others:
        codes = ["0", *sorted(new.others), new.ink, new.ground]
    else:
        ink = new.ink if new.ink != old.ink else ""
        ground = new.ground if new.ground != old.ground else ""
        codes = [*sorted(new.others - old.others), ink, ground]
    told = ";".join(filter(None, codes))
    if not told:
        return ""
    return "\x1b[m" if told == "0" else f"\x1b[{told}m"


@lru_cache(4096)
def of_space(look: str) -> _Look:
    """Return what of a look can be seen in a space, in a form that can be compared."""
    whole = _parsed(look)
    seen = whole.others & _SEEN_IN_SPACES
    # A line has the colour of the text, and so has the ground that is turned around.
    return _Look(whole.ink if seen else "", whole.ground, seen, whole.address)
