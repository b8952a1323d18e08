"""The glyphs of views, and a canvas in ASCII."""

from __future__ import annotations

from collab_tui.render.in_ascii import BEFORE_SMALL, SMALL, in_ascii
from collab_tui.views.canvas import Canvas

EIGHTHS = " ▁▂▃▄▅▆▇█"
"""A column that is filled from below, in eighths."""

BARS = " ▏▎▍▌▋▊▉█"
"""A row that is filled from the left, in eighths."""

SHADES = " ░▒▓█"


def to_ascii(canvas: Canvas) -> Canvas:
    """Return the canvas in ASCII: the same cells, styles and leads."""
    plain = Canvas(canvas.width, canvas.height)
    for y, row in enumerate(canvas.glyphs):
        glyphs = [in_ascii(glyph)[:1] for glyph in row]
        for x, glyph in enumerate(row):
            if glyph == "" and x:
                glyphs[x] = glyphs[x - 1]
            elif glyph in SMALL and x and row[x - 1] == " ":
                glyphs[x - 1] = BEFORE_SMALL
        plain.glyphs[y] = glyphs
    plain.styles, plain.leads = canvas.styles, canvas.leads
    return plain


def bar(count: int, most: int, width: int) -> str:
    """Return a bar in eighths. It is empty only for 0, and full only for `most`."""
    if count <= 0 or most <= 0:
        return ""
    eighths = max(1, count * width * 8 // most)
    if count < most:
        eighths = min(eighths, width * 8 - 1)
    full, rest = divmod(eighths, 8)
    return "█" * full + (BARS[rest] if rest else "")


def columns(counts: list[int], height: int, most: int | None = None) -> list[str]:
    """Return a histogram, one string for each row from the top. What is not 0 has at least an
    eighth.
    """
    most = max([*counts, 1]) if most is None else most
    filled = [max(1, count * height * 8 // most) if count else 0 for count in counts]
    return [
        "".join(EIGHTHS[max(0, min(8, eighths - 8 * row))] for eighths in filled)
        for row in range(height - 1, -1, -1)
    ]
