"""What the commands share: opening the registry, asking, printing, failing with one line."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, NoReturn

import click

from collab_tui.catalog.order import Order
from collab_tui.catalog.orders import cannot_sort
from collab_tui.config import (
    ConfigError,
    Settings,
    first_unusable,
    load_settings,
    registry_layers,
)
from collab_tui.language import _, _n
from collab_tui.places import cache_folder
from collab_tui.query import QueryError, parse
from collab_tui.query.possible_kinds import kinds_asked
from collab_tui.query.ready import with_ready
from collab_tui.records.kinds import Kind
from collab_tui.render.words import clean

if TYPE_CHECKING:
    from rich.console import RenderableType

    from collab_tui.catalog.building.progress import Progress
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.catalog.rescue import Rescue

PIPE_WIDTH = 100
"""Columns of output that does not go to a terminal."""

PATIENCE = 0.5
"""Seconds after which the command line shows the progress of reading a registry."""

_FORCING = {"FORCE_COLOR", "TTY_COMPATIBLE"}
"""Variables by which Rich takes something else for a terminal."""


def layers_or_fail(inherited: tuple[Path, ...], data: tuple[Path, ...]) -> list[Path]:
    """Return the paths of the registry to open."""
    named = (*inherited, *data)
    wrong = first_unusable(named)
    if wrong is not None:
        fail(wrong, 2)
    return registry_layers(named, settings_or_fail())


def open_catalog(
    inherited: tuple[Path, ...], data: tuple[Path, ...], *, quiet: bool = False
) -> Catalog:
    """Open the registry and bring its catalog up to date."""
    named = (*inherited, *data)
    layers = layers_or_fail(inherited, data)
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.catalog.keeping import AfterDamage
    from collab_tui.catalog.marks import of_last_visit

    settings = settings_or_fail()
    _say_wrong_keys(settings)
    catalog = Catalog.open(layers, cache_folder())
    catalog.marks.load_by(lambda: of_last_visit(layers))
    catalog.after_damage = AfterDamage.RAISE
    said = 0

    def say_notices() -> None:
        nonlocal said
        for notice in catalog.notices[said:]:
            said += 1
            say(notice)

    on_close = click.get_current_context().call_on_close
    on_close(catalog.close)
    on_close(say_notices)  # also damage that only a question finds
    with _progress() as progress:
        catalog.refresh(progress)
    say_notices()
    if not quiet and catalog.problems.has_errors():
        _say_errors(catalog, named)
    return catalog


def _say_errors(catalog: Catalog, named: tuple[Path, ...]) -> None:
    """Say how many errors the registry has, if any of them counts."""
    from collab_tui.gate.choosing import count

    errors = count(catalog)["error"]
    if errors:
        see = " ".join(["collab-tui check", *(f"-d {quote(str(path))}" for path in named)])
        say(
            _n(
                "the registry has {count} error; see: {command}",
                "the registry has {count} errors; see: {command}",
                errors,
                command=see,
            )
        )


def _say_wrong_keys(settings: Settings) -> None:
    """Say which of the user's own keys the explorer does not use."""
    if settings.keys:
        from collab_tui.keymap import in_force, unknown_action

        unknown = unknown_action(settings.keys)
        for wrong in [unknown] if unknown else in_force(settings.keys).wrong:
            say(wrong)


@contextmanager
def _progress() -> Iterator[Callable[[Progress], None] | None]:
    """Show on a terminal how far the registry is read, if that takes a while."""
    if not sys.stderr.isatty():
        yield None
        return
    shown = False

    def show(progress: Progress) -> None:
        nonlocal shown
        if progress.seconds >= PATIENCE:
            shown = True
            click.echo(f"\r\x1b[K{progress}", nl=False, err=True)

    try:
        yield show
    finally:
        if shown:
            click.echo("\r\x1b[K", nl=False, err=True)


def settings_or_fail() -> Settings:
    """Read the config file."""
    try:
        return load_settings()
    except ConfigError as error:
        fail(str(error), 2)


def search_or_fail(
    catalog: Catalog, query: str, kinds: list[Kind], order: str = Order.RELEVANCE
) -> list[int]:
    """Return the records that match; say on stderr what may help if there are none.

    Kinds that are asked for by name must have the order. If all kinds are asked for, those without
    the order are sorted by name.
    """
    text = expand(query)
    try:
        node = parse(text, kinds)
        named = kinds_asked(node, kinds)
        wrong = cannot_sort(order, named) if len(named) < len(Kind) else None
        if wrong is not None:
            fail(wrong, 2)
        results = catalog.search(node, kinds, dict.fromkeys(kinds, order))
        if not len(results):
            _say_rescue(catalog.rescue(text, node, kinds))
    except QueryError as error:
        fail_query(text, error)
    return [n for numbers in results.found.values() for n in numbers]


