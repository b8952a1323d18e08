"""The matrix, drawn: a number in each cell, with a tint or a block for its size."""

from __future__ import annotations

from collections.abc import Container
from typing import Any, NamedTuple

from rich.cells import cell_len, get_character_cell_size

from collab_tui.catalog.catalog import Catalog
from collab_tui.catalog.views.matrix import Cell, Line, Matrix, matrix
from collab_tui.language import _, _c, number
from collab_tui.render.words import clean
from collab_tui.views.canvas import Canvas, Lead
from collab_tui.views.drawing import (
    NOTHING,
    QUIET,
    STRONG,
    TEXT,
    UNKNOWN,
    field_word,
    heat,
    level,
    of_query,
    title,
)
from collab_tui.views.glyphs import SHADES
from collab_tui.views.look import Look
from collab_tui.views.names import told_apart
from collab_tui.views.state import State

LEAST_NAME, LEAST_WHERE_NARROW = 12, 18
"""Columns that the names of rows keep while columns need room; the second, below `NARROW`."""

NARROW = 70

FEW_CELLS = 30
"""Number of cells up to which large ones can be seen without blocks."""


ALL = _c("of a matrix", "all")
NONE = _c("heading of a narrow column: not recorded", "no")


class _Layout(NamedTuple):
    """Where everything is."""

    cell: int
    """Columns of a cell."""
    name: int
    """Columns of the names of rows."""
    head: int
    """Rows of headings."""
    last: int
    """Columns of the totals."""
    first_column: int
    columns: int
    """How many columns are visible."""
    first_row: int
    rows: int
    shade: bool


def short(count: int) -> str:
    """Return a number in at most four characters: 1,000 is ``1.0k``, 9,500 and more ``10k``."""
    if count < 1000:
        return str(count)
    if count < 9950:
        return f"{count / 1000:.1f}k"
    return f"{round(count / 1000)}k" if count < 999_500 else f"{count / 1e6:.1f}M"


FIXED = None


def key(look: Look) -> tuple[object, ...]:
    """Return the part of the state that the data depend on."""
    state = look.state
    return state.rows, state.columns, state.order, state.opened


def ask(catalog: Catalog, look: Look) -> Matrix:
    """Return what a matrix shows."""
    state = look.state
    return catalog.sets.ask(
        lambda sets: matrix(sets, look.node, state.rows, state.columns, state.order, state.opened)
    )


def draw(data: Matrix, look: Look) -> Canvas:
    """Draw a matrix of any width from 30 columns."""
    canvas = Canvas(look.width, look.height)
    fields = f"{field_word(data.row_field)} × {field_word(data.column_field)}"
    subject = f"{fields} · {of_query(look.query, data.total)}"
    if not data.total:
        title(canvas, "matrix", subject)
        canvas.put(0, 2, NOTHING, UNKNOWN)
        return canvas
    layout = _layout(data, look)
    rows = f"{min(layout.rows, data.all_rows)}/{number(data.all_rows)}"
    columns = f"{min(layout.columns, data.all_columns)}/{number(data.all_columns)}"
    title(canvas, "matrix", subject, f"{rows} × {columns}")
    y = _headings(canvas, data, layout)
    numbers = [cell.count for row in data.cells for cell in row if not cell.is_diagonal]
    most = max(numbers, default=1) or 1
    for at in range(layout.first_row, layout.first_row + layout.rows):
        _row(canvas, y, data, layout, at, most, look.state)
        y += 1
    canvas.put(0, y, ALL, QUIET)
    for place in range(layout.columns):
        column = data.columns[layout.first_column + place]
        lead = _lead_of(column, data.column_field) if column.count else None
        x = layout.name + (place + 1) * layout.cell
        canvas.put_right(x, y, short(column.count), QUIET, lead)
    end = layout.name + layout.columns * layout.cell + layout.last
    canvas.put_right(end, y, short(data.total), STRONG)
    bottom = y + 1 if look.height is None else max(y + 1, look.height - 1)
    _legend(canvas, bottom, data, layout)
    canvas.above, canvas.left = layout.first_row, layout.first_column
    canvas.below = len(data.rows) - layout.first_row - layout.rows
    return canvas


