"""The partners of an institution, drawn: a ranked list, marks in time, and arcs beside it."""

from __future__ import annotations

from typing import Any

from rich.cells import cell_len

from collab_tui.catalog.catalog import Catalog
from collab_tui.catalog.views.partners import Partner, Partners, partners
from collab_tui.language import _, _c, _n, number
from collab_tui.records.kinds import Kind
from collab_tui.views.canvas import Canvas, Lead, fit
from collab_tui.views.drawing import BAR, QUIET, TEXT, UNKNOWN, and_more, title
from collab_tui.views.look import Look
from collab_tui.views.names import told_apart

WIDE = 70
"""Columns from which there is room for longer lists of years and for more arcs."""

BAR_WIDTH = 8


FIXED = 2


def key(look: Look) -> tuple[object, ...]:
    """Return the part of the state that the data depend on."""
    return look.about, look.state.order


def ask(catalog: Catalog, look: Look) -> Partners:
    """Return the partners of an institution."""
    (about,) = look.about
    return catalog.sets.ask(lambda sets: partners(sets, look.node, about, look.state.order))


def draw(data: Partners, look: Look) -> Canvas:
    """Draw partners of any width from 40 columns. It is as high as it needs."""
    canvas = Canvas(look.width)
    lead = Lead(data.ego.term, data.ego.count, ref=data.ego.ref, name=data.ego.label)
    counted = _n("{count} partner", "{count} partners", data.total)
    counted = f"{counted} · {Kind.AGREEMENT.counted(data.ego.count)}"
    title(
        canvas, "partners", _c("partners", "of {institution}", institution=data.ego.label), counted
    )
    canvas.lead_row(0, lead)
    if not data.total:
        canvas.put(0, 2, _("no partner is known"), UNKNOWN)
        return canvas
    wide = look.width >= WIDE
    lanes = 4 if wide else 2
    shown = _years(data, 26 if wide else 12)
    digits = max(len(number(one.count.count)) for one in data.partners)
    ties = lanes + 2 if data.ties else 0
    name = look.width - len(shown) - BAR_WIDTH - digits - ties - 9
    years_at = look.width - ties - len(shown)
    _head(canvas, shown, name, years_at, ties)
    most = max(one.count.count for one in data.partners)
    names = [one.count.label for one in data.partners]
    for at, partner in enumerate(data.partners):
        y = at + 2
        lead = _lead(partner, look)
        others = [*names[max(0, at - 1) : at], *names[at + 1 : at + 2]]
        canvas.put(1, y, told_apart(partner.count.label, others, name - 1), TEXT, lead)
        canvas.put(name + 1, y, partner.country or "–", QUIET, lead)
        length = max(1, partner.count.count * BAR_WIDTH // most)
        style = "status.active" if partner.is_in_force else BAR
        canvas.put(name + 5, y, "━" * length, style, lead)
        end = name + 5 + BAR_WIDTH + digits + 1
        canvas.put_right(end, y, number(partner.count.count), TEXT, lead)
        _marks(canvas, years_at, y, partner, shown, lead)
        canvas.lead_row(y, lead, 1, years_at + len(shown))
    left = _arcs(canvas, data, years_at + len(shown), lanes) if ties else 0
    y = canvas.height
    if data.total > len(data.partners):
        canvas.put(1, y, f"… {and_more(data.total - len(data.partners))}", QUIET)
        y += 1
    if left:
        words = _n("{count} tie not drawn", "{count} ties not drawn", left)
        canvas.put(1, y, words, QUIET)
    return canvas


def _lead(partner: Partner, look: Look) -> Lead:
    there = look.state._replace(about=(str(partner.count.ref),), y=0)
    values = (("with", partner.count.key),)
    term, count = partner.count.term, partner.count.count
    return Lead(term, count, state=there, values=values, name=partner.count.label)


def _years(data: Partners, most: int) -> list[tuple[int, int]]:
    """Return the spans of years of the columns; empty if nothing has a date."""
    years = [year for partner in data.partners for year, _ in partner.years]
    if not years:
        return []
    first, last = min(years), max(years)
    step = -(-(last - first + 1) // most)
    return [(year, year + step - 1) for year in range(first, last + 1, step)]


def _head(
    canvas: Canvas, shown: list[tuple[int, int]], name: int, years_at: int, ties: int
) -> None:
    canvas.put(name + 1, 1, fit(_c("heading of countries", "in"), 3), QUIET)
    canvas.put(name + 5, 1, fit(_c("agreements", "shared"), years_at - name - 6), QUIET)
    if shown:
        first, last = str(shown[0][0]), str(shown[-1][1])
        if len(shown) < len(first):
            canvas.put_right(years_at + len(shown), 1, first, QUIET)
        else:
            canvas.put(years_at, 1, first, QUIET)
        if len(shown) >= len(first) + len(last) + 1:
            canvas.put_right(years_at + len(shown), 1, last, QUIET)
    if ties:
        canvas.put_right(canvas.width, 1, fit(_("ties"), ties), QUIET)


def _marks(
    canvas: Canvas, x: int, y: int, partner: Partner, shown: list[tuple[int, int]], lead: Lead
) -> None:
    if not partner.years:
        words = _("no date")
        canvas.put(x, y, fit(words, max(len(shown), cell_len(words))), UNKNOWN, lead)
        return
    began = {year for year, _ in partner.years}
    for column, (first, last) in enumerate(shown):
        there = any(first <= year <= last for year in began)
        canvas.put(x + column, y, "◆" if there else "·", TEXT if there else QUIET, lead)


def _arcs(canvas: Canvas, data: Partners, x: int, lanes: int) -> int:
    """Draw arcs between partners that also work together alone; return how many have no room.

    The shortest arcs are innermost.
    """
    taken: list[list[tuple[int, int]]] = [[] for _ in range(lanes)]
    left = 0
    for first, last, count in sorted(data.ties, key=lambda tie: (tie[1] - tie[0], tie[0])):
        lane = next(
            (
                at
                for at, spans in enumerate(taken)
                if all(last < start or end < first for start, end in spans)
            ),
            None,
        )
        if lane is None:
            left += 1
            continue
        taken[lane].append((first, last))
        lead = Lead(count.term, count.count, name=_("without the one in the middle"))
        column = x + 1 + lane
        for row, corner in ((first, "┐"), (last, "┘")):
            for at in range(x, column):
                crossed = canvas.glyphs[row + 2][at] in "│┼"
                canvas.put(at, row + 2, "┼" if crossed else "─", QUIET, lead)
            canvas.put(column, row + 2, corner, QUIET, lead)
        for row in range(first + 1, last):
            crossed = canvas.glyphs[row + 2][column] == "─"
            canvas.put(column, row + 2, "┼" if crossed else "│", QUIET, lead)
    return left


def numbers(data: Partners) -> list[dict[str, Any]]:
    """Return the numbers in long form: one row for each partner."""
    return [
        {
            "partner": str(one.count.ref),
            "name": one.count.label,
            "country": one.country,
            "shared": one.count.count,
            "first_year": one.years[0][0] if one.years else None,
            "last_year": one.years[-1][0] if one.years else None,
            "undated": one.undated,
            "in_force": one.is_in_force,
            "term": one.count.term,
        }
        for one in data.partners
    ]
