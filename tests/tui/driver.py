"""Drives the explorer without a terminal, and reads what its screen shows."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from rich.cells import cell_len
from textual.app import App
from textual.events import Key
from textual.geometry import Region
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input

from collab_tui.catalog.catalog import Catalog
from collab_tui.config import Settings
from collab_tui.diary import Diary
from collab_tui.records.kinds import Kind
from collab_tui.tui.app import Explorer
from collab_tui.tui.parts.reader import Reader
from collab_tui.tui.parts.viewer import Viewer
from collab_tui.tui.screens.main import MainScreen
from collab_tui.tui.widgets.detail import Detail
from collab_tui.tui.widgets.key_bar import KeyBar
from collab_tui.tui.widgets.line_list import LineList
from collab_tui.tui.widgets.record_list import RecordList
from tests.conftest import TODAY

SIZES = [(140, 45), (100, 30), (80, 24), (60, 20)]
WIDE, MEDIUM, SHORT, NARROW = SIZES

CHARACTERS = {
    "space": " ",
    "colon": ":",
    "minus": "-",
    "slash": "/",
    "full_stop": ".",
    "left_parenthesis": "(",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "question_mark": "?",
}
"""The characters of keys that Textual has names for."""

QUIET_ROUNDS = (0, 0.02, 0)
"""Seconds of the rounds of messages, without any work, after which nothing will come by itself.

