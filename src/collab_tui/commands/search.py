"""``collab-tui search``: the records that match a query, as a list or in full."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from collab_tui.catalog.order import Order, turned
from collab_tui.catalog.orders import ALL_ORDERS
from collab_tui.catalog.status import period_asked
from collab_tui.commands.asking import (
    cannot_write,
    form_wanted,
    may_replace,
    some_of,
    write_text,
)
from collab_tui.console import (
    expand,
    fail,
    is_terminal,
    open_catalog,
    print_rich,
    search_or_fail,
    tell,
)
from collab_tui.formats import FOUND
from collab_tui.language import Said, _
from collab_tui.options import (
    QueryCommand,
    QueryText,
    data_option,
    force_option,
    format_option,
    kind_option,
    limit_option,
    output_option,
)
from collab_tui.query import guide, parse, ready
from collab_tui.records.kinds import Kind
from collab_tui.render import briefs

_LINES = {"table": briefs.as_lines, "ids": briefs.as_ids, "markdown": briefs.as_markdown}
"""How records are written if not all that a list shows of them is written."""

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.outgoing.wide import Shape


EXAMPLES = _("""\b
Examples:
  collab-tui search 'ruijin car-t'
  collab-tui search 'kind:agreement with:nuh signed:2024..2026'
  collab-tui search 'country:ID role:funder' --kind institution --format csv
  collab-tui search '"joint centre" OR type:joint-centre' --format ids
  collab-tui search '-covid vaccines'         a query may begin with a minus
  collab-tui search 'kind:agreement' --full --format csv --explode participants
  collab-tui search 'with:nuh' -k agreement -o nuh.xlsx \\
      --fields ref,name,dates.signed,participants.institution.name
""")


@click.command(
    cls=QueryCommand,
    epilog=Said(
        "\n\n".join(
            [
                f"\b\n{_('The query language:')}\n{guide.as_text()}",
                _(
                    "A value is an id, a code or words of a name. ROR, ISNI, ORCID, Wikidata, "
                    "GRID, MeSH and DOI can be pasted, with or without their web address. "
                    "Agreement fields filter institutions and focus areas through agreements, "
                    "all of them on one and the same agreement. @name stands for a query kept "
                    "in the config file under [queries], or for a ready one:"
                ),
                f"\b\n{ready.as_text(date.today())}",
                EXAMPLES,
            ]
        )
    ),
)
@click.argument("query", type=QueryText())
@data_option
@kind_option
@format_option(FOUND)
@limit_option
@click.option(
    "-s",
    "--sort",
    type=click.Choice(ALL_ORDERS),
    default=Order.RELEVANCE.value,
    show_default=True,
)
@click.option("--reverse", is_flag=True, help="Turn the order of --sort around.")
@click.option("--full", is_flag=True, help="Every field of the records: json, jsonl, csv, xlsx.")
@click.option(
    "--fields",
    metavar="A,B,…",
    help="These fields alone, by the paths in docs/fields.md without []; .name after an id or a"
    " country is what it is called.",
)
@click.option(
    "--explode",
    metavar="KEY",
    help="One row for each element of this list, such as participants: csv, xlsx.",
)
@click.option(
    "--join",
    metavar="TEXT",
    default="; ",
    show_default=True,
    help="The text between several values in a cell.",
)
@click.option(
    "--raw",
    is_flag=True,
    help="Leave texts of csv unchanged: a spreadsheet may take one for a formula.",
)
@output_option
@force_option
@click.pass_obj
def search(
    inherited: tuple[Path, ...],
    query: str,
    data: tuple[Path, ...],
    kinds: tuple[str, ...],
    form: str | None,
    limit: int | None,
    sort: str,
    reverse: bool,
    full: bool,
    fields: str | None,
    explode: str | None,
    join: str,
    raw: bool,
    output: str | None,
    force: bool,
) -> None:
    """Print the records that match QUERY; exit with 1 if there are none."""
    form = form_wanted(form, output, FOUND)
    wanted = [Kind.named(kind) for kind in kinds] or list(Kind)
    picked = [name.strip() for name in fields.split(",")] if fields else []
    is_wide = full or bool(picked) or explode is not None
    if (is_wide or raw) and form not in ("json", "jsonl", "csv", "xlsx"):
        raise click.UsageError(
            _("--full, --fields, --explode and --raw go with json, jsonl, csv, xlsx")
        )
    if form == "xlsx" and output in (None, "-"):
        raise click.UsageError(_("--format xlsx needs a file: -o PATH"))
    if output not in (None, "-"):
        may_replace(Path(output or ""), force=force)
    shape = _shape(wanted, picked, explode, join, is_raw=raw) if is_wide else None
    catalog = open_catalog(inherited, data)
    if reverse and sort == Order.RELEVANCE:
        fail(_("--reverse turns an order around that --sort names, such as: --sort date"), 2)
    found = search_or_fail(catalog, query, wanted, turned(sort) if reverse else sort)
    numbers = found[:limit]
    if form == "xlsx":
        _write_xlsx(catalog, numbers, query, shape, Path(output or ""))
    elif shape is not None:
        from collab_tui.outgoing.wide import write

        write_text(write(catalog, numbers, form, shape), output, force=True)
    else:
        _write(catalog, numbers, query, form, output, is_raw=raw)
    if form == "table" and limit is not None and len(found) > limit:
        tell(some_of(limit, len(found)))
    if not numbers:
        sys.exit(1)


def _shape(
    kinds: list[Kind], picked: list[str], explode: str | None, join: str, *, is_raw: bool
) -> Shape:
    from collab_tui.outgoing.wide import Shape, UnknownColumnError

    try:
        return Shape.of(kinds, picked, explode, join, is_raw=is_raw)
    except UnknownColumnError as error:
        fail(str(error), 2)


def _write(
    catalog: Catalog, numbers: list[int], query: str, form: str, output: str | None, *, is_raw: bool
) -> None:
    """Write records as a list shows them."""
    period = period_asked(parse(expand(query)))
    if form == "table" and output is None and is_terminal():
        from collab_tui.render.result_table import as_table

        if numbers:
            print_rich(as_table(catalog.shown.briefs(numbers, period)))
    elif form in _LINES:
        write_text(_LINES[form](catalog.shown.each_brief(numbers, period)), output, force=True)
    else:
        from collab_tui.render import results

        forms: dict[str, Callable[[Iterator[dict[str, Any]]], Iterator[str]]] = {
            "json": results.as_json,
            "jsonl": results.as_jsonl,
            "csv": partial(results.as_csv, is_raw=is_raw),
        }
        write_text(forms[form](results.listed(catalog, numbers, period)), output, force=True)


def _write_xlsx(
    catalog: Catalog, numbers: list[int], query: str, shape: Shape | None, path: Path
) -> None:
    """Write records as a workbook of one sheet."""
    from collab_tui.outgoing.libraries import LibraryMissingError
    from collab_tui.outgoing.workbook import write_workbook
    from collab_tui.render import results

    try:
        if shape is not None:
            write_workbook(path, shape.columns, shape.rows(catalog, numbers))
        else:
            found = results.listed(catalog, numbers, period_asked(parse(expand(query))))
            write_workbook(path, results.HEADER, (list(one.values()) for one in found))
    except LibraryMissingError as error:
        fail(str(error), 2)
    except OSError as error:
        fail(cannot_write(path, error), 1)
    tell(_("wrote {path}", path=path))
