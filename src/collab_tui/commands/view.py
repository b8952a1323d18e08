"""``collab-tui view``: the whole at a glance, as text, picture or numbers."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from collab_tui.catalog.views import FACETS
from collab_tui.commands.asking import form_wanted, write_text
from collab_tui.console import (
    expand,
    fail,
    fail_query,
    is_terminal,
    open_catalog,
    print_rich,
    resolve_or_fail,
    settings_or_fail,
    tell,
)
from collab_tui.formats import DRAWN
from collab_tui.language import _
from collab_tui.options import (
    QueryCommand,
    Text,
    data_option,
    force_option,
    format_option,
    output_option,
)
from collab_tui.query import QueryError
from collab_tui.terminal import shows_only_ascii
from collab_tui.views.declared import VIEWS
from collab_tui.views.state import ORDERS, State

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.views.canvas import Canvas

PIPE_WIDTH = 80
"""Columns of a view that does not go to a terminal."""


def _offers(
    context: click.Context, _parameter: click.Parameter, typed: str
) -> list[CompletionItem[str]]:
    """Offer records as long as the view needs some, then queries."""
    from collab_tui.completing.answers import complete_query, complete_ref

    there = len(context.params.get("args") or ())
    view = VIEWS.get(context.params.get("name") or "")
    is_about = there < (view.about if view is not None else 0)
    return complete_ref(context, typed) if is_about else complete_query(context, typed)


@click.command(
    cls=QueryCommand,
    epilog="""\b
Examples:
  collab-tui view overview
  collab-tui view overview 'focus:vaccines' --format csv
  collab-tui view overview 'country:ID' -o indonesia.svg
  collab-tui view timeline 'focus:vaccines' --rows country
  collab-tui view matrix --rows focus --columns country --format csv
  collab-tui view map -o map.svg
  collab-tui view partners moh-indonesia
  collab-tui view paths sinovac nhc-china
  collab-tui view compare nuh ruijin-hospital
""",
)
@click.argument("name", type=click.Choice(list(VIEWS)), metavar=f"[{'|'.join(VIEWS)}]")
@click.argument(
    "args", nargs=-1, type=Text(), metavar="[RECORD]... [QUERY]", shell_complete=_offers
)
@data_option
@format_option(
    DRAWN, "By default the format of the file's ending, else text, with the terminal's colours."
)
@click.option("--width", type=click.IntRange(30, 500), help="Columns; by default the terminal's.")
@click.option("--height", type=click.IntRange(8, 2000), help="Rows; by default all.")
@click.option(
    "--rows", "--by", type=click.Choice(FACETS), help="The facet of the rows, or to group by."
)
@click.option("--columns", type=click.Choice(FACETS), help="The facet of a matrix's columns.")
@click.option("--order", type=click.Choice(ORDERS[1:]), help="How rows and columns are sorted.")
@click.option("--from", "first", type=click.IntRange(1, 9999), help="First year of a timeline.")
@click.option("--to", "last", type=click.IntRange(1, 9999), help="Last year of a timeline.")
@click.option("--fold/--no-fold", "folded", default=None, help="Count a timeline by years, or not.")
@click.option("--shade/--no-shade", default=None, help="Blocks before the numbers of a matrix.")
@click.option("--borders/--no-borders", default=True, help="Borders of countries on a map.")
@click.option("--ascii", "in_ascii", is_flag=True, help="Only ASCII, cell for cell.")
@click.option("--light", is_flag=True, help="A picture with a light background.")
@output_option
@force_option
@click.pass_obj
def view(
    inherited: tuple[Path, ...],
    /,
    name: str,
    args: tuple[str, ...],
    data: tuple[Path, ...],
    form: str | None,
    width: int | None,
    height: int | None,
    in_ascii: bool,
    light: bool,
    output: str | None,
    force: bool,
    **looks: Any,
) -> None:
    """Show what QUERY finds as a whole.

    'partners' takes one RECORD, 'paths' and 'compare' take two; a query may follow. csv and json
    give the numbers of a view, one a row. Exits with 1 if nothing is found.
    """
    from collab_tui.catalog.views.partners import NoSuchViewError
    from collab_tui.views.files import as_numbers
    from collab_tui.views.view import View

    in_ascii = in_ascii or bool(click.get_current_context().find_root().params.get("in_ascii"))
    wanted = VIEWS[name].about
    if len(args) < wanted:
        needs = _("{view} needs a record") if wanted == 1 else _("{view} needs two records")
        raise click.UsageError(needs.format(view=name))
    if looks["first"] and looks["last"] and looks["last"] < looks["first"]:
        raise click.UsageError(
            _("--to {last} is before --from {first}", last=looks["last"], first=looks["first"])
        )
    query = expand(" ".join(args[wanted:]))
    is_shown = output in (None, "-")
    is_seen = form is None and is_shown and is_terminal()
    form = "ansi" if is_seen else form_wanted(form, output, DRAWN)
    catalog = open_catalog(inherited, data)
    state = State(name, about=_about(catalog, args[:wanted]))
    state = state._replace(**{key: value for key, value in looks.items() if value is not None})
    if state.shade is None:
        state = state._replace(shade=form == "text" or "NO_COLOR" in os.environ)
    if width is None:
        width = shutil.get_terminal_size().columns if is_shown and is_terminal() else PIPE_WIDTH
    in_ascii = in_ascii or settings_or_fail().glyphs == "ascii" or (is_shown and shows_only_ascii())
    shown = View(catalog)
    try:
        if form in ("csv", "json"):
            text = as_numbers(shown.numbers(query, state), form)
        else:
            canvas = shown.draw(query, state, max(30, width), height)
    except QueryError as error:
        fail_query(query, error)
    except NoSuchViewError as error:
        fail(str(error), 2)
    if form not in ("csv", "json"):
        text = _picture(canvas, form, in_ascii=in_ascii, light=light)
    if is_seen:
        _print(canvas, in_ascii=in_ascii)
    elif form == "ansi" and is_shown:
        click.echo(text, nl=False, color=True)
    else:
        write_text([text], output, force=force)
    catalog.sets.keep()
    if not shown.total:
        tell(_("nothing is found"))
        sys.exit(1)


def _about(catalog: Catalog, refs: tuple[str, ...]) -> tuple[str, ...]:
    numbers = [resolve_or_fail(catalog, ref) for ref in refs]
    return tuple(str(row.ref) for row in catalog.shown.rows(numbers))


def _picture(canvas: Canvas, form: str, *, in_ascii: bool, light: bool) -> str:
    from collab_tui.views.glyphs import to_ascii
    from collab_tui.views.svg import as_svg
    from collab_tui.views.terminal import as_ansi

    canvas = to_ascii(canvas) if in_ascii else canvas
    if form == "svg":
        return as_svg(canvas, is_dark=not light)
    return as_ansi(canvas) if form == "ansi" else canvas.text()


def _print(canvas: Canvas, *, in_ascii: bool) -> None:
    from collab_tui.views.glyphs import to_ascii
    from collab_tui.views.terminal import as_renderable

    print_rich(as_renderable(to_ascii(canvas) if in_ascii else canvas))
