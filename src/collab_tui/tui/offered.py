"""What the palette offers, and which of it is meant by what is typed. Without a screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from collab_tui.actions import ACTIONS
from collab_tui.actions.action import run
from collab_tui.catalog.text import fold, tokens
from collab_tui.keymap import action_of, shown_keys
from collab_tui.language import _
from collab_tui.query.fields import FIELDS
from collab_tui.query.ready import READY
from collab_tui.render.words import clean
from collab_tui.views.declared import VIEWS

if TYPE_CHECKING:
    from collab_tui.catalog.called import Named

BEGINS, INSIDE, SCATTERED = range(3)
"""How a typed word is found: as the beginning of a word, inside of one, or letter by letter."""


class Entry(NamedTuple):
    """One line of the palette."""

    id: str
    """By this the diary knows it: an action's id, ``view:map``, ``@ends-soon``, ``country:``, or a
    record's ref."""
    words: str
    runs: str
    """What Textual runs."""
    right: str = ""
    """Its keys, its query, or the kind of the record."""
    also: str = ""
    """Other words by which it is found. They are not shown."""


class Offered(NamedTuple):
    """An entry with the places of what was typed in its words: start, end."""

    entry: Entry
    spans: tuple[tuple[int, int], ...] = ()


def entries(
    keys: Mapping[str, str],
    ready: Mapping[str, str],
    kept: Mapping[str, str],
    *,
    may_write: bool,
) -> list[Entry]:
    """Return everything that is offered apart from records.

    `keys` is the user's keymap; `ready` and `kept` are queries by their names. Actions that write
    are there if one may.
    """
    view_keys = "  ".join(shown_keys(action_of("view_next"), keys))
    return [
        *(
            Entry(one.id, one.help, one.runs, "  ".join(shown_keys(one, keys)), one.also)
            for one in ACTIONS
            if one.in_palette and (may_write or not one.writes)
        ),
        *(
            Entry(
                f"view:{name}",
                _("{view}: {meaning}", view=view.label, meaning=view.means),
                run("show_view", name),
                view_keys,
            )
            for name, view in VIEWS.items()
        ),
        *(
            Entry(
                f"@{one.name}",
                _("Ask: {question}", question=one.words),
                run("ask", ready[one.name]),
                ready[one.name],
            )
            for one in READY
            if one.name in ready and one.name not in kept
        ),
        *(
            Entry(f"@{name}", clean(_("Search for @{name}", name=name)), run("ask", query), query)
            for name, query in kept.items()
        ),
        *(
            Entry(f"{name}:", f"{name}: {field.help}", run("begin_term", name), field.example)
            for name, field in FIELDS.items()
        ),
    ]


def record_entry(found: Named) -> Entry:
    """Return a record as an entry."""
    ref = found.ref
    return Entry(str(ref), clean(found.name), run("read", str(ref)), ref.kind.label)


def offered(
    typed: str, every: Sequence[Entry], records: Sequence[Entry], used: Sequence[str]
) -> list[Offered]:
    """Return what is meant by `typed`, the likeliest first.

    `records` are those that are called so; if nothing is typed, those that were used before. `used`
    are ids, the last used first. If nothing is typed, what was used comes first. Else those come
    first that have every typed word as the beginning of a word, then records, then the rest. Among
    these, what was used comes first, then what begins with a typed word.
    """
    recency = {one: at for at, one in enumerate(used)}
    words = tokens(typed)
    if not words:
        known = [*every, *(one for one in records if one.id in recency)]
        known.sort(key=lambda one: recency.get(one.id, len(used)))
        return [Offered(one) for one in known]
    ranked = []
    for at, one in enumerate(every):
        places = [_place_in(word, one) for word in words]
        found = [place for place in places if place is not None]
        if len(found) == len(places):
            worst = max(place.how for place in found)
            spans = tuple(sorted({span for place in found for span in place.spans}))
            is_other = one.id != typed.strip()
            is_later = all(start for start, _end in spans)
            rank = (worst, is_other, recency.get(one.id, len(used)), is_later, at)
            ranked.append((rank, Offered(one, spans)))
    ranked.sort(key=lambda pair: pair[0])
    first = [one for rank, one in ranked if rank[0] == BEGINS]
    rest = [one for rank, one in ranked if rank[0] != BEGINS]
    return [*first, *(_with_spans(one, words) for one in records), *rest]


def _place_in(word: str, entry: Entry) -> Place | None:
    place = place_of(word, entry.words)
    if place is not None and place.how == BEGINS:
        return place
    return Place(BEGINS, ()) if any(one.startswith(word) for one in tokens(entry.also)) else place


class Place(NamedTuple):
    """Where a typed word is in a text, and how it was found."""

    how: int
    spans: tuple[tuple[int, int], ...]


def place_of(word: str, text: str) -> Place | None:
    """Return where a folded word is in a text; None if even its letters are not, in their order."""
    folded = fold(text)
    if len(folded) != len(text):  # letters that fold to several: only whether it is there is known
        return Place(INSIDE, ()) if word in folded else None
    at = folded.find(word)
    while at >= 0:
        if not at or not folded[at - 1].isalnum():
            return Place(BEGINS, ((at, at + len(word)),))
        at = folded.find(word, at + 1)
    at = folded.find(word)
    if at >= 0:
        return Place(INSIDE, ((at, at + len(word)),))
    return _scattered(word, folded)


def _scattered(word: str, folded: str) -> Place | None:
    """Return where the letters of a word are; the first one must begin a word."""
    spans: list[tuple[int, int]] = []
    after = 0
    for letter in word:
        at = folded.find(letter, after)
        while not spans and at > 0 and folded[at - 1].isalnum():
            at = folded.find(letter, at + 1)
        if at < 0:
            return None
        spans.append((at, at + 1))
        after = at + 1
    return Place(SCATTERED, tuple(spans))


def _with_spans(record: Entry, words: Sequence[str]) -> Offered:
    places = [place_of(word, record.words) for word in words]
    spans = (place.spans for place in places if place is not None and place.how == BEGINS)
    return Offered(record, tuple(sorted({span for found in spans for span in found})))
