"""Asks for what is wrong in a registry. It loads what a question needs."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING

from collab_tui.catalog.keeping import Keeper

if TYPE_CHECKING:
    from collab_tui.registry.problems import Problem

_ERRORS = "SELECT EXISTS (SELECT 1 FROM problem WHERE severity = 'error')"
_PAPERS = "SELECT EXISTS (SELECT 1 FROM facet WHERE field = 'documents.path')"
"""Whether documents are in files, which may be missing or changed."""


class Problems:
    """The problems of one registry. The first question about all of them looks for doubles."""

    def __init__(self, keeper: Keeper) -> None:
        """Ask the database that `keeper` keeps."""
        self._keeper = keeper

    def counts(self) -> dict[str, int]:
        """Return how many errors and warnings there are, without their places."""
        from collab_tui.catalog.checks.stored import count_problems

        self._keep_doubles()
        return self._keeper.ask(lambda db: count_problems(db, self._keeper.today))

    def has_errors(self) -> bool:
        """Tell whether any problem is an error. This is faster than counting them."""
        return self._keeper.ask(_has_errors)

    def _keep_doubles(self, *, is_thorough: bool = False) -> None:
        """Look for doubles and keep them. While somebody else writes, nothing is kept."""
        from collab_tui.catalog.checks.stored import has_doubles, is_large, write_doubles

        def is_done(db: sqlite3.Connection) -> bool:
            return has_doubles(db) or (is_large(db) and not is_thorough)

        if not self._keeper.ask(is_done):
            self._keeper.keep(write_doubles)

    def files(self) -> set[str]:
        """Return the files that have problems."""
        from collab_tui.catalog.checks.stored import files_of_problems

        self._keep_doubles()
        return self._keeper.ask(lambda db: files_of_problems(db, self._keeper.today))

    def all(self, *, is_thorough: bool = False) -> list[Problem]:
        """Return all problems, by file, line and column; see `by_file`."""
        found = self.by_file(is_thorough=is_thorough)
        return [problem for of_file in found for problem in of_file]

    def leave_out_doubles(self) -> bool:
        """Tell whether doubles are only reported if the search `is_thorough`."""
        from collab_tui.catalog.checks.stored import is_large

        return self._keeper.ask(is_large)

    def by_file(
        self, *, is_thorough: bool = False, by_severity: bool = False
    ) -> Iterator[list[Problem]]:
        """Yield the problems of one file after the other, by line and column.

        The file is parsed to find the lines. If it is `by_severity`, all errors come before all
        warnings. Doubles in a large registry are only reported if the search `is_thorough`.
        """
        from collab_tui.catalog.checks.stored import all_problems
        from collab_tui.registry.positions import locate_by_file
        from collab_tui.registry.problems import Severity

        def find(db: sqlite3.Connection) -> list[Problem]:
            return all_problems(db, self._keeper.today, is_thorough=is_thorough)

        self._keep_doubles(is_thorough=is_thorough)
        found = self._keeper.ask(find)
        if not by_severity:
            return locate_by_file(found)
        of_severity = ([one for one in found if one.severity == each] for each in Severity)
        return chain.from_iterable(locate_by_file(some) for some in of_severity if some)

    def if_written(self, contents: Mapping[str, bytes]) -> list[Problem]:
        """Return the problems that other contents of files would have; see `catalog.trial`."""
        from collab_tui.catalog.trial import trial

        return self._keeper.ask(
            lambda db: trial(db, contents, self._keeper.layers, self._keeper.today)
        )


def _has_errors(connection: sqlite3.Connection) -> bool:
    """Tell whether any problem is an error. Doubles, which take longest to find, are none."""
    if connection.execute(_ERRORS).fetchone()[0]:
        return True
    if not connection.execute(_PAPERS).fetchone()[0]:
        return False
    from collab_tui.catalog.checks.papers import papers

    return any(True for _ in papers(connection))
