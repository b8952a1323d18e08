"""Two records side by side, drawn; below `BESIDE` columns, one below the other.

Only what is in sight is drawn, because two institutions can have very many partners.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from collab_tui.catalog.catalog import Catalog
from collab_tui.catalog.views.compare import Seen, compare
from collab_tui.catalog.views.compared import Compared
from collab_tui.language import _
from collab_tui.views.canvas import Canvas, Lead, fit
from collab_tui.views.comparing import Room, Section, sections
from collab_tui.views.drawing import STRONG, title
from collab_tui.views.look import Look

FIXED = None


def key(look: Look) -> Look:
    """Return the part of the state that the data depend on: all, because only visible entries are
    read.
    """
    return look


def ask(catalog: Catalog, look: Look) -> Compared:
    """Return what two records say, as far as it is in sight."""
    first, second = look.about

    def in_sight(found: Compared) -> Seen:
        seen = {}
        for section, rows in _window(found, look):
            for part in section.shows:  # and those beside, from whose names a name must differ
                seen[part] = range(max(0, rows.start - 1), rows.stop + 1)
        return seen

    return catalog.sets.ask(lambda sets: compare(sets, look.node, first, second, in_sight))


def draw(data: Compared, look: Look) -> Canvas:
    """Draw a comparison of any width from 30 columns."""
    canvas = Canvas(look.width, look.height)
    room = Room.of(look.width)
    subject = ""
    if data.left.ref != data.right.ref:
        subject = _("two {kinds}", kinds=data.left.ref.kind.nouns)
    title(canvas, "compare", subject)
    for at, side in enumerate((data.left, data.right)):
        lead = Lead(ref=side.ref, name=side.name)
        x, y = (room.sides[at], 1) if room.is_beside else (room.left, 1 + at)
        canvas.put(x, y, fit(side.name, room.half), STRONG, lead)
    y = room.head
    for section, rows in _window(data, look):
        for row in rows:
            section.draw(canvas, y, row)
            y += 1
    canvas.above, canvas.below = _out_of_sight(data, look)
    return canvas


def _out_of_sight(data: Compared, look: Look) -> tuple[int, int]:
    """Return how many rows are out of sight, above and below."""
    if look.height is None:
        return 0, 0
    room = Room.of(look.width)
    total = sum(section.height for section in sections(data, room))
    there = max(0, look.height - room.head)
    above = max(0, min(look.state.y, total - there))
    return above, max(0, total - above - there)


def _window(data: Compared, look: Look) -> Iterator[tuple[Section, range]]:
    """Yield what is in sight below the names: sections, and which of their rows."""
    room = Room.of(look.width)
    top, _below = _out_of_sight(data, look)
    left = None if look.height is None else max(0, look.height - room.head)
    for section in sections(data, room):
        last = section.height if left is None else min(section.height, top + left)
        if top < last:
            yield section, range(top, last)
            left = None if left is None else left - (last - top)
        top = max(0, top - section.height)


def numbers(data: Compared) -> list[dict[str, Any]]:
    """Return what is compared, in long form, with the keys and values that the format has.

    Elements of lists are sorted by what they are, because names depend on the language.
    """
    rows = [("fact", fact.path, *fact.written, fact.is_same, fact.differs) for fact in data.facts]
    for listed in data.lists:
        for part, has_left, has_right in (
            (listed.both, True, True),
            (listed.left, True, False),
            (listed.right, False, True),
        ):
            rows += [
                (
                    listed.path,
                    entry.what,
                    (entry.left or "yes") if has_left else "",
                    (entry.right or "yes") if has_right else "",
                    has_left and has_right and entry.left == entry.right,
                    has_left and has_right and entry.left != entry.right,
                )
                for entry in sorted(part.entries, key=lambda entry: entry.what)
            ]
    names = ("block", "what", "left", "right", "same", "differs")
    return [dict(zip(names, row, strict=True)) for row in rows]
