"""The map, drawn in braille: coasts, borders, and countries tinted by their numbers."""

from __future__ import annotations

from typing import Any

from rich.cells import cell_len

from collab_tui.catalog.catalog import Catalog
from collab_tui.catalog.views.count import Count
from collab_tui.catalog.views.places import Places, places
from collab_tui.language import _, _c, number
from collab_tui.views.canvas import Canvas, Lead, fit
from collab_tui.views.drawing import NOTHING, QUIET, TEXT, UNKNOWN, and_more, heat, of_query, title
from collab_tui.views.look import Look
from collab_tui.views.outlines import Dots, cells_inside, draw_link, outlines
from collab_tui.views.projection import WORLD, Projection, around, fitted
from collab_tui.views.world import Country, world

FIXED = None

LINKS = 4
"""Pairs of countries that get an arc; all others are only counted."""

_BELOW = 3
"""Rows of text below the map."""


def key(look: Look) -> None:
    """Return the part of the state that the data depend on: nothing."""


def ask(catalog: Catalog, look: Look) -> Places:
    """Return the places of what a query finds."""
    return catalog.sets.ask(lambda sets: places(sets, look.node))


def draw(data: Places, look: Look) -> Canvas:
    """Draw a map of any width from 30 columns."""
    canvas = Canvas(look.width, look.height)
    placed = _(
        "{found}/{total} institutions have a place",
        found=number(data.with_place),
        total=number(data.institutions),
    )
    title(canvas, "map", of_query(look.query, data.total), placed)
    if not data.total:
        canvas.put(0, 2, NOTHING, UNKNOWN)
        return canvas
    rows = look.width * 2 // 5 if look.height is None else max(4, look.height - 1 - _BELOW)
    counts = {one.key: one.count for one in data.countries}
    lands = world().countries
    state = look.state
    box = WORLD if state.rows == "world" else fitted(counts, lands)
    seen = around(box, look.width, rows, state.zoom, state.x, state.y)
    _lands(canvas, data, seen, lands)
    _lines(canvas, data, seen, lands, borders=state.borders)
    taken = _institutions(canvas, data, seen)
    homeless = _labels(canvas, data, seen, lands, taken)
    _below(canvas, 1 + rows, data, homeless)
    return canvas


def _lands(canvas: Canvas, data: Places, seen: Projection, lands: dict[str, Country]) -> None:
    """Tint the cells of the countries that count; smaller ones are over larger ones."""
    counts = {one.key: one for one in data.countries}
    most = max((one.count for one in data.countries), default=1)
    for code, land in lands.items():
        if code not in counts:
            continue
        lead = _lead(counts[code])
        style = heat(counts[code].count, most)
        for x, y in cells_inside(land, seen):
            canvas.put(x, y + 1, " ", style, lead)


def _lead(count: Count) -> Lead:
    values = (("country", count.key),) if count.key else ()
    return Lead(count.term, count.count, values=values, name=count.label)


def _lines(
    canvas: Canvas,
    data: Places,
    seen: Projection,
    lands: dict[str, Country],
    *,
    borders: bool,
) -> None:
    dots = outlines(seen, borders=borders)
    links: Dots = {}
    known = [link for link in data.between if link[0] in lands and link[1] in lands]
    for one, other, _count in known[:LINKS]:
        draw_link(lands[one].middle, lands[other].middle, seen, links)
    for (x, y), bits in dots.items():
        if 0 <= x < seen.columns and 0 <= y < seen.rows:
            _dot(canvas, x, y, bits, "")
    for (x, y), bits in links.items():
        if 0 <= x < seen.columns and 0 <= y < seen.rows:
            _dot(canvas, x, y, bits | dots.get((x, y), 0), "accent.source")


def _dot(canvas: Canvas, x: int, y: int, bits: int, style: str) -> None:
    there = canvas.style_at(x, y + 1)
    canvas.put(x, y + 1, chr(0x2800 + bits), there or style or QUIET, canvas.at(x, y + 1))


MOST_DIGIT = 9
"""The most institutions in one cell that are told by their number."""


def _institutions(canvas: Canvas, data: Places, seen: Projection) -> set[tuple[int, int]]:
    """Draw institutions with coordinates; return the cells that they use."""
    by_cell: dict[tuple[int, int], list[Any]] = {}
    for one in data.placed:
        point = (one.longitude, one.latitude)
        if seen.holds(point):
            by_cell.setdefault(seen.cell(point), []).append(one)
    for (x, y), found in by_cell.items():
        if len(found) == 1:
            count = found[0].count
            lead = Lead(
                count.term,
                count.count,
                ref=count.ref,
                name=count.label,
                values=(("with", count.key),),
            )
            glyph = "●"
        else:
            ids = ",".join(one.count.term.partition(":")[2] for one in found)
            names = ", ".join(one.count.label for one in found[:3])
            lead = Lead(f"with:{ids}", name=names)
            glyph = str(len(found)) if len(found) <= MOST_DIGIT else "+"
        style = canvas.styles[y + 1][x] or "accent.institution"
        canvas.put(x, y + 1, glyph, style if style != QUIET else "accent.institution", lead)
    return set(by_cell)


