"""``changed:``, the day on which a record was last changed, as git knows it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from collab_tui.catalog.condition import Condition, combine, overlap
from collab_tui.catalog.counting import Facet, Question
from collab_tui.catalog.fields.special import Special
from collab_tui.query.syntax import Term
from collab_tui.records.kinds import Kind

if TYPE_CHECKING:
    from collab_tui.catalog.compile import Compiler

_MONTHS_FROM = len("2026")
"""Characters of a year, after which its months are offered."""


def _days(asker: Compiler, term: Term | None = None) -> str:
    """Return a SELECT of records and days. What asks git is loaded only if somebody asks.

    Raises:
        QueryError: git knows nothing of this registry.
    """
    from collab_tui.catalog.last_changes import ask_git, days

    if not asker.knows_changes:
        ask_git(asker.db, term.span if term is not None else None)
        asker.knows_changes = True
    return days(asker.today)


def _condition(asker: Compiler, term: Term, kind: Kind, subject: str) -> Condition:
    days = f"SELECT n, day AS earliest, day AS latest FROM ({_days(asker, term)})"
    there = combine("OR", [overlap(value) for value in term.days])
    return asker.among(subject, f"SELECT n FROM ({days}) WHERE {there.sql}", there.values)


def _absent(asker: Compiler, kind: Kind) -> Condition | None:
    return Condition(
        f"SELECT n FROM record WHERE kind = '{kind}' AND n NOT IN (SELECT n FROM ({_days(asker)}))"
    )


def _count(ask: Question) -> list[Facet]:
    """Count the listed records by year; when a year is typed, by its months."""
    query = f"SELECT day, r.n FROM ({_days(ask.compiler)}) JOIN record r USING (n) WHERE "
    listed = ask.listed()
    places = 6 if len(ask.typed) >= _MONTHS_FROM else 4
    counts = Counter(
        _written(f"{day:08d}"[:places])
        for day, _ in ask.db.execute(query + listed.sql, listed.values)
    )
    return sorted(
        (Facet(text, text, n) for text, n in counts.items() if text.startswith(ask.typed)),
        key=lambda facet: (-facet.count, facet.value),
    )


def _written(digits: str) -> str:
    return f"{digits[:4]}-{digits[4:]}" if digits[4:] else digits


CHANGED = Special(_condition, _count, absent=_absent)
