"""Makes the pages of commands and keys: ``python scripts/manual.py`` writes them into ``docs/``.

They are the man page (``collab-tui.1``), ``commands.md`` and ``keys.md``, and follow from what the
commands and the actions say about themselves.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from collab_tui import __version__
from collab_tui.actions import ACTIONS
from collab_tui.cli import cli
from collab_tui.keymap import shown_keys
from collab_tui.language import LANGUAGES, any_of
from collab_tui.moves import MOVES_HELP
from collab_tui.query.guide import examples

FOLDER = Path(__file__).parent.parent / "docs"

FILES = (
    ("~/.config/collab-tui/config.toml", "Settings; see docs/settings.md."),
    ("~/.cache/collab-tui/", "Catalogs. They can be deleted at any time."),
    ("~/.local/state/collab-tui/", "What is kept of visits. It can be deleted at any time."),
)
ENVIRONMENT = (
    ("COLLAB_TUI_DATA", "The registries to open, separated like PATH."),
    ("COLLAB_TUI_CONFIG", "The file of settings."),
    ("COLLAB_TUI_CACHE", "The folder of catalogs."),
    ("COLLAB_TUI_STATE", "The folder of what is kept of visits."),
    (
        "COLLAB_TUI_LANGUAGE",
        f"The language: {any_of([*LANGUAGES])}; by default that of the locale.",
    ),
    ("NO_COLOR", "If it is set, nothing is coloured."),
    ("VISUAL, EDITOR", "The editor that E starts in the explorer."),
)
EXITS = (
    ("0", "Done."),
    ("1", "Nothing was found, the registry has errors, or something could not be written."),
    ("2", "The command was not understood, or the registry cannot be opened."),
    ("130", "Interrupted with Ctrl+C."),
    ("141", "Whoever reads the output stopped reading."),
)


def commands(group: click.Group, before: str) -> Iterator[tuple[str, click.Command]]:
    """Yield every command below a group, with its whole name."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None or command.hidden:
            continue
        if isinstance(command, click.Group):
            yield from commands(command, f"{before} {name}")
        else:
            yield f"{before} {name}", command


def parts(name: str, command: click.Command) -> tuple[str, str, list[tuple[str, str]], str]:
    """Return usage, description, options and examples of a command."""
    context = click.Context(command, info_name=name, help_option_names=["-h", "--help"])
    usage = " ".join([name, *command.collect_usage_pieces(context)])
    params = [one for one in command.get_params(context) if isinstance(one, click.Option)]
    records = [one.get_help_record(context) for one in params]
    options = [(one[0], one[1]) for one in records if one is not None]
    return usage, prose(command.help or ""), options, plain(command.epilog or "")


def prose(text: str) -> str:
    """Return a text with one line a paragraph."""
    return "\n\n".join(" ".join(part.split()) for part in text.split("\n\n"))


def plain(text: str) -> str:
    """Return a text that click prints as it stands."""
    return text.replace("\b\n", "").strip("\n")


# The man page


def roff(text: str) -> str:
    """Return a text in which troff finds no commands."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq")
    return re.sub(r"(?m)^\.", r"\\&.", text)


def tagged(pairs: Iterator[tuple[str, str]] | list[tuple[str, str]]) -> str:
    """Return pairs as paragraphs with tags."""
    return "".join(f".TP\n.B {roff(tag)}\n{roff(text) or chr(92) + '&'}\n" for tag, text in pairs)


def verbatim(text: str) -> str:
    """Return lines that are not filled."""
    return f".PP\n.nf\n{roff(text)}\n.fi\n" if text else ""


def paragraphs(text: str) -> str:
    """Return paragraphs."""
    return "".join(f".PP\n{roff(one)}\n" for one in text.split("\n\n") if one)


def as_man() -> str:
    """Return the man page."""
    usage, help_, options, epilog = parts("collab-tui", cli)
    found = [
        f'.TH COLLAB\\-TUI 1 "" "collab\\-tui {__version__}" "User Commands"\n',
        ".SH NAME\ncollab\\-tui \\- explore who works with whom in health, in a terminal\n",
        f".SH SYNOPSIS\n{roff(usage)}\n",
        f".SH DESCRIPTION\n{paragraphs(help_)}",
        f".SH OPTIONS\n{tagged(options)}",
        f".SH EXAMPLES\n{verbatim(epilog.removeprefix('Examples:').strip(chr(10)))}",
        ".SH COMMANDS\n",
    ]
    for name, command in commands(cli, "collab-tui"):
        usage, help_, options, epilog = parts(name, command)
        found.append(f".SS {roff(usage)}\n{paragraphs(help_)}{tagged(options)}{verbatim(epilog)}")
    keys = [("  ".join(shown_keys(action, {})), f"{action.help}.") for action in ACTIONS]
    found += [
        f".SH QUERIES\n{tagged([(query, f'{meaning}.') for query, meaning in examples()])}",
        f".SH KEYS OF THE EXPLORER\n{tagged([(key, text) for key, text in keys if key])}",
        f".SH ENVIRONMENT\n{tagged(list(ENVIRONMENT))}",
        f".SH FILES\n{tagged(list(FILES))}",
        f".SH EXIT STATUS\n{tagged(list(EXITS))}",
    ]
    return "".join(found)


# The pages of the documentation


def as_markdown() -> str:
    """Return the page of all commands, keys and exit codes."""
    found = ["# Commands\n\n`collab-tui` without a command opens the explorer.\n\n"]
    for name, command in [("collab-tui", cli), *commands(cli, "collab-tui")]:
        usage, help_, options, epilog = parts(name, command)
        found.append(f"## {name}\n\n```text\n{usage}\n```\n\n{help_}\n\n")
        if options:
            rows = "".join(f"| `{_cell(tag)}` | {_cell(text)} |\n" for tag, text in options)
            found.append(f"| option | what it does |\n| --- | --- |\n{rows}\n")
        if epilog:
            found.append(f"```text\n{epilog}\n```\n\n")
    exits = "".join(f"| {code} | {text} |\n" for code, text in EXITS)
    found.append(f"## Exit codes\n\n| code | meaning |\n| --- | --- |\n{exits}")
    return "".join(found)


def as_keys() -> str:
    """Return the page of the keys of the explorer."""
    moves = "".join(f"| {_codes(keys.split())} | {_cell(text)} |\n" for keys, text in MOVES_HELP)
    rows = "".join(
        f"| {_codes(shown_keys(action, {}))} | {_cell(action.help)} | `{action.id}` |\n"
        for action in ACTIONS
    )
    return (
        "# Keys of the explorer\n\n`?` in the explorer shows the same, with your own keys. The name"
        " is what `[keys]` in [the settings](settings.md) takes.\n\n"
        f"| keys | what they do | name |\n| --- | --- | --- |\n{rows}"
        "\nThese keys move, and cannot be changed:\n\n"
        f"| keys | what they do |\n| --- | --- |\n{moves}"
    )


def _codes(keys: Iterable[str]) -> str:
    return " ".join(f"`{_cell(key)}`" for key in keys)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def main() -> None:
    """Write the pages; with the name of a folder, there."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    for name, made in (
        ("collab-tui.1", as_man),
        ("commands.md", as_markdown),
        ("keys.md", as_keys),
    ):
        (folder / name).write_text(made(), "utf-8")


if __name__ == "__main__":
    main()
