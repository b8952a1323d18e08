"""Pieces of SQL with their values, and how they are put together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from collab_tui.query.syntax import Days
from collab_tui.records.status import day_number


@dataclass(slots=True)
class Condition:
    """A piece of SQL and the values for its question marks."""

    sql: str
    values: list[Any] = field(default_factory=list)


TRUE = Condition("1")
FALSE = Condition("0")


def combine(operator: str, conditions: list[Condition]) -> Condition:
    """Join conditions with AND or OR."""
    decided = FALSE if operator == "AND" else TRUE
    if decided in conditions:
        return decided
    if len(conditions) == 1:
        return conditions[0]
    sql = f" {operator} ".join(f"({c.sql})" for c in conditions)
    return Condition(sql, [value for c in conditions for value in c.values])


def in_json(subject: str, arrays: list[str]) -> Condition:
    """Return that `subject` is in one of some JSON arrays of numbers."""
    select = " UNION ALL ".join(["SELECT value FROM json_each(?)"] * len(arrays))
    return Condition(f"{subject} IN ({select})", list(arrays))


def one_of(expression: str, values: list[Any]) -> Condition:
    """Return that `expression` is one of `values`."""
    return Condition(f"{expression} IN ({','.join('?' * len(values))})", values)


def having(name: str, values: list[str]) -> Condition:
    """Return a SELECT of the records that have one of the values of a facet."""
    there = one_of("value", values)
    sql = f"SELECT n FROM facet WHERE field = ? AND {there.sql}"
    return Condition(sql, [name, *there.values])


def overlap(days: Days) -> Condition:
    """Return that a date can lie in `days`."""
    conditions = []
    if days.last is not None:
        conditions.append(Condition("earliest <= ?", [day_number(days.last)]))
    if days.first is not None:
        conditions.append(Condition("latest >= ?", [day_number(days.first)]))
    return combine("AND", conditions)
