"""How the files on disk differ from what a catalog holds. It loads fast: every start needs it."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from collab_tui.files import MOST_OF_A_REGISTRY, check_plain, read_bytes
from collab_tui.registry.checks.files import UNREADABLE
from collab_tui.registry.files import RegistryFile, find_files, unreadable
from collab_tui.registry.problems import Problem


@dataclass(frozen=True, slots=True)
class Change:
    """A file to read (again), and the stamp that shows later whether it changed."""

    file: RegistryFile
    sequence: int
    size: int
    stamp: str
    content: bytes | None = None
    """Its content, if that is not yet on disk."""


@dataclass(slots=True)
class Difference:
    """Files to read, files with unchanged content, files that are gone, and unreadable files."""

    changed: list[Change] = field(default_factory=list)
    touched: list[tuple[int, int, str, str]] = field(default_factory=list)
    """Layer, sequence, stamp and path, as they are now."""
    removed: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    """Problems with files that could not be found or read."""

    def __bool__(self) -> bool:
        """Tell whether records have to be read again."""
        return bool(self.changed or self.removed)

    @property
    def findings(self) -> list[list[str]]:
        """Return what is kept about the problems, to notice when they are gone."""
        return [[problem.code, problem.place.file] for problem in self.problems]


def digest_of(content: bytes) -> bytes:
    """Return a fingerprint of a file's content."""
    return hashlib.blake2b(content, digest_size=16).digest()


def stamp_of(status: os.stat_result) -> str:
    """Return a stamp that shows whether a file may have been replaced.

    Size and time are not enough: ``rsync -t`` and ``touch -r`` give a new file the old time.
    """
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"


def compare(connection: sqlite3.Connection, layers: Sequence[Path]) -> Difference:
    """Find what changed on disk: first by stamp, then by content."""
    files, problems = find_files(layers)
    known = {
        row[0]: row[1:]
        for row in connection.execute("SELECT path, layer, sequence, stamp, digest FROM file")
    }
    difference = Difference(problems=problems)
    for sequence, file in enumerate(files):
        before = known.get(file.path)
        try:
            status = Path(file.path).stat()
            check_plain(status, MOST_OF_A_REGISTRY)
            here = (file.layer, sequence, stamp_of(status))
            if before is not None and before[:3] == here:
                del known[file.path]
                continue
            is_same = (
                before is not None
                and before[0] == file.layer
                and before[3] == digest_of(read_bytes(file.path, MOST_OF_A_REGISTRY))
            )
            if not os.access(file.path, os.R_OK):
                raise PermissionError(13, "Permission denied")
        except OSError as error:
            problems.append(unreadable(file.path, error))
            if not isinstance(error, FileNotFoundError | NotADirectoryError):
                known.pop(file.path, None)  # what was last read of it is kept
            continue
        known.pop(file.path, None)
        if is_same:
            difference.touched.append((*here, file.path))
        else:
            difference.changed.append(Change(file, sequence, status.st_size, here[2]))
    out_of_sight = [problem.place.file for problem in problems if problem.code == UNREADABLE.code]
    difference.removed = [path for path in known if not _is_at(path, out_of_sight)]
    return difference


def _is_at(path: str, places: Sequence[str]) -> bool:
    """Tell whether a file is one of `places`, or is in one of them at any depth."""
    return any(path == place or path.startswith(os.path.join(place, "")) for place in places)
