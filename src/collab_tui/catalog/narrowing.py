"""By which values one list can be narrowed, and exactly how many of its records each leaves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from collab_tui.catalog.compile import Compiler
from collab_tui.catalog.counting import Facet
from collab_tui.catalog.facets import NOT_RECORDED, as_written, facets, kinds_counted
from collab_tui.catalog.fts import searchable
from collab_tui.catalog.matching import count_matching
from collab_tui.catalog.search import answering
from collab_tui.query import parse
from collab_tui.query.choosing import choices, is_same, unchosen
from collab_tui.query.fields import FIELDS, QueryField, Takes
from collab_tui.query.syntax import NONE, And, Node, QueryError, Term, Text
from collab_tui.records.declared import DECLARED
from collab_tui.records.kinds import Kind

MOST_COUNTED = 60
"""The most values of a field that are counted. Of more values, the typed text finds the rest."""

_OF_ONE = ("id", "kind", "number")
"""Fields that name single records, or the list itself."""

_FIRST = ("is", "type", "status", "country", "focus", "with", "role", "year")
"""The fields that come first, as they are asked for most."""

COUNTED_LATE = ("changed",)
"""The fields that come last. What git knows takes long, so it is only counted if asked for."""


@dataclass(frozen=True, slots=True)
class Narrower:
    """A value by which a list can be narrowed."""

    value: str
    """As a query writes it."""
    label: str
    count: int
    """The records of the list that the query finds with it."""


class Narrowers(NamedTuple):
    """Values of one field, and whether there may be others."""

    field: QueryField
    found: Sequence[Narrower]
    has_more: bool


def fields_of(kind: Kind) -> list[QueryField]:
    """Return the fields whose values can narrow the list of a kind, in the order of a panel."""
    is_through = DECLARED[kind].is_through or kind is Kind.AGREEMENT
    found = [
        field
        for field in FIELDS.values()
        if field.name not in _OF_ONE
        and field.takes is not Takes.DAY
        and field.name != "in-force"
        and (kind in field.kinds or not field.of or (is_through and field.asked.is_through))
    ]
    middle = [field.name for field in found if field.name not in (*_FIRST, *COUNTED_LATE)]
    order = [*_FIRST, *middle, *COUNTED_LATE]
    return sorted(found, key=lambda field: order.index(field.name))


def narrowers(
    asker: Compiler,
    field: QueryField,
    kind: Kind,
    text: str,
    typed: str,
    most: int = MOST_COUNTED,
) -> Narrowers:
    """Return the values of a field that leave something in the list of `kind`.

    Every count is of the records of that kind which the query `text` finds with the value, and with
    no other choice in the field. What the query leaves out counts as if it did not.

    `typed` limits the values as in `facets`; it may also be a range of days or numbers, which is
    then a value, too. No more than `most` are returned, for 0 without counting: dates and numbers
    from the last on, other values by their counts. If nothing is typed, chosen values are returned
    in any case.

    Raises:
        QueryError: the query has a mistake.
    """
    if not most:
        return Narrowers(field, (), True)
    asks = _Asks(asker, field, kind, searchable(parse(unchosen(text, field.name))))
    with answering():
        values = facets(asker, field, asks.node_of_values, typed, MOST_COUNTED + 1)
        known = [one for one in values if one.count] if asks.is_any else []
        found = asks.latest(known, typed, most) if asks.is_line else asks.frequent(known, most)
        has_more = len(known) > len(found)
        if not typed:
            missing = [
                choice.value
                for choice in choices(text, field.name)
                if not any(is_same(choice.value, one.value) for one in found)
            ]
            found += [asks.chosen(text, value) for value in dict.fromkeys(missing)]
            found.sort(key=asks.order)
        if not typed and field.has_none and known and not any(o.value == NONE for o in found):
            found += asks.counted([(NONE, NOT_RECORDED)])
    return Narrowers(field, found, has_more)


class _Asks:
    """Counts the records of one kind that have the values of one field, under one query."""

    def __init__(self, asker: Compiler, field: QueryField, kind: Kind, node: Node) -> None:
        self.asker = asker
        self.field = field
        self.kind = kind
        self.node = node
        self.is_line = field.takes in (Takes.DAYS, Takes.NUMBERS)
        kinds = kinds_counted(field)
        is_own = len(kinds) > 1
        # A date that spans years counts once among the values, but any of these years finds it.
        self.is_known = (is_own or kinds == [kind]) and field.takes is not Takes.DAYS
        of_kind = Term("kind", (Text(kind.value),))
        self.node_of_values: Node = And((node, of_kind)) if is_own else node

    @property
    def is_any(self) -> bool:
        """Whether the query leaves anything in the list."""
        return count_matching(self.asker, self.node, self.kind) > 0

    def frequent(self, known: Sequence[Facet], most: int) -> list[Narrower]:
        """Return the values that most records have."""
        if self.is_known:
            return [Narrower(as_written(one), self._label(one), one.count) for one in known[:most]]
        named = [(as_written(one), self._label(one)) for one in known[:MOST_COUNTED]]
        return sorted(self.counted(named), key=self.order)[:most]

    def latest(self, known: Sequence[Facet], typed: str, most: int) -> list[Narrower]:
        """Return the last values, and before them the range that is typed."""
        by_value = sorted(known, key=lambda one: _place(one.value), reverse=True)
        found: list[Narrower] = []
        if typed and all(one.value != typed for one in known):
            found += self.counted([(typed, typed)])
        for one in by_value:
            if len(found) == most:
                break
            found += self.counted([(as_written(one), one.label)])
        return found

    def chosen(self, text: str, value: str) -> Narrower:
        """Return a value that a query chooses or leaves out."""
        node = searchable(parse(unchosen(text, self.field.name, value)))
        name = value.strip('"')
        every = facets(self.asker, self.field, And(), name)
        labels = (self._label(one) for one in every if is_same(as_written(one), value))
        return Narrower(value, next(labels, name), self.count(value, node))

    def order(self, one: Narrower) -> tuple[bool, float]:
        """Return by what values are sorted; what is not recorded comes last."""
        if not self.is_line:
            return one.value == NONE, -one.count
        return one.value == NONE, -_place(one.value)

    def counted(self, named: Iterable[tuple[str, str]]) -> list[Narrower]:
        """Return those values, each with its label, that leave something."""
        counts = ((value, label, self.count(value)) for value, label in named)
        return [Narrower(*one) for one in counts if one[2]]

    def count(self, value: str, node: Node | None = None) -> int:
        """Return how many records match with a value, under the query or another one.

        A value that cannot be asked for matches nothing.
        """
        try:
            asked = And((self.node if node is None else node, parse(f"{self.field.name}:{value}")))
            return count_matching(self.asker, asked, self.kind)
        except QueryError:
            return 0

    def _label(self, facet: Facet) -> str:
        of_kind = self.field.label(self.kind, facet.value)
        return facet.label if of_kind == facet.value else of_kind


def _place(value: str) -> float:
    """Return where a number, a year, a month, or the beginning of a range stands in its order."""
    first = re.search(r"(\d+(?:\.\d+)?)(?:-(\d\d))?", value)
    return float(first[1]) + int(first[2] or 0) / 100 if first is not None else 0.0
