"""The rows of a form: label, value, sources, and what is wrong, beside the field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text

from collab_tui.forms.rows import Does, Row
from collab_tui.forms.writing import Mistake
from collab_tui.registry.problems import KeyPath
from collab_tui.render.cut import fill, shorten
from collab_tui.render.words import clean, superscript
from collab_tui.tui.widgets.line_list import LineList

ADDS = frozenset({Does.ADD, Does.ADD_LANGUAGE, Does.ADD_KEY, Does.ADD_FIELD})
"""What Enter does on rows that hold no value."""

_WIDE = 72
"""Columns from which labels have more room."""

_LEAST = 24
"""Columns of a value that a mistake leaves to it."""


class FormRows(LineList):
    """One row of a form on each line."""

    DEFAULT_CSS = """
    FormRows > .form-rows--label { color: $text-muted; }
    FormRows > .form-rows--heading { text-style: bold; }
    FormRows > .form-rows--quiet { color: $text-muted; }
    FormRows > .form-rows--error { color: $text-error; }
    FormRows > .form-rows--warning { color: $warning; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "form-rows--label",
        "form-rows--heading",
        "form-rows--quiet",
        "form-rows--error",
        "form-rows--warning",
    }

    def __init__(self) -> None:
        """Begin without rows."""
        super().__init__()
        self.rows: Sequence[Row] = ()
        self._mistakes: Mapping[int, list[Mistake]] = {}
        self._sources: Mapping[str, list[int]] = {}

    def show(self, rows: Sequence[Row], sources: Mapping[str, list[int]], cursor: int) -> None:
        """Show other rows; `sources` has the numbers of the sources by fact."""
        self.rows = rows
        self._sources = sources
        self._mistakes = {}
        self.set_count(len(rows), cursor)

    def mark(self, mistakes: Iterable[Mistake]) -> None:
        """Show mistakes beside their fields, errors first."""
        found: dict[int, list[Mistake]] = {}
        for mistake in sorted(mistakes, key=lambda one: not one.is_error):
            index = nearest(self.rows, mistake.path)
            found.setdefault(index or 0, []).append(mistake)
        self._mistakes = found
        self.refresh()

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return self.rows[self.cursor] if self.cursor < len(self.rows) else None

    def after(self, step: int) -> int:
        """Return the number of the next row, or the previous one, that has or takes a value."""
        index = self.cursor + step
        skipped = (Does.ADD_LANGUAGE, Does.NOTHING)
        while 0 <= index < self.count and self.rows[index].does in skipped:
            index += step
        return index if 0 <= index < self.count else self.cursor

    def mistakes_at(self, index: int) -> list[Mistake]:
        """Return what is wrong on a row."""
        return self._mistakes.get(index, [])

    def draw(self, index: int, width: int) -> Text:
        """Return a row as a line."""
        row = self.rows[index]
        mistakes = self.mistakes_at(index)
        worst = mistakes[0] if mistakes else None
        line = Text(end="", no_wrap=True)
        sign = " " if worst is None else "✕" if worst.is_error else "!"
        line.append(f"{sign} ", self._style_of(worst))
        room = 20 if width >= _WIDE else 18
        label = f"{'  ' * row.depth}{clean(row.label)}"
        is_heading = row.does is Does.NOTHING and row.path != ("id",)
        line.append(fill(label, room), self._style("heading" if is_heading else "label"))
        line.append(" ")
        self._append_value(line, row, worst, width)
        line.append(" " * max(0, width - line.cell_len))
        line.truncate(width)
        return line

    def _append_value(self, line: Text, row: Row, worst: Mistake | None, width: int) -> None:
        marks = superscript(self._sources.get(row.fact, [])) if row.does not in ADDS else ""
        left = width - line.cell_len - (cell_len(marks) + 1 if marks and row.value else 0) - 1
        head = "▾ " if row.is_open else "▸ " if row.does is Does.OPEN else ""
        if row.language:
            head += f"{row.language:<8}"
        message = "" if worst is None else f"  {clean(worst.message)}"
        value = clean(row.value)
        room = left - cell_len(head)
        if message and cell_len(value) + cell_len(message) > room:
            room = max(min(cell_len(value), _LEAST), room - cell_len(message))
        line.append(head, self._style("quiet"))
        if row.value:
            line.append(shorten(value, room), self._style("quiet") if row.does in ADDS else "")
        elif row.hint:
            line.append(shorten(row.hint, room), self._style("quiet"))
        if marks and row.value:
            line.append(f" {marks}", self._style("quiet"))
        if message:
            left = width - line.cell_len - 1
            line.append(shorten(message, left), self._style_of(worst))

    def _style_of(self, mistake: Mistake | None) -> str:
        if mistake is None:
            return ""
        return self._style("error" if mistake.is_error else "warning")

    def _style(self, name: str) -> str:
        return str(self.get_component_rich_style(f"form-rows--{name}", partial=True))


def nearest(rows: Sequence[Row], path: KeyPath) -> int | None:
    """Return the number of the row for a path: its own, one in it, or the closest around it."""
    if not path:
        return None
    best, length = None, 0
    for index, row in enumerate(rows):
        if row.does in ADDS and row.path != path:
            continue
        if row.path == path:
            return index
        if row.path[: len(path)] == path and length <= len(path):
            return index
        if path[: len(row.path)] == row.path and len(row.path) > length:
            best, length = index, len(row.path)
    return best
