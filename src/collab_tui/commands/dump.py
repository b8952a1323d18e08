"""``collab-tui dump``: a registry as tables, or as whole records."""

from __future__ import annotations

from pathlib import Path

import click

from collab_tui.commands.asking import Asked, asking, cannot_write, may_replace, write_text
from collab_tui.console import fail, tell
from collab_tui.formats import DUMPED
from collab_tui.language import _
from collab_tui.options import QueryCommand


@click.command(
    cls=QueryCommand,
    epilog="""\b
Examples:
  collab-tui dump > registry.jsonl
  collab-tui dump -o registry.sqlite
  collab-tui dump --format datapackage -o tables 'country:ID'
  collab-tui dump --format parquet -o tables
  collab-tui dump -o institutions.geojson

docs/tables.md describes each table and each column.
""",
)
@asking(DUMPED)
def dump(asked: Asked) -> None:
    """Write the registry, or what QUERY finds and all that it names, for other programs.

    'tables' writes the page that describes the tables.
    """
    from collab_tui.outgoing.dump import OF_TABLES
    from collab_tui.outgoing.tables_page import as_markdown

    form = asked.form
    if form == "tables":
        asked.write([as_markdown()])
        return
    if form in OF_TABLES and asked.output in (None, "-"):
        message = _("--format {form} needs a folder: -o PATH")
        if form == "sqlite":
            message = _("--format {form} needs a file: -o PATH")
        raise click.UsageError(message.format(form=form))
    if asked.output not in (None, "-"):
        may_replace(Path(asked.output or ""), force=asked.force)
    catalog, numbers = asked.find()
    if form == "jsonl":
        from collab_tui.outgoing.dump import as_jsonl

        write_text(as_jsonl(catalog, numbers), asked.output, force=True)
    elif form == "geojson":
        from collab_tui.outgoing.places import as_geojson

        write_text(as_geojson(catalog, numbers), asked.output, force=True)
    else:
        from collab_tui.outgoing.dump import write_tables
        from collab_tui.outgoing.libraries import LibraryMissingError

        path = Path(asked.output or "")
        try:
            counts = write_tables(catalog, numbers, form, path)
        except LibraryMissingError as error:
            fail(str(error), 2)
        except OSError as error:
            fail(cannot_write(path, error), 1)
        if catalog.problems.leave_out_doubles():
            tell(
                _(
                    "In so large a registry, records that may be the same are not looked for here:"
                    " collab-tui check finds them."
                )
            )
        tell(
            _(
                "wrote {path}: {records} records, {rows} rows",
                path=path,
                records=counts["record"],
                rows=sum(counts.values()),
            )
        )
