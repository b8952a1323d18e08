"""Documents in files of the registry: whether they exist and are unchanged.

They can change while the registry's TOML files do not. So they are looked at each time.
"""

from __future__ import annotations

import hashlib
import sqlite3
import stat
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from collab_tui.catalog import documents
from collab_tui.catalog.checks.places import place_of
from collab_tui.language import _, _later
from collab_tui.registry.problems import Check, Problem, Severity, Words

_AGREEMENT = '[[agreement]]\nid = "a"\nname = "A"\ntype = "mou"\n'

NO_SUCH_DOCUMENT = Check(
    code="no-such-document",
    severity=Severity.ERROR,
    means=_("The file of a document is not where the registry says."),
    remedy=_(
        "Put it there, or correct the path, which begins in the folder of the registry's file."
    ),
    example=f'{_AGREEMENT}documents = [{{ name = "Text", path = "papers/mou.pdf" }}]\n',
    words=Words(
        _later("there is no file '{path}'"), _later("the path begins in the folder of this file")
    ),
)
OTHER_DOCUMENT = Check(
    code="other-document",
    severity=Severity.ERROR,
    means=_("The SHA-256 of a document's file is not the one that is recorded."),
    remedy=_("Find out which of the two is right: the file may be a newer one, or a damaged one."),
    example={
        "a.toml": f'{_AGREEMENT}documents = [{{ name = "Text", path = "mou.txt", sha256 = '
        f'"{"0" * 64}" }}]\n'.encode(),
        "mou.txt": b"The parties agree.",
    },
    words=Words(
        _later("'{path}' has the SHA-256 {found}"), _later("this is not the file that was recorded")
    ),
)


def papers(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Yield the documents that are missing or changed."""
    rows = connection.execute(
        "SELECT d, doc FROM facet JOIN record USING (n) JOIN definition USING (d)"
        " WHERE field = ? GROUP BY d",
        (FACET,),
    ).fetchall()
    for definition, text in rows:
        for index, document in enumerate(documents.read(text).get("documents", ())):
            if "path" in document:
                yield from _look(connection, definition, index, document)


FACET = "documents.path"
"""The name under which a catalog keeps the list of records that have documents in files."""


def _look(
    connection: sqlite3.Connection, definition: int, index: int, document: dict[str, Any]
) -> Iterator[Problem]:
    path = document["path"]
    place = place_of(connection, definition, ("documents", index, "path"))
    file = Path(place.file).parent / path
    found = _digest(file) if "sha256" in document else ""
    if found is None or not _is_file(file):
        yield NO_SUCH_DOCUMENT.at(place, path=path)
    elif found and found != document["sha256"]:
        yield OTHER_DOCUMENT.at(place, path=path, found=found)


def _is_file(file: Path) -> bool:
    try:
        return stat.S_ISREG(file.stat().st_mode)
    except (OSError, ValueError):
        return False


def _digest(file: Path) -> str | None:
    """Return the SHA-256 of a regular file; None for anything else."""
    try:
        known = file.stat()
        if not stat.S_ISREG(known.st_mode):  # a pipe or a device may never end
            return None
        return _digest_of(str(file), known.st_dev, known.st_ino, known.st_size, known.st_mtime_ns)
    except (OSError, ValueError):
        return None


@lru_cache(1024)
def _digest_of(path: str, *_: int) -> str:
    """Return the SHA-256 of a file. It is read again only if its stamp has changed."""
    with Path(path).open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
