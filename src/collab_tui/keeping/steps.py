"""Single steps of a draft. If one cannot be done, the error names the file and the record."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from collab_tui.keeping.draft import Draft
from collab_tui.keeping.errors import KeepError
from collab_tui.keeping.parts import EditError
from collab_tui.keeping.references import renamed
from collab_tui.keeping.text import Held, tables_in, with_table, without
from collab_tui.language import _
from collab_tui.records.kinds import Ref


def tables_of(path: Path, content: bytes) -> list[Held]:
    """Return the records of a file.

    Raises:
        KeepError: it is not TOML.
    """
    try:
        return tables_in(content)
    except EditError as error:
        raise KeepError(f"{path}: {error}") from error


def put(draft: Draft, path: Path, held: Held, table: Mapping[str, Any]) -> None:
    """Replace the table of a record of a draft by `table`.

    Raises:
        KeepError: it is written in a way that cannot be changed.
    """
    try:
        content = with_table(draft.content(path), held.ref.kind, held.place, table)
    except EditError as error:
        message = _(
            "{file}: {ref}: {reason}; change it there by hand",
            file=path,
            ref=held.ref,
            reason=error,
        )
        raise KeepError(message) from error
    draft.put(path, content)


def taken(path: Path, content: bytes, held: Held) -> bytes:
    """Return a file without a record.

    Raises:
        KeepError: it is written in a way that cannot be changed.
    """
    try:
        return without(content, held.ref.kind, held.place)
    except EditError as error:
        message = _(
            "{file}: {ref}: {reason}; remove it by hand", file=path, ref=held.ref, reason=error
        )
        raise KeepError(message) from error


def with_id(held: Held, old: Ref, new_id: str) -> dict[str, Any]:
    """Return what a record says when `old` becomes `new_id`."""
    table = renamed(held.ref.kind, held.table, old, new_id)
    return {**table, "id": new_id} if held.ref == old else table
