"""Keys lead to the same place at any speed."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from textual.app import ComposeResult
from textual.events import Key
from textual.screen import Screen
from textual.widgets import Input

from collab_tui.catalog.catalog import Catalog
from collab_tui.catalog.shown import Shown
from collab_tui.catalog.storage.faults import interrupted
from collab_tui.config import Settings
from collab_tui.records.kinds import Kind
from collab_tui.tui.in_turn import InTurn
from collab_tui.tui.screens import main
from collab_tui.tui.screens.main import MainScreen
from tests.conftest import Registry
from tests.tui.driver import CHARACTERS, NARROW, PATIENCE, SHORT, WIDE, Driver, exploring
from tests.tui.registries import BROKEN, SMALL, agreement, institution

KEYS = {char: name for name, char in CHARACTERS.items()} | {
    "⏎": "enter",
    "⌫": "backspace",
    "⎋": "escape",
    "⇥": "tab",
    "⇤": "shift+tab",
    "↓": "down",
    "↑": "up",
    "⇟": "pagedown",
    "⇞": "pageup",
    "⌃": "ctrl+d",
    "⌦": "ctrl+w",
}
"""Textual's names of the keys, by their names in the programs below."""

PROGRAMS = [
    "/ruijin⏎jj",
    "/hospital⏎jE",
    "/hospital⏎j⏎jj⏎⌫j",
    "/zzz⎋⎋G⏎",
    "/type:jo⏎⏎2j⏎",
    "/country:s⇥⏎f2j",
    "/country:↓↓⏎⏎jY",
    "/with:xx⏎j",
    "/standards AND⏎jY",
    "/hospitl⏎⏎jY",
    "2⏎jj⏎j⏎⌫⌫]",
    "2jf1Gf⎋3jY",
    "jfx/nuh⌦ruijin⏎Y",
    "2j⏎jjjjkkk⏎⎋j",
    "3GnnNY",
    "1ssj2sG[",
    "e↓mine⏎jY",
    "e⇟⇟⎋jjy",
    "pjj⎋jY",
    ":agreements⏎⏎jY",
    "?⇟⇟⇞q2j⎋",
    "⇥⇥⇥j⇤⇤⏎⎋",
    "G⏎G⌃⇞gjjj⏎⎋n",
    "/is:active⏎⎋/ssm⏎⏎jj⏎]⌫⎋",
    "/country:SG⏎S" + "mine⏎j",
    "yjyjy2y",
    "jjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjkkkkkkkkkkkkkkkkkkkkkkkkkkkkY",
]


@pytest.fixture
def folder(registry: Registry) -> Path:
    hospitals = (institution(f"h-{n:02}", f"Hospital {n:02}", 'country = "SG"') for n in range(30))
    joint = (agreement(f"a-{n:02}", f"Joint clinic {n:02}", "nuh", "h-01") for n in range(30))
    return registry(small=SMALL, more="".join([*hospitals, *joint]), broken=BROKEN)


