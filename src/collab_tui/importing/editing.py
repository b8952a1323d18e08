"""Changes to the block of one record in a file: comments, order and other values stay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import tomli

from collab_tui.importing.marks import Path, comments, lines
from collab_tui.keeping.rewriting import rewrite
from collab_tui.records.kinds import Kind

LOOK = "look:"
"""Begins a comment about something that a person should look at."""


def edit(
    kind: Kind,
    block: str,
    changes: Mapping[Path, Any],
    mark: tuple[str, str] | None = None,
    looks: Iterable[str] | None = None,
) -> str:
    """Return a record's block with some values changed; None as a value removes it.

    `mark` is the source and its new comment. `looks`, if given, replace the comments about what to
    look at.

    Raises:
        EditError: the block would then say something else than it should.
    """
    edited = _with_values(kind, block, changes) if changes else block
    return _with_comments(edited, mark, looks)


def _with_values(kind: Kind, block: str, changes: Mapping[Path, Any]) -> str:
    wanted = tomli.loads(block.removeprefix("\ufeff"))[kind.table][0]
    for path, value in changes.items():
        _change(wanted, path, value)
    return rewrite(kind, block.encode(), wanted).decode()


def _change(table: Any, path: Path, value: Any) -> None:
    """Set or remove the value at `path`; a table that becomes empty is also removed."""
    key, rest = path[0], path[1:]
    if rest and value is None:
        if key in table:
            _change(table[key], rest, value)
            if not table[key]:
                del table[key]
    elif value is None:
        table.pop(key, None)
    elif rest and isinstance(table.get(key), Mapping):
        _change(table[key], rest, value)
    else:
        for inner in reversed(rest):
            value = {inner: value}
        table[key] = value


def _with_comments(block: str, mark: tuple[str, str] | None, looks: Iterable[str] | None) -> str:
    written = lines(block)
    ending = "\r\n" if written[0].endswith("\r\n") else "\n"
    gone: set[int] = set()
    added: list[str] = []
    if mark is not None:
        source, text = mark
        gone |= {n for n, comment in comments(block) if comment.startswith(f"{source}:")}
        added.append(f"# {text}{ending}")
    if looks is not None:
        gone |= {n for n, comment in comments(block) if comment.startswith(LOOK)}
        added += [f"# {LOOK} {look}{ending}" for look in looks]
    kept = [line for n, line in enumerate(written) if n not in gone]
    if not kept[0].endswith("\n"):
        kept[0] += ending
    return "".join([kept[0], *added, *kept[1:]])
