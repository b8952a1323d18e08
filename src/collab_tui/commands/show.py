"""``collab-tui show``: records in full."""

from __future__ import annotations

from pathlib import Path

import click

from collab_tui.commands.naming import named_or_fail
from collab_tui.console import is_terminal, open_catalog, print_rich
from collab_tui.options import RefText, data_option


@click.command()
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

    For '-', the records are named on stdin. As JSON, one record is an object, and several are an
    array.
    """
    catalog = open_catalog(inherited, data)
    numbers = named_or_fail(catalog, refs)
    if form == "markdown":
        from collab_tui.outgoing.documents import document_of

        click.echo(document_of(catalog, numbers), nl=False)
        return
    if form == "json":
        from collab_tui.render.results import dossier_object, objects_json

        found = [catalog.shown.read(n, dossier_object) for n in numbers]
        click.echo(objects_json([one for one in found if one is not None]), nl=False)
        return
    from collab_tui.render.kinds import page_of
    from collab_tui.render.terminal import page_renderable

    for n in numbers:
        page = catalog.shown.read(n, page_of)
        if page is not None:
            print_rich(page_renderable(page, breaks_words=is_terminal()))
