"""``collab-tui export``: records as Markdown."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from collab_tui.catalog.status import Period, period_asked
from collab_tui.commands.asking import some_of
from collab_tui.commands.glances import glances, view_names
from collab_tui.commands.naming import named_or_fail
from collab_tui.console import (
    expand,
    fail,
    open_catalog,
    search_or_fail,
    tell,
    write_files,
)
from collab_tui.language import _
from collab_tui.options import FileName, QueryText, RefText, data_option, kind_option, limit_option
from collab_tui.query import parse

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.outgoing.site import Changes


@click.command()
@click.argument("refs", nargs=-1, metavar="[REF]...", type=RefText())
@data_option
@click.option("-q", "--query", type=QueryText(), help="Export the records that match this query.")
@click.option(
    "--all",
    "is_all",
    is_flag=True,
    help="Export the whole registry to a folder: a page for each record, with links between them,"
    " and indexes by kind and country.",
)
@click.option(
    "--since",
    metavar="REV|DAY",
    help="With --all: mark what changed since a revision of git or a day, and name what is gone.",
)
@kind_option
@limit_option
@click.option(
    "-o",
    "--output",
    metavar="FILE|DIR",
    type=FileName(),
    help="A file for one document, a folder for one document each, - for stdout (default).",
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
@click.option("--pictures", is_flag=True, help="Write these views beside the file, as SVG.")
@click.option("--force", is_flag=True, help="Replace files that exist.")
@click.pass_obj
def export(
    inherited: tuple[Path, ...],
    refs: tuple[str, ...],
    data: tuple[Path, ...],
    query: str | None,
    is_all: bool,
    since: str | None,
    kinds: tuple[str, ...],
    limit: int | None,
    output: str | None,
    template: Path | None,
    views: tuple[str, ...],
    pictures: bool,
    force: bool,
) -> None:
    """Write records as Markdown: those named by REF, or those that a query finds.

    For '-', the records are named on stdin.

    A document about the records that a query finds lists, for an institution or a focus area, the
    agreements that are in the same document. It says how many others there are.
    """
    from collab_tui.outgoing.documents import BRIEF_ORDER, document_of, documents_of
    from collab_tui.outgoing.writing import ExportError, check_ending, is_folder
    from collab_tui.render.apart import OwnTemplate, TemplateError

    if bool(refs) + (query is not None) + is_all != 1:
        raise click.UsageError(_("name records, or give --query or --all: one of them"))
    if query is None and (kinds or limit):
        raise click.UsageError(_("--kind and --limit only go with --query"))
    path = Path(output or "-")
    if is_all:
        if output in (None, "-") or not is_folder(path, output or "") or template is not None:
            raise click.UsageError(_("--all needs a folder, -o DIR/, and takes no template"))
        _export_all(open_catalog(inherited, data), path, since, force=force)
        return
    if since is not None:
        raise click.UsageError(_("--since only goes with --all"))
    is_one = output is not None and output != "-" and not is_folder(path, output)
    if views and not (is_one or output in (None, "-")):
        raise click.UsageError(_("--with is for one document: -o FILE.md, or stdout"))
    if pictures and not (views and is_one):
        raise click.UsageError(_("--pictures needs --with and -o FILE.md, beside which they go"))
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
            tell(some_of(len(numbers), len(found)))
    else:
        numbers = named_or_fail(catalog, refs)
    refs_there = [row.ref for row in catalog.shown.rows(numbers)] if views else []
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


def _export_all(catalog: Catalog, folder: Path, since: str | None, *, force: bool) -> None:
    """Write the whole registry as a folder of linked pages."""
    from collab_tui.outgoing.site import UNTOLD, site_files
    from collab_tui.outgoing.writing import ExportError, write_file

    if not force and folder.exists() and any(folder.iterdir()):
        message = _(
            "{folder} has files already; use --force to replace those of the same name",
            folder=folder,
        )
        fail(message, 1)
    changes = _changes(catalog, since) if since is not None else UNTOLD
    numbers = [n for found in catalog.search(parse("")).found.values() for n in found]
    count = 0
    try:
        for name, text in site_files(catalog, numbers, changes=changes):
            write_file(folder / name, text, replace=True)
            count += 1
    except ExportError as error:
        fail(str(error), 1)
    tell(_("wrote {count} pages to {folder}", count=count, folder=folder))


def _changes(catalog: Catalog, since: str) -> Changes:
    """Return, in words, what happened to the records that changed since a revision or a day.

    A record that cannot be read now is not gone: if there may be one, this is told.
    """
    from collab_tui.git import GitError
    from collab_tui.history import registry
    from collab_tui.outgoing.site import Changes, Gone

    ask = registry.changes_since if registry.is_day(since) else registry.changes_between
    try:
        found = ask(catalog.layers, since)
    except GitError as error:
        fail(str(error), 2)
    said = {one.ref: _HAPPENED[one.what].format(time=since) for one in found}
    left = [one for one in found if one.what == "removed" and catalog.number(one.ref) is None]
    if left and catalog.problems.has_errors():
        tell(
            _(
                "the registry has errors: what cannot be read because of them counts as removed;"
                " collab-tui check lists them"
            )
        )
    return Changes(said, [Gone(one.ref, one.name or one.ref.id, said[one.ref]) for one in left])


_HAPPENED = {
    "added": _("added since {time}"),
    "removed": _("removed since {time}"),
    "renamed": _("renamed since {time}"),
    "changed": _("changed since {time}"),
}
