"""A canvas as an SVG picture. It is always the same, and needs no font from elsewhere."""

from __future__ import annotations

from xml.sax.saxutils import escape

from rich.cells import cell_len
from rich.errors import StyleSyntaxError
from rich.style import Style
from rich.theme import Theme

from collab_tui.render.palette import DARK_COLOURS, LIGHT_COLOURS, dark, light
from collab_tui.views.canvas import Canvas

CELL_WIDTH, CELL_HEIGHT, FONT_SIZE, MARGIN = 8.4, 17, 14, 12
"""Pixels."""

_FONTS = "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace"


def as_svg(canvas: Canvas, *, is_dark: bool = True) -> str:
    """Return the picture, in the colours of the explorer's dark theme or its light one."""
    theme, colours = (dark(), DARK_COLOURS) if is_dark else (light(), LIGHT_COLOURS)
    width = canvas.width * CELL_WIDTH + 2 * MARGIN
    height = canvas.height * CELL_HEIGHT + 2 * MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.1f} {height}"'
        f' width="{width:.1f}" height="{height}">',
        f'<rect width="100%" height="100%" rx="6" fill="{colours.background}"/>',
        f'<g font-family="{_FONTS}" font-size="{FONT_SIZE}" xml:space="preserve">',
    ]
    for y in range(canvas.height):
        for x, text, style, _ in canvas.runs(y):
            parts += _run(x, y, text, _style(theme, style), colours.text)
    return "\n".join([*parts, "</g>", "</svg>"]) + "\n"


def _style(theme: Theme, name: str) -> Style:
    found = theme.styles.get(name)
    if found is not None or not name:
        return found or Style.null()
    try:
        return Style.parse(name)
    except StyleSyntaxError:  # a status that no theme has
        return Style.null()


def _run(x: int, y: int, text: str, style: Style, plain: str) -> list[str]:
    left, top = MARGIN + x * CELL_WIDTH, MARGIN + y * CELL_HEIGHT
    length = cell_len(text) * CELL_WIDTH
    parts = []
    if style.bgcolor is not None:
        fill = style.bgcolor.get_truecolor().hex
        parts.append(
            f'<rect x="{left:.1f}" y="{top}" width="{length:.1f}" height="{CELL_HEIGHT}"'
            f' fill="{fill}"/>'
        )
    shown = text.rstrip(" ")
    if not shown:
        return parts
    length = cell_len(shown) * CELL_WIDTH
    colour = style.color.get_truecolor().hex if style.color is not None else plain
    extra = ' font-weight="bold"' if style.bold else ""
    extra += ' font-style="italic"' if style.italic else ""
    parts.append(
        f'<text x="{left:.1f}" y="{top + CELL_HEIGHT - 4}" fill="{colour}"{extra}'
        f' textLength="{length:.1f}" lengthAdjust="spacingAndGlyphs">{escape(shown)}</text>'
    )
    return parts
