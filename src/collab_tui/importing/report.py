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
from collab_tui.language import _, _n
from collab_tui.records.kinds import Kind

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
        where = f"{self.column}{self.row}" if self.column else _("row {count}", count=self.row)
        return _(
            '{where} "{heading}": {cell} {reason}',
            where=where,
            heading=self.heading,
            cell=shown(self.cell),
            reason=self.reason,
        )


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
            self.left.append(left_as_it_is(ref, outcome.reason))
        if outcome.changes:
            paths = ", ".join(".".join(path) for path in outcome.changes)
            self.changed.append(f"{ref}: {paths}")
        for one in outcome.disagreements:
            self.differing.append(f"{ref}: {self._differing(one)}")

    def _differing(self, one: Disagreement) -> str:
        if one.here is None and one.there is None:
            words = _("{path} is not in the file; {source} no longer has it")
        elif one.here is None:
            words = _("{path} is not in the file; {source} has {there}")
        elif one.there is None:
            words = _("{path} is {here} in the file; {source} no longer has it")
        else:
            words = _("{path} is {here} in the file; {source} has {there}")
        here, there = shown(one.here), shown(one.there)
        path = ".".join(one.path)
        return words.format(path=path, here=here, source=self.source, there=there)

    def lines(self) -> Iterator[str]:
        """Yield the report, with the sums at the end."""
        yield from self.notes
        for one in self.unfit:
            yield _("{cell}; kept in 'extra'", cell=one)
        yield from self.near
        yield from (_("changed {what}", what=one) for one in self.changed)
        yield from (_("kept {what}", what=one) for one in self.differing)
        yield from self.left
        gone = _("{ref} is in the file, and no longer in {source}")
        yield from (gone.format(ref=ref, source=self.source) for ref in self.gone)
        yield from self._sums()

    def _sums(self) -> Iterator[str]:
        if self.rows is not None:
            yield _n("{count} row read", "{count} rows read", self.rows)
        yield from self.totals
        kinds = dict.fromkeys(kind for kind, _state in self.counts)
        for kind in (kind for kind in Kind if kind in kinds):
            states = [
                _COUNTED[state].format(count=self.counts[kind, state])
                for state in State
                if self.counts[kind, state] or state is not State.LEFT
            ]
            yield f"{kind.nouns}: {', '.join(states)}"
        if self.rows is not None:
            yield _n("{count} cell did not fit", "{count} cells did not fit", len(self.unfit))
        if self.near:
            yield _n(
                "{count} name to look at: may be the same as another",
                "{count} names to look at: may be the same as another",
                len(self.near),
            )
        if self.differing:
            yield _n(
                "{count} value kept that {source} does not share",
                "{count} values kept that {source} does not share",
                len(self.differing),
                source=self.source,
            )


_COUNTED = {
    State.WRITTEN: _("{count} written"),
    State.CHANGED: _("{count} changed"),
    State.UNCHANGED: _("{count} unchanged"),
    State.LEFT: _("{count} left as it is"),
}


def left_as_it_is(ref: str, reason: str) -> str:
    """Return that a record does not change, and why."""
    return _("{ref} is left as it is: {reason}", ref=ref, reason=reason)


def shown(value: Any) -> str:
    """Return a value as a sentence quotes it, on one line."""
    is_text = isinstance(value, str)
    text = " ".join(comment_text(value).split()) if is_text else value_text(value, None)
    text = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    return f"'{text}'" if is_text else text
