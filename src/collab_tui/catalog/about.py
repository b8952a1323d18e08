"""What a registry says about itself."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from collab_tui.catalog.keeping import Keeper


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

    def _info(self, key: str) -> Any:
        """Return what the registry says about itself, in the first file that does so; else None."""
        query = "SELECT info FROM file WHERE info IS NOT NULL ORDER BY layer DESC, sequence"

        def find(db: sqlite3.Connection) -> Any:
            found = (json.loads(info).get(key) for (info,) in db.execute(query))
            return next((value for value in found if value), None)

        return self._keeper.ask(find)
