"""The options and the types of arguments that the commands share."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar, cast

import click
from click.shell_completion import CompletionItem

from collab_tui.catalog.storage.faults import RebuiltError
from collab_tui.formats import Format
from collab_tui.language import _
from collab_tui.query.fields import FIELDS, QueryField, canonical, field_named
from collab_tui.records.kinds import Kind

F = TypeVar("F", bound=Callable[..., Any])


class RegistryPath(click.Path):
    """A path to a registry. An empty path is a mistake, not the working folder."""

    def __init__(self) -> None:
        """Accept any path; whether it can be used shows when it is opened."""
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path."""
        if not value:
            self.fail(_("the path is empty; name a folder or a file of TOML"), param, ctx)
        return super().convert(value, param, ctx)


class Text(click.types.StringParamType):
    """Text for the catalog. Bytes in it that are not UTF-8 become question marks."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the argument as text that can be encoded."""
        return str(value).encode("utf-8", "replace").decode()


class QueryText(Text):
    """A query."""

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem[str]]:
        """Offer fields, values and the queries that are kept."""
        from collab_tui.completing.answers import complete_query

        return complete_query(ctx, incomplete)


class RefText(Text):
    """A ref, an id or an identifier."""

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem[str]]:
        """Offer the records of the registry."""
        from collab_tui.completing.answers import complete_ref

        return complete_ref(ctx, incomplete)


class FileName(click.types.StringParamType):
    """A path, or ``-``."""

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem[str]]:
        """Let the shell offer paths."""
        return [CompletionItem(incomplete, type="file")]


class FieldName(click.Choice[str]):
    """A field of queries, with ``extra.KEY`` for every key."""

    def __init__(self) -> None:
        """Get the names of all fields."""
        super().__init__(list(FIELDS))

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the field."""
        if isinstance(value, QueryField):
            return value
        name = canonical(str(value))
        field = field_named(name)
        return field or FIELDS[super().convert(value, param, ctx)]


class QueryCommand(click.Command):
    """A command with a query among its arguments. The query may begin with a minus: ``-covid``.

    One minus and several letters are an option only if the option can take the letters after the
    first (``-fcsv``, ``-n5``, ``-dfolder`` if there is such a folder).
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments, with plain arguments after ``--``."""
        options: list[str] = []
        free: list[str] = []
        pending: Iterator[str] = iter(args)
        for arg in pending:
            if arg == "--":
                free += pending
            elif not arg.startswith("-") or arg == "-" or self._is_left_out(arg):
                free.append(arg)
            else:
                options.append(arg)
                option = self._option(arg)
                if option is not None and not option.is_flag:
                    value = next(pending, None)
                    if value is None:  # click reports it
                        return super().parse_args(ctx, options)
                    options.append(value)
        return super().parse_args(ctx, [*options, "--", *free])

    def _option(self, name: str) -> click.Option | None:
        """Return the option with this name."""
        options = (param for param in self.params if isinstance(param, click.Option))
        return next((option for option in options if name in option.opts), None)

    def _is_left_out(self, arg: str) -> bool:
        """Tell whether an argument is a negated term of a query."""
        if arg.startswith("--") or len(arg) == 2:
            return False
        option, value = self._option(arg[:2]), arg[2:]
        if option is None or option.is_flag:
            return True
        if isinstance(option.type, click.Choice):
            return value not in option.type.choices
        if isinstance(option.type, click.IntRange):
            return not value.removeprefix("-").isdigit()
        return not os.path.lexists(value)


def data_option(function: F) -> F:
    """Add ``-d/--data``, which every command takes.

    If the catalog of a command is damaged, the command starts again with a new one, because records
    have other numbers in it.
    """

    @wraps(function)
    def command(*arguments: Any, **named: Any) -> Any:
        try:
            return function(*arguments, **named)
        except RebuiltError:
            return function(*arguments, **named)

    return click.option(
        "-d",
        "--data",
        "data",
        multiple=True,
        metavar="PATH",
        type=RegistryPath(),
        help="A registry: a folder or a TOML file. If several, later records win.",
    )(cast("F", command))


def kind_option(function: F) -> F:
    """Add ``-k/--kind``, for commands that take a query."""
    return click.option(
        "-k",
        "--kind",
        "kinds",
        multiple=True,
        type=click.Choice([kind.value for kind in Kind]),
        help="Only this kind.",
    )(function)


def format_option(
    formats: Sequence[Format],
    otherwise: str = "By default the format of the file's ending, else the first of these.",
) -> Callable[[F], F]:
    """Return what adds ``-f/--format``, for commands that also write files.

    `otherwise` says what happens without it.
    """
    return click.option(
        "-f",
        "--format",
        "form",
        type=click.Choice([one.name for one in formats]),
        help=otherwise,
    )


def output_option(function: F) -> F:
    """Add ``-o/--output``, for commands that write what they find."""
    return click.option(
        "-o",
        "--output",
        metavar="PATH",
        type=FileName(),
        help="Where to write; by default, and for '-', to stdout.",
    )(function)


def force_option(function: F) -> F:
    """Add ``--force``, which goes with ``-o``."""
    return click.option("--force", is_flag=True, help="Replace an existing file without asking.")(
        function
    )


def limit_option(function: F) -> F:
    """Add ``-n/--limit``, for commands that list."""
    return click.option(
        "-n", "--limit", type=click.IntRange(min=1), help="At most this many records."
    )(function)
