"""What every row of a table has, with ids for the records that it names."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from collab_tui.importing.faults import errors
from collab_tui.importing.mapping import Map, MapError
from collab_tui.importing.naming import Named, Naming, missing
from collab_tui.language import _
from collab_tui.records.declared import DECLARED
from collab_tui.registry.checks.values import MISSING_FIELD
from collab_tui.registry.problems import Problem


def resolved(mapping: Map, naming: Naming) -> tuple[dict[str, Any], list[Named]]:
    """Return the constants of a map in the form of a record, and what they name.

    Raises:
        MapError: a record cannot have them.
    """
    table = deepcopy(dict(mapping.constants))
    found: list[Named] = []
    for one, names in DECLARED[mapping.kind].naming:
        for path, _value, _field in one.found(table) if one.top in table else ():
            holder: Any = table
            for step in path[:-1]:
                holder = holder[step]
            last: str | int = path[-1]
            value = holder[last]
            if isinstance(value, dict) and one.inner in value:
                holder, value, last = value, value[one.inner], one.inner
            named = naming.given(names.kind, value)
            _refuse(named)
            found.append(named)
            holder[last] = named.entry.id
    example = {"id": "x", "name": "x", **table}
    example |= missing(mapping.kind, example)
    for problem in errors(mapping.kind, example):
        _judge(mapping, problem)
    return table, found


def _refuse(named: Named) -> None:
    """Refuse a record in the constants that cannot exist."""
    table: Mapping[str, Any] = {"id": named.entry.id, "name": named.entry.name, **named.said}
    for problem in errors(named.entry.kind, table):
        raise MapError(f"[constants]: {named.entry.ref}: {problem.with_fate('').message}")


def _judge(mapping: Map, problem: Problem) -> None:
    """Refuse what is wrong in the constants, unless a column corrects it."""
    said = problem.with_fate("").message
    if problem.check is not MISSING_FIELD:
        raise MapError(f"[constants]: {said}")
    key = problem.arguments.get("key")
    columns = [one for one in mapping.columns if one.target.field.path == key]
    if not problem.place.path and not any(one.otherwise is not None for one in columns):
        message = _(
            "{problem}; let a column with 'otherwise' go there, or say it in [constants]",
            problem=said,
        )
        raise MapError(message)
