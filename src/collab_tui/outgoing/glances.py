"""Views inside a Markdown document, as text blocks, or as pictures beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from collab_tui.catalog.catalog import Catalog
from collab_tui.records.kinds import Kind, Ref
from collab_tui.views.declared import VIEWS
from collab_tui.views.files import as_file
from collab_tui.views.state import State
from collab_tui.views.view import View

NAMES = tuple(name for name, view in VIEWS.items() if not view.about)
"""The views that a document can have: those of the result of a query."""


def query_for(refs: Sequence[Ref]) -> str:
    """Return the query that finds the agreements among some records; empty if there are none."""
    found = [str(ref) for ref in refs if ref.kind is Kind.AGREEMENT]
    return f"id:{','.join(found)}" if found else ""


def as_blocks(catalog: Catalog, names: Sequence[str], query: str) -> Iterator[str]:
    """Yield Markdown for each view of what a query finds, as text in a code block.

    Raises:
        QueryError: the query has a mistake.
    """
    view = View(catalog)
    for name in names:
        yield "\n" + as_file(view, query, State(name), "markdown")


def as_pictures(
    catalog: Catalog, names: Sequence[str], query: str, stem: str
) -> tuple[list[str], dict[str, str]]:
    """Return Markdown that shows each view as a picture, and the pictures by their file names.

    Raises:
        QueryError: the query has a mistake.
    """
    view = View(catalog)
    blocks, files = [], {}
    for name in names:
        file, label = f"{stem}-{name}.svg", VIEWS[name].label
        files[file] = as_file(view, query, State(name), "svg")
        blocks.append(f"\n# {label}\n\n![{label}](<{file}>)\n")
    return blocks, files
