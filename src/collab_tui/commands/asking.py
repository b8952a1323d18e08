"""What the commands share that write what a query finds to a file."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from collab_tui.catalog.orders import Order
from collab_tui.console import fail, open_catalog, search_or_fail, tell, wants_to_replace
from collab_tui.options import FileName, QueryText, data_option, kind_option, limit_option
from collab_tui.records.kinds import Kind

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog

F = TypeVar("F", bound=Callable[..., Any])


def asking(function: F) -> F:
    """Add a query, ``-d``, ``-k``, ``-n``, ``-o`` and ``--force`` to a command."""
    for add in (
        click.argument("query", default="", type=QueryText()),
        data_option,
        kind_option,
        limit_option,
        click.option(
            "-o", "--output", metavar="PATH", type=FileName(), help="Where to write; '-' is stdout."
        ),
        click.option("--force", is_flag=True, help="Replace an existing file without asking."),
    ):
        function = add(function)
    return function


def ask(
    inherited: tuple[Path, ...],
    data: tuple[Path, ...],
    query: str,
    kinds: Iterable[str],
    limit: int | None,
) -> tuple[Catalog, list[int]]:
    """Open the registry; return it with the records that a query finds, by name."""
    catalog = open_catalog(inherited, data)
    wanted = [Kind.named(kind) for kind in kinds] or list(Kind)
    found = search_or_fail(catalog, query, wanted, Order.NAME)
    if limit is not None and len(found) > limit:
        tell(f"{limit} of {len(found)} records")
    return catalog, found[:limit]


def write_text(parts: Iterable[str], output: str | None, *, force: bool) -> None:
    """Write a text to a file, completely or not at all; without a file, to stdout."""
    if output in (None, "-"):
        for part in parts:
            click.echo(part, nl=False)
        return
    from collab_tui.export import ExportError, write_file

    path = Path(output or "")
    may_replace(path, force=force)
    try:
        write_file(path, parts, replace=True)
    except ExportError as error:
        fail(str(error), 1)
    tell(f"wrote {path}")


def may_replace(path: Path, *, force: bool) -> None:
    """Ask whether what exists at `path` may be replaced; exit if it may not, or nobody is there."""
    from collab_tui.export import is_stream

    if force or not os.path.lexists(path) or is_stream(path):
        return
    if not sys.stdin.isatty():
        fail(f"{path} exists already; use --force to replace it", 1)
    if not wants_to_replace(path):
        sys.exit(1)
