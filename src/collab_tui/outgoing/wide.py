"""Whole records as rows: every field that is declared, or those that were picked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from collab_tui.outgoing.rows import shown
from collab_tui.records.countries import country_name
from collab_tui.records.declared import DECLARED
from collab_tui.records.field import Field, Sort
from collab_tui.records.kinds import Kind
from collab_tui.render.results import derived
from collab_tui.suggest import did_you_mean

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.catalog.rows import Row
    from collab_tui.catalog.whole import Whole

HEAD = ("ref", "kind", "name", "status_today")
"""The first columns: what is known of a record of any kind. `name` is the one that is shown."""

DERIVED = ("derived.dates.end", "derived.next_end", "derived.notice_until")
"""What follows from the document of an agreement, and the day."""

LABEL = ".name"
"""Ends the name of a column with what the ids or codes of another are called."""

Value = str | int | float


class UnknownColumnError(Exception):
    """A column that no record has; the message says so, and what may be meant."""


def columns_of(kinds: Sequence[Kind], picked: Sequence[str] = ()) -> list[str]:
    """Return the names of the columns for records of some kinds: all, or those `picked`.

    Raises:
        UnknownColumnError: no record of these kinds has a picked column.
    """
    every = list(HEAD)
    for kind in kinds:
        every += (name for one in DECLARED[kind].fields for name in _names(one))
        every += DERIVED if kind is Kind.AGREEMENT else ()
    every = list(dict.fromkeys(every))
    for name in picked:
        if name not in every:
            hint = did_you_mean(name, every) or f"the fields are: {', '.join(every)}"
            raise UnknownColumnError(f"no record has the field '{name}'; {hint}")
    return list(picked) or every


def _names(one: Field) -> Iterator[str]:
    if one.sort is Sort.TABLE and one.path != "extra":
        return
    yield one.stored
    if one.sort is Sort.NAME or one.scheme == "country":
        yield one.stored + LABEL


@dataclass(frozen=True, slots=True)
class Wide:
    """Records that are asked for the values of columns."""

    catalog: Catalog
    numbers: Sequence[int]

    def rows(
        self, columns: Sequence[str], explode: str | None = None
    ) -> Iterator[list[list[Value]]]:
        """Yield for each record the values of each column, a list each.

        With `explode`, the outermost key of a list, a row for each of its elements instead.
        """
        names = self.catalog.names(self.catalog.with_named(self.numbers))
        rows = {row.n: row for row in self.catalog.rows(self.numbers)}
        for whole in self.catalog.whole(self.numbers):
            for document in _exploded(whole.document, explode):
                record = _Record(self.catalog, whole, rows[whole.n], document, names)
                yield [record.values(column) for column in columns]


def _exploded(document: dict[str, Any], top: str | None) -> Iterator[dict[str, Any]]:
    held = document.get(top) if top else None
    if not isinstance(held, list) or not held:
        yield document
        return
    for element in held:
        yield {**document, top or "": [element]}


def can_explode(kinds: Sequence[Kind]) -> list[str]:
    """Return the outermost keys that hold lists in records of some kinds."""
    return list(dict.fromkeys(o.top for kind in kinds for o in DECLARED[kind].fields if o.is_list))


@dataclass(frozen=True, slots=True)
class _Record:
    catalog: Catalog
    whole: Whole
    row: Row
    document: Mapping[str, Any]
    names: Mapping[str, str]

    def values(self, column: str) -> list[Value]:
        known = {
            "ref": str(self.row.ref),
            "kind": str(self.row.kind),
            "name": self.row.name,
            "status_today": self.row.status or "",
        }
        if column in known:
            return [known[column]] if known[column] else []
        if column.startswith("derived."):
            found = derived(self.row, self.document, self.catalog.today)
            value = found.get(column.removeprefix("derived."))
            return [value] if value is not None else []
        one = self._field(column)
        if one is not None:
            return [_cell(value) for value in one.values(self.document)]
        labelled = self._field(column.removesuffix(LABEL)) if column.endswith(LABEL) else None
        return self._labels(labelled) if labelled is not None else []

    def _field(self, stored: str) -> Field | None:
        fields = DECLARED[self.row.kind].fields
        return next((one for one in fields if one.stored == stored), None)

    def _labels(self, one: Field) -> list[Value]:
        values = one.values(self.document)
        if one.names is None:
            return [country_name(code) for code in values]
        return [self.names.get(f"{one.names.kind}/{value}", value) for value in values]


def _cell(value: Any) -> Value:
    return value if isinstance(value, int | float) else shown(value)


def joined(values: Sequence[Value], between: str) -> Value:
    """Return the values of a cell as one: a number as it is, several with `between` them."""
    if len(values) == 1:
        return values[0]
    return between.join(map(str, values))
