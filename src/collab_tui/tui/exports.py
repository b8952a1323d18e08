"""What can be exported from the explorer: the choices, the file's name, preview and content."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol, TypeAlias

from collab_tui.catalog.text import tokens
from collab_tui.export import (
    BRIEF_ORDER,
    Scope,
    document_blocks,
    document_of,
    linked_numbers,
    numbers_of,
)
from collab_tui.language import _, _n
from collab_tui.records.kinds import Kind, Ref

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.catalog.status import Period
    from collab_tui.tui.answers import Listing
    from collab_tui.tui.threads import Check

PREVIEWED = 20
"""Records that a preview shows; the file gets all of them."""

PREVIEWED_LINES = 400
"""Lines of them that a preview shows."""

Tell: TypeAlias = Callable[[int, int], None]
"""It is told how many records were read, of how many."""

COUNTING = "…"
"""The note of a choice whose records are not counted yet."""


class Exportable(Protocol):
    """What the export dialog offers. Its choices are numbered from 0."""

    @property
    def title(self) -> str:
        """What is exported, as a heading."""
        ...

    @property
    def choices(self) -> Sequence[str]:
        """What can be chosen, a line each."""
        ...

    @property
    def first(self) -> int:
        """The choice at the start."""
        ...

    @property
    def keeps_lines(self) -> bool:
        """Whether the lines of a preview are cut at the edge, and not broken."""
        ...

    def notes(self) -> Sequence[str]:
        """Return a word about each choice, as far as it is known."""
        ...

    def count(self, catalog: Catalog) -> None:
        """Find out what the notes do not say yet."""
        ...

    def file_name(self, choice: int) -> str:
        """Return a file name that says what the file contains."""
        ...

    def preview(self, catalog: Catalog, choice: int, check: Check) -> str:
        """Return the beginning of the file. If nobody waits for it any longer, `check` raises."""
        ...

    def parts(self, catalog: Catalog, choice: int, tell: Tell) -> Iterator[str]:
        """Yield the content of the file.

        Raises:
            ExportError: there is nothing to write any longer.
        """
        ...


class Records:
    """A record, what is marked, and the `listings` of a query; statuses are for the period."""

    title = _("Export to Markdown")
    keeps_lines = False

    def __init__(
        self,
        record: int,
        ref: Ref,
        marked: Sequence[Ref],
        listings: Mapping[Kind, Listing],
        query: str,
        period: Period | None,
    ) -> None:
        """Offer the record, what it links to, what is marked, and all that the query shows.

        A record that is marked itself stands for all that are.
        """
        self._record = record
        self._slug = ref.id
        self._marked = tuple(marked)
        self._scopes = [scope for scope in Scope if marked or scope is not Scope.MARKED]
        self.choices = tuple(scope.value for scope in self._scopes)
        self.first = self._scopes.index(Scope.MARKED) if ref in marked else 0
        self._listings = listings
        self._query = query
        self._period = period
        self._linked: int | None = None

    def notes(self) -> list[str]:
        """Return how many records each choice has."""
        shown = sum(listing.shown for listing in self._listings.values())
        counts = {
            Scope.RECORD: 1,
            Scope.LINKED: self._linked,
            Scope.MARKED: len(self._marked),
            Scope.RESULTS: shown,
        }
        found = (counts[scope] for scope in self._scopes)
        return [
            COUNTING if count is None else _n("{count} record", "{count} records", count)
            for count in found
        ]

    def count(self, catalog: Catalog) -> None:
        """Count what the record links to."""
        self._linked = len(self._numbers(catalog, Scope.LINKED))

    def _numbers(self, catalog: Catalog, scope: Scope) -> Sequence[int]:
        """Return the records of a scope, in the order of the document."""
        if scope is Scope.RECORD:
            return [self._record]
        if scope is Scope.LINKED:
            return linked_numbers(catalog, self._record)
        if scope is Scope.MARKED:
            return numbers_of(catalog, self._marked)
        kinds = [kind for kind in BRIEF_ORDER if kind in self._listings]
        return list(dict.fromkeys(n for kind in kinds for n in self._listings[kind].numbers))

    def _asked(self, scope: Scope) -> str | None:
        """Return the query that a document of this scope is about."""
        return self._query if scope is Scope.RESULTS else None

    def file_name(self, choice: int) -> str:
        """Return a file name that says what the file contains."""
        names = {
            Scope.RECORD: self._slug,
            Scope.LINKED: f"{self._slug}-linked",
            Scope.MARKED: "marked",
            Scope.RESULTS: query_words(self._query) or "all",
        }
        return f"{names[self._scopes[choice]]}.md"

    def preview(self, catalog: Catalog, choice: int, check: Check) -> str:
        """Return the beginning of a document. If nobody waits for it any longer, `check` raises."""
        scope = self._scopes[choice]
        numbers = self._numbers(catalog, scope)
        check()
        text = document_of(catalog, numbers[:PREVIEWED], self._asked(scope), period=self._period)
        return beginning(text, more=len(numbers) - PREVIEWED)

    def parts(self, catalog: Catalog, choice: int, tell: Tell) -> Iterator[str]:
        """Yield a document, part by part."""
        scope = self._scopes[choice]
        numbers = self._numbers(catalog, scope)

        def told(count: int) -> None:
            tell(count, len(numbers))

        asked, period = self._asked(scope), self._period
        yield from document_blocks(catalog, numbers, asked, tell=told, period=period)


def beginning(text: str, more: int = 0) -> str:
    """Return the first lines of a file, and what is left out; `more` records are not in `text`."""
    lines = text.split("\n", PREVIEWED_LINES)
    if len(lines) > PREVIEWED_LINES:
        lines[PREVIEWED_LINES:] = ["", _("… and so on"), ""]
    elif more > 0:
        lines += [_n("… and {count} more record", "… and {count} more records", more), ""]
    return "\n".join(lines)


def query_words(query: str) -> str:
    """Return the words of a query as a part of a file name; empty if there are none."""
    return "-".join(tokens(query))[:40].strip("-")
