"""Work with other programs: the browser, the editor, the shell."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import webbrowser
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message

from collab_tui.language import _
from collab_tui.places import is_replaced
from collab_tui.records.declared import DECLARED
from collab_tui.records.field import Sort
from collab_tui.render.words import clean

if TYPE_CHECKING:
    from textual.app import App

    from collab_tui.catalog.catalog import Catalog
    from collab_tui.catalog.dossier import Dossier
    from collab_tui.registry.problems import Place

_LINE_BY_PLUS = frozenset(
    {
        "vi",
        "vim",
        "nvim",
        "view",
        "nano",
        "emacs",
        "emacsclient",
        "micro",
        "kak",
        "joe",
        "ne",
        "pico",
    }
)
_LINE_BY_COLON = frozenset({"hx", "helix", "subl", "zed"})
_LINE_BY_GOTO = frozenset({"code", "codium", "cursor"})


def address_of(dossier: Dossier) -> str | None:
    """Return the first web address of a record: its own, or that of its identifier."""
    document = dossier.document
    declared = DECLARED[dossier.ref.kind].fields
    own = [url for f in declared if f.sort is Sort.URL for url in f.values(document)]
    own += [f.url.format(value) for f in declared if f.url for value in f.values(document)]
    return next((url.replace(" ", "") for url in own), None)


def open_address(app: App[None], address: str) -> None:
    """Open a web address in the user's browser; only http and https.

    If there is no browser, copy the address instead.
    """
    if not address.startswith(("http://", "https://")) or clean(address) != address:
        app.notify(_("Only web addresses are opened"), severity="warning", markup=False)
    elif app.is_web:
        app.open_url(address)
        app.notify(_("Opening {address}", address=address), timeout=3, markup=False)
    else:
        app.run_worker(partial(_browse, app, address), thread=True, group="browser")


def _browse(app: App[None], address: str) -> None:
    """Find the browser and start it. This runs in a thread, because both may take seconds."""
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        app.call_from_thread(_say_opened, app, address, False)
        return
    # A browser of this class runs in the terminal until the user leaves it: lynx, w3m.
    if type(browser) is webbrowser.GenericBrowser:
        app.call_from_thread(_browse_here, app, browser, address)
    else:
        app.call_from_thread(_say_opened, app, address, browser.open(address))


def _browse_here(app: App[None], browser: webbrowser.BaseBrowser, address: str) -> None:
    with app.suspend():
        is_opened = browser.open(address)
    if not is_opened:
        _say_opened(app, address, False)


def _say_opened(app: App[None], address: str, is_opened: bool) -> None:
    if is_opened:
        app.notify(_("Opening {address}", address=address), timeout=3, markup=False)
    else:
        app.copy_to_clipboard(address)
        words = _("There is no browser here. Copied {address}", address=address)
        app.notify(words, severity="warning", markup=False)


def place_of(catalog: Catalog, n: int) -> Place | None:
    """Return the file and the line where record number `n` begins; None if it is gone."""
    from collab_tui.registry.positions import record_line

    place = catalog.place(n)
    return replace(place, line=record_line(place.file, place.path)) if place else None


class OpenInstead(Message):
    """Another registry is to be explored instead of the built-in one."""

    def __init__(self, folder: Path) -> None:
        """Carry its folder."""
        super().__init__()
        self.folder = folder


def edit_safely(app: App[None], place: Place, then: Callable[[], None]) -> None:
    """Edit a file, then call `then`.

    If the next installation will replace the file, say so, and offer a copy of the registry.
    """
    if not is_replaced(Path(place.file)):
        if edit(app, place):
            then()
        return
    from collab_tui.tui.screens.own_copy import OwnCopyScreen

    def chosen(choice: Path | bool | None) -> None:
        if isinstance(choice, Path):
            app.post_message(OpenInstead(choice))
        elif choice and edit(app, place):
            then()

    app.push_screen(OwnCopyScreen(), chosen)


def edit(app: App[None], place: Place) -> bool:
    """Open the user's editor at a line of a file, and wait; tell whether it ran."""
    from textual.app import SuspendNotSupported

    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not editor:
        message = _("Set $EDITOR to edit {file}", file=place.file)
        app.notify(message, severity="warning", markup=False)
        return False
    try:
        command = editor_command(editor, place.file, place.line or 1)
        with app.suspend():
            subprocess.run(command, check=False)  # noqa: S603 - the user's own editor
    except (OSError, ValueError, SuspendNotSupported) as error:
        app.notify(f"{editor}: {error}", severity="error", markup=False)
        return False
    return True


def suspend(app: App[None]) -> None:
    """Stop as a job of the shell; its ``fg`` brings the explorer back.

    The whole group of processes stops, as when the terminal stops it. A program that started the
    explorer stops with it, so that the shell gets its turn.
    """
    if app.is_headless or app.is_web or not _is_job():
        message = _("This explorer was not started from a shell that could bring it back")
        app.notify(message, severity="warning", markup=False)
        return
    app.app_suspend_signal.publish(app)
    os.killpg(0, signal.SIGTSTP)


def _is_job() -> bool:
    """Tell whether a shell started this program as one of its jobs.

    The first group of processes of the session has no such shell, for example if a terminal window
    was opened only for this program.
    """
    return hasattr(os, "getsid") and os.getpgrp() != os.getsid(0)


def editor_command(editor: str, file: str, line: int) -> list[str]:
    """Return the command that opens `file` at `line`, in the way that the editor knows.

    Raises:
        ValueError: the quotes in `editor` do not match.
    """
    words = shlex.split(editor)
    name = Path(words[0]).name.removesuffix(".exe") if words else ""
    if name in _LINE_BY_PLUS:
        return [*words, f"+{line}", file]
    if name in _LINE_BY_COLON:
        return [*words, f"{file}:{line}"]
    if name in _LINE_BY_GOTO:
        return [*words, "--wait", "--goto", f"{file}:{line}"]
    return [*words, file]
