"""The state of exploring, free of Textual: the query, its results, and the way walked."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field

from collab_tui.query import QueryError, parse
from collab_tui.query.syntax import And, Node
from collab_tui.records.kinds import Kind

PANES = (Kind.INSTITUTION, Kind.AGREEMENT, Kind.FOCUS_AREA)
"""The kinds that have a list, in the order of their keys."""

HISTORY = 200
"""How many places are remembered."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list holds: record numbers, how deep each stands, and how many there are in all."""

    numbers: array[int] = field(default_factory=lambda: array("q"))
    depths: array[int] | None = None
    total: int = 0

    @property
    def shown(self) -> int:
        """The number of records; a tree may hold one in several places."""
        return len(self.numbers) if self.depths is None else len(set(self.numbers))

    def find(self, n: int | None) -> int | None:
        """Return the first index of record `n`, or None."""
        try:
            return self.numbers.index(n) if n is not None else None
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Answer:
    """The listings that answer a query."""

    text: str
    listings: dict[Kind, Listing]


@dataclass(frozen=True, slots=True)
class Place:
    """Where one is: enough to come back to it."""

    query: str
    pane: Kind
    selected: dict[Kind, int]
    record: int | None
    reading: bool
    scroll: int = 0
    link: int | None = None


class Exploration:
    """One person's way through a catalog."""

    def __init__(self, text: str = "") -> None:
        """Begin with a query."""
        self.text = text
        self.error: QueryError | None = None
        self.listings = {kind: Listing() for kind in PANES}
        self.pane = Kind.INSTITUTION
        self.record: int | None = None
        self.selected: dict[Kind, int] = {}
        self._back: list[Place] = []
        self._forward: list[Place] = []

    def ask(self, text: str) -> Node | None:
        """Take a new query; None where it has a mistake, which is then in `error`.

        The listings stay those of the last good query until `accept` brings others.
        """
        self.text = text
        try:
            node = parse(text)
        except QueryError as error:
            self.error = error
            return None
        self.error = None
        return node

    def accept(self, answer: Answer) -> bool:
        """Take the answer to the present query; False where it is to an older one."""
        if answer.text != self.text:
            return False
        self.error = None
        self.listings = answer.listings
        return True

    def refuse(self, text: str, error: QueryError) -> None:
        """Note that the catalog found a mistake in the present query."""
        if text == self.text:
            self.error = error

    def select(self, kind: Kind, n: int) -> None:
        """Put the cursor of a list on a record, and read it if the list is the present one."""
        self.selected[kind] = n
        if kind is self.pane:
            self.record = n

    def go_to(self, pane: Kind) -> None:
        """Make another list the present one; its selected record is read."""
        self.pane = pane
        self.record = self.selected.get(pane, self.record)

    def position(self, kind: Kind) -> int:
        """Return the index of a list's cursor: on the record selected last, else the top."""
        return self.listings[kind].find(self.selected.get(kind)) or 0

    def best_pane(self) -> Kind:
        """Return the present list, or the first with results where it has none."""
        filled = [kind for kind in PANES if len(self.listings[kind].numbers)]
        return self.pane if self.pane in filled or not filled else filled[0]

    def place(self, reading: bool, scroll: int = 0, link: int | None = None) -> Place:
        """Return where one is."""
        return Place(self.text, self.pane, dict(self.selected), self.record, reading, scroll, link)

    def visit(self, kind: Kind, n: int, here: Place) -> None:
        """Follow a link from `here` to a record; what lay ahead is forgotten."""
        self._back = [*self._back[-HISTORY + 1 :], here]
        self._forward = []
        self.record = n
        if kind in PANES:
            self.pane = kind
            self.selected[kind] = n

    def go_back(self, here: Place) -> Place | None:
        """Return to the place before `here`; None where there is none."""
        return self._move(self._back, self._forward, here)

    def go_forward(self, here: Place) -> Place | None:
        """Undo a `go_back`; None where there is nothing ahead."""
        return self._move(self._forward, self._back, here)

    def _move(self, origin: list[Place], other: list[Place], here: Place) -> Place | None:
        if not origin:
            return None
        place = origin.pop()
        other.append(here)
        self.pane = place.pane
        self.record = place.record
        self.selected = dict(place.selected)
        return place

    @property
    def can_go_back(self) -> bool:
        """Whether there is a place to go back to."""
        return bool(self._back)

    @property
    def is_filtered(self) -> bool:
        """Whether there is a query."""
        return bool(self.text.strip())


def is_everything(node: Node) -> bool:
    """Tell whether a query leaves nothing out."""
    return node == And()
