"""The overview, drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.cells import cell_len

from collab_tui.catalog.catalog import Catalog
from collab_tui.catalog.views.count import Count
from collab_tui.catalog.views.item import Item
from collab_tui.catalog.views.overview import Overview, Top
from collab_tui.language import _, _n, number
from collab_tui.records.kinds import Kind
from collab_tui.render.words import NO_STATUS, STATUS_SIGNS
from collab_tui.views.canvas import Canvas, Lead, fit
from collab_tui.views.drawing import (
    BAR,
    HEADING,
    NOTHING,
    QUIET,
    STRONG,
    TEXT,
    UNKNOWN,
    and_more,
    bars,
    lead_of,
    share,
    title,
)
from collab_tui.views.glyphs import columns
from collab_tui.views.look import Look

WIDE = 76
"""Columns from which blocks are side by side."""

_FILLS = {
    "active": "█",
    "signed": "▓",
    "announced": "▒",
    "negotiating": "▒",
    "proposed": "▒",
    "suspended": "░",
    "completed": "░",
    "": "·",
}
_BAR_ORDER = ("active", "signed", "announced", "negotiating", "proposed", "suspended", "completed")

_HEADINGS = {
    "type": _("Type").upper(),
    "country": _("Country").upper(),
    "with": _("Most connected").upper(),
    "focus": _("Focus area").upper(),
}
_LATEST = _("Latest").upper()
_ENDING = _("Ends within a year").upper()

_ROWS = 6
"""Values that a block shows."""


FIXED = 1


def key(look: Look) -> None:
    """Return the part of the state that the data depend on: nothing."""


def ask(catalog: Catalog, look: Look) -> Overview:
    """Return what an overview shows."""
    return catalog.sets.overview(look.node if look.asks else None)


def draw(data: Overview, look: Look) -> Canvas:
    """Draw an overview of any width from 30 columns. It is as high as it needs."""
    width, query = look.width, look.query
    canvas = Canvas(width)
    subject = _("of {query}", query=query.strip()) if query.strip() else _("of everything")
    title(canvas, "overview", subject)
    y = _numbers(canvas, 1, data) + 1
    if not data.total:
        canvas.put(0, y, NOTHING, UNKNOWN)
        return canvas
    y = _statuses(canvas, y, data)
    tops = {top.field: top for top in data.tops}
    half = (width - 3) // 2
    if width >= WIDE:
        y = _years(canvas, y, data, 4)
        pairs = [
            (_top(tops["type"], half), _top(tops["country"], half)),
            (_top(tops["with"], half), _top(tops["focus"], half)),
            (_recorded(data, half), _list(_LATEST, data.latest, half)),
            (_ending(data, half), None),
        ]
        for left, right in pairs:
            canvas.paste(left, 0, y)
            if right is not None:
                canvas.paste(right, width - half, y)
            y += max(left.height, right.height if right is not None else 0)
        return canvas
    for block in (_recorded(data, width), _ending(data, width)):
        canvas.paste(block, 0, y)
        y += block.height
    y = _years(canvas, y, data, 3)
    blocks = [_top(tops[name], width) for name in ("type", "country", "with", "focus")]
    for block in (*blocks, _list(_LATEST, data.latest, width)):
        canvas.paste(block, 0, y)
        y += block.height
    return canvas


def numbers(data: Overview) -> list[dict[str, Any]]:
    """Return the numbers in long form: block, value, label, count, and the term that opens it."""
    rows = [("records", str(kind), kind.nouns, count, f"kind:{kind}") for kind, count in data.kinds]
    blocks = [("status", data.statuses), ("year", (*data.years, data.undated))]
    blocks += [(top.field, (*top.counts, top.none)) for top in data.tops]
    blocks += [("recorded", data.recorded), ("ends", (data.ends_soon,))]
    rows += [
        (block, one.key, one.label, one.count, one.term) for block, found in blocks for one in found
    ]
    return [
        dict(zip(("block", "value", "label", "count", "term"), row, strict=True)) for row in rows
    ]


def _flow(canvas: Canvas, y: int, parts: Sequence[tuple[str, str, Lead | None]]) -> int:
    """Write parts side by side, in as many rows as needed; return the row after them."""
    x = 0
    for text, style, lead in parts:
        if x and x + cell_len(text) > canvas.width:
            x, y = 0, y + 1
        x = canvas.put(x, y, text, style, lead) + 3
    return y + 1


def _numbers(canvas: Canvas, y: int, data: Overview) -> int:
    parts: list[tuple[str, str, Lead | None]] = []
    for kind, count in data.kinds:
        if kind is Kind.SOURCE and not count:  # queries are rarely about sources
            continue
        lead = Lead(f"kind:{kind}", count, kind=kind) if count else None
        parts.append((kind.counted(count), f"accent.{kind}", lead))
    if data.total:  # they are those of agreements
        countries = _n("{count} country", "{count} countries", data.countries)
        parts.insert(2, (countries, TEXT, None))
    return _flow(canvas, y, parts)


def _rank(status: Count) -> int:
    order = [*_BAR_ORDER, *STATUS_SIGNS]
    return order.index(status.key) if status.key in order else len(order)


def _statuses(canvas: Canvas, y: int, data: Overview) -> int:
    statuses = sorted(data.statuses, key=_rank)
    widths = divided([status.count for status in statuses], canvas.width)
    x = 0
    for status, width in zip(statuses, widths, strict=True):
        fill = _FILLS.get(status.key, "─")
        style = f"status.{status.key}" if status.key else QUIET
        x = canvas.put(x, y, fill * width, style, lead_of(status, "status"))
    parts: list[tuple[str, str, Lead | None]] = []
    for status in statuses:
        sign = STATUS_SIGNS.get(status.key, NO_STATUS) if status.key else _FILLS[""]
        text = f"{sign} {status.label.lower()} {number(status.count)}"
        style = f"status.{status.key}" if status.key else UNKNOWN
        parts.append((text, style, lead_of(status, "status")))
    return _flow(canvas, y + 1, parts)


def divided(counts: Sequence[int], width: int) -> list[int]:
    """Divide `width` columns in proportion to `counts`, with at least one for each."""
    total = sum(counts)
    widths = [max(1, count * width // total) for count in counts]
    while sum(widths) != width and (sum(widths) < width or max(widths) > 1):
        step = 1 if sum(widths) < width else -1
        gaps = [count * width / total - have for count, have in zip(counts, widths, strict=True)]
        if step > 0:
            at = max(range(len(gaps)), key=gaps.__getitem__)
        else:
            wide = [place for place, have in enumerate(widths) if have > 1]
            at = min(wide, key=gaps.__getitem__)
        widths[at] += step
    return widths


def _years(canvas: Canvas, y: int, data: Overview, height: int) -> int:
    heading = canvas.put(0, y, _("Begun, by year").upper(), HEADING)
    if data.undated.count:
        text = f"{data.undated.label} {number(data.undated.count)}"
        if cell_len(text) + 16 <= canvas.width:
            canvas.put_right(canvas.width, y, text, UNKNOWN, lead_of(data.undated))
    y += 1
    if not data.years:
        return y
    each = max(1, min(6, canvas.width // len(data.years)))
    years = data.years[-(canvas.width // each) :]
    _earlier(canvas, heading + 1, y - 1, data, years[0])
    drawn = columns([year.count for year in years], height)
    numbered = each > max(len(f"{year.count}") for year in years)
    step = -(-5 // each) if each < 3 else 1
    for at, year in enumerate(years):
        x = at * each
        lead = lead_of(year, "year") if year.count else None
        for row, filled in enumerate(drawn):
            canvas.put(x, y + row, filled[at] * each, BAR, lead)
        if at % step == 0:
            label = year.label if each >= 5 or each < 3 else f"'{year.label[-2:]}"
            canvas.put(x, y + height, label, QUIET)
        if numbered:
            canvas.put(x, y + height + 1, f"{year.count}" if year.count else "·", TEXT, lead)
    return y + height + (2 if numbered else 1)


def _earlier(canvas: Canvas, x: int, y: int, data: Overview, first: Count) -> None:
    """Say how many began before the first year with room."""
    count = sum(year.count for year in data.years[: data.years.index(first)])
    if count:
        lead = Lead(f"year:<{first.key.lstrip('0') or '0'}", count)
        text = _("{count} before {year}", count=number(count), year=first.label)
        canvas.put(x, y, f"  {text}", QUIET, lead)


def _top(top: Top, width: int) -> Canvas:
    canvas = Canvas(width)
    canvas.put(0, 0, _HEADINGS[top.field], HEADING)
    shown = list(top.counts[:_ROWS])
    left_out = top.more + len(top.counts) - len(shown)
    if top.none.count:
        shown.append(top.none)
    most = max((count.count for count in shown), default=1)
    y = bars(canvas, 1, shown, most, top.field)
    if left_out:
        canvas.put(0, y, and_more(left_out), QUIET)
    elif not shown:
        canvas.put(0, y, _("none recorded"), UNKNOWN)
    return canvas


def _recorded(data: Overview, width: int) -> Canvas:
    canvas = Canvas(width)
    canvas.put(0, 0, _("Recorded").upper(), HEADING)
    names = max(cell_len(count.label) for count in data.recorded)
    digits = len(number(data.total))
    shares = [share(count.count, data.total) for count in data.recorded]
    room = max(4, *map(cell_len, shares)) + 1
    length = width - names - digits - room - 2
    for y, count in enumerate(data.recorded, 1):
        lead = lead_of(count) if count.count else None
        filled = count.count * length // data.total
        filled = max(filled, 1) if count.count else 0
        canvas.put(0, y, count.label, TEXT, lead)
        x = canvas.put(names + 1, y, "━" * filled, BAR, lead)
        canvas.put(x, y, "·" * (length - filled), QUIET, lead)
        canvas.put_right(width - room, y, number(count.count), TEXT, lead)
        canvas.put_right(width, y, shares[y - 1], QUIET, lead)
    return canvas


def _ending(data: Overview, width: int) -> Canvas:
    soon = data.ends_soon
    canvas = _list(_ENDING, data.ending, width, ends=True)
    lead = lead_of(soon) if soon.count else None
    canvas.put(cell_len(_ENDING) + 1, 0, number(soon.count), STRONG, lead)
    if not soon.count:
        canvas.put(0, 1, _("none known"), UNKNOWN)
    return canvas


def _list(heading: str, found: Sequence[Item], width: int, *, ends: bool = False) -> Canvas:
    """Draw agreements with the date on which they began, or end."""
    canvas = Canvas(width)
    canvas.put(0, 0, heading, HEADING)
    for y, item in enumerate(found[:_ROWS], 1):
        date = (item.next_end or item.end or item.terminated) if ends else item.began
        lead = Lead(ref=item.ref, name=item.name)
        sign = STATUS_SIGNS.get(item.status, NO_STATUS)
        canvas.put(0, y, sign, f"status.{item.status}" if item.status else QUIET, lead)
        canvas.put(2, y, fit(item.name, width - 3 - len(date) - 1), TEXT, lead)
        canvas.put_right(width, y, date, QUIET, lead)
        canvas.lead_row(y, lead)
    return canvas
