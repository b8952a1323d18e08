"""Every hint in the footer is true: the key does what the word says."""

from __future__ import annotations

import re
import webbrowser
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from textual.widgets import Input

from collab_tui.config import Settings
from collab_tui.records.kinds import Kind
from collab_tui.tui.screens.add import AddScreen
from collab_tui.tui.screens.choose import ChooseScreen
from collab_tui.tui.screens.export import ExportScreen
from collab_tui.tui.screens.form import FormScreen
from collab_tui.tui.screens.help import HelpScreen
from collab_tui.tui.screens.palette import PaletteScreen
from collab_tui.tui.screens.problems import ProblemsScreen
from collab_tui.tui.widgets.detail import Detail
from collab_tui.tui.widgets.key_bar import Hint, fitting
from tests.conftest import Registry
from tests.tui.driver import NARROW, Driver, exploring
from tests.tui.registries import BROKEN, SMALL

KEYS = {
    "/": "slash",
    "⏎": "enter",
    "⌫": "backspace",
    "Space": "space",
    "Esc": "escape",
    "-": "minus",
    "Tab": "tab",
    "?": "question_mark",
    ":": "colon",
    "+": "plus",
    ">": "greater_than_sign",
    "}": "right_curly_bracket",
    "↑↓": "down",
    "←→": "right",
    "↓": "down",
    "PgDn": "pagedown",
    "F1": "f1",
    "Ctrl+p": "ctrl+p",
    "Ctrl+q": "ctrl+q",
}
"""Textual's names of the keys, by their names in the footer."""


@dataclass
class Before:
    """The state before a key was pressed."""

    query: str
    text: str
    reads: str
    chosen: str | None
    scroll: float
    focused: object
    view: object

    @classmethod
    def of(cls, explorer: Driver) -> Before:
        return cls(
            explorer.query,
            explorer.text,
            explorer.reads() if explorer.app.screen.query(Detail) else "",
            explorer.chosen if explorer.app.screen.query(Detail) else None,
            explorer.detail.scroll_offset.y if explorer.app.screen.query(Detail) else 0,
            explorer.focused,
            explorer.view.state,
        )


PROMISES: dict[str, Callable[[Driver, Before], bool]] = {
    "search": lambda now, was: isinstance(now.focused, Input),
    "results": lambda now, was: now.pane is not None,
    "open": lambda now, was: isinstance(now.focused, Detail) or now.query != was.query,
    "read": lambda now, was: isinstance(now.focused, Detail) and "/bsn" in now.reads(),
    "links": lambda now, was: now.chosen != was.chosen,
    "follow": lambda now, was: was.chosen is not None and was.chosen in now.reads(),
    "back": lambda now, was: now.reads() != was.reads,
    "lists": lambda now, was: now.pane is not None,
    "leave": lambda now, was: now.pane is not None or isinstance(now.focused, Detail),
    "find": lambda now, was: isinstance(now.focused, Input) and now.query == was.query,
    "next place": lambda now, was: now.sees("2/2 "),
    "end find": lambda now, was: "n next" not in now.footer(),
    "places": lambda now, was: now.sees("2/2 "),
    "stay here": lambda now, was: "n next place" in now.footer(),
    "clear": lambda now, was: was.query != "" and now.query == "",
    "panes": lambda now, was: now.focused is not was.focused,
    "filter": lambda now, was: now.query != was.query,
    "linked": lambda now, was: now.reads() != was.reads,
    "narrow": lambda now, was: now.sees("Narrow the institutions"),
    "add": lambda now, was: now.query == "country:SG",
    "leave out": lambda now, was: now.query == "-country:SG",
    "only this": lambda now, was: now.query == "country:SG" and now.pane is not None,
    "take out": lambda now, was: was.query != "" and now.query == "",
    "sort": lambda now, was: now.text != was.text,
    "export": lambda now, was: isinstance(now.app.screen, ExportScreen),
    "copy": lambda now, was: now.app.clipboard.startswith("---\nref:"),
    "web": lambda now, was: now.sees("Opening https://"),
    "edit": lambda now, was: now.sees("Set $EDITOR"),
    "mark": lambda now, was: now.sees("Marked institution/"),
    "new": lambda now, was: isinstance(now.app.screen, AddScreen),
    "change": lambda now, was: isinstance(now.app.screen, FormScreen),
    "undo": lambda now, was: now.sees("Undo the last write?"),
    "edit the file there": lambda now, was: now.sees("Set $EDITOR"),
    "1 problem": lambda now, was: isinstance(now.app.screen, ProblemsScreen),
    "views": lambda now, was: now.view.state != was.view and now.view.is_drawn,
    "cells": lambda now, was: now.view.sight.cursor != (0, 0),
    "record": lambda now, was: now.view.state is None,
    **dict.fromkeys(
        ("zoom", "bars", "fit", "pan", "swap"),
        lambda now, was: now.view.state != was.view and now.view.is_drawn,
    ),
    "fold": lambda now, was: now.view.state != was.view or now.sees("▸"),
    "section": lambda now, was: now.chosen != was.chosen,
    "by": lambda now, was: isinstance(now.app.screen, ChooseScreen),
    "columns": lambda now, was: isinstance(now.app.screen, ChooseScreen),
    "layout": lambda now, was: now.app.screen.has_class("-below"),
    "larger": lambda now, was: now.text != was.text,
    "whole": lambda now, was: not now.sees("1 Institutions"),
    "help": lambda now, was: isinstance(now.app.screen, HelpScreen),
    "commands": lambda now, was: isinstance(now.app.screen, PaletteScreen),
    "quit": lambda now, was: not now.app.is_running,
    "write": lambda now, was: now.sees("Wrote"),
    "choose": lambda now, was: now.sees("● this record and what") or "⏎ take" in now.footer(),
    "questions": lambda now, was: "⏎ take" in now.footer(),
    "take": lambda now, was: now.query == "type:mou ",
    "format": lambda now, was: now.sees("● CSV"),
    "preview": lambda now, was: now.detail.scroll_offset.y > was.scroll,
    "name": lambda now, was: isinstance(now.focused, Input),
    "folder": lambda now, was: now.focused is not was.focused,
    "done": lambda now, was: now.focused is None,
    "cancel": lambda now, was: len(now.app.screen_stack) == 1,
    "close": lambda now, was: len(now.app.screen_stack) == 1,
}


