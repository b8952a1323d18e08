"""How the explorer looks: its two themes, and the colours of records for each theme."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter
from textual.theme import Theme

from collab_tui.records.kinds import Kind
from collab_tui.render.palette import DARK_COLOURS, LIGHT_COLOURS, Colours

if TYPE_CHECKING:
    from rich.theme import Theme as Palette
    from textual.app import App


def _theme(name: str, colours: Colours, *, dark: bool) -> Theme:
    return Theme(
        name=name,
        dark=dark,
        primary=colours.accents[Kind.INSTITUTION],
        secondary=colours.accents[Kind.AGREEMENT],
        accent=colours.accents[Kind.FOCUS_AREA],
        foreground=colours.text,
        background=colours.background,
        surface=colours.surface,
        panel=colours.panel,
        success=colours.good,
        warning=colours.waiting,
        error=colours.over,
        # Textual would mix these from the others, too faint for some backgrounds.
        variables={
            "primary-muted": colours.cursor,
            "text-muted": colours.quiet,
            "text-disabled": colours.quiet,
            "text-error": colours.over,
        },
    )


DARK = _theme("collab-dark", DARK_COLOURS, dark=True)
LIGHT = _theme("collab-light", LIGHT_COLOURS, dark=False)


def palette_of(app: App[object]) -> Palette:
    """Return the colours of records for the present theme."""
    from collab_tui.render.palette import ANSI, DARK, LIGHT

    if app.no_color or app.native_ansi_color:
        return ANSI
    return DARK if app.current_theme.dark else LIGHT


class Colourless(LineFilter):
    """Removes every colour, so that only the terminal's own are left; bold and reverse stay."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments of a line without colours."""
        return [
            Segment(text, style and _without_colour(style), control)
            for text, style, control in segments
        ]


@lru_cache(1024)
def _without_colour(style: Style) -> Style:
    return style.without_color
