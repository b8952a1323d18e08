"""The commands: which module has which. A module is imported when one of its commands is needed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib import import_module
from shlex import quote
from typing import Any

import click

from collab_tui.language import DOMAIN, FOLDER, LANGUAGE, UNSPACED, Said, _
from collab_tui.render.words import clean
from collab_tui.suggest import did_you_mean

MODULES = {
    "search": ("search",),
    "show": ("show",),
    "facets": ("facets",),
    "view": ("view",),
    "export": ("export",),
    "dump": ("dump",),
    "graph": ("graph",),
    "calendar": ("calendar",),
    "cite": ("cite",),
    "importing": ("import", "reconcile"),
    "draft": ("draft",),
    "keep": ("new", "set", "unset", "rename", "merge", "remove"),
    "check": ("check",),
    "fmt": ("fmt",),
    "diff": ("diff", "history"),
    "schema": ("schema",),
    "completion": ("completion",),
    "serve": ("serve",),
}
"""The names of the commands by the module in this package that has them."""

UNREAD = 128 + 13
"""The exit code if the reader of the output stops, as shells give it for SIGPIPE. It is neither a
success nor "nothing found".
"""

_MODULE_OF = {name: module for module, names in MODULES.items() for name in names}


class Group(click.Group):
    """Commands with one name before their own."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what each command does in a whole sentence, in as many lines as it takes."""
        named = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        rows = [(name, one.get_short_help_str(10_000)) for name, one in named if one is not None]
        with formatter.section(_("Commands")):
            formatter.write_dl(rows)


class Commands(Group):
    """The commands of `MODULES`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted(_MODULE_OF)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command.

        Raises:
            click.UsageError: there is none of this name. Who types a word wants to search for it.
        """
        module = _MODULE_OF.get(cmd_name)
        if module is None:
            shown = clean(cmd_name)
            similar, word = did_you_mean(cmd_name, _MODULE_OF), quote(shown)
            search = _(
                "to search, write: collab-tui search {word}, or: collab-tui -q {word}", word=word
            )
            hint = similar or search
            message = _("there is no command '{name}'; {hint}", name=shown, hint=hint)
            raise click.UsageError(message, ctx)
        found = vars(import_module(f"{__name__}.{module}")).values()
        named = (one for one in found if isinstance(one, click.Command) and one.name == cmd_name)
        command = next(named)
        arrange(command)
        translate(command)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command. If nobody reads its output any longer, it ends as by that signal."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            with suppress(OSError, ValueError):  # what is left goes nowhere
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(UNREAD)


_FIRST = ("-d", "-q", "-k", "-f", "-n")
_LAST = ("-o", "--force", "--dry-run")
"""The options that several commands have: those that ask, and those that write."""


def arrange(command: click.Command) -> None:
    """Put the options of a command, and of those below it, in the order that all commands have."""
    order = (*_FIRST, "", *_LAST)

    def place(param: click.Parameter) -> int:
        if isinstance(param, click.Argument):
            return -1
        return order.index(param.opts[0] if param.opts[0] in order else "")

    command.params.sort(key=place)
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            arrange(inner)


def texts_of(command: click.Command) -> Iterator[str]:
    """Yield what a command says about itself: its help, its epilog, its options."""
    said = (command.help, command.epilog, *(getattr(one, "help", None) for one in command.params))
    yield from (text for text in said if text and not isinstance(text, Said))


def translate(command: click.Command) -> None:
    """Put what a command says about itself, and the commands below it, into the language."""
    if LANGUAGE == "en":
        return
    command.help = _said(command.help)
    command.epilog = _said(command.epilog)
    options = [param for param in command.params if isinstance(param, click.Option)]
    for option in options:
        option.help = _said(option.help)
    if LANGUAGE in UNSPACED:
        _wrap(command, options)
    if isinstance(command, click.Group) and not isinstance(command, Commands):
        for inner in command.commands.values():
            translate(inner)


def _said(text: str | None) -> str | None:
    return text if not text or isinstance(text, Said) else _(text)


def _wrap(command: click.Command, options: Iterable[click.Option]) -> None:
    from collab_tui.commands.wrapping import ROOM_BESIDE, flowing, wrapped

    if command.help and not isinstance(command.help, Said):
        command.short_help = flowing(command.help.partition("。")[0])
        command.help = Said(wrapped(command.help))
    if command.epilog:
        command.epilog = Said(wrapped(command.epilog))
    for option in options:
        if option.help and not isinstance(option.help, Said):
            option.help = Said(wrapped(option.help, ROOM_BESIDE))


def translate_click() -> None:
    """Let click find its own words among the translations. It asks gettext for them, and the class
    of contexts for what writes help.
    """
    import gettext

    os.environ["LANGUAGE"] = LANGUAGE
    gettext.bindtextdomain(DOMAIN, FOLDER)
    gettext.textdomain(DOMAIN)
    if LANGUAGE in UNSPACED:
        from collab_tui.commands.wrapping import WideFormatter

        click.Context.formatter_class = WideFormatter


if LANGUAGE != "en":
    translate_click()