async def keys(explorer: Driver, *names: str) -> None:
    await explorer.press(*names)


async def keys_after_a_link(explorer: Driver, *names: str) -> None:
    await keys(explorer, "2", "G", "enter")
    await explorer.choose("institution/ruijin")
    await keys(explorer, "enter", *names)


@dataclass
class Situation:
    """The way to a place, and the hints to try there; others are tried elsewhere."""

    reach: Callable[[Driver], Awaitable[None]]
    tried: str
    size: tuple[int, int] = (210, 45)  # room for every hint


SITUATIONS = {
    "a list": Situation(
        lambda e: keys(e),
        "search open narrow panes filter linked mark sort new change export copy edit problem"
        " layout larger help commands quit",
    ),
    "a list of results": Situation(lambda e: e.search("hospital"), "clear linked filter"),
    "a list after a link": Situation(lambda e: keys_after_a_link(e, "escape"), "back"),
    "the detail view": Situation(
        lambda e: keys(e, "j", "enter"),
        "links follow lists section find filter export copy web help",
    ),
    "finding": Situation(
        lambda e: keys(e, "2", "G", "enter", "slash", *"singapore"), "stay places leave"
    ),
    "what was found": Situation(
        lambda e: keys(e, "2", "G", "enter", "slash", *"singapore", "enter"), "next end"
    ),
    "a section": Situation(lambda e: keys(e, "j", "right_curly_bracket"), "fold"),
    "the detail view after a link": Situation(lambda e: keys_after_a_link(e), "back lists"),
    "the search bar": Situation(
        lambda e: keys(e, "slash"), "questions leave panes help commands quit"
    ),
    "beside a view": Situation(lambda e: keys(e, "v", "v"), "record views search"),
    "a timeline": Situation(
        lambda e: keys(e, "v", "v", "shift+tab", "j"), "cells open zoom fold bars by whole lists"
    ),
    "a timeline zoomed in": Situation(
        lambda e: keys(e, "v", "v", "shift+tab", "j", "plus"), "fit pan filter views"
    ),
    "a matrix": Situation(lambda e: keys(e, "v", "v", "v", "shift+tab"), "columns swap by search"),
    "the values": Situation(lambda e: keys(e, "F", *"sing"), "add leave only"),
    "no value": Situation(lambda e: keys(e, "F", *"zzz"), "results"),
    "a chosen value": Situation(lambda e: keys(e, "F", *"sing", "space"), "take results"),
    "a term": Situation(lambda e: keys(e, "slash", *"memo"), "take choose results"),
    "a search": Situation(lambda e: keys(e, "slash", *"hosp"), "results clear"),
    "one pane": Situation(lambda e: keys(e), "read", NARROW),
    "one pane, reading": Situation(lambda e: keys(e, "enter"), "links lists follow", NARROW),
    "the export": Situation(lambda e: keys(e, "2", "e"), "write choose format name preview cancel"),
    "the export's file name": Situation(
        lambda e: keys(e, "e", "tab", "tab"), "write choose done cancel"
    ),
    "the problems": Situation(lambda e: keys(e, "p"), "edit close"),
}


