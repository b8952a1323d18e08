"""``collab-tui graph``: who works with whom, for Gephi, Cytoscape, networkx and D3."""

from __future__ import annotations

import click

from collab_tui.commands.asking import Asked, asking
from collab_tui.console import fail
from collab_tui.formats import GRAPHS
from collab_tui.options import QueryCommand
from collab_tui.outgoing.graph import graph_of, write
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
    "--project",
    type=click.Choice(["institutions"]),
    help="Leave agreements out, and join institutions that share one.",
)
@asking(GRAPHS)
def graph(asked: Asked, project: str | None) -> None:
    """Write the agreements that QUERY finds, and who takes part in them, as a graph."""
    catalog, numbers = asked.find()
    made = graph_of(catalog, numbers, project=project is not None)
    try:
        asked.write(list(write(made, asked.form)))
    except LibraryMissingError as error:
        fail(str(error), 2)
