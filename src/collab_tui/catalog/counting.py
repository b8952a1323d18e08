"""The question which values of a field occur under a query, in the form that counters get."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from heapq import nlargest
from typing import TYPE_CHECKING

from collab_tui.catalog.condition import FALSE, TRUE, Condition, among
from collab_tui.catalog.flags import Flags
from collab_tui.catalog.kept_lists import list_all
from collab_tui.catalog.matching import count_matching, flags_in, matching
from collab_tui.catalog.names import called
from collab_tui.catalog.text import LAST, tokens
from collab_tui.query.fields import QueryField
from collab_tui.query.possible_kinds import kinds_asked
from collab_tui.query.syntax import And, Node, Term, Text, Value
from collab_tui.records.kinds import LISTED, Kind

if TYPE_CHECKING:
    from collab_tui.catalog.compile import Compiler


@dataclass(frozen=True, slots=True)
class Facet:
    """A value as a query writes it, its label, and the number of records that have it.

    For an institution, a focus area, a role or a year, its agreements are counted; for a country,
    its institutions; for other fields, the records that have the value.
    """

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Question:
    """A field, the query that limits its values, and the typed part of a value."""

    db: sqlite3.Connection
    field: QueryField
    node: Node
    compiler: Compiler
    typed: str
    words: list[str]
    """The words that are typed."""
    is_exact: bool = False
    """Whether agreements of narrower records, or of parts, are left out."""
    most: int | None = None
    """The most values that are records; None for all."""

    def listed(self) -> Condition:
        """Return the condition that ``r`` matches the query, and is of a kind in the lists or asked
        for.
        """
        kinds = self._kinds
        if not kinds:
            return FALSE
        found = {kind: self.compiler.condition(self.node, kind) for kind in kinds}
        cases = " ".join(f"WHEN '{kind}' THEN {one.sql}" for kind, one in found.items())
        values = tuple(value for one in found.values() for value in one.values)
        return Condition(f"CASE r.kind {cases} END", values)

    @property
    def _kinds(self) -> Collection[Kind]:
        asked = kinds_asked(self.node)
        return LISTED if len(asked) == len(Kind) else asked

    def flags_listed(self) -> dict[Kind, Flags]:
        """Return the flags of the same records, by kind: see `matching`."""
        return {kind: self.flags(kind) for kind in self._kinds}

    def flags(self, kind: Kind) -> Flags:
        """Return the flags of the records of a kind that match the query."""
        return matching(self.compiler, self.node, kind)

    def of(self, kind: Kind, subject: str) -> Condition:
        """Return the condition that `subject`, of `kind`, matches the query."""
        return self.compiler.condition(self.node, kind, subject)

    def called(self, subject: str, also: str = "") -> Condition:
        """Return the condition that the id or a name of `subject` begins with the typed text.

        `also` is a SELECT of further records that count.
        """
        if not self.words:
            return TRUE
        begin = self.typed.lower()
        select = (
            "SELECT n FROM record WHERE id >= ? AND id < ?"
            f" UNION ALL SELECT rowid FROM text WHERE text MATCH ?{also and f' UNION ALL {also}'}"
        )
        return among(subject, select, (begin, begin + LAST, called(self.words)))

    def records(self, kind: Kind, counts: Mapping[int, int]) -> list[Facet]:
        """Return the records of a kind that are counted, and that fit the typed text.

        The most frequent come first, and equals by name.
        """
        found = [n for n in list_all(self.db, kind) if n in counts]
        if self.words:
            called = flags_in(self.db, self.called("n"))
            found = [n for n in found if called[n]]
        if self.most is not None and len(found) > self.most:  # few need to be sorted
            least = nlargest(self.most, (counts[n] for n in found))[-1]
            found = [n for n in found if counts[n] >= least]
        found = sorted(found, key=counts.__getitem__, reverse=True)[: self.most]
        texts = self.db.execute(
            "SELECT json_group_array(n), json_group_array(record.id), json_group_array(name)"
            " FROM json_each(?) AS wanted CROSS JOIN record ON n = wanted.value",
            (json.dumps(sorted(found)),),
        ).fetchone()
        numbers, ids, names = map(json.loads, texts)
        place = {n: at for at, n in enumerate(numbers)}
        return [Facet(ids[place[n]], names[place[n]], counts[n]) for n in found]

    def narrow(self, found: Iterable[Facet], also: Collection[str] = ()) -> list[Facet]:
        """Return the values that fit the typed text or are among `also`, most frequent first."""
        if self.words:
            found = [facet for facet in found if self.fits(facet) or facet.value in also]
        return sorted(found, key=lambda facet: (-facet.count, facet.label, facet.value))

    def fits(self, facet: Facet) -> bool:
        """Tell whether the value, or words of its label, begin with the typed text."""
        words = [*tokens(facet.label), *tokens(facet.value)]
        by_words = all(any(word.startswith(part) for word in words) for part in self.words)
        return by_words or facet.value.startswith(self.typed.lower())

    def count_with(self, value: str, kinds: Iterable[Kind]) -> int:
        """Return how many records of some kinds match the query with a term added."""
        return self.count_term(Text(value), kinds)

    def count_term(self, value: Value, kinds: Iterable[Kind]) -> int:
        """Return the same for a value that may not be a text."""
        asked = And((self.node, Term(self.field.name, (value,))))
        return sum(count_matching(self.compiler, asked, kind) for kind in kinds)
