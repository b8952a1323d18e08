"""Wraps help texts of languages without spaces; click wraps at spaces, and counts characters."""

from __future__ import annotations

import re

import click
from rich.cells import cell_len

from collab_tui.language import _

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


def flowing(paragraph: str) -> str:
    """Return a paragraph as one line: a break between wide characters is no space."""
    return " ".join(_BETWEEN.sub("", paragraph.strip()).split())


class WideFormatter(click.HelpFormatter):
    """Writes colons as wide as the words before them."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage, without a space after the colon."""
        super().write_usage(prog, args, prefix or _("Usage:"))

    def write_heading(self, heading: str) -> None:
        """Write a heading with its colon."""
        self.write(f"{'':>{self.current_indent}}{heading}：\n")


def _lines(paragraph: str, room: int) -> str:
    lines = [""]
    for piece in _PIECES.findall(flowing(paragraph)):
        if cell_len(lines[-1] + piece.rstrip()) > room:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return "\n".join(line.rstrip() for line in lines)
