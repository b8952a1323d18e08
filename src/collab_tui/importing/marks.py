"""What an import wrote, as a comment in the record. A later import sees from it what people
changed.

``# ror: city=3fa9c1d2 name.en=09cd77aa`` below a record's header says what the source said about
each field, as fingerprints. If a value no longer has its fingerprint, somebody changed it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import blake2b
from typing import Any
from urllib.parse import quote, unquote

_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")

Path = tuple[str, ...]
"""Keys from a record's table to a value in it; a list is one value."""

ROW = ("",)
"""Stands for everything that the source says about the record, in any state of the record."""


def flat(table: Mapping[str, Any], path: Path = ()) -> dict[Path, Any]:
    """Return the values of a record by their paths: ``{("dates", "signed"): …}``."""
    found: dict[Path, Any] = {}
    for key, value in table.items():
        if isinstance(value, Mapping) and value:
            found.update(flat(value, (*path, key)))
        else:
            found[(*path, key)] = value
    return found


def fingerprint(value: Any) -> str:
    """Return eight characters that differ for different values; a date counts by its meaning."""
    return blake2b(canonical(value).encode("utf-8", "replace"), digest_size=4).hexdigest()


def canonical(value: Any) -> str:
    """Return one text for all ways to write a value."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else str(value)


def mark_text(source: str, fingerprints: Mapping[Path, str]) -> str:
    """Return the comment, without its ``#``."""
    parts = (f"{_path_text(path)}={print_}" for path, print_ in sorted(fingerprints.items()))
    return f"{source}: {' '.join(parts)}"


def _path_text(path: Path) -> str:
    return ".".join(quote(key, safe="").replace(".", "%2E") for key in path)


def comment_text(text: str) -> str:
    """Return a text in the form for a comment: on one line, without control characters."""
    return _CONTROL.sub(" ", text).strip()


def lines(text: str) -> list[str]:
    """Return the lines of a TOML text with their ends; only a line feed ends a line."""
    return _LINE.findall(text)


def comments(block: str) -> Iterator[tuple[int, str]]:
    """Yield the comments directly below a record's header, with the numbers of their lines."""
    for number, line in enumerate(lines(block)[1:], 1):
        if not line.lstrip().startswith("#"):
            return
        yield number, line.strip().removeprefix("#").strip()


def read_mark(source: str, block: str) -> dict[Path, str] | None:
    """Return the fingerprints in a record's block; None if the source left none."""
    for _, comment in comments(block):
        if comment.startswith(f"{source}:"):
            parts = (part.partition("=") for part in comment.partition(":")[2].split())
            return {
                tuple(unquote(key) for key in path.split(".")): print_ for path, _, print_ in parts
            }
    return None
