"""Whole records as rows: every declared field, or those that were picked."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from collab_tui.catalog.whole import BATCH
from collab_tui.language import _
from collab_tui.records.countries import country_name
from collab_tui.records.declared import DECLARED
from collab_tui.records.field import Field, Sort
from collab_tui.records.kinds import Kind
from collab_tui.records.texts import shown
from collab_tui.render.results import derived
from collab_tui.render.sheet import sheet_lines
from collab_tui.render.words import safe_json
from collab_tui.suggest import did_you_mean

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.catalog.row import Row
    from collab_tui.catalog.whole import Whole

HEAD = ("ref", "kind", "name", "status_today")
"""The first columns, for records of any kind. `name` is the name that is shown."""

DERIVED = ("derived.dates.end", "derived.next_end", "derived.notice_until")
"""What follows from the document of an agreement and from the day."""

LABEL = ".name"
"""Ends the name of a column with the names for the ids or codes of another column."""

Value = str | int | float


class UnknownColumnError(Exception):
    """A column that no record has. The message says so, and what may be meant."""


def columns_of(kinds: Sequence[Kind], picked: Sequence[str] = ()) -> list[str]:
    """Return the names of the columns for records of some kinds: all, or those in `picked`.

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
            known = ", ".join(every)
            hint = did_you_mean(name, every) or _("the fields are: {known}", known=known)
            message = _("no record has the field '{name}'; {hint}", name=name, hint=hint)
            raise UnknownColumnError(message)
    return list(picked) or every


def _names(one: Field) -> Iterator[str]:
    if one.sort is Sort.TABLE and one.path != "extra":
        return
    yield one.stored
    if _is_labelled(one):
        yield one.stored + LABEL


def _is_labelled(one: Field) -> bool:
    """Tell whether there are names for its values. One kind's ids may be another kind's tables."""
    return one.sort is Sort.NAME or one.scheme == "country"


@dataclass(frozen=True, slots=True)
class Shape:
    """How records become rows: the columns, what a row is, and the text between values."""

    columns: Sequence[str]
    is_picked: bool
    explode: str | None
    join: str
    is_raw: bool

    @classmethod
    def of(
        cls,
        kinds: Sequence[Kind],
        picked: Sequence[str],
        explode: str | None,
        join: str,
        *,
        is_raw: bool = False,
    ) -> Shape:
        """Return the shape for records of some kinds.

        Raises:
            UnknownColumnError: no record of these kinds has what is asked for.
        """
        lists = list(dict.fromkeys(o.top for k in kinds for o in DECLARED[k].fields if o.is_list))
        if explode is not None and explode not in lists:
            known = ", ".join(lists)
            hint = did_you_mean(explode, lists) or _("the lists are: {known}", known=known)
            message = _("no record has the list '{name}'; {hint}", name=explode, hint=hint)
            raise UnknownColumnError(message)
        return cls(columns_of(kinds, picked), bool(picked), explode, join, is_raw)

    def rows(self, catalog: Catalog, numbers: Sequence[int]) -> Iterator[list[Value]]:
        """Yield the cells of each row."""
        for values in self.values(catalog, numbers):
            yield [joined(found, self.join) for found in values]

    def values(self, catalog: Catalog, numbers: Sequence[int]) -> Iterator[list[list[Value]]]:
        """Yield, for each row, a list of values for each column."""
        names = catalog.shown.names(catalog.shown.with_named(numbers))
        for start in range(0, len(numbers), BATCH):
            some = numbers[start : start + BATCH]
            rows = {row.n: row for row in catalog.shown.rows(some)}
            for whole in catalog.shown.whole(some):
                for document in _exploded(whole.document, self.explode):
                    record = _Record(catalog, whole, rows[whole.n], document, names)
                    yield [record.values(column) for column in self.columns]


def write(catalog: Catalog, numbers: Sequence[int], form: str, shape: Shape) -> Iterator[str]:
    """Yield records in the form ``json``, ``jsonl`` or ``csv``, part by part.

    With picked fields, or exploded, an object has a key for each field; otherwise it has the whole
    record.
    """
    if form == "csv":
        yield from sheet_lines(shape.columns, shape.rows(catalog, numbers), is_raw=shape.is_raw)
        return
    is_plain = shape.is_picked or shape.explode is not None
    objects = _objects(catalog, numbers, shape) if is_plain else _whole(catalog, numbers)
    texts = (safe_json(json.dumps(found, ensure_ascii=False)) for found in objects)
    if form == "jsonl":
        yield from (f"{text}\n" for text in texts)
        return
    between = "[\n"
    for text in texts:
        yield between + text
        between = ",\n"
    yield "[]\n" if between == "[\n" else "\n]\n"


def _objects(catalog: Catalog, numbers: Sequence[int], shape: Shape) -> Iterator[dict[str, Any]]:
    for values in shape.values(catalog, numbers):
        yield {
            column: found[0] if len(found) == 1 else found or None
            for column, found in zip(shape.columns, values, strict=True)
        }


def _whole(catalog: Catalog, numbers: Sequence[int]) -> Iterator[dict[str, Any]]:
    for start in range(0, len(numbers), BATCH):
        some = numbers[start : start + BATCH]
        rows = {row.n: row for row in catalog.shown.rows(some)}
        for whole in catalog.shown.whole(some):
            row = rows[whole.n]
            yield {
                "ref": str(row.ref),
                "kind": str(row.kind),
                "status_today": row.status,
                "record": whole.document,
                "derived": derived(row, whole.document, catalog.today),
            }


def _exploded(document: dict[str, Any], top: str | None) -> Iterator[dict[str, Any]]:
    held = document.get(top) if top else None
    if not isinstance(held, list) or not held:
        yield document
        return
    for element in held:
        yield {**document, top or "": [element]}


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
        return self._labels(labelled) if labelled is not None and _is_labelled(labelled) else []

    def _field(self, stored: str) -> Field | None:
        return DECLARED[self.row.kind].at(tuple(stored.split(".")))

    def _labels(self, one: Field) -> list[Value]:
        values = one.values(self.document)
        if one.names is None:
            return [country_name(code) for code in values]
        return [self.names.get(f"{one.names.kind}/{value}", value) for value in values]


def _cell(value: Any) -> Value:
    return value if isinstance(value, int | float) else shown(value)


def joined(values: Sequence[Value], between: str) -> Value:
    """Return the values of a cell as one: a number unchanged, several with `between` in between."""
    if len(values) == 1:
        return values[0]
    return between.join(map(str, values))
