"""The options and the sorts of arguments that the commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from collab_tui.records.kinds import Kind

F = TypeVar("F", bound=Callable[..., Any])


class RegistryPath(click.Path):
    """A path to a registry; an empty one is a mistake, not the working folder."""

    def __init__(self) -> None:
        """Take any path; whether it can be used is found out when it is opened."""
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path."""
        if not value:
            self.fail("the path is empty; name a folder or a file of TOML", param, ctx)
        return super().convert(value, param, ctx)


class Text(click.types.StringParamType):
    """Text for the catalog; bytes in it that are not UTF-8 become question marks."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the argument as text that can be encoded."""
        return str(value).encode("utf-8", "replace").decode()


def data_option(function: F) -> F:
    """Add ``-d/--data``, which every command takes."""
    return click.option(
        "-d",
        "--data",
        "data",
        multiple=True,
        metavar="PATH",
        type=RegistryPath(),
        help="A registry: a folder or file of TOML. Several are laid over each other.",
    )(function)


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


def limit_option(function: F) -> F:
    """Add ``-n/--limit``, for commands that list."""
    return click.option(
        "-n", "--limit", type=click.IntRange(min=1), help="At most this many records."
    )(function)
