"""``changed:``, the day on which a record was last changed, as git knows it."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from typing import TYPE_CHECKING

from collab_tui.catalog.condition import Condition, in_json, negated
from collab_tui.catalog.counting import Facet, Question
from collab_tui.catalog.fields.special import Special
from collab_tui.catalog.terms import is_in
from collab_tui.query.syntax import Days, Term
from collab_tui.records.kinds import Kind

if TYPE_CHECKING:
    from collab_tui.catalog.compile import Compiler


def _last_changes(connection: sqlite3.Connection) -> list[tuple[int, int]]:
    """Return `last_changes`; the code that finds them is loaded only if somebody asks."""
    from collab_tui.catalog.last_changes import last_changes

    return last_changes(connection)


def _condition(asker: Compiler, term: Term, kind: Kind, subject: str) -> Condition:
    ranges = [value for value in term.values if isinstance(value, Days)]
    numbers = [n for n, day in _last_changes(asker.db) if is_in(day, ranges)]
    return in_json(subject, [json.dumps(numbers)])


def _absent(asker: Compiler, kind: Kind) -> Condition | None:
    others = negated(in_json("n", [json.dumps([n for n, _ in _last_changes(asker.db)])]))
    return Condition(f"SELECT n FROM record WHERE kind = '{kind}' AND {others.sql}", others.values)


def _count(ask: Question) -> list[Facet]:
    """Count the listed records by year."""
    listed = ask.listed()
    query = f"SELECT n FROM record r WHERE {listed.sql}"
    numbers = {n for (n,) in ask.db.execute(query, listed.values)}
    years = Counter(f"{day // 10000:04d}" for n, day in _last_changes(ask.db) if n in numbers)
    return sorted(
        (Facet(year, year, count) for year, count in years.items() if year.startswith(ask.typed)),
        key=lambda facet: (-facet.count, facet.value),
    )


CHANGED = Special(_condition, _count, absent=_absent)
