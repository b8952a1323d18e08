"""The tables of the records in the text of a file, also of one that is not TOML as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from collab_tui.records.kinds import Kind, Ref
from collab_tui.registry.salvage import pieces


def records_in(content: bytes) -> dict[Ref, Mapping[str, Any]]:
    """Return the records of a file, or of a part of it, as far as it can be read."""
    text = content.decode("utf-8-sig", "surrogateescape")
    found: dict[Ref, Mapping[str, Any]] = {}
    for piece in pieces(text):
        for key, tables in (piece.document or {}).items():
            kind = Kind.of_table(key)
            if kind is None or not isinstance(tables, list):
                continue
            for table in tables:
                if isinstance(table, dict) and isinstance(table.get("id"), str):
                    found.setdefault(Ref(kind, table["id"]), table)
    return found