One of them is longer than Textual takes from one drawing to the next: layouts wait for that.
"""

PATIENCE = 60.0
"""Seconds after which something that a test waits for will not come."""


class Driver:
    """The explorer as a user has it: keys go in, a screen comes out."""

    def __init__(self, app: Explorer, pilot: Pilot[None], catalog: Catalog) -> None:
        self.app = app
        self.pilot = pilot
        self.catalog = catalog

    # Keys

    async def press(self, *keys: str) -> None:
        """Press keys, by Textual's names, and let the explorer finish the work of each."""
        for key in keys:
            await self.rush(key)

    async def rush(self, *keys: str) -> None:
        """Press keys without any time between them, as a paste does."""
        for key in keys:
            self.app.post_message(Key(key, CHARACTERS.get(key, key if len(key) == 1 else None)))
        await self.settle()

    async def type(self, text: str) -> None:
        """Type into the widget with the focus."""
        names = {char: name for name, char in CHARACTERS.items()}
        await self.press(*(names.get(char, char) for char in text))

    async def search(self, text: str) -> None:
        """Type a query in place of the present one, and go to the results."""
        if isinstance(self.focused, Detail):
            await self.press("escape")
        await self.press("slash", "end", "ctrl+u")
        await self.type(text)
        await self.press("enter")

    async def resize(self, size: tuple[int, int]) -> None:
        await self.pilot.resize_terminal(*size)
        await self.settle()

    async def settle(self) -> None:
        """Wait until nothing is under way, and the results are drawn."""
        await settled(self.pilot, lambda: not self.has_obeyed or self._reader.is_waiting)

    @property
    def has_obeyed(self) -> bool:
        """Whether every key was handled."""
        return not (self.app.message_queue_size or self.app.is_obeying)

    @property
    def _reader(self) -> Reader:
        explorer = self.app.get_default_screen()
        assert isinstance(explorer, MainScreen)
        return explorer.desk.reader

    # The screen

    def lines(self) -> list[str]:
        """Return what the top screen shows, line by line."""
        return screen_lines(self.app)

    @property
    def text(self) -> str:
        return "\n".join(self.lines())

    def sees(self, *texts: str) -> bool:
        return all(text in self.text for text in texts)

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait for something to become true."""
        deadline = asyncio.get_running_loop().time() + PATIENCE
        while not condition():
            assert self.app.is_running, "the explorer has ended"
            assert asyncio.get_running_loop().time() < deadline, f"not to be seen:\n{self.text}"
            await self.pilot.pause(0.02)

    async def until_seen(self, *texts: str) -> None:
        """Wait for texts to appear on the screen."""
        await self.until(lambda: self.sees(*texts))

    # Its parts

    def list(self, kind: Kind) -> RecordList:
        return self.app.get_default_screen().query_one(f"#list-{kind}", RecordList)

    def title(self, kind: Kind) -> str:
        """Return the heading of a pane."""
        return text_of(self.app.get_default_screen().query_one(f"#title-{kind}"))[0]

    def counts(self) -> dict[str, str]:
        """Return shown/all of the three lists, as in their headings."""
        return {kind.value: self.title(kind).split()[-1] for kind in LISTED}

    @property
    def focused(self) -> Widget | None:
        return self.app.focused

    @property
    def pane(self) -> Kind | None:
        """The list that has the focus."""
        return self.focused.kind if isinstance(self.focused, RecordList) else None

    @property
    def view(self) -> Viewer:
        explorer = self.app.get_default_screen()
        assert isinstance(explorer, MainScreen)
        return explorer.desk.viewer

    def below(self) -> str:
        """Return the text below the view."""
        return text_of(self.app.get_default_screen().query_one("#below"))[0].strip()

    @property
    def row(self) -> str:
        """The line under the cursor of the list that has the focus."""
        assert isinstance(self.focused, LineList), self.focused
        index = self.focused.cursor - self.focused.scroll_offset.y
        return text_of(self.focused)[index].strip()

    @property
    def detail(self) -> Detail:
        return self.app.screen.query_one(Detail)

    def reads(self) -> str:
        """Return what the detail view shows."""
        return "\n".join(text_of(self.detail))

    @property
    def chosen(self) -> str | None:
        """The target of the chosen link."""
        return self.detail.chosen.target if self.detail.chosen else None

    async def choose(self, target: str) -> None:
        """Walk down the links of the detail view to the one that leads to `target`."""
        await self.press("g")
        for _ in range(60):
            if self.chosen == target:
                return
            await self.press("j")
        raise AssertionError(f"no link to {target}:\n{self.text}")

    @property
    def query(self) -> str:
        return self.app.get_default_screen().query_one("#search Input", Input).value

    def message(self) -> str:
        """Return the message below the search bar."""
        message = self.app.get_default_screen().query_one("#message")
        return text_of(message)[0] if message.display else ""

    def footer(self) -> str:
        return text_of(self.app.screen.query_one(KeyBar))[0].rstrip()


async def settled(pilot: Pilot[None], is_working: Callable[[], bool] = lambda: False) -> None:
    """Wait until an app has no worker, no message is on its way, and nothing else is working."""
    app = pilot.app
    deadline = asyncio.get_running_loop().time() + PATIENCE

    def is_quiet() -> bool:
        if is_working() or any(not worker.is_finished for worker in app.workers):
            return False
        screens = app.screen_stack[-1:]  # none, if it is just ending
        nodes = (node for one in screens for node in one.walk_children(with_self=True))
        return not any(node.message_queue_size for node in (app, *nodes))

    quiet = 0
    await asyncio.sleep(0)
    while app.is_running and quiet < len(QUIET_ROUNDS):
        assert asyncio.get_running_loop().time() < deadline, "no end:\n" + "\n".join(
            screen_lines(app)
        )
        if not is_quiet():
            quiet = 0
            await asyncio.sleep(0.001)
            continue
        await pilot.pause(QUIET_ROUNDS[quiet])
        quiet += 1


LISTED = (Kind.INSTITUTION, Kind.AGREEMENT, Kind.FOCUS_AREA)


@asynccontextmanager
async def exploring(
    *layers: Path,
    size: tuple[int, int] = MEDIUM,
    query: str = "",
    settings: Settings | None = None,
    fresh: bool = True,
    wrap: Callable[[Catalog], None] = lambda catalog: None,
    cache: Path | None = None,
    first_page: bool = False,
    diary: Callable[[], Diary] = Diary,
) -> AsyncIterator[Driver]:
    """Open the explorer on a registry and wait until it has something to read.

    `wrap` gets the catalog before the explorer does. The catalog is kept in `cache`, if that is
    given. The thing to read is the first record, unless it should be the explorer's `first_page`.
    """
    catalog = Catalog.open(layers, cache, TODAY)
    try:
        if fresh:
            catalog.refresh()
        wrap(catalog)
        app = Explorer(catalog, settings or Settings(), query, open_diary=diary)
        app.NOTIFICATION_TIMEOUT = PATIENCE  # type: ignore[misc]  # however slow the machine is
        async with app.run_test(size=size, notifications=True) as pilot:
            driver = Driver(app, pilot, catalog)
            await driver.settle()
            if not first_page and driver.view.state is not None:
                await driver.press("escape")
            yield driver
    finally:
        catalog.close()


def screen_lines(app: App[Any]) -> list[str]:
    """Return the visible text of the top screen, line by line."""
    grid = [[" "] * app.size.width for _ in range(app.size.height)]
    widgets = [widget for widget in app.screen.walk_children(Widget) if _is_visible(widget)]
    widgets.sort(key=lambda widget: any(node.layer != "default" for node in _up(widget)))
    for widget in widgets:
        region = widget.region
        shown = region.intersection(app.screen.region)
        for node in _up(widget):
            if node.visible:
                shown = shown.intersection(node.region)
        for y, line in enumerate(text_of(widget), region.y):
            if shown.y <= y < shown.bottom:
                cells = _cells(line)[shown.x - region.x : shown.right - region.x]
                grid[y][shown.x : shown.x + len(cells)] = cells
    return ["".join(cells).rstrip() for cells in grid]


def _is_visible(widget: Widget) -> bool:
    return widget.visible and bool(widget.size) and all(node.display for node in _up(widget))


def _up(widget: Widget) -> list[Widget]:
    return [node for node in widget.ancestors_with_self if isinstance(node, Widget)]


def text_of(widget: Widget) -> list[str]:
    """Return what a widget shows, line by line."""
    width, height = widget.outer_size
    return [strip.text for strip in widget.render_lines(Region(0, 0, width, height))]


def _cells(line: str) -> list[str]:
    """Return the cells of a line; the second one of a wide character is empty."""
    cells: list[str] = []
    for char in line:
        width = cell_len(char)
        if width:
            cells += [char, *[""] * (width - 1)]
        elif cells:
            cells[-1] += char
    return cells
