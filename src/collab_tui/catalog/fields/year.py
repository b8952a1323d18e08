"""``year:``, the year in which an agreement began, as lists show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collab_tui.catalog.condition import FALSE, Condition, combine, within
from collab_tui.catalog.counting import Facet, Question
from collab_tui.catalog.fields.special import Special
from collab_tui.catalog.schema import IN_TIME
from collab_tui.query.syntax import Term
from collab_tui.records.kinds import Kind

if TYPE_CHECKING:
    from collab_tui.catalog.compile import Compiler

# Downwards, as before the year 1 a day yyyymmdd is below its year.
_YEAR = "(begins - ((begins % 10000) + 10000) % 10000) / 10000"

_YEARS = (
    f"SELECT n, {_YEAR} AS value FROM record INDEXED BY {IN_TIME}"
    f" WHERE kind = '{Kind.AGREEMENT}' AND begins IS NOT NULL"
)


def _condition(asker: Compiler, term: Term, kind: Kind, subject: str) -> Condition:
    if kind is not Kind.AGREEMENT:
        return FALSE
    there = combine("OR", [within(value) for value in term.numbers])
    return asker.among(subject, f"SELECT n FROM ({_YEARS}) WHERE {there.sql}", there.values)


def _absent(asker: Compiler, kind: Kind) -> Condition | None:
    if kind is not Kind.AGREEMENT:
        return None
    return Condition(
        f"SELECT n FROM record INDEXED BY {IN_TIME} WHERE kind = '{kind}' AND begins IS NULL"
    )


def _count(ask: Question) -> list[Facet]:
    matching = ask.of(Kind.AGREEMENT, "begun.n")
    rows = ask.db.execute(
        f"SELECT value, count(*) FROM ({_YEARS}) AS begun WHERE {matching.sql} GROUP BY value",
        matching.values,
    )
    found = [Facet(f"{year:04d}", f"{year:04d}", count) for year, count in rows]
    found = [facet for facet in found if facet.value.startswith(ask.typed)]
    return sorted(found, key=lambda facet: (-facet.count, facet.value))


YEAR = Special(_condition, _count, absent=_absent)
