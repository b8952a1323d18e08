"""``export --with``: views of the agreements that a document is about."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from collab_tui.console import expand, tell
from collab_tui.language import _
from collab_tui.records.kinds import Ref

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog


def view_names(
    _context: click.Context, _parameter: click.Parameter, text: str | None
) -> tuple[str, ...]:
    """Return the names of views in a text, separated by commas, each once."""
    from collab_tui.outgoing.glances import NAMES

    names = dict.fromkeys(name.strip().lower() for name in (text or "").split(",") if text)
    for name in names:
        if name not in NAMES:
            known = ", ".join(NAMES)
            raise click.BadParameter(
                _("'{name}' is not a view for documents, which are {known}", name=name, known=known)
            )
    return tuple(names)


def glances(
    catalog: Catalog,
    names: Sequence[str],
    query: str | None,
    refs: Sequence[Ref],
    beside: Path | None,
) -> tuple[str, dict[Path, str]]:
    """Return Markdown to add to a document, and the pictures to write beside it at `beside`.

    Views show what `query` finds or, without one, the agreements among `refs`.
    """
    from collab_tui.outgoing.glances import as_blocks, as_pictures, query_for

    text = expand(query) if query is not None else query_for(refs)
    if not names or (query is None and not text):
        if names:
            tell(_("none of the records is an agreement, so there is nothing to show in a view"))
        return "", {}
    if beside is None:
        return "".join(as_blocks(catalog, names, text)), {}
    blocks, files = as_pictures(catalog, names, text, beside.stem)
    return "".join(blocks), {beside.parent / name: svg for name, svg in files.items()}
