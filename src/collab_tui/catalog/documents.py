"""Documents in the form that a catalog keeps: a record's JSON after a checksum."""

from __future__ import annotations

import json
from typing import Any
from zlib import crc32

from collab_tui.catalog.storage.faults import DamagedError
from collab_tui.language import _

_SUM = 8
"""Hexadecimal digits of the checksum."""

START = _SUM + 1
"""The character, counted from 1, at which the JSON begins, for SQL that reads some of it."""


def keep(content: bytes) -> str:
    """Return the JSON of a record as it is kept."""
    return f"{crc32(content):08x}{content.decode()}"


def read(kept: str) -> dict[str, Any]:
    """Return the document that was kept.

    Raises:
        DamagedError: it is not what was written.
    """
    if not isinstance(kept, str) or kept[:_SUM] != f"{crc32(kept[_SUM:].encode()):08x}":
        raise DamagedError(_("a document is not what was written"))
    document: dict[str, Any] = json.loads(kept[_SUM:])
    return document
