"""Where the program begins: straight into the explorer, or with a command.

The usual arguments of the explorer are read here, because click and the commands take longer to
load than the first screen of the explorer.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from collab_tui.language import _


def main() -> None:
    """Run the program."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:  # a terminal with another encoding shows ? instead of failing
            reconfigure(errors="replace")
    try:
        _run(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        from collab_tui.reasons import why

        reason = why(error)
        if error.filename is None:  # for example a full disk behind stdout
            _fail(_("cannot write: {reason}", reason=reason))
        path = os.fsdecode(error.filename)
        _fail(_("cannot use {path}: {reason}", path=path, reason=reason))
    except sqlite3.DatabaseError as error:
        from collab_tui.places import cache_folder
        from collab_tui.reasons import why

        _fail(
            _(
                "the catalog cannot be read ({reason}); delete {folder} and try again",
                reason=why(error),
                folder=cache_folder(),
            )
        )


def _run(arguments: Sequence[str]) -> None:
    found = explorer_arguments(arguments)
    # click completes commands in a shell if this variable tells it to.
    if found is None or "_COLLAB_TUI_COMPLETE" in os.environ or not sys.stdout.isatty():
        import gc

        # What is loaded stays to the end. Looking for garbage in it again and again takes long.
        gc.set_threshold(100_000, 20, 50)
        import click

        from collab_tui.cli import cli

        if "_COLLAB_TUI_COMPLETE" in os.environ:
            from collab_tui.completing.shells import register

            register()
        try:
            sys.exit(cli.main(prog_name="collab-tui", standalone_mode=False))
        except click.ClickException as error:
            from collab_tui.console import show_misuse

            show_misuse(error)
            sys.exit(error.exit_code)
        except click.Abort:  # Ctrl+C
            raise KeyboardInterrupt from None
    else:
        from collab_tui.explore import explore

        data, query, is_fresh, in_ascii = found
        explore(data, query, is_fresh, in_ascii=in_ascii)


def explorer_arguments(arguments: Sequence[str]) -> tuple[list[Path], str, bool, bool] | None:
    """Return the registries and the query to start the explorer with, whether it starts fresh, and
    whether it shows only ASCII.

    Return None if there is anything except ``-d PATH``, ``-q QUERY``, ``--fresh`` and ``--ascii``,
    as separate words.
    `collab_tui.cli` then understands or refuses the arguments.
    """
    data: list[Path] = []
    query = ""
    words = iter(arguments)
    is_fresh = in_ascii = False
    for option in words:
        is_fresh |= option == "--fresh"
        in_ascii |= option == "--ascii"
        if option in ("--fresh", "--ascii"):
            continue
        value = next(words, None)
        if not value:
            return None
        if option in ("-d", "--data"):
            data.append(Path(value))
        elif option in ("-q", "--query"):
            query = value.encode("utf-8", "replace").decode()
        else:
            return None
    return data, query, is_fresh, in_ascii


def _fail(message: str) -> NoReturn:
    from collab_tui.console import fail

    fail(message, 1)


if __name__ == "__main__":
    main()
