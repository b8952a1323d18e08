"""The timeline, drawn: one row for each agreement, or bars by years."""

from __future__ import annotations

from typing import Any

from rich.cells import cell_len

from collab_tui.catalog.catalog import Catalog
from collab_tui.catalog.views.axis import YEAR
from collab_tui.catalog.views.count import Count
from collab_tui.catalog.views.timeline import Row, Timeline, Wanted, timeline
from collab_tui.language import _, _c, number
from collab_tui.render.words import NO_STATUS, STATUS_SIGNS
from collab_tui.views.bars import GLYPHS, bar_of, day_of
from collab_tui.views.canvas import Canvas, Lead, fit
from collab_tui.views.drawing import (
    BAR,
    NOTHING,
    QUIET,
    STRONG,
    TEXT,
    TITLE,
    UNKNOWN,
    and_more,
    field_word,
    of_query,
    title,
)
from collab_tui.views.glyphs import columns
from collab_tui.views.look import Look
from collab_tui.views.names import told_apart
from collab_tui.views.state import State

NUMBER = 7
"""Columns for the number beside bars."""

HEAD = 3
"""Rows above those of agreements."""


def left_of(width: int) -> int:
    """Return the column at which the axis begins."""
    return max(18, min(50, width * 45 // 100))


def wanted(look: Look) -> Wanted:
    """Return what the catalog is asked for a state of the view."""
    state = look.state
    height = None if look.height is None else max(1, look.height - HEAD - 1)
    return Wanted(
        state.rows,
        look.width - left_of(look.width),
        look.width - left_of(look.width) - NUMBER,
        height,
        state.y,
        state.zoom,
        state.x,
        (state.first, state.last),
        state.opened,
        state.folded,
    )


def zoomed_at(state: State, canvas: Canvas, column: int, steps: int) -> State:
    """Return the state zoomed by steps, so that the month under a column of the canvas
    stays there.
    """
    if canvas.axis is None:
        return state
    axis = canvas.axis
    month = axis.start + (column - canvas.axis_at) * axis.step
    middle = (axis.start + axis.end) // 2
    return state.zoomed(steps)._replace(x=state.x + (month - middle if steps > 0 else 0))


FIXED = None


def key(look: Look) -> Look:
    """Return the part of the state that the data depend on: all, because only visible rows are
    fetched.
    """
    return look


def ask(catalog: Catalog, look: Look) -> Timeline:
    """Return what a timeline shows."""
    return catalog.sets.ask(lambda sets: timeline(sets, look.node, wanted(look)))


def draw(data: Timeline, look: Look) -> Canvas:
    """Draw a timeline of any width from 40 columns."""
    canvas = Canvas(look.width, look.height)
    canvas.axis, canvas.axis_at = data.axis, left_of(look.width)
    scale = _("a column = {time}", time=data.axis.called)
    if data.folded is not None:
        scale = _("a bar = {time}", time=data.axis.called)
    found = of_query(look.query, data.total)
    title(
        canvas,
        "timeline",
        _("{agreements} by {field}", agreements=found, field=field_word(data.field)),
        scale,
    )
    if not data.total:
        canvas.put(0, 2, NOTHING, UNKNOWN)
        return canvas
    if data.folded is not None:
        _draw_folded(canvas, data, look)
        return canvas
    _head(canvas, data, 1)
    y, seen = HEAD, ""
    for row in data.rows:
        if row.item is None:
            _heading(canvas, y, row.group, data, look.state)
        else:
            seen += _row(canvas, y, row, data)
        y += 1
    bottom = y if look.height is None else look.height - 1
    _legend(canvas, bottom, seen, data)
    canvas.above = data.top
    canvas.below = max(0, data.count - data.top - len(data.rows))
    return canvas


def _head(canvas: Canvas, data: Timeline, y: int) -> None:
    """Write the years and the line below them."""
    axis, left = data.axis, canvas.axis_at
    every = 1
    while every * YEAR / axis.step < 4:
        every += 1 if every < 2 else every
    long = every * YEAR / axis.step >= 5
    line = ["─"] * axis.width
    for year in range(-(-axis.start // YEAR), -(-axis.end // YEAR)):
        column = axis.column(year * YEAR)
        if year % every or not 0 <= column < axis.width:
            continue
        line[column] = "┴"
        text = f"{year:04d}" if long else f"'{year % 100:02d}"
        if column + len(text) <= axis.width:
            canvas.put(left + column, y, text, QUIET)
    now = axis.column_of(day_of(data.today))
    if 0 <= now < axis.width:
        line[now] = "▼"
    canvas.put(left, y + 1, "".join(line), QUIET)


def _heading(canvas: Canvas, y: int, group: Count, data: Timeline, state: State) -> None:
    lead = Lead(
        group.term,
        group.count,
        name=group.label,
        values=((data.field, group.key),) if group.key else (),
    )
    folded = (group.key or "none") in state.opened
    text = f"{'▸ ' if folded else ''}{group.label}"
    style = TITLE if group.key else UNKNOWN
    count = number(group.count)
    room = canvas.axis_at - len(count) - 2
    x = canvas.put(0, y, fit(text, room), style, lead)
    canvas.put(x + 1, y, count, STRONG, lead)
    _today(canvas, y, data)


def _today(canvas: Canvas, y: int, data: Timeline) -> None:
    now = data.axis.column_of(day_of(data.today))
    if 0 <= now < data.axis.width:
        canvas.put(canvas.axis_at + now, y, "│", QUIET)


def _row(canvas: Canvas, y: int, row: Row, data: Timeline) -> str:
    """Draw an agreement; return the glyphs used."""
    item, left = row.item, canvas.axis_at
    assert item is not None, "it is not a heading"
    lead = Lead(ref=item.ref, name=item.name)
    name = told_apart(item.name, row.names, left - 6)
    canvas.put(1, y, name, TEXT, lead)
    style = f"status.{item.status}" if item.status else QUIET
    sign = STATUS_SIGNS.get(item.status, NO_STATUS)
    canvas.put(left - 3, y, sign, style, lead)
    if item.is_expiring:
        canvas.put(left - 2, y, "!", "page.warning", lead)
    if not item.dates:
        canvas.put(left, y, fit(_("no date recorded"), data.axis.width), UNKNOWN, lead)
        canvas.lead_row(y, lead, 1)
        return ""
    cells = bar_of(item, data.axis, day_of(data.today))
    for column, (glyph, is_quiet) in cells.items():
        canvas.put(left + column, y, glyph, QUIET if is_quiet else style, lead)
    canvas.lead_row(y, lead, 1)
    return "".join(glyph for glyph, _ in cells.values()) + ("!" if item.is_expiring else "")


def _legend(canvas: Canvas, y: int, seen: str, data: Timeline) -> None:
    """Explain the visible glyphs, as far as there is room."""
    last = data.top + len(data.rows)
    x = 0
    if last - data.top < data.count:
        rows = f"{number(data.top + 1)}–{number(last)}/{number(data.count)}"
        x = canvas.put(0, y, rows, QUIET) + 2
    for glyph, meaning in GLYPHS:
        text = f"{glyph} {meaning}"
        if glyph in seen and x + cell_len(text) <= canvas.width:
            x = canvas.put(x, y, text, QUIET) + 2


# Folded


def _draw_folded(canvas: Canvas, data: Timeline, look: Look) -> None:
    assert data.folded is not None, "it is folded"
    folded, left = data.folded, canvas.axis_at
    high = 3 if look.height is None or look.height >= 24 else 2
    y = 1
    blocks = (
        (_c("agreements", "begin"), folded.begun, folded.all_begun),
        (_("in force, or no end known"), folded.in_force, folded.in_force_now),
        (_c("agreements", "end"), folded.ended, folded.all_ended),
    )
    for at, (label, counts, total) in enumerate(blocks):
        canvas.put(0, y, fit(label, left - 1), TEXT)
        lead = Lead(total.term, total.count, name=total.label) if total.count else None
        if at == 1:
            today = _("today {count}", count=number(total.count))
            canvas.put(0, y + 1, today, QUIET, lead)
        else:
            canvas.put_right(canvas.width, y, number(total.count), STRONG, lead)
        for row, line in enumerate(columns([count.count for count in counts], high)):
            _bars(canvas, y + row, line, counts)
        y += high
        if at == 0:
            _head(canvas, data, y)
            y += 2
    canvas.put(0, y, field_word(data.field).upper(), TITLE)
    canvas.put(left, y, fit(_("begin, on one scale"), canvas.width - left), QUIET)
    y += 1
    canvas.above = min(look.state.y, max(0, len(folded.rows) - 1))
    rows = folded.rows[canvas.above :]
    tallest = max((count.count for _, counts in folded.rows for count in counts), default=1)
    room = len(rows) if look.height is None else max(0, look.height - y - 1)
    for group, counts in rows[:room]:
        values = ((data.field, group.key),) if group.key else ()
        lead = Lead(group.term, group.count, name=group.label, values=values)
        canvas.put(0, y, fit(group.label, left - 1), TEXT if group.key else UNKNOWN, lead)
        line = columns([count.count for count in counts], 1, tallest)[0].replace(" ", "·")
        _bars(canvas, y, line, counts)
        canvas.put_right(canvas.width, y, number(group.count), TEXT, lead)
        y += 1
    left_out = folded.more + len(rows) - min(room, len(rows))
    canvas.below = max(0, len(rows) - room)
    if left_out > 0:
        canvas.put(0, y, and_more(left_out), QUIET)


def _bars(canvas: Canvas, y: int, line: str, counts: tuple[Count, ...]) -> None:
    for column, (glyph, count) in enumerate(zip(line, counts, strict=True)):
        lead = Lead(count.term, count.count) if count.count else None
        canvas.put(canvas.axis_at + column, y, glyph, QUIET if glyph == "·" else BAR, lead)


def numbers(data: Timeline) -> list[dict[str, Any]]:
    """Return the numbers in long form: a folded timeline by years, else one row for each
    agreement.
    """
    if data.folded is None:
        return [
            {
                "group": row.group.key or "not recorded",
                "agreement": str(row.item.ref),
                "name": row.item.name,
                "status": row.item.status,
                "announced": row.item.announced,
                "signed": row.item.signed,
                "start": row.item.start,
                "end": row.item.end,
                "terminated": row.item.terminated,
                "next_end": row.item.next_end,
                "notice": row.item.notice,
            }
            for row in data.rows
            if row.item is not None
        ]
    folded = data.folded
    blocks = [("begin", "", folded.begun), ("in force", "", folded.in_force)]
    blocks += [("end", "", folded.ended)]
    blocks += [(data.field, group.key or "not recorded", counts) for group, counts in folded.rows]
    return [
        {"block": block, "value": value, "years": one.key, "count": one.count, "term": one.term}
        for block, value, counts in blocks
        for one in counts
    ]
