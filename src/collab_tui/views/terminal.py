"""A canvas for terminals."""

from __future__ import annotations

import io

from rich.console import Console, Group, RenderableType

from collab_tui.render.palette import ansi
from collab_tui.views.canvas import Canvas


def as_renderable(canvas: Canvas) -> RenderableType:
    """Return what Rich prints in a terminal's own colours."""
    rows = [canvas.rich(y) for y in range(canvas.height)]
    for row in rows:
        row.rstrip()
        row.end = "\n"
        row.overflow = "crop"
    return Group(*rows)


def as_ansi(canvas: Canvas) -> str:
    """Return text with escape sequences for the sixteen colours, for any output."""
    console = Console(
        file=io.StringIO(),
        theme=ansi(),
        highlight=False,
        force_terminal=True,
        color_system="standard",
        width=canvas.width,
        no_color=False,
        legacy_windows=False,
    )
    with console.capture() as capture:
        console.print(as_renderable(canvas))
    return capture.get()
