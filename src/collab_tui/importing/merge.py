"""Compares what a source said last, what a person made of it, and what the source says now.

What a person changed, added or removed stays. If the source disagrees, that is reported.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from collab_tui.importing.marks import ROW, Path, canonical, fingerprint, flat


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A value of the file that the source does not have; None means no value."""

    path: Path
    here: Any
    there: Any


@dataclass(slots=True)
class Merged:
    """What to do with one record."""

    changes: dict[Path, Any] = field(default_factory=dict)
    """The new value of each path; None removes it."""
    disagreements: list[Disagreement] = field(default_factory=list)
    mark: dict[Path, str] = field(default_factory=dict)
    """What the source says now."""


def merge(
    held: Mapping[str, Any],
    mark: Mapping[Path, str] | None,
    said: Mapping[str, Any],
    *,
    is_whole: bool = True,
) -> Merged:
    """Compare the record `held` in a file with what the source said, and says now.

    Unless `said` is everything that the source says, nothing is removed.
    """
    base = dict(mark or {})
    here, there = _alike(flat(held), flat(said))
    merged = Merged(mark={path: fingerprint(value) for path, value in there.items()})
    if not is_whole:
        merged.mark = base | merged.mark
    for path, new in there.items():
        before = base.get(path)
        if path not in here:
            if before is None and not _was_split(path, base):
                merged.changes[path] = new
            elif before != merged.mark[path]:
                merged.disagreements.append(Disagreement(path, None, new))
        elif canonical(here[path]) != canonical(new):
            if before == fingerprint(here[path]):
                merged.changes[path] = new
            else:
                merged.disagreements.append(Disagreement(path, here[path], new))
    if is_whole:
        for path, before in base.items():
            if path in there or path == ROW or path not in here:
                continue
            if before == fingerprint(here[path]):
                merged.changes[path] = None
            else:
                merged.disagreements.append(Disagreement(path, here[path], None))
    return merged


def _was_split(path: Path, base: Mapping[Path, str]) -> bool:
    """Tell whether the source said something about a table that is now one value, or the
    reverse.
    """
    return any(path[: len(known)] == known or known[: len(path)] == path for known in base)


def _alike(
    here: dict[Path, Any], there: dict[Path, Any]
) -> tuple[dict[Path, Any], dict[Path, Any]]:
    """If one side has a table and the other a plain value, compare it as one value."""
    for mine, other in ((here, there), (there, here)):
        for path in list(mine):
            below = [
                known for known in other if len(known) > len(path) and known[: len(path)] == path
            ]
            if below:
                whole: dict[str, Any] = {}
                for known in below:
                    _put(whole, known[len(path) :], other.pop(known))
                other[path] = whole
    return here, there


def _put(table: dict[str, Any], path: Path, value: Any) -> None:
    for key in path[:-1]:
        table = table.setdefault(key, {})
    table[path[-1]] = value
