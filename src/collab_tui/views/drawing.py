"""What the drawings of several views share: titles, bars with names, lists of agreements."""

from __future__ import annotations

from collections.abc import Sequence
from math import log

from rich.cells import cell_len

from collab_tui.catalog.views.count import Count
from collab_tui.language import _, _c, number
from collab_tui.records.kinds import Kind
from collab_tui.render.palette import HEATS
from collab_tui.views.canvas import Canvas, Lead, fit
from collab_tui.views.declared import VIEWS
from collab_tui.views.glyphs import bar

TITLE = f"kind.{Kind.AGREEMENT}"
HEADING = f"accent.{Kind.AGREEMENT}"
BAR = f"accent.{Kind.AGREEMENT}"
QUIET = "page.quiet"
TEXT = "page.text"
STRONG = "page.strong"

UNKNOWN = "page.note"
"""Values that are not recorded: quiet and slanted."""


NOTHING = _("no agreement is found")
"""What a view shows for a query that finds none."""


def level(count: int, most: int) -> float:
    """Return how large a count is, from 0 to 1; small counts also differ from each other."""
    return log(1 + count) / log(1 + most)


def heat(count: int, most: int) -> str:
    """Return the style of the tint for a count."""
    return f"heat.{max(1, round(level(count, most) * HEATS))}"


def and_more(count: int) -> str:
    """Return how many there are that have no room."""
    return _("{count} more", count=number(count))


def title(canvas: Canvas, name: str, text: str, right: str = "") -> None:
    """Write the first row: the view's name, what it shows, and something at the right."""
    x = canvas.put(0, 0, VIEWS[name].label.upper(), TITLE)
    room = canvas.width - x - 2 - (cell_len(right) + 1 if right else 0)
    canvas.put(x + 2, 0, fit(text, room), TEXT)
    if right:
        canvas.put_right(canvas.width, 0, right, QUIET)


def field_word(name: str) -> str:
    """Return the name of a field of queries in the language. Queries take it, too."""
    from collab_tui.query.fields import FIELDS  # the first page names no field

    field = FIELDS.get(name)
    return field.asked.said if field is not None else name


def of_query(query: str, total: int) -> str:
    """Return what a view is about: ``60 agreements``, or ``5 agreements of with:nuh``."""
    counted = Kind.AGREEMENT.counted(total)
    if not query.strip():
        return counted
    return _("{agreements} of {query}", agreements=counted, query=query.strip())


def lead_of(count: Count, facet: str = "") -> Lead:
    """Return what a value with its count leads to."""
    values = ((facet, count.key),) if facet and count.key else ()
    return Lead(count.term, count.count, name=count.label if count.ref else "", values=values)


def bars(canvas: Canvas, y: int, counts: Sequence[Count], most: int, facet: str = "") -> int:
    """Write a row for each value: name, bar, number; return the row after them."""
    width = canvas.width
    digits = max((len(number(count.count)) for count in counts), default=1)
    names = max((cell_len(count.label) for count in counts), default=0)
    room = min(names, max(12, (width - digits - 2) * 3 // 5))
    length = width - room - digits - 2
    for count in counts:
        style = TEXT if count.key else UNKNOWN
        lead = lead_of(count, facet) if count.count else None
        canvas.put(0, y, fit(count.label, room), style, lead)
        canvas.put(room + 1, y, bar(count.count, most, length), BAR if count.key else QUIET)
        canvas.put_right(width, y, number(count.count), style)
        if lead is not None:
            canvas.lead_row(y, lead)
        y += 1
    return y


def share(count: int, total: int) -> str:
    """Return a share, rounded down: less than all is never 100 %, more than none never 0 %."""
    if count == total:
        return _c("share", "all") if total else ""
    if not count:
        return _c("share", "none")
    percent = count * 100 // total
    return f"{percent}%" if percent else "<1%"
