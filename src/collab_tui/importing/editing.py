"""Changes to one record's block of a file: its comments, order and other values stay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import tomli
import tomlkit
from tomlkit.exceptions import TOMLKitError

from collab_tui.importing.marks import Path, canonical, comments, lines
from collab_tui.importing.toml_text import WIDTH, value_text
from collab_tui.records.kinds import Kind

LOOK = "look:"
"""Begins a comment that says what somebody should look at."""


class EditError(Exception):
    """A block that cannot be changed without harm; the message says why."""


def edit(
    kind: Kind,
    block: str,
    changes: Mapping[Path, Any],
    mark: tuple[str, str] | None = None,
    looks: Iterable[str] | None = None,
) -> str:
    """Return a record's block with some values changed; None as a value takes it away.

    `mark` is the source and its new comment; `looks`, where given, take the place of the
    comments that say what to look at.

    Raises:
        EditError: the block would come to say something else than it should.
    """
    edited = _with_values(kind, block, changes) if changes else block
    return _with_comments(edited, mark, looks)


def _with_values(kind: Kind, block: str, changes: Mapping[Path, Any]) -> str:
    try:
        document = tomlkit.parse(block)
        wanted = tomli.loads(block)[kind.table][0]
        table: Any = document[kind.table][0]
        for path, value in changes.items():
            if "#" in _comments_inside(table, path):
                raise EditError(f"there are comments inside '{'.'.join(path)}'")
            _change(table, path, value, is_text=True)
            _change(wanted, path, value, is_text=False)
        edited = tomlkit.dumps(document)
        found = tomli.loads(edited)[kind.table][0]
    except (TOMLKitError, tomli.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise EditError(f"it is written in a way that cannot be changed: {error}") from error
    if canonical(found) != canonical(wanted):
        raise EditError("it is written in a way that cannot be changed")
    return edited


def _comments_inside(table: Any, path: Path) -> str:
    """Return what a value's text holds beside the value: comments between its elements."""
    for key in path:
        if not isinstance(table, Mapping) or key not in table:
            return ""
        table = table[key]
    if not isinstance(table, list):
        return ""
    text = tomlkit.item(table).as_string()
    return "\n".join(line for line in text.splitlines() if line.lstrip().startswith("#"))


def _change(table: Any, path: Path, value: Any, *, is_text: bool) -> None:
    """Set or take away the value at `path`; a table that is left empty goes, too."""
    key, rest = path[0], path[1:]
    if rest and value is None:
        if key in table:
            _change(table[key], rest, value, is_text=is_text)
            if not table[key]:
                del table[key]
        return
    if value is None:
        table.pop(key, None)
        return
    if rest and key in table and isinstance(table[key], Mapping):
        _change(table[key], rest, value, is_text=is_text)
        return
    for inner in reversed(rest):
        value = {inner: value}
    table[key] = _item(value, key) if is_text else value


def _item(value: Any, key: str) -> Any:
    """Return a value as tomlkit has it, written as in a new record."""
    return tomlkit.parse(f"x = {value_text(value, WIDTH - len(key) - 3)}\n")["x"]


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
