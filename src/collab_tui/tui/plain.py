"""The whole screen with fewer signs, for terminals and fonts that do not show all as they are."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.dom import DOMNode
from textual.filter import LineFilter

PLAIN = "-ascii"
"""The class of an app that shows only ASCII."""


class InAscii(LineFilter):
    """Replaces every sign that ASCII does not have, cell for cell, so the layout stays."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments of a line in ASCII."""
        from collab_tui.render.in_ascii import in_ascii

        return [
            Segment(text if control else in_ascii(text), style, control)
            for text, style, control in segments
        ]


class InNarrow(LineFilter):
    """Replaces the signs that some East Asian terminals draw in two columns."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments of a line in which every sign takes the columns that it seems to."""
        from collab_tui.render.in_ascii import in_narrow

        return [
            Segment(text if control else in_narrow(text), style, control)
            for text, style, control in segments
        ]


def named_keys(node: DOMNode, text: str) -> str:
    """Return a text about keys; if the screen shows only ASCII, with their names: Enter."""
    if not node.app.has_class(PLAIN):
        return text
    from collab_tui.render.in_ascii import keys_in_words

    return keys_in_words(text)
