"""What an export from the explorer contains, and the beginning of its document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from collab_tui.catalog.text import tokens
from collab_tui.export import BRIEF_ORDER, Scope, document_of, linked_numbers
from collab_tui.records.kinds import Kind
from collab_tui.render.words import clean, plural

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.catalog.status import Period
    from collab_tui.tui.answers import Listing
    from collab_tui.tui.threads import Check

LONGEST_PATH = 90
"""Characters of a folder's path that are shown."""

PREVIEWED = 20
"""Records that a preview shows; the file gets all of them."""

PREVIEWED_LINES = 400
"""Lines of them that a preview shows."""


class Exportable(NamedTuple):
    """A record, called `slug`, and the `listings` of a query; statuses are for the period."""

    record: int
    slug: str
    listings: Mapping[Kind, Listing]
    query: str
    period: Period | None

    def numbers(self, catalog: Catalog, scope: Scope) -> Sequence[int]:
        """Return the records of a scope, in the order of the document."""
        if scope is Scope.RECORD:
            return [self.record]
        if scope is Scope.LINKED:
            return linked_numbers(catalog, self.record)
        kinds = [kind for kind in BRIEF_ORDER if kind in self.listings]
        return list(dict.fromkeys(n for kind in kinds for n in self.listings[kind].numbers))

    def asked(self, scope: Scope) -> str | None:
        """Return the query that a document of this scope is about."""
        return self.query if scope is Scope.RESULTS else None

    def file_name(self, scope: Scope) -> str:
        """Return a file name that says what the file contains."""
        names = {
            Scope.RECORD: self.slug,
            Scope.LINKED: f"{self.slug}-linked",
            Scope.RESULTS: "-".join(tokens(self.query))[:40].strip("-") or "all",
        }
        return f"{names[scope]}.md"

    def preview(self, catalog: Catalog, scope: Scope, check: Check) -> str:
        """Return the beginning of a document. If nobody waits for it any longer, `check` raises."""
        numbers = self.numbers(catalog, scope)
        check()
        text = document_of(catalog, numbers[:PREVIEWED], self.asked(scope), period=self.period)
        lines = text.split("\n", PREVIEWED_LINES)
        if len(lines) > PREVIEWED_LINES:
            lines[PREVIEWED_LINES:] = ["", "… and so on", ""]
        elif len(numbers) > PREVIEWED:
            lines += [f"… and {plural(len(numbers) - PREVIEWED, 'record')} more", ""]
        return "\n".join(lines)


def folder_words(folder: Path) -> str:
    """Return where the file is written, and how to choose another folder, in two or three lines."""
    path = clean(str(folder))
    if len(path) > LONGEST_PATH:
        path = f"{path[: LONGEST_PATH // 3]}…{path[-LONGEST_PATH // 3 * 2 :]}"
    return f"in {path} (export_folder in the config file)"
