"""When each record was last changed, as git knows it, by the lines of its table.

It is found out when somebody asks, and kept for each content of a file and each commit.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import tomli

from collab_tui.files import MOST_OF_A_REGISTRY, read_bytes
from collab_tui.git import GitError, Repository
from collab_tui.records.kinds import Kind
from collab_tui.registry.positions import Positions


def last_changes(connection: sqlite3.Connection) -> list[tuple[int, int]]:
    """Return the number of each record with the day of its last change, as yyyymmdd.

    Records outside git are left out. Changes that are not committed count as today's.
    """
    rows = connection.execute(
        "SELECT record.n, file.path, digest, record.kind, place FROM record"
        " JOIN definition USING (d) JOIN file ON file.n = definition.file"
        " ORDER BY file.path"
    ).fetchall()
    heads: dict[Path, str] = {}
    found: list[tuple[int, int]] = []
    for n, path, digest, kind, place in rows:
        folder = Path(path).parent
        if folder not in heads:
            heads[folder] = _head(folder)
        if heads[folder]:
            day = _days(path, digest, heads[folder]).get((Kind.named(kind).table, place))
            if day is not None:
                found.append((n, day))
    return found


def _head(folder: Path) -> str:
    """Return the commit that is checked out; empty outside git."""
    try:
        return Repository(folder).commit("HEAD")
    except (GitError, OSError):
        return ""


@lru_cache(1024)
def _days(path: str, _digest: bytes, _head: str) -> dict[tuple[str, int], int]:
    """Return the day of the last change of each table of a file; empty if git has none.

    The digest and the commit identify the content and the state that this is about.
    """
    try:
        seconds = Repository(Path(path)).blame(Path(path))
        content = read_bytes(path, MOST_OF_A_REGISTRY)
        document = tomli.loads(content.decode("utf-8-sig"))
    except (GitError, OSError, ValueError, RecursionError):
        return {}
    positions = Positions(content)
    starts: list[tuple[int, tuple[str, int]]] = []
    for key, tables in document.items():
        if Kind.of_table(key) is not None and isinstance(tables, list):
            tops = [(key, index) for index in range(len(tables))]
            starts += [(positions.find(top).line, top) for top in tops]
    starts.sort()
    found: dict[tuple[str, int], int] = {}
    for number, second in enumerate(seconds, 1):
        at = bisect_right(starts, number, key=lambda start: start[0]) - 1
        if at >= 0:
            day = int(datetime.fromtimestamp(second, UTC).strftime("%Y%m%d"))
            table = starts[at][1]
            found[table] = max(found.get(table, 0), day)
    return found
