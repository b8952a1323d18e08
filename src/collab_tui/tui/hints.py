"""Which keys the footer shows where. Every hint is true for the widget in focus."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from collab_tui.actions import ACTIONS
from collab_tui.keymap import keys_of, show_key
from collab_tui.render.words import plural
from collab_tui.tui.looks import Ways
from collab_tui.tui.typed import is_typed
from collab_tui.tui.widgets.key_bar import Hint

_BY_ID = {action.id: action for action in ACTIONS}


class Situation(NamedTuple):
    """The facts that decide which keys work."""

    typing: bool = False
    choosing: bool = False
    """A field's values are offered."""
    reading: bool = False
    viewing: bool = False
    """The cursor is in a view."""
    beside_view: bool = False
    """A view is shown in place of the record."""
    ways: Ways = Ways()
    """How that view can be looked at."""
    narrow: bool = False
    filtered: bool = False
    can_go_back: bool = False
    problems: int = 0
    has_record: bool = True
    has_address: bool = True


def hints(keymap: Mapping[str, str], now: Situation) -> list[Hint]:
    """Return the footer's hints, the most important first."""

    def hint(action_id: str, word: str = "", *, keep: bool = False) -> Hint | None:
        action = _BY_ID[action_id]
        # During typing, keys that write a character have no other effect.
        usable = [key for key in keys_of(action_id, keymap) if not (now.typing and is_typed(key))]
        if not usable:
            return None
        return Hint(show_key(usable[0]), word or action.hint, keep, usable[0])

    wanted: list[Hint | None]
    if now.choosing:
        wanted = [Hint("⏎", "take"), Hint("↑↓", "choose"), Hint("Esc", "close", keep=True)]
    elif now.typing:
        wanted = [
            Hint("⏎", "results"),
            hint("leave", "clear" if now.filtered else "leave", keep=True),
            hint("next_pane"),
        ]
    else:
        where = _viewing if now.viewing else _reading if now.reading else _browsing
        wanted = where(now, hint)
    if now.problems:
        wanted.insert(1, hint("problems", plural(now.problems, "problem")))
    # The way out of the search bar comes before the commands, whose keys are long there.
    wanted += [hint("help", keep=True), hint("palette", keep=not now.typing)]
    wanted += [hint("quit", keep=True)]
    return [found for found in wanted if found is not None]


_MakeHint = Callable[..., Hint | None]


def _reading(now: Situation, hint: _MakeHint) -> list[Hint | None]:
    return [
        Hint("↑↓", "links"),
        hint("open", "follow"),
        hint("leave", "lists", keep=True),
        hint("back") if now.can_go_back else None,
        hint("search"),
        *_with_record(now, hint),
    ]


def _viewing(now: Situation, hint: _MakeHint) -> list[Hint | None]:
    return [
        Hint("↑↓", "cells"),
        hint("open"),
        hint("leave", "lists", keep=True),
        hint("back") if now.can_go_back else None,
        hint("view_next"),
        hint("group") if now.ways.group else None,
        hint("zoom_in") if now.ways.zoom else None,
        hint("sort") if now.ways.sort else None,
        hint("fold") if now.ways.fold else None,
        hint("bars") if now.ways.bars else None,
        hint("columns") if now.ways.columns else None,
        hint("transpose") if now.ways.columns else None,
        hint("filter"),
        hint("whole") if not now.narrow else None,
        hint("fit") if now.ways.zoom else None,
        hint("pan_right") if now.ways.pan else None,
        hint("search"),
    ]


def _browsing(now: Situation, hint: _MakeHint) -> list[Hint | None]:
    return [
        hint("search"),
        hint("open", "read" if now.narrow else "open") if now.has_record else None,
        hint("leave", "clear") if now.filtered else None,
        hint("back") if now.can_go_back else None,
        hint("next_pane"),
        hint("leave", "record") if now.beside_view and not now.filtered else None,
        hint("view_next"),
        *_with_record(now, hint),
        hint("next_linked") if now.has_record else None,
        hint("sort"),
    ]


def _with_record(now: Situation, hint: _MakeHint) -> list[Hint | None]:
    if not now.has_record:
        return []
    return [
        hint("export"),
        hint("filter"),
        hint("copy"),
        hint("open_link") if now.has_address else None,
        hint("edit"),
    ]
