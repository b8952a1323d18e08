"""The state of a session, without Textual: the query, its answer, and the way walked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from collab_tui.catalog.order import Order, plain, turned
from collab_tui.records.kinds import LISTED, Kind
from collab_tui.tui.answers import Answer, Listing
from collab_tui.tui.steps import Steps

if TYPE_CHECKING:
    from collab_tui.catalog.rescue import Rescue
    from collab_tui.catalog.status import Period
    from collab_tui.catalog.why import Asked
    from collab_tui.query import QueryError
    from collab_tui.query.syntax import Node
    from collab_tui.views.state import State

HISTORY = 200
"""How many places are remembered."""


class Stop(NamedTuple):
    """A stop on the way: enough to come back to it."""

    query: str
    pane: Kind
    selected: dict[Kind, int]
    record: int | None
    reading: bool
    scroll: int = 0
    link: int | None = None
    view: State | None = None
    """The state of the view, if the record was not shown."""
    cell: tuple[int, int] | None = None
    """Where the view's cursor was."""


class Session:
    """The way of one person through a catalog."""

    def __init__(self, text: str = "", shown: Sequence[Kind] = LISTED) -> None:
        """Start with a query, and with the kinds whose lists are always `shown`."""
        self.text = text
        self.shown = tuple(shown)
        self.further: Kind | None = None
        """Another kind, whose list is shown as long as it is the present one."""
        self.generation = -1
        """The catalog's generation. Only in this generation do records have the numbers held here.
        """
        self.is_answered = False
        """Whether the listings belong to the present query."""
        self.error: QueryError | None = None
        self.listings = {kind: Listing() for kind in Kind}
        self.pane = self.shown[0]
        self.record: int | None = None
        self.selected: dict[Kind, int] = {}
        self.orders: dict[Kind, str] = dict.fromkeys(Kind, Order.RELEVANCE)
        self.is_in_git = False
        """Whether lists can be sorted by the last change."""
        self.steps = Steps(text)
        """The queries so far, to undo and to redo."""
        self.sorted: set[Kind] = set()
        """The kinds whose lists were sorted in another way since the start."""
        self.columns: dict[Kind, tuple[str, ...]] = {}
        """The columns that are added to lists."""
        self.folded: dict[Kind, frozenset[str]] = {}
        """The titles of the sections that are folded on the pages of records."""
        self.asked: Sequence[Asked] = ()
        self.rescue: Rescue | None = None
        self.subject: Kind | None = None
        self.period: Period | None = None
        self.anchor: int | None = None
        """The record whose linked records have a sign: the last one that the cursor went to."""
        self._back: list[Stop] = []
        self._offers = 0
        """How many places to come back to are of an earlier visit."""
        self._trail_from = 0
        self._typed_from: Kind | None = None
        self._forward: list[Stop] = []

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds that have a list on the screen, in their order."""
        return self.shown if self.further is None else (*self.shown, self.further)

    @property
    def orders_shown(self) -> dict[Kind, str]:
        """The orders of the lists on the screen."""
        return {kind: self.orders[kind] for kind in self.kinds}

    def ask(self, text: str) -> Node | None:
        """Take a new query. Return None if it has a mistake, which is then in `error`.

        The listings stay those of the last good query until `accept` brings others.
        """
        from collab_tui.query import QueryError, parse

        self.text = text
        self.is_answered = False
        try:
            node = parse(text, self.kinds)
        except QueryError as error:
            self.error = error
            return None
        self.error = None
        return node

    def accept(self, answer: Answer) -> bool:
        """Take the answer to the present query. Return False if it answers an older one.

        If the present query has a mistake, the last good one is shown.
        """
        if answer.text == self.text:
            self.error = None
            self.is_answered = True
        elif self.error is None:
            return False
        self.listings = answer.listings
        self.asked = answer.asked
        self.rescue = answer.rescue
        self.subject = answer.subject
        self.period = answer.period
        return True

    def refuse(self, text: str, error: QueryError) -> None:
        """Note that the catalog found a mistake in the present query."""
        if text == self.text:
            self.error = error

    def select(self, kind: Kind, n: int) -> None:
        """Put the cursor of a list on a record, and read it if the list is the present one."""
        self.selected[kind] = n
        if kind is self.pane:
            self.record = self.anchor = n

    def orders_of(self, kind: Kind) -> list[str]:
        """Return the ways in which a list can be sorted."""
        from collab_tui.catalog.orders import ORDERS

        return [one for one in ORDERS[kind] if self.is_in_git or one != Order.CHANGED]

    def sort(self, kind: Kind, order: str) -> None:
        """Sort a list; if it is sorted so already, turn the order around."""
        present = self.orders[kind]
        self.orders[kind] = turned(present) if plain(present) == order else order
        self.sorted.add(kind)

    def recall_orders(self, orders: Mapping[str, str]) -> bool:
        """Sort lists as at an earlier visit, unless they were sorted since; tell if any was."""
        before = dict(self.orders)
        for kind in Kind:
            order = orders.get(kind, "")
            if kind not in self.sorted and plain(order) in self.orders_of(kind):
                self.orders[kind] = order
        return self.orders != before

    def fold(self, kind: Kind, title: str) -> None:
        """Fold a section on the pages of a kind, or open it."""
        self.folded[kind] = self.folded.get(kind, frozenset()) ^ {title}

    @property
    def trail(self) -> list[int]:
        """The records on the way here, the present one last."""
        places = self._back[self._trail_from :]
        way = [place.record for place in places if place.record is not None]
        way += [self.record] if self.record is not None else []
        return [one for at, one in enumerate(way) if at == 0 or way[at - 1] != one]

    def go_to(self, pane: Kind) -> None:
        """Make another list the present one, and read its selected record."""
        self.pane = pane
        self.further = None if pane in self.shown else pane
        self.record = self.anchor = self.selected.get(pane, self.record)

    def position(self, kind: Kind) -> int:
        """Return the index of a list's cursor: the record selected last, else the top."""
        return self.listings[kind].find(self.selected.get(kind)) or 0

    def begin_typing(self) -> None:
        """Note the list in which typing begins. Answers during typing do not change it."""
        self._typed_from = self.pane

    def end_typing(self) -> None:
        """Note that typing is over."""
        self._typed_from = None

    def best_pane(self) -> Kind:
        """Return the present list; if it has no results, the first list with results.

        During typing, the present list is the one in which typing began.
        """
        present = self._typed_from or self.pane
        filled = [kind for kind in self.kinds if len(self.listings[kind].numbers)]
        return present if present in filled or not filled else filled[0]

    def answering_pane(self) -> Kind:
        """Return the list that holds what the query asks for, once it is answered."""
        subject = self.subject
        if self.is_answered and subject in self.kinds and len(self.listings[subject].numbers):
            return subject
        return self.best_pane()

    def stop(self, reading: bool, scroll: int = 0, link: int | None = None) -> Stop:
        """Return the present place."""
        return Stop(self.text, self.pane, dict(self.selected), self.record, reading, scroll, link)

    def leave_record(self) -> None:
        """Read nothing, because nothing matches."""
        self.record = self.anchor = None
        self.selected = {}

    def forget(self, n: int) -> None:
        """Read nothing, and put no cursor on record `n`: it is gone."""
        self.record = self.anchor = None
        self.selected = {kind: other for kind, other in self.selected.items() if other != n}

    def begin_again(self) -> None:
        """Forget every record, because they have other numbers now."""
        self.leave_record()
        self._back, self._forward, self._trail_from = [], [], 0

    def remember(self, here: Stop) -> None:
        """Make `here` the place to come back to, and forget the places ahead."""
        self._back = [*self._back[-HISTORY + 1 :], here]
        self._forward = []

    def offer(self, stop: Stop) -> None:
        """Make a place of an earlier visit the first one to come back to."""
        self._back.insert(0, stop)
        self._offers = 1
        self._trail_from += 1

    def begin_trail(self) -> None:
        """Start a new way. What was read before it is not shown as leading here."""
        self._trail_from = len(self._back)

    def visit(self, kind: Kind, n: int, here: Stop) -> None:
        """Follow a link from `here` to a record."""
        self.remember(here)
        self.record = n
        if kind in self.kinds:
            self.pane = kind
            self.selected[kind] = n

    def go_back(self, here: Stop) -> Stop | None:
        """Return to the place before `here`; None if there is none."""
        return self._move(self._back, self._forward, here)

    def go_forward(self, here: Stop) -> Stop | None:
        """Undo a `go_back`; None if there is nothing ahead."""
        return self._move(self._forward, self._back, here)

    def _move(self, origin: list[Stop], other: list[Stop], here: Stop) -> Stop | None:
        if not origin:
            return None
        place = origin.pop()
        other.append(here)
        self.pane = place.pane
        self.record = place.record
        self.selected = dict(place.selected)
        return place

    @property
    def has_walked(self) -> bool:
        """Whether one went anywhere since the start."""
        return len(self._back) > self._offers

    @property
    def can_go_back(self) -> bool:
        """Whether there is a place to go back to."""
        return bool(self._back)

    @property
    def is_filtered(self) -> bool:
        """Whether there is a query."""
        return bool(self.text.strip())


def next_stop(
    listings: Mapping[Kind, Listing],
    kinds: Iterable[Kind],
    linked: set[int],
    here: tuple[Kind, int | None],
    step: int,
) -> tuple[Kind, int] | None:
    """Return the next (or previous) of the `linked` records in the lists of some kinds."""
    stops = [
        (kind, n)
        for kind in kinds
        for n in dict.fromkeys(filter(linked.__contains__, listings[kind].numbers))
    ]
    if not stops:
        return None
    for index, stop in enumerate(stops):
        if stop == here:
            return stops[(index + step) % len(stops)]
    return stops[0 if step > 0 else -1]


def is_everything(node: Node) -> bool:
    """Tell whether a query leaves nothing out."""
    from collab_tui.query.syntax import And

    return node == And()