def _layout(data: Matrix, look: Look) -> _Layout:
    cells = [cell for row in data.cells for cell in row]
    shade = bool(look.state.shade) and len(cells) > FEW_CELLS
    widest = max((len(short(cell.count)) for cell in cells), default=1)
    marked = any(cell.is_unsourced for cell in cells)
    cell = max(3, widest + 1 + marked + shade)
    last = max(4, max((len(short(o.count)) for o in (*data.rows, *data.columns)), default=1) + 1)
    last = max(last, len(short(data.total)) + 1, cell_len(ALL) + 1)
    labels = (_label(line, at, data) for at, line in enumerate(data.rows))
    longest = max(map(cell_len, labels), default=0) + 1
    room = look.width - last
    least = LEAST_NAME if look.width >= NARROW else LEAST_WHERE_NARROW
    name = max(least, min(longest, room - len(data.columns) * cell))
    columns = min(len(data.columns), max(1, (room - name) // cell))
    name = max(name, min(longest, room - columns * cell))
    codes = [_code(line, at, data) for at, line in enumerate(data.columns)]
    head = max((len(code) for code in codes), default=1)
    tallest = 16 if look.height is None or look.height >= 30 else 9
    head = 1 if head < cell else min(head, tallest)
    rows = len(data.rows)
    if look.height is not None:
        rows = min(rows, max(1, look.height - 1 - head - 2))
    first_row = max(0, min(look.state.y, len(data.rows) - rows))
    first = max(0, min(look.state.x, len(data.columns) - columns))
    return _Layout(cell, name, head, last, first, columns, first_row, rows, shade)


def _is_numbered(data: Matrix) -> bool:
    """Tell whether rows and columns are the same, so that numbers replace long names."""
    return data.row_field == data.column_field and data.row_field not in ("country", "year")


def _before(line: Line, at: int, data: Matrix, opened: Container[str] = ()) -> str:
    """Return the text before the label of a row."""
    if not line.is_value:
        return ""
    sign = ("▾ " if line.key in opened else "▸ ") if line.has_below else ""
    place = f"{at + 1:>2} " if _is_numbered(data) else ""
    return f"{place}{'  ' * line.depth}{sign}"


def _label(line: Line, at: int, data: Matrix) -> str:
    return _before(line, at, data) + line.label


def _code(line: Line, at: int, data: Matrix) -> str:
    """Return the text above a column: a code if there is one."""
    if not line.is_value:
        return NONE if line.key == "none" else "+"
    if _is_numbered(data):
        return str(at + 1)
    if data.column_field == "country":
        return line.key
    return line.label[-2:] if data.column_field == "year" else clean(line.label)


def _headings(canvas: Canvas, data: Matrix, layout: _Layout) -> int:
    """Write the text above the columns; return the row after it."""
    for place in range(layout.columns):
        at = layout.first_column + place
        line = data.columns[at]
        code = _code(line, at, data)
        lead = _lead_of(line, data.column_field) if line.count else None
        end = layout.name + (place + 1) * layout.cell
        style = TEXT if line.is_value else UNKNOWN
        if cell_len(code) < layout.cell:
            canvas.put_right(end, layout.head, code, style, lead)
            continue
        letters = list(code) if len(code) <= layout.head else [*code[: layout.head - 1], "…"]
        for row, letter in enumerate(letters):
            y = 1 + layout.head - len(letters) + row
            canvas.put(end - max(1, get_character_cell_size(letter)), y, letter, style, lead)
    end = layout.name + layout.columns * layout.cell + layout.last
    canvas.put_right(end, layout.head, ALL, QUIET)
    return 1 + layout.head


def _lead_of(line: Line, facet: str, state: State | None = None) -> Lead | None:
    if not line.term:
        return None
    values = ((facet, line.key),) if line.is_value else ()
    return Lead(line.term, line.count, state=state, values=values, name=line.label)


def _row(
    canvas: Canvas, y: int, data: Matrix, layout: _Layout, at: int, most: int, state: State
) -> None:
    line = data.rows[at]
    opens = state.toggled(line.key) if line.has_below and line.is_value else None
    lead = _lead_of(line, data.row_field, opens)
    before = _before(line, at, data, state.opened)
    others = [other.label for other in data.rows[max(0, at - 1) : at + 2] if other is not line]
    name = before + told_apart(line.label, others, layout.name - 1 - cell_len(before))
    canvas.put(0, y, name, TEXT if line.is_value else UNKNOWN, lead)
    for place in range(layout.columns):
        column = data.columns[layout.first_column + place]
        cell = data.cells[at][layout.first_column + place]
        x = layout.name + place * layout.cell
        _cell(canvas, x, y, cell, layout, most, _values(data, line, column))
    end = layout.name + layout.columns * layout.cell + layout.last
    canvas.put_right(end, y, short(line.count), TEXT, _lead_of(line, data.row_field))


def _values(data: Matrix, row: Line, column: Line) -> tuple[tuple[str, str], ...]:
    if not (row.is_value and column.is_value):
        return ()
    return (data.row_field, row.key), (data.column_field, column.key)


def _cell(
    canvas: Canvas,
    x: int,
    y: int,
    cell: Cell,
    layout: _Layout,
    most: int,
    values: tuple[tuple[str, str], ...],
) -> None:
    if cell.is_diagonal:
        canvas.put_right(x + layout.cell, y, "╲", QUIET)
        return
    if not cell.count:
        lead = Lead(cell.term, cell.opens, name=_("cannot be excluded")) if cell.opens else None
        glyph = "?" if cell.more else "·"
        canvas.put_right(x + layout.cell, y, glyph, UNKNOWN if cell.more else QUIET, lead)
        return
    lead = Lead(cell.term, cell.opens, values=values) if cell.opens else None
    text = f"{short(cell.count)}{'°' if cell.is_unsourced else ''}".rjust(layout.cell - 1)
    before = SHADES[max(1, round(level(cell.count, most) * 4))] if layout.shade else " "
    canvas.put(x, y, before, QUIET, lead)
    canvas.put(x + 1, y, text, heat(cell.count, most), lead)


def _legend(canvas: Canvas, y: int, data: Matrix, layout: _Layout) -> None:
    """Explain the signs that are on the screen."""
    rows = slice(layout.first_row, layout.first_row + layout.rows)
    columns = slice(layout.first_column, layout.first_column + layout.columns)
    cells = [cell for row in data.cells[rows] for cell in row[columns]]
    has_none = any(not cell.count and not cell.more for cell in cells)
    parts = [f"· {_c('of a matrix', 'none')}"] if has_none else []
    if any(not cell.count and cell.more for cell in cells):
        parts.append(f"? {_('none recorded, but possible')}")
    if any(cell.is_unsourced for cell in cells):
        parts.append(f"° {_('no source')}")
    others = {line.key for line in data.columns[columns] if not line.is_value}
    parts += [f"{NONE}: {_('not recorded')}"] if "none" in others else []
    parts += [f"+: {_('the rest')}"] if "rest" in others else []
    while parts and cell_len("  ".join(parts)) > canvas.width:  # half a part says nothing
        parts.pop()
    canvas.put(0, y, "  ".join(parts), QUIET)


def numbers(data: Matrix) -> list[dict[str, Any]]:
    """Return the numbers in long form."""
    return [
        {
            "row": row.key,
            "row_label": row.label,
            "column": column.key,
            "column_label": column.label,
            "count": cell.count,
            "could_be_more": cell.more,
            "unsourced": cell.is_unsourced,
            "term": cell.term if cell.count else "",
        }
        for row, cells in zip(data.rows, data.cells, strict=True)
        for column, cell in zip(data.columns, cells, strict=True)
    ]
