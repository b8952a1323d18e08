"""What the commands share that write what a query finds to a file."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from collab_tui.catalog.order import Order
from collab_tui.console import fail, open_catalog, search_or_fail, tell, wants_to_replace
from collab_tui.formats import Format, UnknownEndingError, format_of
from collab_tui.language import _
from collab_tui.options import (
    QueryText,
    data_option,
    force_option,
    format_option,
    kind_option,
    limit_option,
    output_option,
)
from collab_tui.reasons import why
from collab_tui.records.kinds import Kind

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog


class Asked(NamedTuple):
    """What such a command is asked: the registry, a query, and where to write."""

    inherited: tuple[Path, ...]
    """The registry that is named before the command."""
    query: str
    data: tuple[Path, ...]
    kinds: tuple[str, ...]
    form: str
    limit: int | None
    output: str | None
    force: bool

    def find(self) -> tuple[Catalog, list[int]]:
        """Open the registry; return it with the records that the query finds, by kind and id.

        This order is the same in every language, as names are not.
        """
        catalog = open_catalog(self.inherited, self.data)
        wanted = [Kind.named(kind) for kind in self.kinds] or list(Kind)
        found = search_or_fail(catalog, self.query, wanted, Order.RELEVANCE)
        if self.limit is not None and len(found) > self.limit:
            tell(some_of(self.limit, len(found)))
        return catalog, catalog.shown.by_ref(found)[: self.limit]

    def write(self, parts: Iterable[str]) -> None:
        """Write a text where it is wanted; see `write_text`."""
        write_text(parts, self.output, force=self.force)


def asking(formats: Sequence[Format]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return what adds a query, ``-d``, ``-k``, ``-f``, ``-n``, ``-o`` and ``--force`` to a
    command, as `Asked`. It can write `formats`; with only one, there is no ``-f``.
    """

    def add_to(command: Callable[..., None]) -> Callable[..., None]:
        @wraps(command)
        def run(inherited: tuple[Path, ...], /, form: str | None = None, **options: Any) -> None:
            asked = {name: options.pop(name) for name in Asked._fields[1:] if name != "form"}
            wanted = form_wanted(form, asked["output"], formats)
            command(Asked(inherited, form=wanted, **asked), **options)

        function: Callable[..., None] = click.pass_obj(run)
        for add in (
            force_option,
            output_option,
            limit_option,
            *([format_option(formats)] if len(formats) > 1 else []),
            kind_option,
            data_option,
            click.argument("query", default="", type=QueryText()),
        ):
            function = add(function)
        return function

    return add_to


def form_wanted(form: str | None, output: str | None, formats: Sequence[Format]) -> str:
    """Return the name of the format to write; exit if the ending of the file means none."""
    from collab_tui.outgoing.writing import is_stream

    if form is not None:
        return form
    is_file = output not in (None, "-") and not is_stream(Path(output or ""))
    try:
        return format_of(output if is_file else None, formats)
    except UnknownEndingError as error:
        fail(str(error), 2)


def some_of(shown: int, found: int) -> str:
    """Return how many of the records that were found are shown."""
    return _("{shown} of {found} records", shown=shown, found=found)


def write_text(parts: Iterable[str], output: str | None, *, force: bool) -> None:
    """Write a text to a file, completely or not at all; without a file, to stdout."""
    if output in (None, "-"):
        for block in in_blocks(parts):
            click.echo(block, nl=False)
        return
    from collab_tui.outgoing.writing import ExportError, write_file

    path = Path(output or "")
    may_replace(path, force=force)
    try:
        write_file(path, parts, replace=True)
    except ExportError as error:
        fail(str(error), 1)
    tell(_("wrote {path}", path=path))


BLOCK = 65_536
"""Characters that are written at once."""


def in_blocks(parts: Iterable[str]) -> Iterator[str]:
    """Yield a text in fewer and longer parts, because each is written by itself."""
    held: list[str] = []
    size = 0
    for part in parts:
        held.append(part)
        size += len(part)
        if size >= BLOCK:
            yield "".join(held)
            held, size = [], 0
    if held:
        yield "".join(held)


def cannot_write(path: Path, error: OSError) -> str:
    """Return that a file or folder cannot be written, and why."""
    return _("{path} cannot be written: {reason}", path=path, reason=why(error))


def may_replace(path: Path, *, force: bool) -> None:
    """Ask whether what exists at `path` may be replaced; exit if it may not, or nobody is there."""
    from collab_tui.outgoing.writing import is_stream

    if force or not os.path.lexists(path) or is_stream(path):
        return
    if not sys.stdin.isatty():
        fail(_("{path} exists already; use --force to replace it", path=path), 1)
    if not wants_to_replace(path):
        sys.exit(1)
