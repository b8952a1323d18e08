"""Pieces of SQL with their values, and how they are combined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from collab_tui.query.syntax import Days, Numbers
from collab_tui.records.status import day_number


@dataclass(frozen=True, slots=True)
class Condition:
    """A piece of SQL and the values for its question marks."""

    sql: str
    values: tuple[Any, ...] = ()
    members: str = ""
    """If it only says that a number is in a set: a SELECT of that set, with the same values."""
    is_outside: bool = False
    """Whether it says that the number is not in that set."""
    subject: str = ""
    """The number that it is about, as SQL, if it says only that."""


TRUE = Condition("1")
FALSE = Condition("0")

IN_JSON = "SELECT value FROM json_each(?)"
"""A SELECT of the numbers in a JSON array."""


def combine(operator: str, conditions: Sequence[Condition]) -> Condition:
    """Join conditions with AND or OR."""
    decided, neutral = (FALSE, TRUE) if operator == "AND" else (TRUE, FALSE)
    if decided in conditions:
        return decided
    conditions = [one for one in conditions if one != neutral] or conditions[:1]
    if len(conditions) == 1:
        return conditions[0]
    sql = f" {operator} ".join(f"({c.sql})" for c in conditions)
    return Condition(sql, tuple(value for c in conditions for value in c.values))


def negated(condition: Condition) -> Condition:
    """Return the opposite of a condition."""
    sql = f"NOT ({condition.sql})"
    return replace(condition, sql=sql, is_outside=not condition.is_outside)


def among(subject: str, select: str, values: Iterable[Any]) -> Condition:
    """Return the condition that `subject` is one of the numbers that a SELECT finds."""
    return Condition(f"{subject} IN ({select})", tuple(values), select, subject=subject)


def in_json(subject: str, arrays: Sequence[str]) -> Condition:
    """Return the condition that `subject` is in one of several JSON arrays of numbers."""
    select = " UNION ALL ".join([IN_JSON] * len(arrays))
    return among(subject, select, arrays)


def one_of(expression: str, values: Iterable[Any]) -> Condition:
    """Return the condition that `expression` is one of `values`."""
    held = tuple(values)
    return Condition(f"{expression} IN ({','.join('?' * len(held))})", held)


def having(name: str, values: Iterable[str]) -> Condition:
    """Return a SELECT of the records that have one of the values of a facet."""
    there = one_of("value", values)
    sql = f"SELECT n FROM facet WHERE field = ? AND {there.sql}"
    return Condition(sql, (name, *there.values))


def overlap(days: Days) -> Condition:
    """Return the condition that a date can lie in `days`."""
    conditions = []
    if days.last is not None:
        conditions.append(Condition("earliest <= ?", (day_number(days.last),)))
    if days.first is not None:
        conditions.append(Condition("latest >= ?", (day_number(days.first),)))
    return combine("AND", conditions)


def within(numbers: Numbers) -> Condition:
    """Return the condition that a ``value`` lies in a range of numbers."""
    conditions = []
    if numbers.first is not None:
        operator = ">" if numbers.is_first_out else ">="
        conditions.append(Condition(f"value {operator} ?", (numbers.first,)))
    if numbers.last is not None:
        operator = "<" if numbers.is_last_out else "<="
        conditions.append(Condition(f"value {operator} ?", (numbers.last,)))
    return combine("AND", conditions)
