"""What would be wrong if some files had other contents. This is found out in a copy, in memory."""

from __future__ import annotations

import os
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from collab_tui.catalog.building.changes import Change, Difference
from collab_tui.catalog.building.index import Indexer
from collab_tui.catalog.checks.overdue import known_overdue
from collab_tui.catalog.checks.stored import all_problems, write_cross_checks
from collab_tui.registry.files import RegistryFile
from collab_tui.registry.problems import Problem


def trial(
    connection: sqlite3.Connection,
    contents: Mapping[str, bytes],
    layers: Sequence[Path],
    today: date,
) -> list[Problem]:
    """Return the problems that `contents`, by path, would cause, and that do not exist now.

    A problem of a value that was wrong before, in the same way, is not new.
    """
    copy = sqlite3.connect(":memory:", isolation_level=None)
    try:
        connection.backup(copy)
        copy.execute("BEGIN")
        write_cross_checks(copy, [], False)
        # There may be very many of these, and what is known of them is enough.
        known = known_overdue(copy, today)
        before = Counter(map(_key, all_problems(copy, today, known=known)))
        places = {
            path: (layer, sequence)
            for path, layer, sequence in copy.execute("SELECT path, layer, sequence FROM file")
        }
        last = max((sequence for _, sequence in places.values()), default=0)
        difference = Difference()
        for number, (path, content) in enumerate(contents.items(), last + 1):
            layer, sequence = places.get(path, (layer_of(path, layers), number))
            change = Change(RegistryFile(path, layer), sequence, len(content), "", content)
            difference.changed.append(change)
        indexer = Indexer(copy, is_new=False)
        indexer.write(difference)
        write_cross_checks(copy, difference.problems, indexer.is_hierarchy_changed)
        return list(_new(all_problems(copy, today, known=known), before))
    finally:
        copy.close()


def layer_of(path: str, layers: Sequence[Path]) -> int:
    """Return the number of the highest layer that a file is in."""
    for number, layer in reversed([*enumerate(layers)]):
        root = os.path.abspath(layer)
        if path == root or path.startswith(os.path.join(root, "")):
            return number
    return len(layers) - 1


def _new(problems: Iterable[Problem], before: Counter[tuple[object, ...]]) -> Iterable[Problem]:
    for problem in problems:
        key = _key(problem)
        if before[key]:
            before[key] -= 1
        else:
            yield problem


def _key(problem: Problem) -> tuple[object, ...]:
    """Return what makes a problem different from others, wherever its record is in the file."""
    path = problem.place.path
    return (problem.code, problem.message, path[:1], path[2:])
