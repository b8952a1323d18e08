"""``collab-tui cite``: sources as references, for Zotero, LaTeX and pandoc."""

from __future__ import annotations

import click

from collab_tui.commands.asking import Asked, asking
from collab_tui.console import fail
from collab_tui.formats import REFERENCES
from collab_tui.options import QueryCommand
from collab_tui.outgoing.cite import references, write
from collab_tui.outgoing.libraries import LibraryMissingError


@click.command(
    cls=QueryCommand,
    epilog="""\b
Examples:
  collab-tui cite > all-sources.json
  collab-tui cite -o brief.bib 'focus:vaccines country:ID'
  collab-tui cite --format ris id:ssmic > ssmic.ris
""",
)
@asking(REFERENCES)
def cite(asked: Asked) -> None:
    """Write the sources that the records of QUERY cite, or all sources, as references."""
    catalog, numbers = asked.find()
    try:
        text = write(list(references(catalog, numbers)), asked.form)
    except LibraryMissingError as error:
        fail(str(error), 2)
    asked.write([text])
