"""How far a long command is, as a bar on the terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

import click

from collab_tui.console import PATIENCE
from collab_tui.language import _, number

OF_THE_DUMP = _("{done} of {total} bytes of the dump")


@contextmanager
def progress(words: str) -> Iterator[Callable[[int, int], None] | None]:
    """Show the progress on a terminal, if it takes a while.

    `words` say how far it is: ``{done} of {total} rows``.
    """
    if not sys.stderr.isatty():
        yield None
        return
    began = shown = monotonic()
    is_shown = False

    def show(done: int, total: int) -> None:
        nonlocal shown, is_shown
        now = monotonic()
        if now - began >= PATIENCE and now - shown >= 0.1:
            shown, is_shown = now, True
            width = 30 * done // max(total, 1)
            bar = f"{'█' * width}{'░' * (30 - width)}"
            said = words.format(done=number(done), total=number(total))
            click.echo(f"\r\x1b[K{bar} {said}", nl=False, err=True)

    try:
        yield show
    finally:
        if is_shown:
            click.echo("\r\x1b[K", nl=False, err=True)
