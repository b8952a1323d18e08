"""The command line: reads arguments, asks the layers below, prints.

stdout is data, stderr is narration. Exit codes: 0 fine, 1 nothing found or problems found,
2 misuse.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from collab_tui import __version__
from collab_tui.catalog.status import Period, period_asked
from collab_tui.commands.calendar import calendar
from collab_tui.commands.check import check
from collab_tui.commands.cite import cite
from collab_tui.commands.diff import diff, history
from collab_tui.commands.dump import dump
from collab_tui.commands.facets import facets
from collab_tui.commands.fmt import fmt
from collab_tui.commands.glances import glances, view_names
from collab_tui.commands.graph import graph
from collab_tui.commands.keep import COMMANDS as KEEPING
from collab_tui.commands.search import search
from collab_tui.commands.view import view
from collab_tui.console import (
    expand,
    fail,
    is_terminal,
    open_catalog,
    print_rich,
    resolve_or_fail,
    search_or_fail,
    tell,
    write_files,
)
from collab_tui.explore import explore
from collab_tui.import_commands import COMMANDS as IMPORT_COMMANDS
from collab_tui.options import Text, data_option, kind_option, limit_option
from collab_tui.query import parse

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog


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
@click.option("-q", "--query", default="", type=Text(), help="Start the explorer with this query.")
@click.version_option(__version__, prog_name="collab-tui")
@click.pass_context
def cli(context: click.Context, data: tuple[Path, ...], query: str) -> None:
    """Explore who works with whom in health, on what, since when, and how we know.

    Without a command, opens the explorer; where output goes to no terminal, prints an overview.
    """
    context.obj = data
    if context.invoked_subcommand is not None:
        return
    if sys.stdout.isatty():
        explore(data, query)
    else:
        context.invoke(view, name="overview", args=(query,))


@cli.command()
@click.argument("refs", nargs=-1, required=True, metavar="REF...", type=Text())
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
    """Print the records REF (kind/id, or an id alone) in full, with their evidence.

    As JSON, one record is an object, several are an array.
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
@click.argument("refs", nargs=-1, metavar="[REF]...", type=Text())
@data_option
@click.option("-q", "--query", type=Text(), help="Export the records that match this query.")
@click.option(
    "--all",
    "is_all",
    is_flag=True,
    help="Export the whole registry to a folder: a page for each record, with links between them,"
    " and indexes by kind and country.",
)
@kind_option
@limit_option
@click.option(
    "-o",
    "--output",
    metavar="FILE|DIR",
    help="A file for one document about all, a folder for a document each, - for stdout (default).",
)
@click.option(
    "--template",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A jinja2 template of your own.",
)
@click.option(
    "--with",
    "views",
    callback=view_names,
    metavar="VIEW,VIEW",
    help="Add views of the whole: overview, timeline, matrix, map.",
)
@click.option("--pictures", is_flag=True, help="Put these views beside the file, as SVG.")
@click.option("--force", is_flag=True, help="Replace files that exist.")
@click.pass_obj
def export(
    inherited: tuple[Path, ...],
    refs: tuple[str, ...],
    data: tuple[Path, ...],
    query: str | None,
    is_all: bool,
    kinds: tuple[str, ...],
    limit: int | None,
    output: str | None,
    template: Path | None,
    views: tuple[str, ...],
    pictures: bool,
    force: bool,
) -> None:
    """Write records as Markdown: those named by REF, or those that a query finds.

    A document about the records that a query finds lists, of an institution or a focus area,
    the agreements that are in the document, too, and says how many others there are.
    """
    from collab_tui.export import (
        BRIEF_ORDER,
        ExportError,
        check_ending,
        document_of,
        documents_of,
        is_folder,
    )
    from collab_tui.render.apart import OwnTemplate, TemplateError

    if bool(refs) + (query is not None) + is_all != 1:
        raise click.UsageError("name records, or give --query or --all: one of them")
    if query is None and (kinds or limit):
        raise click.UsageError("--kind and --limit narrow a --query")
    path = Path(output or "-")
    if is_all:
        if output in (None, "-") or not is_folder(path, output or "") or template is not None:
            raise click.UsageError("--all needs a folder, -o DIR/, and takes no template")
        _export_all(open_catalog(inherited, data), path, force=force)
        return
    is_one = output is not None and output != "-" and not is_folder(path, output)
    if views and not (is_one or output in (None, "-")):
        raise click.UsageError("--with is for one document: -o FILE.md, or stdout")
    if pictures and not (views and is_one):
        raise click.UsageError("--pictures needs --with and -o FILE.md, beside which they go")
    if is_one:
        try:
            check_ending(path)
        except ExportError as error:
            fail(str(error), 2)
    catalog = open_catalog(inherited, data)
    period: Period | None = None
    if query is not None:
        wanted = [kind for kind in BRIEF_ORDER if not kinds or kind.value in kinds]
        found = search_or_fail(catalog, query, wanted)
        if not found:
            sys.exit(1)
        numbers = found[:limit]
        period = period_asked(parse(expand(query)))
        if len(numbers) < len(found):
            tell(f"{len(numbers)} of {len(found)} records")
    else:
        numbers = list(dict.fromkeys(resolve_or_fail(catalog, ref) for ref in refs))
    refs_there = [row.ref for row in catalog.rows(numbers)] if views else []
    more, files = glances(catalog, views, query, refs_there, path if pictures else None)
    try:
        own = click.get_current_context().with_resource(OwnTemplate(template)) if template else None
        if output in (None, "-"):
            click.echo(document_of(catalog, numbers, query, own, period=period) + more, nl=False)
        elif is_one:
            text = document_of(catalog, numbers, query, own, period=period) + more
            write_files({path: text, **files}, force)
        else:
            documents = documents_of(catalog, numbers, own, period=period)
            write_files({path / name: text for name, text in documents.items()}, force)
    except (ExportError, TemplateError) as error:
        fail(str(error), 1)


def _export_all(catalog: Catalog, folder: Path, *, force: bool) -> None:
    """Write the whole registry as a folder of linked pages."""
    from collab_tui.export import ExportError, write_file
    from collab_tui.outgoing.site import site_files

    if not force and folder.exists() and any(folder.iterdir()):
        fail(f"{folder} has files already; use --force to replace those of the same name", 1)
    numbers = [n for found in catalog.search(parse("")).found.values() for n in found]
    count = 0
    try:
        for name, text in site_files(catalog, numbers):
            write_file(folder / name, text, replace=True)
            count += 1
    except ExportError as error:
        fail(str(error), 1)
    tell(f"wrote {count} pages to {folder}")


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
):
    cli.add_command(command)
