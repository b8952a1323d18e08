"""When each record was last changed, as git knows it.

This is found out when somebody asks. The catalog keeps it, with the commit and the files that it is
about. So git looks through the past once, and later only through what is new.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from collab_tui.catalog.storage.seal import changing
from collab_tui.files import MOST_OF_A_REGISTRY, read_bytes
from collab_tui.language import _
from collab_tui.query.syntax import QueryError, Span
from collab_tui.records.kinds import Ref
from collab_tui.records.status import day_number

if TYPE_CHECKING:  # most questions are not about the past, and git takes time to load
    from collab_tui.catalog.past import Days
    from collab_tui.git import Repository

NOT_COMMITTED = 9999_99_99
"""What stands for the day of a change that is not committed: it counts as today's."""


def days(today: date) -> str:
    """Return a SELECT of the records whose last change is kept, with its ``day`` as yyyymmdd."""
    day = f"iif(last = {NOT_COMMITTED}, {day_number(today)}, last)"
    return (
        f"SELECT n, {day} AS day FROM record JOIN"
        " (SELECT kind, id, max(day) AS last FROM changed GROUP BY kind, id) USING (kind, id)"
    )


DAY_OF_ROW = "(SELECT max(day) FROM changed WHERE changed.kind = r.kind AND changed.id = r.id)"
"""SQL for the day of the record ``r``, to sort by."""


def keep_changes(connection: sqlite3.Connection) -> str:
    """Bring what is kept up to date. Return why git knows nothing; empty if it knows something."""
    from collab_tui.git import GitError

    wrong = ""
    places = _places(connection)
    for place, files in places.items():
        try:
            _keep(connection, place, files)
        except (GitError, OSError) as error:
            wrong = wrong or str(error)
            with changing(connection):
                _forget(connection, place)
    with_past = {place for (place,) in connection.execute("SELECT place FROM past")}
    for place in with_past - {str(place) for place in places}:
        with changing(connection):
            _forget(connection, place)
    is_any = connection.execute("SELECT 1 FROM past LIMIT 1").fetchone()
    return "" if is_any else wrong or _("it has no files")


def ask_git(connection: sqlite3.Connection, span: Span | None = None) -> None:
    """Bring what is kept up to date, for a query that asks for it at `span`.

    Raises:
        QueryError: git knows nothing of this registry.
    """
    wrong = keep_changes(connection)
    if wrong:
        span = span or Span()
        message = _("when records were changed is known only for a registry that is kept in git")
        raise QueryError(message, span.start, span.end, wrong)


def _places(connection: sqlite3.Connection) -> dict[Path, dict[str, str]]:
    """Return the places that the registry has in repositories: what is there, path → digest.

    A layer is the folder of its files, or its only file.
    """
    layers: dict[int, dict[str, str]] = {}
    for layer, path, digest in connection.execute("SELECT layer, path, digest FROM file"):
        layers.setdefault(layer, {})[path] = bytes(digest).hex()
    found: dict[Path, dict[str, str]] = {}
    for files in layers.values():
        place = os.path.commonpath(files)
        found.setdefault(Path(place), {}).update(files)
    return found


def _keep(connection: sqlite3.Connection, place: Path, files: Mapping[str, str]) -> None:
    from collab_tui.catalog.past import days_of
    from collab_tui.git import Repository

    repository = Repository(place)
    head = repository.commit("HEAD")
    stamp = hashlib.sha256(json.dumps(sorted(files.items())).encode()).hexdigest()
    query = "SELECT head, stamp FROM past WHERE place = ?"
    known = connection.execute(query, (str(place),)).fetchone() or ("", "")
    if known == (head, stamp):
        return
    is_later = bool(known[0]) and repository.is_before(known[0], head)
    found = days_of(repository, repository.commits(known[0] if is_later else "", head))
    loose = _not_committed(repository, head, files)
    with changing(connection):
        if not is_later:
            _forget(connection, str(place))
        _note(connection, place, found, loose)
        connection.execute(
            "INSERT OR REPLACE INTO past VALUES (?, ?, ?)", (str(place), head, stamp)
        )


def _note(
    connection: sqlite3.Connection, place: Path, found: Days, not_committed: set[Ref]
) -> None:
    """Add days; what was not committed before is committed by now, or gone."""
    connection.execute(
        "DELETE FROM changed WHERE place = ? AND day = ?", (str(place), NOT_COMMITTED)
    )
    rows = [(ref.kind, ref.id, str(place), day) for ref, day in found.items()]
    rows += [(ref.kind, ref.id, str(place), NOT_COMMITTED) for ref in not_committed]
    connection.executemany("INSERT OR IGNORE INTO changed VALUES (?, ?, ?, ?)", rows)


def _not_committed(repository: Repository, head: str, files: Mapping[str, str]) -> set[Ref]:
    """Return the records that the files tell otherwise than the commit `head`."""
    from collab_tui.catalog.past import changed
    from collab_tui.git import blob_name

    held = repository.files(head)
    now: list[tuple[str, bytes]] = []
    here: set[str] = set()
    for path in files:
        name = repository.path_of(path)
        if name is None:  # git knows nothing of what is behind a link
            continue
        here.add(name)
        content = read_bytes(path, MOST_OF_A_REGISTRY)
        if held.get(name) != blob_name(content):
            now.append((held.get(name, ""), content))
    if not now:
        return set()
    now += [(blob, b"") for name, blob in held.items() if name not in here]
    contents = repository.contents(blob for blob, _ in now)
    return changed((contents.get(blob, b""), content) for blob, content in now)


def _forget(connection: sqlite3.Connection, place: str | Path) -> None:
    for table in ("changed", "past"):
        connection.execute(f"DELETE FROM {table} WHERE place = ?", (str(place),))


def last_changes(
    connection: sqlite3.Connection, numbers: Sequence[int], today: date
) -> dict[int, date]:
    """Return the day of the last change of some records; nothing outside git."""
    if keep_changes(connection):
        return {}
    query = f"SELECT n, day FROM ({days(today)}) WHERE n IN (SELECT value FROM json_each(?))"
    rows = connection.execute(query, (json.dumps(list(numbers)),))
    return {n: date(day // 10000, day // 100 % 100, day % 100) for n, day in rows}