def _labels(
    canvas: Canvas,
    data: Places,
    seen: Projection,
    lands: dict[str, Country],
    taken: set[tuple[int, int]],
) -> dict[str, str]:
    """Write ``CN 36`` on every country that counts; return, by code, why others have no label."""
    most = max((one.count for one in data.countries), default=1)
    others = {
        one.key: set(cells_inside(lands[one.key], seen))
        for one in data.countries
        if one.key in lands and seen.holds(lands[one.key].middle)
    }
    left: dict[str, str] = {}
    for count in data.countries:
        if count.key not in others:
            left[count.key] = ""
            continue
        text = f"{count.key} {number(count.count)}"
        foreign = {cell for code, cells in others.items() if code != count.key for cell in cells}
        x, y = seen.cell(lands[count.key].middle)
        place = _room(x - len(text) // 2, y, len(text), seen, taken, foreign)
        if place is None:
            left[count.key] = _("no room")
            continue
        at_x, at_y = place
        canvas.put(at_x, at_y + 1, text, heat(count.count, most), _lead(count))
        taken.update((at_x + column, at_y) for column in range(-1, len(text) + 1))
    return left


def _room(
    x: int,
    y: int,
    width: int,
    seen: Projection,
    taken: set[tuple[int, int]],
    foreign: set[tuple[int, int]],
) -> tuple[int, int] | None:
    """Return a place with room for a label, near a point; if possible not on another country."""
    near = sorted(
        ((dx, dy) for dx in range(-8, 9) for dy in range(-3, 4)),
        key=lambda step: (abs(step[0]) + 3 * abs(step[1]), step),
    )
    # A number beside a label would read as a part of it.
    beside = {(column + side, row) for column, row in taken for side in (-1, 0, 1)}
    for avoided in (beside | foreign, beside, taken):
        for dx, dy in near:
            at_x, at_y = x + dx, y + dy
            inside = at_x >= 0 and at_x + width <= seen.columns and 0 <= at_y < seen.rows
            cells = [(at_x + column, at_y) for column in range(width)]
            if inside and not any(cell in avoided for cell in cells):
                return at_x, at_y
    return None


def _below(canvas: Canvas, y: int, data: Places, homeless: dict[str, str]) -> None:
    """Write below the map which countries meet, and what is not on the map."""
    x = canvas.put(0, y, _c("countries", "between"), QUIET) + 2 if data.between else 0
    for at, (one, other, count) in enumerate(data.between):
        text = f"{one}–{other} {number(count.count)}"
        rest = len(data.between) - at
        more = and_more(rest)
        if x + len(text) + (cell_len(more) + 2 if rest > 1 else 0) > canvas.width:
            canvas.put(x, y, more, QUIET)
            break
        values = (("country", one), ("country", other))
        x = canvas.put(x, y, text, TEXT, Lead(count.term, count.count, values=values)) + 2
    away = [one for one in data.countries if one.key in homeless]
    x = canvas.put(0, y + 1, _("off the map"), QUIET) + 2 if away else 0
    last = f"{_('no country recorded')} {number(data.none.count)}" if data.none.count else ""
    for at, count in enumerate(away):
        reason = f" ({homeless[count.key]})" if homeless[count.key] else ""
        text = f"{count.key} {number(count.count)}{reason}"
        others = and_more(len(away) - at)
        if x + cell_len(text) + cell_len(others) + 4 + cell_len(last) > canvas.width:
            x = canvas.put(x, y + 1, others, QUIET) + 2
            break
        x = canvas.put(x, y + 1, text, TEXT, _lead(count)) + 2
    if last:
        canvas.put(x, y + 1, last, UNKNOWN, _lead(data.none))
    legend = _("● an institution  2–9, + several  shade, number: agreements")
    canvas.put(0, y + 2, fit(legend, canvas.width), QUIET)


def numbers(data: Places) -> list[dict[str, Any]]:
    """Return the numbers in long form: countries, pairs of countries, institutions with a place."""
    rows: list[tuple[str, str, str, int, Any, Any, str]] = [
        ("country", one.key, one.label, one.count, None, None, one.term)
        for one in (*data.countries, data.none)
    ]
    rows += [
        ("between", f"{one} {other}", "", count.count, None, None, count.term)
        for one, other, count in data.between
    ]
    rows += [
        (
            "institution",
            str(one.count.ref),
            one.count.label,
            one.count.count,
            one.latitude,
            one.longitude,
            one.count.term,
        )
        for one in data.placed
    ]
    names = ("block", "value", "label", "count", "latitude", "longitude", "term")
    return [dict(zip(names, row, strict=True)) for row in rows]