def _say_rescue(rescue: Rescue) -> None:
    tell(_("no record matches"))
    if rescue.suggestion is not None:
        tell(_("did you mean: {query}", query=rescue.suggestion))
    for known in rescue.known:
        tell(str(known))
    for term, count in rescue.without:
        if count:
            tell(_("without {term}: {number}", term=term, number=count))


def fail_query(text: str, error: QueryError) -> NoReturn:
    """Show a mistake in a query at its column, and exit."""
    hint = [error.hint] if error.hint else []
    fail(error.message, 2, *error.caret(text).split("\n"), *hint)


def expand(query: str) -> str:
    """Return the query of ``@name``, kept or ready; any other query is returned unchanged."""
    try:
        settings = settings_or_fail()
        kept = with_ready(settings.queries, date.today())
        return settings._replace(queries=kept).expand(query)
    except ConfigError as error:
        fail(str(error), 2)


def resolve_or_fail(catalog: Catalog, ref: str) -> int:
    """Return the number of the record that a ref names."""
    from collab_tui.catalog.refs import RefError

    try:
        return catalog.resolve(ref)
    except RefError as error:
        fail(str(error), 1)


def wants_to_replace(path: Path) -> bool:
    """Ask whether what is at `path` is to be replaced."""
    return click.confirm(clean(_("{file} exists. Replace it?", file=path)), err=True)


def write_files(files: dict[Path, str], force: bool) -> None:
    """Write files, and ask before one is replaced."""
    from collab_tui.outgoing.writing import FileExistsAlreadyError, is_stream, write_file

    there = [path for path in files if os.path.lexists(path) and not is_stream(path)]
    if there and not force and not sys.stdin.isatty():
        first, more = there[0], len(there) - 1
        if not more:
            fail(_("{file} exists already; use --force to replace it", file=first), 1)
        fail(
            _n(
                "{file} (and {count} more) exists already; use --force to replace it",
                "{file} (and {count} more) exists already; use --force to replace it",
                more,
                file=first,
            ),
            1,
        )
    for path, text in files.items():
        try:
            write_file(path, text, replace=force)
        except FileExistsAlreadyError:
            if not wants_to_replace(path):
                continue
            write_file(path, text, replace=True)
        tell(_("wrote {file}", file=path))


def is_terminal() -> bool:
    """Tell whether stdout is a terminal, or counts as one ($FORCE_COLOR)."""
    if not (sys.stdout.isatty() or _FORCING & os.environ.keys()):
        return False
    from rich.console import Console

    return Console().is_terminal


def print_rich(renderable: RenderableType) -> None:
    """Print to a terminal in its own colours; to anything else (or with NO_COLOR), as plain
    text.
    """
    from rich.console import Console

    from collab_tui.render.palette import ansi

    console = Console(theme=ansi(), highlight=False)
    if console.is_terminal and not console.no_color:
        console.print(renderable)
        return
    width = console.width if console.is_terminal else PIPE_WIDTH
    plain = Console(theme=ansi(), highlight=False, width=width, color_system=None)
    with plain.capture() as capture:
        plain.print(renderable, crop=console.is_terminal)  # in a pipe, a long word stays whole
    lines = capture.get().splitlines()
    click.echo("".join(f"{line.rstrip()}\n" for line in lines), nl=False)


def tell(line: str) -> None:
    """Write a line to stderr.

    Text from a path, an argument or a file cannot send commands to the terminal.
    """
    click.echo(clean(line), err=True)


def say(message: str) -> None:
    """Print a message beside the answer, with the program's name in front."""
    tell(f"collab-tui: {message}")


def show_misuse(error: click.ClickException) -> None:
    """Show click's message about wrong arguments, which quotes them unchanged."""
    said = io.StringIO()
    error.show(file=said)
    for line in said.getvalue().splitlines():
        tell(line)


def fail(message: str, code: int, *more: str) -> NoReturn:
    """Say what is wrong, in one or more lines on stderr, and exit."""
    say(message)
    for line in more:
        tell(line)
    sys.exit(code)
