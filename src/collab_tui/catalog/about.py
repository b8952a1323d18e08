"""What a registry says about itself, and how it is laid out."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from collab_tui.catalog.keeping import Keeper
from collab_tui.records.kinds import Kind
from collab_tui.registry.checks.files import NOT_UTF8, TOML_SYNTAX

_BROKEN = (NOT_UTF8.code, TOML_SYNTAX.code)


class About:
    """Reads the ``[registry]`` tables. Of several, the one in the highest layer counts."""

    def __init__(self, keeper: Keeper) -> None:
        """Ask the database that `keeper` keeps."""
        self._keeper = keeper

    def title(self) -> str | None:
        """Return the title that the registry gives itself, if there is one."""
        title: str | None = self._info("title")
        return title

    def language(self) -> str:
        """Return the language of texts that do not name one."""
        return str(self._info("language") or "en")

    def checking(self) -> dict[str, Any]:
        """Return what the registry says about checks: see `RegistryInfo.check`."""
        return self._info("check") or {}

    def fullest_file(self, layer: int, kind: Kind, country: str | None) -> str | None:
        """Return the path of the file with most records of a kind; None if no file has any.

        It is in the layer with that number. Records of the country count more than all others, if
        there is one. A file that is not TOML, or not UTF-8, is no such file.
        """
        query = """
            SELECT path FROM file JOIN definition ON file = file.n JOIN record USING (d)
            WHERE layer = ? AND record.kind = ?
            AND file.n NOT IN (SELECT file FROM problem WHERE file IS NOT NULL AND code IN (?, ?))
            GROUP BY file.n ORDER BY total(record.country = ?) DESC, count(*) DESC, sequence LIMIT 1
        """
        values = (layer, kind, *_BROKEN, country)
        row = self._keeper.ask(lambda db: db.execute(query, values).fetchone())
        return row[0] if row else None

    def _info(self, key: str) -> Any:
        """Return what the registry says about itself, in the first file that does so; else None."""
        query = "SELECT info FROM file WHERE info IS NOT NULL ORDER BY layer DESC, sequence"

        def find(db: sqlite3.Connection) -> Any:
            found = (json.loads(info).get(key) for (info,) in db.execute(query))
            return next((value for value in found if value), None)

        return self._keeper.ask(find)
