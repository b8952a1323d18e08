"""Two records side by side, drawn; below `BESIDE` columns, one below the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from rich.cells import cell_len

from collab_tui.catalog.catalog import Catalog
from collab_tui.catalog.views.compare import Compared, Entry, Fact, Listed, compare
from collab_tui.language import _, _c, number
from collab_tui.records.declared import DECLARED
from collab_tui.records.kinds import Kind
from collab_tui.render.words import show_date, superscript
from collab_tui.views.canvas import Canvas, Lead, fit
from collab_tui.views.drawing import HEADING, QUIET, STRONG, TEXT, UNKNOWN, title
from collab_tui.views.look import Look

BESIDE = 58
"""Columns from which the two are side by side."""

LABEL = 14
"""Columns for the labels of facts."""

SILENT = _("not recorded")


FIXED = 2


def key(look: Look) -> tuple[object, ...]:
    """Return the part of the state that the data depend on."""
    return look.about, look.state.order


def ask(catalog: Catalog, look: Look) -> Compared:
    """Return what two records say."""
    first, second = look.about
    return catalog.sets.ask(lambda sets: compare(sets, look.node, first, second))


def draw(data: Compared, look: Look) -> Canvas:
    """Draw a comparison of any width from 30 columns. It is as high as it needs."""
    canvas = Canvas(look.width)
    subject = ""
    if data.left.ref != data.right.ref:
        subject = _("two {kinds}", kinds=data.left.ref.kind.nouns)
    title(canvas, "compare", subject)
    beside = look.width >= BESIDE
    half = (look.width - LABEL - 3) // 2 if beside else look.width - LABEL - 2
    right = LABEL + half + 3
    y = 1
    for at, side in enumerate((data.left, data.right)):
        lead = Lead(ref=side.ref, name=side.name)
        x, row = (LABEL + at * (half + 3), 1) if beside else (LABEL, 1 + at)
        canvas.put(x, row, fit(side.name, half), STRONG, lead)
        y = max(y, row + 1)
    canvas.put(0, y, "─" * look.width, QUIET)
    y += 1
    for fact in data.facts:
        y = _fact(canvas, y, fact, half, right if beside else None)
    for listed in data.lists:
        words = _in_words(listed, data.left.ref.kind)
        y = _list(canvas, y, words, half, right if beside else None)
    _sources(canvas, y, data, half, right if beside else None)
    return canvas


def _in_words(listed: Listed, kind: Kind) -> Listed:
    """Return a list with the roles in the language. In English, they are shown as they are held."""
    words = {
        term.value: term.label
        for field in DECLARED[kind].fields
        for term in field.terms or ()
        if term.label != term.english
    }

    def role(text: str) -> str:
        before, comma, last = text.rpartition(", ")
        return f"{before}{comma}{words.get(last, last)}"

    def entries(held: Sequence[Entry]) -> tuple[Entry, ...]:
        return tuple(replace(one, left=role(one.left), right=role(one.right)) for one in held)

    both, left, right = map(entries, (listed.both, listed.left, listed.right))
    return replace(listed, both=both, left=left, right=right)


LEFT, RIGHT = _c("side", "left"), _c("side", "right")

UNSOURCED = "°"
"""What follows a value without a source."""


def _marked(
    canvas: Canvas,
    x: int,
    y: int,
    text: str,
    marks: str,
    width: int,
    style: str,
    lead: Lead | None = None,
) -> int:
    """Write a value with the numbers of its sources; return the column after it."""
    after = canvas.put(x, y, fit(text, width - cell_len(marks) - 1), style, lead)
    return canvas.put(after + 1, y, marks, UNKNOWN if marks == UNSOURCED else QUIET)


def _numbers_of(marks: Sequence[int]) -> str:
    return superscript(list(marks)) if marks else UNSOURCED


def _sources(canvas: Canvas, y: int, data: Compared, half: int, right: int | None) -> None:
    """Name the sources of each record by the numbers that its values have."""
    if not (data.left.sources or data.right.sources):
        return
    canvas.put(0, y, _("Sources").upper(), HEADING)
    canvas.put_right(canvas.width, y, f"{UNSOURCED} {_('no source')}", UNKNOWN)
    y += 1
    top = y
    for side, word, x in ((data.left, LEFT, LABEL), (data.right, RIGHT, right or LABEL)):
        y = top if right is not None else y
        for place, source in enumerate(side.sources, 1):
            lead = Lead(ref=source.ref, name=source.name) if source.ref is not None else None
            if right is None:
                canvas.put(0, y, word, QUIET)
            after = canvas.put(x, y, superscript([place]).ljust(2), QUIET, lead)
            canvas.put(after, y, fit(source.name, half - (after - x)), TEXT, lead)
            y += 1


def _said(fact: Fact, text: str) -> str:
    if not text:
        return SILENT
    return show_date(text) if fact.is_date else text


def _fact(canvas: Canvas, y: int, fact: Fact, half: int, right: int | None) -> int:
    canvas.put(0, y, fit(fact.label, LABEL - 1), QUIET)
    sign = "=" if fact.is_same else "≠" if fact.differs else " "
    plain = QUIET if fact.is_same else TEXT
    styles = [plain if text else UNKNOWN for text in (fact.left, fact.right)]
    _side(canvas, LABEL, y, fact, fact.left, fact.left_marks, half, styles[0])
    if right is None:
        y += 1
        canvas.put(LABEL - 2, y, sign, STRONG)
        _side(canvas, LABEL, y, fact, fact.right, fact.right_marks, half, styles[1])
        return y + 1
    canvas.put(right - 2, y, sign, QUIET if fact.is_same else STRONG)
    _side(canvas, right, y, fact, fact.right, fact.right_marks, half, styles[1])
    return y + 1


def _side(
    canvas: Canvas,
    x: int,
    y: int,
    fact: Fact,
    text: str,
    marks: Sequence[int],
    width: int,
    style: str,
) -> None:
    if text:
        _marked(canvas, x, y, _said(fact, text), _numbers_of(marks), width, style)
    else:
        canvas.put(x, y, fit(SILENT, width), style)


def _list(canvas: Canvas, y: int, listed: Listed, half: int, right: int | None) -> int:
    x = canvas.put(0, y, f"{listed.label.upper()}  ", HEADING)
    shared = listed.shared
    lead = Lead(shared.term, shared.count, name=_("in both")) if shared is not None else None
    x = canvas.put(x, y, _("{count} in both", count=number(len(listed.both))), QUIET, lead)
    sides = _("{left} left, {right} right")
    if right is not None:
        sides = _("{left} only left, {right} only right")
    counts = {"left": number(len(listed.left)), "right": number(len(listed.right))}
    canvas.put(x, y, f", {sides.format(**counts)}", QUIET)
    y += 1
    for entry in listed.both:
        lead = Lead(ref=entry.ref, name=entry.name) if entry.ref is not None else None
        canvas.put(0, y, _("both"), QUIET)
        roles = entry.left
        if entry.left != entry.right:
            roles = f"{entry.left or '–'} ≠ {entry.right or '–'}"
        marks = f"{_numbers_of(entry.left_marks)} = {_numbers_of(entry.right_marks)}"
        shown = marks if listed.is_stated else None
        _entry(canvas, LABEL, y, entry, roles, shown, canvas.width - LABEL, lead)
        y += 1
    if right is None:
        y = _column(canvas, LABEL, y, listed, half, LEFT, left=True)
        return _column(canvas, LABEL, y, listed, half, RIGHT, left=False)
    ends = (
        _column(canvas, LABEL, y, listed, half, "", left=True),
        _column(canvas, right, y, listed, half, "", left=False),
    )
    return max(ends)


def _column(
    canvas: Canvas,
    x: int,
    y: int,
    listed: Listed,
    width: int,
    word: str,
    *,
    left: bool,
) -> int:
    for entry in listed.left if left else listed.right:
        lead = Lead(ref=entry.ref, name=entry.name) if entry.ref is not None else None
        if word:
            canvas.put(0, y, word, QUIET)
        marks = _numbers_of(entry.left_marks if left else entry.right_marks)
        shown = marks if listed.is_stated else None
        _entry(canvas, x, y, entry, entry.left if left else entry.right, shown, width, lead)
        y += 1
    return y


def _entry(
    canvas: Canvas,
    x: int,
    y: int,
    entry: Entry,
    role: str,
    marks: str | None,
    width: int,
    lead: Lead | None,
) -> None:
    room = max(width - (cell_len(role) + 2 if role else 0), 8)
    if marks is None:
        end = canvas.put(x, y, fit(entry.name, room), TEXT, lead, most=width)
    else:
        end = _marked(canvas, x, y, entry.name, marks, room, TEXT, lead)
    if role:
        canvas.put(end + 2, y, fit(role, x + width - end - 2), QUIET, lead)


def numbers(data: Compared) -> list[dict[str, Any]]:
    """Return what is compared, in long form."""
    rows = [
        ("fact", fact.label, fact.left, fact.right, fact.is_same, fact.differs)
        for fact in data.facts
    ]
    for listed in data.lists:
        for entries, has_left, has_right in (
            (listed.both, True, True),
            (listed.left, True, False),
            (listed.right, False, True),
        ):
            rows += [
                (
                    listed.label.lower(),
                    str(entry.ref or entry.name),
                    (entry.left or "yes") if has_left else "",
                    (entry.right or "yes") if has_right else "",
                    has_left and has_right and entry.left == entry.right,
                    has_left and has_right and entry.left != entry.right,
                )
                for entry in entries
            ]
    names = ("block", "what", "left", "right", "same", "differs")
    return [dict(zip(names, row, strict=True)) for row in rows]
