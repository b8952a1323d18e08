"""The command line: reads arguments, asks the layers below, prints.

stdout has data, stderr has messages. Exit codes: 0 fine, 1 nothing found or problems found, 2
misuse.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from collab_tui import __version__
from collab_tui.commands import Commands, translate
from collab_tui.options import QueryText, data_option


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="""\b
Examples:
  collab-tui                                  open the explorer
  collab-tui -d my-registry -q 'country:SG'   a registry of your own, a first query
  collab-tui search 'with:nuh signed:2024'    the same questions without a screen
  collab-tui show agreement/ssmic
  collab-tui export agreement/ssmic -o briefs/
  collab-tui check -d my-registry
""",
)
@data_option
@click.option(
    "-q", "--query", default="", type=QueryText(), help="Start the explorer with this query."
)
@click.option(
    "--fresh",
    is_flag=True,
    help="Start the explorer without the way back to where the last visit ended.",
)
@click.option("--read-only", is_flag=True, help="Explore without a way to write any file.")
@click.option("--ascii", "in_ascii", is_flag=True, help="Show only ASCII.")
@click.option(
    "--plain",
    is_flag=False,
    flag_value="",
    metavar="[QUERY]",
    type=QueryText(),
    help="Print what the explorer shows as lines, for a screen reader or a slow line.",
)
@click.version_option(__version__, prog_name="collab-tui")
@click.pass_context
def cli(
    context: click.Context,
    data: tuple[Path, ...],
    query: str,
    fresh: bool,
    read_only: bool,
    in_ascii: bool,
    plain: str | None,
) -> None:
    """Explore who works with whom in health, on what, since when, and how we know.

    Without a command, this opens the explorer. If the output does not go to a terminal, it prints
    an overview.
    """
    context.obj = data
    if context.invoked_subcommand is not None:
        return
    if plain is not None:
        from collab_tui.commands.plain import print_plain

        print_plain(data, plain or query)
    elif goes_to_terminal():
        from collab_tui.explore import explore

        explore(data, query, fresh, read_only, in_ascii=in_ascii)
    else:
        from collab_tui.commands.view import view

        context.invoke(view, name="overview", args=(query,), in_ascii=in_ascii)


translate(cli)


def goes_to_terminal() -> bool:
    """Tell whether there is a terminal for the explorer to draw on."""
    return sys.stdout.isatty() or "TEXTUAL_DRIVER" in os.environ
