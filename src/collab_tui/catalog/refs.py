"""Which record a ref or a bare id names."""

from __future__ import annotations

import sqlite3

from collab_tui.language import _, any_of
from collab_tui.records.kinds import Kind, Ref
from collab_tui.records.pasted import key_of


class RefError(LookupError):
    """A ref that names no record, or several. The message says what to do."""


def number(connection: sqlite3.Connection, ref: Ref) -> int | None:
    """Return the number of the record `ref`; None if there is none."""
    # The plus sign makes SQLite use the id: there may be a hundred thousand of one kind.
    query = "SELECT n FROM record WHERE id = ? AND +kind = ?"
    row: tuple[int] | None = connection.execute(query, (ref.id, ref.kind)).fetchone()
    return row[0] if row else None


def resolve(connection: sqlite3.Connection, text: str) -> int:
    """Return the number of the record that `text` names: ``kind/id``, a bare id, an identifier.

    Raises:
        RefError: no record has this name, or several kinds have the id.
    """
    found: list[tuple[int, str]]
    try:
        text.encode()
    except UnicodeEncodeError:
        raise RefError(_("there is no record {ref}", ref=ascii(text))) from None
    key = key_of(text)
    query = (
        "SELECT n, kind || '/' || id FROM identifier JOIN record USING (n) WHERE text = ?"
        " ORDER BY kind"
    )
    named = connection.execute(query, (key,)).fetchall() if key is not None else []
    if named:
        found = named
    elif "/" in text:
        try:
            n = number(connection, Ref.parse(text))
        except ValueError as error:
            raise RefError(str(error)) from None
        found = [] if n is None else [(n, text)]
    else:
        query = "SELECT n, kind || '/' || id FROM record WHERE id = ? ORDER BY kind"
        found = connection.execute(query, (text,)).fetchall()
    if len(found) > 1:
        names = any_of([ref for _n, ref in found])
        raise RefError(_("'{id}' is the id of several records; write {refs}", id=text, refs=names))
    if not found:
        raise RefError(_unknown(connection, text))
    return found[0][0]


def refs_from(connection: sqlite3.Connection, typed: str, most: int) -> list[tuple[Ref, str]]:
    """Return the refs that begin with `typed`, by id, each with the record's name.

    Without a kind, `typed` is the beginning of an id.
    """
    kind, _slash, begun = typed.rpartition("/")
    rows = connection.execute(
        "SELECT kind, id, name FROM record WHERE id >= ?1 AND id < ?1 || char(127)"
        " AND (+kind = ?2 OR ?2 = '') ORDER BY id, kind LIMIT ?3",
        (begun, kind, most),
    )
    return [(Ref(Kind.named(of), record_id), name) for of, record_id, name in rows]


def _unknown(connection: sqlite3.Connection, text: str) -> str:
    """Return the message that no record has a name, with the most similar one."""
    from collab_tui.suggest import nearest

    kind, _slash, record_id = text.rpartition("/")
    query = "SELECT id FROM record WHERE kind = ? OR ? = ''"
    near = nearest(record_id, (known for (known,) in connection.execute(query, (kind, kind))))
    if not near:
        return _("there is no record '{ref}'", ref=text)
    near = f"{kind}/{near}" if kind else near
    return _("there is no record '{ref}'; did you mean '{near}'?", ref=text, near=near)
