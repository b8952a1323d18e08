"""``collab-tui graph``: who works with whom, for Gephi, Cytoscape, networkx and D3."""

from __future__ import annotations

from pathlib import Path

import click

from collab_tui.commands.asking import Asked, asking
from collab_tui.console import fail
from collab_tui.language import _
from collab_tui.options import QueryCommand
from collab_tui.outgoing.graph import FORMATS, graph_of, write
from collab_tui.outgoing.libraries import LibraryMissingError


@click.command(
    cls=QueryCommand,
    epilog="""\b
Examples:
  collab-tui graph -o everything.graphml
  collab-tui graph -o who-with-whom.gexf --project institutions 'focus:vaccines'
  collab-tui graph --format csv --project institutions 'country:ID' > pairs.csv
""",
)
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="By default the format of the file's ending, else csv.",
)
@click.option(
    "--project",
    type=click.Choice(["institutions"]),
    help="Leave agreements out, and join institutions that share one.",
)
@asking
def graph(asked: Asked, form: str | None, project: str | None) -> None:
    """Write the agreements that QUERY finds, and who takes part in them, as a graph."""
    ending = Path(asked.output).suffix.removeprefix(".").lower() if asked.output else ""
    if form is None and ending and ending not in FORMATS:
        known = ", ".join(f".{known}" for known in FORMATS)
        fail(
            _(
                "{path}: no graph format has this ending; use one of {known}, or --format",
                path=asked.output,
                known=known,
            ),
            2,
        )
    catalog, numbers = asked.find()
    made = graph_of(catalog, numbers, project=project is not None)
    try:
        asked.write(list(write(made, form or ending or "csv")))
    except LibraryMissingError as error:
        fail(str(error), 2)
