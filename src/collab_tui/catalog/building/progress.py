"""How far the reading of a registry is, and what it changed."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from collab_tui.language import _, _n, number

BAR = 20
"""Width of the bar, in columns."""


READING = 0.8
"""The share of a first reading that files take; the indexes take the rest."""


@dataclass(slots=True)
class Progress:
    """Counts files, bytes and records while they are read; ``str()`` is one line about it."""

    files: int
    size: int
    """Bytes to read."""
    indexes: int = 0
    """Indexes to make after that."""
    files_done: int = 0
    size_done: int = 0
    indexes_done: int = 0
    records: int = 0
    is_waiting: bool = False
    """Whether another process reads the same registry; nothing is read here until it has finished.
    """
    _began: float = field(default_factory=time.monotonic)

    def advance(self, size: int, records: int, *, is_whole: bool = True) -> None:
        """Count what was read of a file; `is_whole` says whether that was the last of it."""
        self.files_done += is_whole
        self.size_done += size
        self.records += records

    @property
    def seconds(self) -> float:
        """Seconds since the beginning."""
        return time.monotonic() - self._began

    @property
    def share(self) -> float:
        """The share that is done, from 0 to 1."""
        read = self.size_done / self.size if self.size else 1.0
        if not self.indexes:
            return read
        return READING * read + (1 - READING) * self.indexes_done / self.indexes

    def __str__(self) -> str:
        """Return bar, files, records, rate and time left."""
        if self.is_waiting:
            return _("another process reads this registry; waiting for it")
        full = round(self.share * BAR)
        bar = "━" * full + "╌" * (BAR - full)
        parts = [
            _("{done}/{all} files", done=number(self.files_done), all=number(self.files)),
            _n("{count} record", "{count} records", self.records),
        ]
        if self.files_done == self.files:
            parts.append(_("indexing"))
        else:
            rate = round(self.records / max(self.seconds, 0.001))
            parts.append(_("{number}/s", number=number(rate)))
        if 0 < self.share < 1:
            left = round(self.seconds * (1 - self.share) / self.share)
            parts.append(_("{seconds} s left", seconds=left))
        return f"{bar} {'  '.join(parts)}"


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh changed."""

    added: int = 0
    changed: int = 0
    removed: int = 0

    def __bool__(self) -> bool:
        """Tell whether any record changed."""
        return bool(self.added or self.changed or self.removed)
