"""The rules by which a catalog is made: what a record is, what is wrong in it, what is kept.

Each set of rules has a catalog file of its own, so nobody has to raise a version.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from collab_tui.language import LANGUAGE

_PRIME = 2**80 - 65
"""The largest prime number of eighty bits: twenty hexadecimal digits."""

PACKAGE = Path(__file__).parent.parent.parent
MAKERS = ("records", "registry", "catalog")
"""The packages that decide what a catalog holds: declarations of kinds, fields and checks, models,
and how all this is read and kept."""


@cache
def fingerprint() -> str:
    """Return twenty hexadecimal digits that change with the source code of any of the rules, and
    with the language: a catalog holds names and labels as they are shown.

    Every start needs it, so the files are not read: their sizes and times say enough.
    """
    found = [LANGUAGE]
    for path in sorted(path for maker in MAKERS for path in _sources(str(PACKAGE / maker))):
        status = os.stat(path)  # noqa: PTH116 - a path object for each file takes a millisecond
        found.append(f"{path}\0{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}")
    return short_name("\0".join(found).encode("utf-8", "surrogateescape"))


def short_name(content: bytes) -> str:
    """Return twenty hexadecimal digits that other content does not have, unless somebody wants it
    to: the remainder of a division.

    Each start needs it, and loading `hashlib` takes as long as opening the catalog.
    """
    return f"{int.from_bytes(content, 'big') % _PRIME:020x}"


def _sources(folder: str) -> list[str]:
    found: list[str] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                found.append(entry.path)
            elif entry.is_dir() and entry.name != "__pycache__":
                found += _sources(entry.path)
    return found
