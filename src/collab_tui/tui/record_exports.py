"""Records as a file: a document, a table, whole records, or tables of a database."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from collab_tui.formats import CSV, JSONL, MARKDOWN, SQLITE, XLSX
from collab_tui.language import _, _n
from collab_tui.outgoing.documents import (
    BRIEF_ORDER,
    Scope,
    document_blocks,
    linked_numbers,
    numbers_of,
)
from collab_tui.outgoing.dump import as_jsonl
from collab_tui.outgoing.writing import ExportError, FileExistsAlreadyError, write_file
from collab_tui.reasons import why
from collab_tui.records.kinds import Kind, Ref
from collab_tui.render.results import HEADER, as_csv, listed
from collab_tui.tui.exports import COUNTING, PREVIEWED, Taken, Tell, beginning, query_words
from collab_tui.views.files import Form

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.catalog.status import Period
    from collab_tui.tui.answers import Listing
    from collab_tui.tui.threads import Check

Row: TypeAlias = "dict[str, Any]"
"""The columns of a record, each with its value."""

FORMS = (
    Form(MARKDOWN, "Markdown"),
    Form(CSV, "CSV"),
    Form(XLSX, "Excel"),
    Form(JSONL, "JSON lines"),
    Form(SQLITE, "SQLite"),
)
"""The forms of files. These are names, in every language."""


class Records:
    """A record, what is marked, and the `listings` of a query; statuses are for the period."""

    title = _("Export")
    forms = tuple(form.words for form in FORMS)

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

    def keeps_lines(self, taken: Taken) -> bool:
        """Tell whether the lines of a preview are cut at the edge: those of a text of records."""
        return FORMS[taken.form].name in ("csv", "xlsx", "jsonl")

    def file_name(self, taken: Taken) -> str:
        """Return a file name that says what the file contains, and ends in its form."""
        names = {
            Scope.RECORD: self._slug,
            Scope.LINKED: f"{self._slug}-linked",
            Scope.MARKED: "marked",
            Scope.RESULTS: query_words(self._query) or "all",
        }
        return names[self._scopes[taken.choice]] + FORMS[taken.form].ending

    def preview(self, catalog: Catalog, taken: Taken, check: Check) -> str:
        """Return the beginning of a file; of one with tables, which tables and columns it has."""
        scope = self._scopes[taken.choice]
        numbers = self._numbers(catalog, scope)
        check()
        if FORMS[taken.form].name == "sqlite":
            return _tables(len(numbers))
        parts = self._parts(catalog, scope, numbers[:PREVIEWED], FORMS[taken.form].name)
        return beginning("".join(parts), more=len(numbers) - PREVIEWED)

    def write(
        self, catalog: Catalog, taken: Taken, path: Path, tell: Tell, *, replace: bool
    ) -> None:
        """Write the file completely or not at all.

        Raises:
            FileExistsAlreadyError: the file exists, and is not to be replaced.
            ExportError: it cannot be written.
        """
        scope, form = self._scopes[taken.choice], FORMS[taken.form].name
        if scope is Scope.RESULTS and not all(one.is_whole for one in self._listings.values()):
            raise ExportError(_("the lists were not read to their end; close this and try again"))
        numbers = self._numbers(catalog, scope)
        tell(0, len(numbers))
        if form == "sqlite":
            _write_tables(catalog, numbers, path, replace=replace)
        elif form == "xlsx":
            found = _told(listed(catalog, numbers, self._period), tell, len(numbers))
            _write_workbook(found, path, replace=replace)
        else:
            write_file(path, self._parts(catalog, scope, numbers, form, tell), replace=replace)

    def _parts(
        self,
        catalog: Catalog,
        scope: Scope,
        numbers: Sequence[int],
        form: str,
        tell: Tell = lambda _count, _total: None,
    ) -> Iterator[str]:
        """Yield a file that is a text, part by part."""

        def told(count: int) -> None:
            tell(count, len(numbers))

        if form == "markdown":
            asked = self._query if scope is Scope.RESULTS else None
            yield from document_blocks(catalog, numbers, asked, tell=told, period=self._period)
        elif form == "jsonl":
            for count, line in enumerate(as_jsonl(catalog, numbers), 1):
                told(count)
                yield line
        else:
            found = listed(catalog, numbers, self._period)
            for count, line in enumerate(as_csv(found)):  # the first line has the headings
                told(count)
                yield line


def _tables(count: int) -> str:
    """Return what a file with tables will hold."""
    from collab_tui.outgoing.tables import all_tables

    words = _n(
        "{count} record, and all that it names, in tables:",
        "{count} records, and all that they name, in tables:",
        count,
    )
    tables = (f"{one.name}: {', '.join(c.name for c in one.columns)}" for one in all_tables())
    return "\n".join([words, "", *tables, ""])


def _told(rows: Iterable[Row], tell: Tell, total: int) -> Iterator[Row]:
    for count, row in enumerate(rows):
        tell(count, total)
        yield row


def _write_workbook(rows: Iterable[Row], path: Path, *, replace: bool) -> None:
    from collab_tui.outgoing.libraries import LibraryMissingError
    from collab_tui.outgoing.workbook import write_workbook

    _refuse(path, replace=replace)
    try:
        write_workbook(path, HEADER, (list(row.values()) for row in rows))
    except LibraryMissingError as error:
        raise ExportError(str(error)) from error
    except OSError as error:
        raise _not_written(path, error) from error


def _write_tables(catalog: Catalog, numbers: Sequence[int], path: Path, *, replace: bool) -> None:
    from collab_tui.outgoing.dump import write_tables

    _refuse(path, replace=replace)
    try:
        write_tables(catalog, numbers, "sqlite", path)
    except OSError as error:
        raise _not_written(path, error) from error


def _refuse(path: Path, *, replace: bool) -> None:
    if not replace and os.path.lexists(path):
        raise FileExistsAlreadyError(_("{path} exists already", path=path))


def _not_written(path: Path, error: OSError) -> ExportError:
    reason = why(error)
    return ExportError(_("{path} cannot be written: {reason}", path=path, reason=reason))
