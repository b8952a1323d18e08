"""Starts the explorer."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from collab_tui.config import ConfigError, first_unusable, load_settings, registry_layers
from collab_tui.language import _
from collab_tui.places import cache_folder, config_file, is_replaced, state_folder
from collab_tui.terminal import draws_wide, shows_only_ascii, shows_only_sixteen

if TYPE_CHECKING:
    from collab_tui.diary import Diary
    from collab_tui.tui.app import Explorer

CANNOT_DRAW = frozenset({"dumb", "unknown"})
"""The names of terminals that can only write one line after the other."""

SWITCH_INTERVAL = 0.0005
"""Seconds that a thread may run while another waits; the default is ten times as long."""


def explore(
    data: Sequence[Path],
    query: str,
    is_fresh: bool = False,
    is_read_only: bool = False,
    *,
    in_ascii: bool = False,
) -> None:
    """Explore the registry at `data`, starting with a query, until the user leaves.

    A fresh start does not offer to go back to where the last visit ended, and nothing is marked. If
    it `is_read_only`, nothing is written except the catalog. Only ASCII is shown if that is asked
    for, by the settings, too, or if the terminal shows no more.
    """
    if not can_draw():
        _fail(_("the explorer needs a terminal; without one, use: collab-tui search QUERY"))
    kind = os.environ.get("TERM", "")
    if kind.lower() in CANNOT_DRAW and not _is_served():
        _fail(
            _(
                "the explorer cannot draw on a '{terminal}' terminal (TERM);"
                " use: collab-tui search QUERY",
                terminal=kind,
            )
        )
    if not sys.stderr.isatty() and not _is_served():
        # Textual draws on stderr. It may go to a file, and the screen must not.
        vars(sys)["__stderr__"] = sys.__stdout__
    # Everything that is loaded now stays to the end. The app enables collection after its first
    # screen.
    gc.disable()
    # A thread writes what is painted. It waits this long while the next frame is prepared.
    sys.setswitchinterval(SWITCH_INTERVAL)
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.tui.app import Explorer, no_diary

    wrong = first_unusable(data)
    if wrong is not None:
        _fail(wrong)
    try:
        settings = load_settings()
        if query.lstrip().startswith("@"):
            from datetime import date

            from collab_tui.query.ready import with_ready

            kept = with_ready(settings.queries, date.today())
            query = settings._replace(queries=kept).expand(query)
    except ConfigError as error:
        _fail(str(error))
    if settings.keys:
        from collab_tui.keymap import unknown_action

        wrong = unknown_action(settings.keys)
        if wrong is not None:
            _fail(wrong)
    if settings.lists:
        from collab_tui.records.kinds import unknown_kind

        wrong = unknown_kind(settings.lists)
        if wrong is not None:
            _fail(f"{config_file()}: lists: {wrong}")
    if in_ascii or (shows_only_ascii() and not _is_served()):
        settings = settings._replace(glyphs="ascii")
    elif settings.glyphs == "unicode" and draws_wide():
        settings = settings._replace(glyphs="narrow")
    if settings.theme is None and shows_only_sixteen() and not _is_served():
        settings = settings._replace(theme="collab-16")
    layers, word = registry_layers(data, settings), ""
    while True:
        with closing(Catalog.open(layers, cache_folder())) as catalog:
            diary = no_diary if is_read_only else partial(_diary_of, layers, is_fresh=is_fresh)
            app = Explorer(catalog, settings, query, word, diary, is_read_only=is_read_only)
            app.run()
            if not (app.return_code or is_read_only):
                _note_visit(app, layers)
        if catalog.notices:
            from collab_tui.console import say

            for notice in catalog.notices:
                say(notice)
        if app.return_code:  # it failed, and has said so
            sys.exit(app.return_code)
        if app.instead is None:
            return
        from collab_tui.tui.own_copy import word_on

        copy, query = app.instead
        layers = [copy if is_replaced(layer) else layer for layer in layers]
        word = word_on(copy)


def _diary_of(layers: Sequence[Path], *, is_fresh: bool = False) -> Diary:
    """Return the diary of a registry; a fresh start does not know how the last visit ended."""
    from collab_tui.diary import Diary

    diary = Diary.of(layers, state_folder())
    if is_fresh:
        diary.spot, diary.layout, diary.shares, diary.marks = None, "", {}, []
        diary.folder, diary.orders = "", {}
    return diary


def _note_visit(app: Explorer, layers: Sequence[Path]) -> None:
    """Note what was asked, and that the visit ends now, where, and with which commit."""
    from datetime import datetime

    from collab_tui.history.since import present_commits

    diary = _diary_of(layers)
    app.write_into(diary)
    diary.left = datetime.now().astimezone().isoformat(timespec="seconds")
    diary.commits = present_commits(layers)
    with suppress(OSError):  # a home that cannot be written is no reason to fail
        diary.write()


def can_draw() -> bool:
    """Tell whether there is a terminal to draw on, or a browser (see `collab_tui.serving`)."""
    return (sys.stdin.isatty() and sys.stdout.isatty()) or _is_served()


def _is_served() -> bool:
    return "TEXTUAL_DRIVER" in os.environ


def _fail(message: str) -> NoReturn:
    from collab_tui.console import fail

    fail(message, 2)
