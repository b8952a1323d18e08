"""The rules by which a catalog is made: what a record is, what is wrong in it, what is kept.

Each set of rules has a catalog file of its own, so nobody has to raise a version.
"""

from __future__ import annotations

import hashlib
import os
from functools import cache
from pathlib import Path

from collab_tui.language import LANGUAGE

PACKAGE = Path(__file__).parent.parent.parent
MAKERS = ("records", "registry", "catalog")
"""The packages that decide what a catalog holds: declarations of kinds, fields and checks, models,
and how all this is read and kept."""


@cache
def fingerprint() -> str:
    """Return twelve hexadecimal digits that change with the source code of any of the rules, and
    with the language: a catalog holds names and labels as they are shown.

    Every start needs it, so the files are not read: their sizes and times say enough.
    """
    digest = hashlib.blake2b(LANGUAGE.encode(), digest_size=6)
    for path in sorted(path for maker in MAKERS for path in _sources(str(PACKAGE / maker))):
        status = os.stat(path)  # noqa: PTH116 - a path object for each file takes a millisecond
        stamp = f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}"
        digest.update(f"{path}\0{stamp}\0".encode())
    return digest.hexdigest()


def _sources(folder: str) -> list[str]:
    found: list[str] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                found.append(entry.path)
            elif entry.is_dir() and entry.name != "__pycache__":
                found += _sources(entry.path)
    return found
