"""Values and records as TOML, in the style of a registry: short lists in a line, long ones not."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from collab_tui.records.declared import DECLARED
from collab_tui.records.kinds import Kind

WIDTH = 100
"""Columns that a list may fill before it is written with a line for each element."""

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def key_text(key: str) -> str:
    """Return a key as it stands in TOML."""
    return key if _BARE.fullmatch(key) else string_text(key)


def string_text(text: str) -> str:
    """Return a string as it stands in TOML: in a line, with escapes."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def value_text(value: Any, room: int = WIDTH) -> str:
    """Return a value as it stands in TOML; a list that is longer than `room` in several lines."""
    if isinstance(value, str):
        return string_text(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        inner = ", ".join(
            f"{key_text(key)} = {value_text(held, 10**9)}" for key, held in value.items()
        )
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list | tuple):
        elements = [value_text(element, 10**9) for element in value]
        line = f"[{', '.join(elements)}]"
        is_table = len(elements) > 1 and line.startswith("[{") and room <= WIDTH
        if len(line) <= room and not is_table:
            return line
        return "\n".join(["[", *(f"  {element}," for element in elements), "]"])
    return repr(value)


def record_text(kind: Kind, table: Mapping[str, Any], comments: Iterable[str] = ()) -> str:
    """Return a record as a block of a file, its keys in the order of their declaration."""
    order = {field.top: place for place, field in enumerate(reversed(DECLARED[kind].fields))}
    keys = sorted(table, key=lambda key: -order.get(key, -1))
    lines = [f"[[{kind.table}]]", *(f"# {comment}" for comment in comments)]
    lines += [
        f"{key} = {value_text(table[key], WIDTH - len(key) - 3)}" for key in keys if key != "extra"
    ]
    if table.get("extra"):
        lines += ["", f"[{kind.table}.extra]"]
        lines += [f"{key_text(key)} = {value_text(held)}" for key, held in table["extra"].items()]
    return "\n".join(lines) + "\n"
