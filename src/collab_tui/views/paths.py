"""Paths between two institutions, drawn one below the other."""

from __future__ import annotations

from typing import Any

from rich.cells import cell_len

from collab_tui.catalog.catalog import Catalog
from collab_tui.catalog.views.paths import Paths, paths
from collab_tui.catalog.views.ways import LONGEST
from collab_tui.language import _, _c, number
from collab_tui.records.kinds import Kind
from collab_tui.render.words import NO_STATUS, STATUS_SIGNS
from collab_tui.views.canvas import Canvas, Lead, fit
from collab_tui.views.drawing import QUIET, STRONG, TEXT, UNKNOWN, title
from collab_tui.views.look import Look

FIXED = 1


def key(look: Look) -> tuple[object, ...]:
    """Return the part of the state that the data depend on."""
    return look.about, look.state.order


def ask(catalog: Catalog, look: Look) -> Paths:
    """Return the shortest paths between two institutions."""
    first, last = look.about
    return catalog.sets.ask(lambda sets: paths(sets, look.node, first, last))


def draw(data: Paths, look: Look) -> Canvas:
    """Draw paths of any width from 40 columns. It is as high as it needs."""
    canvas = Canvas(look.width)
    found = _c("paths", "none")
    if data.paths:
        found = _c("paths", "{count} found", count=number(len(data.paths)))
        if not data.is_all:
            found = _c("paths", "{count} found, maybe more", count=number(len(data.paths)))
    title(canvas, "paths", f"{data.start} → {data.goal}", found)
    if not data.paths:
        none = _("no path of up to {count} agreements is known", count=LONGEST)
        canvas.put(0, 2, none, UNKNOWN)
        return canvas
    y = 2
    for place, path in enumerate(data.paths, 1):
        canvas.put(0, y, str(place), STRONG)
        for at, stop in enumerate(path.stops):
            lead = Lead(
                stop.term,
                stop.count,
                ref=stop.ref,
                name=stop.label,
                values=(("with", stop.key),),
            )
            counted = Kind.AGREEMENT.counted(stop.count)
            x = canvas.put(2, y, "● ", "accent.institution", lead)
            room = look.width - x - cell_len(counted) - 1
            canvas.put(x, y, fit(stop.label, room), TEXT, lead)
            canvas.put_right(look.width, y, counted, QUIET, lead)
            y += 1
            if at < len(path.steps):
                step = path.steps[at]
                _step(canvas, y, step.item, step.shared)
                y += 1
        y += 1
    return canvas


def _step(canvas: Canvas, y: int, item: Any, shared: Any) -> None:
    lead = Lead(ref=item.ref, name=item.name)
    more = f" +{number(shared.count - 1)}" if shared.count > 1 else ""
    when = item.began[:4]
    end = canvas.width - cell_len(more)
    canvas.put(2, y, "│", QUIET)
    style = f"status.{item.status}" if item.status else QUIET
    x = canvas.put(6, y, STATUS_SIGNS.get(item.status, NO_STATUS) + " ", style, lead)
    canvas.put(x, y, fit(item.name, end - x - cell_len(when) - 1), TEXT, lead)
    canvas.put_right(end, y, when, QUIET, lead)
    if more:
        canvas.put(end, y, more, QUIET, Lead(shared.term, shared.count))


def numbers(data: Paths) -> list[dict[str, Any]]:
    """Return the numbers in long form: one row for each step."""
    return [
        {
            "path": place,
            "step": at,
            "from": str(path.stops[at - 1].ref),
            "to": str(path.stops[at].ref),
            "shared": step.shared.count,
            "agreement": str(step.item.ref),
            "term": step.shared.term,
        }
        for place, path in enumerate(data.paths, 1)
        for at, step in enumerate(path.steps, 1)
    ]
