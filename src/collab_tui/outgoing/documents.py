"""Records → Markdown documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum
from typing import TYPE_CHECKING

from collab_tui.language import _
from collab_tui.records.kinds import Kind, Ref

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.catalog.dossier import Dossier
    from collab_tui.catalog.status import Period
    from collab_tui.render.apart import OwnTemplate
    from collab_tui.render.page import Page

BRIEF_ORDER = [Kind.AGREEMENT, *(kind for kind in Kind if kind is not Kind.AGREEMENT)]
"""The kinds, in the order of a document about several records."""


class Scope(Enum):
    """What the explorer's export contains."""

    RECORD = _("this record")
    LINKED = _("this record and what it links to")
    MARKED = _("the marked records")
    RESULTS = _("all that the query shows")


def documents_of(
    catalog: Catalog,
    numbers: Sequence[int],
    template: OwnTemplate | None = None,
    *,
    period: Period | None = None,
) -> dict[str, str]:
    """Return a Markdown document for each record, by the name of its file.

    Statuses are those in `period`, by default on the catalog's day.

    Raises:
        TemplateError: `template` cannot be used.
    """
    rows = catalog.shown.rows(numbers)
    names = file_names([row.ref for row in rows])
    return {
        names[row.ref]: document_of(catalog, [row.n], template=template, period=period)
        for row in rows
    }


def document_of(
    catalog: Catalog,
    numbers: Sequence[int],
    query: str | None = None,
    template: OwnTemplate | None = None,
    *,
    period: Period | None = None,
) -> str:
    """Return one Markdown document about all the records; `query` is the query that found them.

    Statuses are those in `period`, by default on the catalog's day.

    Raises:
        TemplateError: `template` cannot be used.
    """
    return "".join(document_blocks(catalog, numbers, query, template, period=period))


def document_blocks(
    catalog: Catalog,
    numbers: Sequence[int],
    query: str | None = None,
    template: OwnTemplate | None = None,
    tell: Callable[[int], None] | None = None,
    *,
    period: Period | None = None,
) -> Iterator[str]:
    """Yield what `document_of` returns, part by part; `tell` is called with how many were read.

    If a query found the records, a record lists only linking records that are in the document.
    """
    from collab_tui.render.kinds import page_of
    from collab_tui.render.markdown import markdown_blocks

    pages = []
    among = frozenset(numbers) if query is not None else None

    def made(dossier: Dossier) -> Page:
        return page_of(dossier if among is None else dossier.among(among))

    for count, n in enumerate(numbers, 1):
        page = catalog.shown.read(n, made, period=period)
        if page is not None:
            pages.append(page)
        if tell is not None:
            tell(count)
    yield from markdown_blocks(pages, query, template)


def linked_numbers(catalog: Catalog, n: int) -> list[int]:
    """Return record `n` and the records that are linked to it, without sources."""
    dossier = catalog.shown.dossier(n)
    if dossier is None:
        return []
    rows = [*dossier.names.values(), *dossier.agreements, *(link.row for link in dossier.incoming)]
    linked = {row.n: row for row in rows if row.kind is not Kind.SOURCE and row.n != n}
    ranked = sorted(linked.values(), key=lambda row: (BRIEF_ORDER.index(row.kind), row.name))
    return [n, *(row.n for row in ranked)]


def numbers_of(catalog: Catalog, refs: Iterable[Ref]) -> list[int]:
    """Return the records with these refs, by kind; those that are gone are left out."""
    ranked = sorted(refs, key=lambda ref: BRIEF_ORDER.index(ref.kind))
    return [n for n in map(catalog.number, ranked) if n is not None]


def file_names(refs: Sequence[Ref]) -> dict[Ref, str]:
    """Name a file for each record. If kinds share an id, the name begins with the kind."""
    uses = Counter(ref.id for ref in refs)
    names = {
        ref: f"{ref.id}.md" if uses[ref.id] == 1 else f"{ref.kind}-{ref.id}.md" for ref in refs
    }
    if len(set(names.values())) < len(names):  # an id can look like a kind and an id
        return {ref: f"{ref.kind}-{ref.id}.md" for ref in refs}
    return names
