"""A view as the content of a file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from collab_tui.formats import CSV, JSON, MARKDOWN, SVG, TEXT, Format
from collab_tui.language import _
from collab_tui.render.sheet import sheet
from collab_tui.render.words import safe_json
from collab_tui.views.declared import VIEWS
from collab_tui.views.state import State
from collab_tui.views.svg import as_svg
from collab_tui.views.view import View

WIDTH = 80
"""Columns of a view in a file."""

MAP_ROWS = 30
"""Rows of a map, which has no height of its own."""


class Form(NamedTuple):
    """A format to choose in a dialog, and what it is in words."""

    format: Format
    words: str

    @property
    def name(self) -> str:
        """Its name as an option."""
        return self.format.name

    @property
    def ending(self) -> str:
        """Its usual ending."""
        return self.format.endings[0]


FORMS = (
    Form(MARKDOWN, _("a Markdown document with the view as text")),
    Form(TEXT, _("plain text")),
    Form(SVG, _("a picture")),
    Form(CSV, _("its numbers as a table")),
    Form(JSON, _("its numbers as JSON")),
)


def as_file(view: View, query: str, state: State, form: str, *, is_dark: bool = False) -> str:
    """Return a view of what `query` finds, with all of its rows, in the form of that name.

    Raises:
        QueryError: the query has a mistake.
        NoSuchViewError: the view cannot be made of these records.
    """
    if form in ("csv", "json"):
        return as_numbers(view.numbers(query, state), form)
    is_picture = form == "svg"
    is_map = state.name == "map"
    state = state._replace(shade=not is_picture, y=state.y if is_map else 0)
    canvas = view.draw(query, state, WIDTH, MAP_ROWS if is_map else None)
    if is_picture:
        return as_svg(canvas, is_dark=is_dark)
    return canvas.text() if form == "text" else as_block(state.name, canvas.text())


def as_block(name: str, text: str) -> str:
    """Return Markdown: a heading, and a view as text in a code block."""
    return f"# {VIEWS[name].label}\n\n```text\n{text}```\n"


def as_numbers(rows: Sequence[dict[str, Any]], form: str) -> str:
    """Return the numbers of a view, in long form, as ``csv`` or ``json``."""
    if form == "json":
        return safe_json(json.dumps(rows, ensure_ascii=False, indent=2)) + "\n"
    return sheet(list(rows[0]) if rows else [], [list(row.values()) for row in rows])
