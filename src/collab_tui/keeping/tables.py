"""Values inside the table of a record, by the path of keys and places that leads to them."""

from __future__ import annotations

from typing import Any

from collab_tui.registry.problems import KeyPath


def put(table: Any, path: KeyPath, value: Any) -> None:
    """Replace what is at `path`, or add it to the table that is there."""
    for step in path[:-1]:
        table = table[step]
    table[path[-1]] = value


def take_out(table: Any, path: KeyPath) -> None:
    """Remove what is at `path`, and the list or table that becomes empty."""
    holders = [table]
    for step in path[:-1]:
        holders.append(holders[-1][step])
    for holder, step in zip(reversed(holders), reversed(path), strict=True):
        del holder[step]
        if holder or holder is table:
            return
