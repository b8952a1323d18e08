"""``collab-tui facets``: the values of a field, counted."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from collab_tui.console import expand, fail_query, open_catalog, print_rich, tell
from collab_tui.language import _
from collab_tui.options import FieldName, QueryCommand, QueryText, data_option
from collab_tui.query import QueryError, parse
from collab_tui.query.fields import QueryField
from collab_tui.records.kinds import Kind


@click.command(
    cls=QueryCommand,
    epilog="""\b
Examples:
  collab-tui facets country
  collab-tui facets country -k agreement
  collab-tui facets with 'focus:vaccines signed:2020..' --format csv
""",
)
@click.argument("field", type=FieldName(), metavar="FIELD")
@click.argument("query", default="", type=QueryText())
@data_option
@click.option(
    "-k",
    "--kind",
    type=click.Choice([kind.value for kind in Kind]),
    help="Count the records of this kind.",
)
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv"]),
    default="table",
    show_default=True,
)
@click.pass_obj
def facets(
    inherited: tuple[Path, ...],
    field: QueryField,
    query: str,
    data: tuple[Path, ...],
    form: str,
    kind: str | None,
) -> None:
    """Print the values of FIELD that occur under QUERY, each with its count.

    Without -k, and if QUERY does not ask for one kind: for a country, institutions are counted; for
    an institution, a focus area, a role or a year, agreements; for other fields, the records that
    have the value.
    """
    from collab_tui.query.possible_kinds import kinds_asked
    from collab_tui.render import facets as render

    catalog = open_catalog(inherited, data)
    text = expand(query)
    try:
        node = parse(text)
        kinds = [Kind.named(kind)] if kind is not None else kinds_asked(node)
        if len(kinds) == 1:
            found = catalog.facets_of_kind(field, node, kinds[0])
        else:
            found = catalog.facets(field, node)
    except QueryError as error:
        fail_query(text, error)
    if form == "table":
        if found:
            print_rich(render.as_table(found))
    else:
        write = {"json": render.as_json, "csv": render.as_csv}[form]
        click.echo(write(found), nl=False)
    if not found:
        tell(_("no value occurs"))
        sys.exit(1)
