"""Wraps help texts of languages without spaces; click wraps at spaces, and counts characters."""

from __future__ import annotations

import re

from rich.cells import cell_len

VERBATIM = "\b\n"
"""What click does not wrap begins with this."""

ROOM = 74
"""Cells of a paragraph: click's 80 columns without its indents."""

ROOM_BESIDE = 44
"""Cells of what stands beside an option."""

_BETWEEN = re.compile(r"(?<=[^\x00-\u2fff])\n\s*(?=[^\x00-\u2fff])")
_AFTER = "[、。，：；！？）》”]*"  # signs that may not begin a line
# What stays on one line: a wide character, or a word between spaces.
_PIECES = re.compile(rf"[^\x00-\u2fff]{_AFTER}|[^\s\u3000-\uffff]+{_AFTER}|\s+")


def wrapped(text: str, room: int = ROOM) -> str:
    """Return paragraphs as lines of at most `room` cells, which click leaves as they are."""
    paragraphs = re.split(r"\n\s*\n", text.strip("\n "))
    return "\n\n".join(
        one.strip() if one.lstrip().startswith("\b") else VERBATIM + _lines(one, room)
        for one in paragraphs
    )


def _lines(paragraph: str, room: int) -> str:
    flowing = " ".join(_BETWEEN.sub("", paragraph.strip()).split())
    lines = [""]
    for piece in _PIECES.findall(flowing):
        if cell_len(lines[-1] + piece.rstrip()) > room:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return "\n".join(line.rstrip() for line in lines)
