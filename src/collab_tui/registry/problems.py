"""What is wrong in a registry, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

KeyPath: TypeAlias = tuple[str | int, ...]
"""Keys and array indices from a file's root to a value: ``("institution", 3, "country")``."""

MAX_DEPTH = 60
"""How long a path may get: no field needs more than six steps, a table of one's own few more."""


class Severity(StrEnum):
    """Errors fail ``collab-tui check``; warnings do so only with ``--strict``."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Place:
    """A value in a file; line and column count from 1 and are filled in by `positions`."""

    file: str
    path: KeyPath = ()
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        """Return ``file:line:column``, as far as it is known."""
        parts = [self.file, *(str(n) for n in (self.line, self.column) if n is not None)]
        return ":".join(parts)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong. `code` is stable: scripts may rely on it."""

    severity: Severity
    code: str
    message: str
    place: Place
    hint: str | None = None
    also: Place | None = None
    at_key: bool = False
    """Whether the key is at fault rather than its value."""

    def within(self, *prefix: str | int) -> Problem:
        """Return this problem with `prefix` put before its path."""
        return replace(self, place=replace(self.place, path=(*prefix, *self.place.path)))


def original_path(path: KeyPath, kept: Mapping[KeyPath, list[int]]) -> KeyPath:
    """Translate a path into what remained of a table into one into the table as written."""
    if not kept:
        return path
    found: list[str | int] = []
    for step in path:
        indices = kept.get(tuple(found))
        found.append(indices[step] if indices is not None and isinstance(step, int) else step)
    return tuple(found)
