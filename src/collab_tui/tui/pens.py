"""How a terminal gets from one look of text to another, with as few bytes as possible.

A look is what stands between ``ESC [`` and ``m``, such as ``1;38;5;149``. If the text leads to an
address, a space and the address follow. The empty look is that of plain text.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

_SEEN_IN_SPACES = frozenset({"4", "7", "9", "21", "53"})
"""What a space shows: lines below, through and above it, and colours that are turned around."""

_NO_WEIGHT = "22"
_ENDS = {"1": "22", "2": "22", "3": "23", "4": "24", "7": "27", "9": "29"}
"""What ends an attribute, where every terminal knows it."""

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
    gone = old.others - new.others
    if not gone <= _ENDS.keys():
        return _told(["0", *sorted(new.others), new.ink, new.ground])
    if not (new.ink or new.ground or new.others):
        return "\x1b[m" if old.ink or old.ground or old.others else ""
    ends = sorted({_ENDS[one] for one in gone})
    # The end of bold is that of dim, too.
    kept = new.others - old.others if _NO_WEIGHT not in ends else new.others
    ink = (new.ink or "39") if new.ink != old.ink else ""
    ground = (new.ground or "49") if new.ground != old.ground else ""
    return _told([*ends, *sorted(kept), ink, ground])


def _told(codes: Sequence[str]) -> str:
    told = ";".join(filter(None, codes))
    return f"\x1b[{told}m" if told else ""


@lru_cache(4096)
def of_space(look: str) -> _Look:
    """Return what of a look can be seen in a space, in a form that can be compared."""
    whole = _parsed(look)
    seen = whole.others & _SEEN_IN_SPACES
    # A line has the colour of the text, and so has the ground that is turned around.
    return _Look(whole.ink if seen else "", whole.ground, seen, whole.address)
