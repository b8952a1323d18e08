"""Walks through the hierarchies of records, in SQL."""

from __future__ import annotations

from collections.abc import Sequence

from collab_tui.records.declared import DECLARED
from collab_tui.records.kinds import Kind, Relation

CLIMBING: tuple[tuple[Kind, Relation], ...] = tuple(
    (kind, names.relation)
    for kind, declaration in DECLARED.items()
    for _, names in declaration.naming
    if names.is_hierarchy
)
"""The relations that must not form a circle, each with the kind that has it."""

CLIMBING_RELATIONS = (
    "(" + ", ".join(f"'{name}'" for name in dict.fromkeys(r.value for _, r in CLIMBING)) + ")"
)
"""Those relations as SQL."""


def walk(
    name: str,
    start: str,
    relation: Relation | None,
    *,
    up: bool = False,
    columns: Sequence[str] = ("n",),
) -> str:
    """Return a recursive table: what `start` selects, and all below it (or above it, with `up`).

    The first of `columns` is the record to walk from. The other columns keep their values. Without
    a relation, the table is only what `start` selects. Use it after ``WITH RECURSIVE``.
    """
    listed = ", ".join(columns)
    if relation is None:
        return f"{name}({listed}) AS ({start})"
    here, there = ("source", "target") if up else ("target", "source")
    along = "".join(f", {name}.{column}" for column in columns[1:])
    return (
        f"{name}({listed}) AS ({start} UNION SELECT link.{there}{along} FROM {name} JOIN link"
        f" ON link.{here} = {name}.{columns[0]} AND link.relation = '{relation}')"
    )
