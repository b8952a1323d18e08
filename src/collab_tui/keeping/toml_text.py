"""Values and records as TOML, in the layout of a registry: short lists in one line, long
ones not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from functools import cache
from typing import Any

from collab_tui.records.declared import fields_of
from collab_tui.records.kinds import Kind

WIDTH = 100
"""Columns that a list may fill before it gets a line for each element."""

INDENT = "  "
"""What an element of such a list begins with."""

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def key_text(key: str) -> str:
    """Return a key in the form of TOML."""
    return key if _BARE.fullmatch(key) else string_text(key)


def string_text(text: str) -> str:
    """Return a string in the form of TOML: on one line, with escapes."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def value_text(value: Any, room: int | None = WIDTH, newline: str = "\n") -> str:
    """Return a value in the form of TOML.

    A list that is longer than `room`, or has tables in it, is written in several lines. Without
    room, as inside a table on one line, everything is on one line.
    """
    if isinstance(value, str):
        return string_text(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date | time | datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        inner = ", ".join(f"{key_text(key)} = {value_text(v, None)}" for key, v in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list | tuple):
        has_tables = any(isinstance(element, Mapping) for element in value)
        return list_text([value_text(one, None) for one in value], room, newline, has_tables)
    return repr(value)


def list_text(elements: Sequence[str], room: int | None, newline: str, has_tables: bool) -> str:
    """Return a list of elements that are already TOML."""
    line = f"[{', '.join(elements)}]"
    if room is None or not elements or (len(line) <= room and not has_tables):
        return line
    return newline.join(["[", *(f"{INDENT}{element}," for element in elements), "]"])


def pair_text(key: str, value: Any, newline: str = "\n") -> str:
    """Return ``key = value``."""
    return f"{key} = {value_text(value, WIDTH - len(key) - 3, newline)}"


@cache
def key_order(kind: Kind | None, inside: tuple[str, ...] = ()) -> dict[str, int]:
    """Return the place of each key of a record, or of a table inside it, as declared.

    Without a kind, it is that of the keys of the ``[registry]`` table.
    """
    fields = fields_of(kind)
    paths = (field.keys for field in fields)
    depth = len(inside)
    # If a value may be written as a table, the key for the value itself comes first.
    plain = [f.inner for f in fields if f.inner and f.keys == inside]
    keys = dict.fromkeys(
        [*plain, *(path[depth] for path in paths if path[:depth] == inside and len(path) > depth)]
    )
    return {key: place for place, key in enumerate(keys)}


def in_order(kind: Kind, table: Mapping[str, Any], inside: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return a table with its keys, and those of the tables in it, in the order of declaration."""
    order = key_order(kind, inside)

    def sorted_inside(value: Any, path: tuple[str, ...]) -> Any:
        if isinstance(value, Mapping):
            return in_order(kind, value, path)
        if isinstance(value, list | tuple):
            return [sorted_inside(one, path) for one in value]
        return value

    keys = sorted(table, key=lambda key: order.get(key, len(order)))
    return {key: sorted_inside(table[key], (*inside, key)) for key in keys}


def record_text(
    kind: Kind, table: Mapping[str, Any], comments: Iterable[str] = (), newline: str = "\n"
) -> str:
    """Return a record as a block of a file, its keys in the order of their declaration."""
    lines = [f"[[{kind.table}]]", *(f"# {comment}" for comment in comments)]
    ordered = in_order(kind, table)
    extra = ordered.pop("extra", None)
    lines += [pair_text(key_text(key), value, newline) for key, value in ordered.items()]
    if extra:
        lines += ["", f"[{kind.table}.extra]"]
        lines += [pair_text(key_text(key), value, newline) for key, value in extra.items()]
    return newline.join(lines) + newline
