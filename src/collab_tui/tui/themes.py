"""How the explorer looks: its themes, and the colours of records for each theme."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter
from textual.theme import Theme

from collab_tui.records.kinds import Kind
from collab_tui.render.palette import (
    CONTRAST_COLOURS,
    DARK_COLOURS,
    LIGHT_COLOURS,
    SIXTEEN_COLOURS,
    Colours,
)

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
            "block-cursor-blurred-background": colours.cursor,
            "block-cursor-blurred-foreground": colours.text,
        },
    )


DARK = _theme("collab-dark", DARK_COLOURS, dark=True)
LIGHT = _theme("collab-light", LIGHT_COLOURS, dark=False)
CONTRAST = _theme("collab-contrast", CONTRAST_COLOURS, dark=True)
SIXTEEN = _theme("collab-16", SIXTEEN_COLOURS, dark=True)

OWN = (DARK, LIGHT, CONTRAST, SIXTEEN)
"""The explorer's own themes, in the order in which a key goes through them."""


def after(name: str) -> str:
    """Return the name of the own theme after another; the first comes after the last."""
    names = [theme.name for theme in OWN]
    return names[(names.index(name) + 1) % len(names)] if name in names else names[0]


def palette_of(app: App[object]) -> Palette:
    """Return the colours of records for the present theme."""
    from collab_tui.render import palette

    if app.no_color or app.native_ansi_color:
        return palette.ansi()
    own = {CONTRAST.name: palette.contrast, SIXTEEN.name: palette.sixteen}
    usual = palette.dark if app.current_theme.dark else palette.light
    return own.get(app.theme, usual)()


class Colourless(LineFilter):
    """Removes every colour, so that only the terminal's own are left; bold and reverse stay."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments of a line without colours."""
        return [
            Segment(text, style and _without_colour(style), control)
            for text, style, control in segments
        ]


class InSixteen(LineFilter):
    """Gives every colour as the nearest of a terminal's sixteen."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments of a line in sixteen colours."""
        return [
            Segment(text, style and _in_sixteen(style), control)
            for text, style, control in segments
        ]


@lru_cache(4096)
def _in_sixteen(style: Style) -> Style:
    sixteen = ColorSystem.STANDARD
    return style + Style.from_color(
        style.color and style.color.downgrade(sixteen),
        style.bgcolor and style.bgcolor.downgrade(sixteen),
    )


@lru_cache(1024)
def _without_colour(style: Style) -> Style:
    return style.without_color
