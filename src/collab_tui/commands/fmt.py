"""``collab-tui fmt``: one layout for the files of a registry."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from collab_tui.commands.changing import finish, keeper_of, keeping, registry_of_files, told
from collab_tui.console import tell
from collab_tui.language import _


@click.command(
    epilog="""\b
Examples:
  collab-tui fmt -d my-registry
  collab-tui fmt -d my-registry --check       for CI: exits with 1 if a file would change
  collab-tui fmt agreements/new.toml --dry-run
""",
)
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(path_type=Path))
@click.option(
    "--check", "is_check", is_flag=True, help="Write nothing; exit with 1 if a file would change."
)
@keeping
def fmt(
    inherited: tuple[Path, ...],
    files: tuple[Path, ...],
    is_check: bool,
    data: tuple[Path, ...],
    dry_run: bool,
) -> None:
    """Lay out the files of a registry, or the files given. Their content stays the same.

    Keys come in the order of their declaration (docs/fields.md), with a blank line between tables,
    none between keys. Lists of tables, and lists longer than 100 columns, have a line for each
    element. Comments stay where they belong.
    """
    from collab_tui.keeping.files import format_files

    with told():
        data, named = registry_of_files(inherited, data, files)
        draft = format_files(keeper_of(inherited, data), named)
        if not is_check:
            finish(draft, dry_run=dry_run)
            return
        for path in draft.changes:
            tell(_("would change: {path}", path=path))
        if draft.changes:
            sys.exit(1)
