"""The report of an import: rows, records, and everything that a person should look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from collab_tui.importing.file import Outcome, State
from collab_tui.importing.marks import comment_text
from collab_tui.importing.merge import Disagreement
from collab_tui.keeping.toml_text import value_text
from collab_tui.records.kinds import Kind
from collab_tui.render.words import plural

_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Unfit:
    """A cell that does not fit its target."""

    row: int
    column: str
    """The letters of its column."""
    heading: str
    cell: Any
    reason: str

    def __str__(self) -> str:
        """Return where it is, what it is, and why it does not fit."""
        where = f"{self.column}{self.row}" if self.column else f"row {self.row}"
        return f'{where} "{self.heading}": {shown(self.cell)} {self.reason}'


@dataclass(slots=True)
class Report:
    """What an import read, and what happened to it."""

    source: str
    """The name of the source in sentences: ``ROR``, ``the table``."""
    notes: list[str] = field(default_factory=list)
    rows: int | None = None
    """The number of rows that were read."""
    counts: Counter[tuple[Kind, State]] = field(default_factory=Counter)
    unfit: list[Unfit] = field(default_factory=list)
    near: list[str] = field(default_factory=list)
    differing: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    totals: list[str] = field(default_factory=list)
    """Further counts, one line each."""
    gone: list[str] = field(default_factory=list)
    """Refs of records that an earlier import wrote and that the source no longer has."""

    def add(self, kind: Kind, record_id: str, outcome: Outcome) -> None:
        """Add what happened to a record."""
        ref = f"{kind}/{record_id}"
        self.counts[kind, outcome.state] += 1
        if outcome.state is State.LEFT:
            self.left.append(f"{ref} is left as it is: {outcome.reason}")
        if outcome.changes:
            paths = ", ".join(".".join(path) for path in outcome.changes)
            self.changed.append(f"{ref}: {paths}")
        for one in outcome.disagreements:
            self.differing.append(f"{ref}: {self._differing(one)}")

    def _differing(self, one: Disagreement) -> str:
        path = ".".join(one.path)
        here = "is not in the file" if one.here is None else f"is {shown(one.here)} in the file"
        there = "no longer has it" if one.there is None else f"has {shown(one.there)}"
        return f"{path} {here}; {self.source} {there}"

    def lines(self) -> Iterator[str]:
        """Yield the report, with the sums at the end."""
        yield from self.notes
        for one in self.unfit:
            yield f"{one}; kept in 'extra'"
        yield from self.near
        yield from (f"changed {one}" for one in self.changed)
        yield from (f"kept {one}" for one in self.differing)
        yield from self.left
        yield from (f"{ref} is in the file, and no longer in {self.source}" for ref in self.gone)
        yield from self._sums()

    def _sums(self) -> Iterator[str]:
        if self.rows is not None:
            yield f"{plural(self.rows, 'row')} read"
        yield from self.totals
        kinds = dict.fromkeys(kind for kind, _ in self.counts)
        for kind in (kind for kind in Kind if kind in kinds):
            states = [
                f"{self.counts[kind, state]} {state}"
                for state in State
                if self.counts[kind, state] or state is not State.LEFT
            ]
            yield f"{kind.plural.lower()}: {', '.join(states)}"
        if self.rows is not None:
            yield f"{plural(len(self.unfit), 'cell')} did not fit"
        if self.near:
            yield f"{plural(len(self.near), 'name')} to look at: may be the same as another"
        if self.differing:
            yield f"{plural(len(self.differing), 'value')} kept that {self.source} does not share"


def shown(value: Any) -> str:
    """Return a value as a sentence quotes it, on one line."""
    is_text = isinstance(value, str)
    text = " ".join(comment_text(value).split()) if is_text else value_text(value, None)
    text = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    return f"'{text}'" if is_text else text
