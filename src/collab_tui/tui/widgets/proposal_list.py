"""What an article proposes: a line for each agreement, each value, and who is left out."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from rich.theme import Theme

from collab_tui.forms.shape import Part, part_at
from collab_tui.language import _
from collab_tui.records.kinds import Kind
from collab_tui.render.cut import fill
from collab_tui.render.words import clean
from collab_tui.reviewing.items import Item, Standing
from collab_tui.reviewing.review import Group, Review
from collab_tui.reviewing.telling import (
    SIGNS,
    Row,
    Sort,
    heading,
    label_of,
    note_of,
    rows_of,
    source_title,
    words_of,
)
from collab_tui.tui.widgets.article_view import STYLES
from collab_tui.tui.widgets.line_list import LineList

_LABEL = 14
_SCORE = 5
_WIDE = 44
"""Columns from which scores are shown."""


class ProposalList(LineList):
    """One row on each line: taken or left, what it is, its value, and which record that is."""

    def __init__(self, review: Review) -> None:
        """Show what `review` has."""
        super().__init__()
        self.theme: Theme | None = None
        self._review = review
        self.rows: Sequence[Row] = ()

    def show(self, row: Row | None = None) -> None:
        """Show the rows as they are now, with the cursor on one of them or where it is."""
        self.rows = rows_of(self._review)
        cursor = self.rows.index(row) if row in self.rows else self.cursor
        self.set_count(len(self.rows), cursor)

    @property
    def row(self) -> Row:
        """The row under the cursor."""
        return self.rows[self.cursor]

    def row_of(self, group: Group, item: Item) -> Row | None:
        """Return the row of a proposal."""
        found = (one for one in self.rows if one.group is group and one.item is item)
        return next(found, None)

    def after(self, step: int) -> int:
        """Return the number of the next proposal, or of the previous one; else of this row."""
        index = self.cursor + step
        while 0 <= index < self.count and self.rows[index].sort is not Sort.ITEM:
            index += step
        return index if 0 <= index < self.count else self.cursor

    def draw(self, index: int, width: int) -> Text:
        """Return a row as a line."""
        row = self.rows[index]
        line = Text(end="", no_wrap=True)
        if row.sort is Sort.GROUP:
            name, what = heading(self._review, row.group)
            self._append_heading(line, f"▌{clean(name)}", what, width)
        elif row.sort is Sort.OTHERS:
            self._append_heading(line, " " + _("Named, and left out"), "", width)
        elif row.sort is Sort.SOURCE:
            what = _("in the registry") if self._review.is_source_known else _("new source")
            self._append_heading(line, f"▌{clean(source_title(self._review))}", what, width)
        elif row.item is not None:
            self._append_item(line, row.group, row.item, width)
        else:
            self._append_field(line, row.key, width)
        line.append(" " * max(0, width - line.cell_len))
        line.truncate(width)
        return line

    def _append_heading(self, line: Text, name: str, what: str, width: int) -> None:
        room = max(8, width - cell_len(what) - 3)
        line.append(fill(name, room), Style(bold=True))
        line.append(f" {what}", self._style("page.quiet"))

    def _append_item(self, line: Text, group: Group, item: Item, width: int) -> None:
        sign, note = note_of(self._review, group, item)
        style = self._style(STYLES[item.meaning])
        quiet = self._style("page.quiet")
        line.append(" ● " if item.counts else " ○ ", "" if item.counts else quiet)
        line.append(SIGNS[item.meaning] + " ", style)
        line.append(fill(label_of(item), _LABEL), quiet)
        score = f"{item.score:.2f}" if item.score and width >= _WIDE else ""
        room = width - line.cell_len - (_SCORE if width >= _WIDE else 0) - 1
        note = clean(f"{sign} {note}".strip())
        value = clean(words_of(self._review, group, item))
        note_room = min(cell_len(note), max(room - cell_len(value) - 2, room // 3))
        value_room = room - note_room - (2 if note_room else 0)
        line.append(fill(value, value_room), "" if item.counts else quiet)
        if note_room:
            is_wrong = group.is_addition and item.standing is Standing.CONTRADICTS
            line.append("  ")
            line.append(fill(note, note_room), self._style("page.warning") if is_wrong else quiet)
        line.append(f" {score}".rjust(_SCORE) if score else "", quiet)

    def _append_field(self, line: Text, key: str, width: int) -> None:
        part = part_at(Kind.SOURCE, (key,))
        if part is None:
            return
        value = self._review.words.value(Part(part.field), self._review.source.get(key))
        quiet = self._style("page.quiet")
        line.append("     ")
        label = _("Title") if key == "name" else part.label
        line.append(fill(label, _LABEL), quiet)
        room = max(0, width - line.cell_len - 1)
        line.append(fill(clean(value), room) if value else "–", "" if value else quiet)

    def _style(self, name: str) -> Style:
        return self.theme.styles[name] if self.theme is not None else Style()
