"""``collab-tui diff`` and ``collab-tui history``: what changed, when, and by whom."""

from __future__ import annotations

from pathlib import Path

import click

from collab_tui.console import fail, open_catalog, resolve_or_fail, tell
from collab_tui.language import _
from collab_tui.options import RefText, Text, data_option


@click.command(
    epilog="""\b
Examples:
  collab-tui diff                            what is not committed yet
  collab-tui diff v1.0                       from then until now
  collab-tui diff HEAD~5 HEAD -f markdown    for the minutes of a meeting
  collab-tui diff --since 2026-01-01
""",
)
@click.argument("revisions", nargs=-1, metavar="[REV] [REV]", type=Text())
@data_option
@click.option("--since", metavar="DAY", help="Compare the last commit before this day with now.")
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
)
@click.pass_obj
def diff(
    inherited: tuple[Path, ...],
    revisions: tuple[str, ...],
    data: tuple[Path, ...],
    since: str | None,
    form: str,
) -> None:
    """Show what changed in a registry that is kept in git: by record and field, in words.

    REV is any revision that git knows. Without a second one, REV is compared with the files as they
    are now. Records that got another id are followed.
    """
    from collab_tui.console import layers_or_fail
    from collab_tui.git import GitError
    from collab_tui.history import registry
    from collab_tui.render import changes as render

    if since is not None and (revisions or not registry.is_day(since)):
        raise click.UsageError(_("--since takes a day such as 2026-01-01, and no revisions"))
    layers = layers_or_fail(inherited, data)
    try:
        if since is not None:
            found = registry.changes_since(layers, since)
            title = _("Changes since {time}", time=since)
        else:
            old, new = registry.revisions_meant(revisions)
            found = registry.changes_between(layers, old, new)
            title = _("Changes from {old} to {new}", old=old, new=new)
    except GitError as error:
        fail(str(error), 2)
    if form == "json":
        click.echo(render.as_json(found), nl=False)
    elif form == "markdown":
        click.echo(render.as_markdown(found, title), nl=False)
    else:
        click.echo(render.as_text(found), nl=False)
        if not found:
            tell(_("nothing changed"))


@click.command()
@click.argument("ref", type=RefText())
@data_option
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
)
@click.pass_obj
def history(inherited: tuple[Path, ...], ref: str, data: tuple[Path, ...], form: str) -> None:
    """List the changes of the record REF that git knows: day, author, commit, what changed."""
    from collab_tui.git import GitError
    from collab_tui.history import registry
    from collab_tui.records.kinds import Ref
    from collab_tui.render import changes as render

    catalog = open_catalog(inherited, data, quiet=True)
    try:
        named = Ref.parse(ref)  # a record that is gone also has a history
    except ValueError:
        named = catalog.shown.rows([resolve_or_fail(catalog, ref)])[0].ref
    try:
        past = registry.history(catalog.layers, named)
        if form == "json":
            click.echo(render.history_as_json(past), nl=False)
            return
        count = 0
        for line in render.history_as_text(past):
            click.echo(line, nl=False)
            count += 1
    except GitError as error:
        fail(str(error), 2)
    if not count:
        tell(_("git has no change of {ref}", ref=named))