def hold_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the catalog slow for every question."""
    for part, name in (
        (Catalog, "search"),
        (Catalog, "facets"),
        (Catalog, "offers"),
        (Shown, "read"),
        (Shown, "linked_to"),
    ):
        monkeypatch.setattr(part, name, slowly(getattr(part, name)))


def slowly(method: Callable[..., Any]) -> Callable[..., Any]:
    def slow(*arguments: Any, **named: Any) -> Any:
        time.sleep(0.03)
        return method(*arguments, **named)

    return slow


async def state(explorer: Driver, exports: Path) -> dict[str, Any]:
    """Return everything that the keys may have changed."""
    explorer.app.clear_notifications()
    await explorer.settle()
    screen = explorer.app.get_default_screen()
    assert isinstance(screen, MainScreen)
    return {
        "screen": explorer.lines(),
        "query": explorer.query,
        "counts": [explorer.list(kind).count for kind in screen.desk.lists.panes],
        "focus": str(explorer.focused),
        "cursors": [explorer.list(kind).number for kind in screen.desk.lists.panes],
        "scrolled": [explorer.list(kind).scroll_offset.y for kind in screen.desk.lists.panes],
        "detail": (screen.desk.reader.detail.scroll_offset.y, screen.desk.reader.detail.link),
        "way": screen.desk.session.trail,
        "dialogs": len(explorer.app.screen_stack),
        "clipboard": explorer.app.clipboard,
        "files": {path.name: path.read_text() for path in sorted(exports.glob("*"))},
    }


@pytest.mark.parametrize(
    ("program", "size"), list(zip(PROGRAMS, cycle([WIDE, NARROW, SHORT]), strict=False))
)
async def test_keys_in_a_burst_do_what_they_do_one_by_one(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    program: str,
    size: tuple[int, int],
) -> None:
    monkeypatch.setattr(main, "PATIENCE", PATIENCE)  # answers may be slow here
    keys = [KEYS.get(char, char) for char in program]
    found = []
    for name in ("gaps", "burst"):
        monkeypatch.setenv("COLLAB_TUI_CONFIG", str(tmp_path / f"{name}.toml"))
        exports = tmp_path / name
        settings = Settings(export_folder=exports)
        async with exploring(folder, size=size, settings=settings) as explorer:
            if name == "gaps":
                await explorer.press(*keys)
            else:
                hold_up(monkeypatch)
                await explorer.rush(*keys)
            found.append(await state(explorer, exports))
    assert found[0] == found[1]


def send(explorer: Driver, program: str) -> None:
    """Send keys without waiting for what they do."""
    for char in program:
        key = KEYS.get(char, char)
        explorer.app.post_message(Key(key, CHARACTERS.get(key, key if len(key) == 1 else None)))


async def test_the_way_out_of_the_search_bar_waits_for_no_offers(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_open, original = threading.Event(), Catalog.offers

    def closed(*arguments: Any) -> Any:
        assert is_open.wait(20), "nobody opened it"
        return original(*arguments)

    monkeypatch.setattr(Catalog, "offers", closed)
    async with exploring(folder) as explorer:
        send(explorer, "/ruijin⏎jj")
        await explorer.until(lambda: explorer.pane is not None and explorer.query == "ruijin")
        send(explorer, "/ hospital⎋⎋")
        await explorer.until(lambda: explorer.pane is not None and not explorer.query)
        send(explorer, "/with:nuh⎋")  # the values decide what Escape does, but not for ever
        await explorer.until(lambda: explorer.query == "with:nuh")
        await explorer.until(lambda: not explorer.query)
        is_open.set()
        await explorer.settle()
        assert not explorer.sees("role:")


async def test_values_that_a_question_broke_off_are_looked_for_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else Enter would take a value for what was typed before."""
    may_search, may_offer = threading.Event(), threading.Event()
    search, offers = Catalog.search, Catalog.offers

    def search_later(*arguments: Any) -> Any:
        assert may_search.wait(PATIENCE), "nobody opened it"
        return search(*arguments)

    def offer_later(catalog: Catalog, typed: Any, last: Any) -> Any:
        if typed.typed == "xx" and not may_offer.is_set():
            assert may_offer.wait(PATIENCE), "nobody opened it"
            raise interrupted()  # if it was broken off: else it is asked again
        return offers(catalog, typed, last)

    async with exploring(folder) as explorer:
        monkeypatch.setattr(Catalog, "search", search_later)
        monkeypatch.setattr(Catalog, "offers", offer_later)
        send(explorer, "/with:")
        await explorer.until_seen("nuh  National University")
        send(explorer, "xx")
        await explorer.until(lambda: explorer.query == "with:xx")
        may_search.set()
        await explorer.until(lambda: explorer.counts()["institution"].startswith("0/"))
        may_offer.set()
        await explorer.press("enter")
        assert explorer.query == "with:xx"
        assert explorer.pane is Kind.INSTITUTION


class Coverable(Screen[None]):
    """A screen that another one covers just when somebody waits until it is drawn."""

    def compose(self) -> ComposeResult:
        yield Input()
        yield Input()

    def call_after_refresh(self, callback: Callable[..., Any], *args: Any, **named: Any) -> bool:
        if not isinstance(getattr(callback, "__self__", None), asyncio.Event):
            return super().call_after_refresh(callback, *args, **named)
        self.app.push_screen(Screen())
        return True  # what is covered is not drawn, so nothing comes after that


async def test_a_screen_that_is_covered_meanwhile_holds_no_key_up() -> None:
    class Covering(InTurn):
        def on_mount(self) -> None:
            self.push_screen(Coverable())

    app = Covering()
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press("tab")
        async with asyncio.timeout(10):
            while app.is_obeying:
                await asyncio.sleep(0.01)
        assert len(app.screen_stack) == 3