def hinted(footer: str) -> dict[str, str]:
    """Return the keys in a footer, by the word for their action."""
    found = {}
    for hint in re.split(r"\s{2,}", footer.strip()):
        parts = re.fullmatch(r"(\S+) (.+)", hint)
        assert parts is not None, hint
        found[parts[2]] = KEYS.get(parts[1], parts[1])
    return found


@pytest.mark.parametrize("name", SITUATIONS)
async def test_each_hint_is_true(
    registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.delenv("VISUAL", raising=False)
    situation = SITUATIONS[name]
    # A narrow footer has no room for problems together with everything else.
    broken = {} if situation.size == NARROW else {"broken": BROKEN.replace("Good", "Zz")}
    folder = registry(small=SMALL, **broken)
    settings = Settings(export_folder=tmp_path / "exports")
    async with exploring(folder, size=situation.size, settings=settings) as explorer:
        monkeypatch.setattr(webbrowser, "get", lambda: NoBrowser())
        for word in situation.tried.split():
            await go_home(explorer)
            await situation.reach(explorer)
            hints = hinted(explorer.footer())
            assert set(hints) <= set(PROMISES), "every hint is a promise"
            hint = next(hint for hint in hints if word in hint.split())
            before = Before.of(explorer)
            await explorer.press(hints[hint])
            await explorer.until(partial(PROMISES[hint], explorer, before))


class NoBrowser(webbrowser.BaseBrowser):
    """A browser that says it opens what it gets."""

    def open(self, url: str, new: int = 0, autoraise: bool = True) -> bool:
        return True


async def go_home(explorer: Driver) -> None:
    """Go back to the first list, with nothing open and no query."""
    while len(explorer.app.screen_stack) > 1:
        await explorer.press("escape")
    while explorer.query or explorer.pane is None or explorer.view.state is not None:
        await explorer.press("escape")
    explorer.app.clear_notifications()
    if explorer.catalog.marks.there:
        await explorer.press("X")
    await explorer.press("1", "g")


def test_what_is_left_out_is_never_the_way_back() -> None:
    back, help_, quit_ = (
        Hint("Esc", "tutup", keep=True, pressed="escape"),
        Hint("F1", "bantuan", keep=True),
        Hint("Ctrl+q", "keluar", keep=True),
    )
    hints = [Hint("Space", "tambah", keep=True), Hint("-", "kecualikan"), back, help_, quit_]
    assert fitting(hints, 80) == hints
    assert fitting(hints, 50) == [hints[0], back, help_, quit_]
    assert fitting(hints, 38) == [hints[0], back, help_]
    assert fitting(hints, 3) == [back]
    another = Hint("Esc", "catatan", pressed="escape")
    assert fitting([hints[0], another], 14) == [hints[0]], "it shows something, and leaves nothing"


async def test_in_the_smallest_terminal_the_ways_out_are_told(registry: Registry) -> None:
    async with exploring(registry(small=SMALL, broken=BROKEN), size=NARROW) as explorer:
        await explorer.press("slash")
        assert "Esc leave" in explorer.footer()
        await explorer.press("h")
        assert {"⏎ results", "Esc clear"} <= set(re.split(r"\s{2,}", explorer.footer().strip()))
        await explorer.press("escape")
        await explorer.type("country:")
        assert "Esc close" in explorer.footer()
        await explorer.press("escape", "escape", "escape", "e")
        shown = re.split(r"\s{2,}", explorer.footer().strip())
        assert shown == ["⏎ write", "↑↓ choose", "←→ format", "Tab name", "Esc cancel"]


@pytest.mark.parametrize("keys", ["enter", "v"])
async def test_one_pane_at_a_time_tells_the_way_back_to_the_lists(
    registry: Registry, keys: str
) -> None:
    async with exploring(registry(small=SMALL, broken=BROKEN), size=NARROW) as explorer:
        await explorer.press(keys)
        assert "Esc lists" in explorer.footer()
        await explorer.press("escape")
        assert explorer.pane is Kind.INSTITUTION
