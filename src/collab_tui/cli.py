"""The command line: reads arguments, asks the layers below, prints.

stdout has data, stderr has messages. Exit codes: 0 fine, 1 nothing found or problems found, 2
misuse.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from collab_tui import __version__
from collab_tui.commands.calendar import calendar
from collab_tui.commands.check import check
from collab_tui.commands.cite import cite
from collab_tui.commands.completion import completion
from collab_tui.commands.diff import diff, history
from collab_tui.commands.dump import dump
from collab_tui.commands.export import export
from collab_tui.commands.facets import facets
from collab_tui.commands.fmt import fmt
from collab_tui.commands.graph import graph
from collab_tui.commands.importing import COMMANDS as IMPORT_COMMANDS
from collab_tui.commands.keep import COMMANDS as KEEPING
from collab_tui.commands.search import search
from collab_tui.commands.view import view
from collab_tui.console import (
    is_terminal,
    open_catalog,
    print_rich,
    resolve_or_fail,
)
from collab_tui.explore import explore
from collab_tui.options import QueryText, RefText, data_option

if TYPE_CHECKING:
    pass


@click.group(
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
@click.version_option(__version__, prog_name="collab-tui")
@click.pass_context
def cli(context: click.Context, data: tuple[Path, ...], query: str, fresh: bool) -> None:
    """Explore who works with whom in health, on what, since when, and how we know.

    Without a command, this opens the explorer. If the output does not go to a terminal, it prints
    an overview.
    """
    context.obj = data
    if context.invoked_subcommand is not None:
        return
    if goes_to_terminal():
        explore(data, query, fresh)
    else:
        context.invoke(view, name="overview", args=(query,))


def goes_to_terminal() -> bool:
    """Tell whether there is a terminal for the explorer to draw on."""
    return sys.stdout.isatty()


@cli.command()
@click.argument("refs", nargs=-1, required=True, metavar="REF...", type=RefText())
@data_option
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
)
@click.pass_obj
def show(
    inherited: tuple[Path, ...], refs: tuple[str, ...], data: tuple[Path, ...], form: str
) -> None:
    """Print the records REF (kind/id, or only an id) in full, with their evidence.

    As JSON, one record is an object, and several are an array.
    """
    catalog = open_catalog(inherited, data)
    numbers = list(dict.fromkeys(resolve_or_fail(catalog, ref) for ref in refs))
    if form == "markdown":
        from collab_tui.export import document_of

        click.echo(document_of(catalog, numbers), nl=False)
        return
    if form == "json":
        from collab_tui.render.results import dossier_object, objects_json

        found = [catalog.read(n, dossier_object) for n in numbers]
        click.echo(objects_json([one for one in found if one is not None]), nl=False)
        return
    from collab_tui.render.kinds import page_of
    from collab_tui.render.terminal import page_renderable

    for n in numbers:
        page = catalog.read(n, page_of)
        if page is not None:
            print_rich(page_renderable(page, is_folded=is_terminal()))


@cli.command()
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["json", "markdown"]),
    default="json",
    show_default=True,
)
def schema(form: str) -> None:
    """Print every field of registry files: as JSON Schema, for editors, or as Markdown."""
    import json

    if form == "markdown":
        from collab_tui.render.fields import as_markdown

        click.echo(as_markdown(), nl=False)
        return

    from collab_tui.registry.schema import json_schema

    click.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))


for command in (
    search,
    facets,
    export,
    dump,
    graph,
    calendar,
    cite,
    *IMPORT_COMMANDS,
    *KEEPING,
    view,
    check,
    fmt,
    diff,
    history,
    completion,
):
    cli.add_command(command)
