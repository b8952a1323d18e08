"""The palette: finds what can be done, asked or read by a few letters."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import ClassVar, TypeAlias

from rich.cells import cell_len
from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Key, Paste
from textual.screen import ModalScreen
from textual.widgets import Input

from collab_tui.language import _
from collab_tui.render.cut import shorten
from collab_tui.render.words import clean
from collab_tui.tui.offered import Entry, Offered, offered
from collab_tui.tui.screens.base import Base
from collab_tui.tui.themes import palette_of
from collab_tui.tui.widgets.fitting import fit
from collab_tui.tui.widgets.key_bar import Hint, KeyBar
from collab_tui.tui.widgets.line_list import LineList

AskRecords: TypeAlias = "Callable[[str], Awaitable[Sequence[Entry] | None]]"

LEAST_WORDS = 24
"""Cells that what stands at the right leaves to the words of a line."""


def shown(
    words: str, spans: Sequence[tuple[int, int]], width: int
) -> tuple[str, list[tuple[int, int]]]:
    """Return words in at most `width` cells with what was found in sight, and where it is then."""
    cut = shorten(words, width)
    if all(cut[start:end] == words[start:end] for start, end in spans if end - start > 1):
        return cut, [*spans]  # scattered letters say little, so the beginning says more
    cut = fit(words, width, (), spans).rstrip()
    places, at = [], 0
    for start, end in spans:
        found = cut.find(words[start:end], at)
        if found >= 0:
            at = found + end - start
            places.append((found, at))
    return cut, places


class _Lines(LineList, can_focus=False):
    """One entry on each line: its words, and at the right its keys or its query."""

    def __init__(self) -> None:
        super().__init__()
        self.offered: Sequence[Offered] = ()
        self.nothing = _("nothing is called so")

    def show(self, found: Sequence[Offered], cursor: int) -> None:
        self.offered = found
        self.set_count(len(found), cursor)

    def draw(self, index: int, width: int) -> Text:
        entry, spans = self.offered[index]
        theme = palette_of(self.app)
        room = max(0, min(cell_len(entry.right), width - LEAST_WORDS - 4))
        right = shorten(clean(entry.right), room) if room else ""
        left = max(1, width - cell_len(right) - 4)
        told, places = shown(entry.words, spans, left)
        words = Text(told, end="")
        words.stylize(theme.styles["page.text"])
        for start, end in places:
            words.stylize(theme.styles["page.match"], start, end)
        line = Text(" ", end="").append_text(words)
        line.append(" " * max(1, width - line.cell_len - cell_len(right) - 1))
        line.append(right, theme.styles["page.quiet"])
        return line.append(" ")


class PaletteScreen(Base[Entry | None], ModalScreen[Entry | None]):
    """A line to type in and what it may mean. The result is what was chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close"),
        Binding("up", "step(-1)", "Up", priority=True),
        Binding("down", "step(1)", "Down", priority=True),
        Binding("pageup", "page(-1)", "Page up", priority=True),
        Binding("pagedown", "page(1)", "Page down", priority=True),
    ]
    DEFAULT_CSS = """
    PaletteScreen { align: center top; background: $background 60%; }
    PaletteScreen #dialog { width: 96%; max-width: 110; height: 90%; margin: 1; }
    PaletteScreen #dialog { background: $surface; }
    PaletteScreen Input { height: 1; border: none; padding: 0 1; background: $panel; }
    PaletteScreen Input:focus { border: none; }
    PaletteScreen _Lines { height: 1fr; background: $surface; }
    PaletteScreen _Lines > .line-list--cursor { background: $primary-muted; text-style: bold; }
    PaletteScreen _Lines:nocolor > .line-list--cursor { text-style: bold reverse; }
    """

    def __init__(self, every: Sequence[Entry], used: Sequence[str], records: AskRecords) -> None:
        """Offer `every` entry, those in `used` first, and the `records` that are called so."""
        super().__init__()
        self._every = every
        self._used = used
        self._ask_records = records
        self._records: Sequence[Entry] = ()
        self._lines = _Lines()
        self._input = Input(placeholder=_("a command, a view, a field, a question, a record"))

    def compose(self) -> ComposeResult:
        """Lay out the line to type in, and the lines to choose from."""
        with Vertical(id="dialog"):
            yield self._input
            yield self._lines
            yield KeyBar()

    def on_mount(self) -> None:
        """Begin with everything; what was used last comes first."""
        hints = [Hint("⏎", _("take")), Hint("↑↓", _("choose")), Hint("Esc", _("close"), keep=True)]
        self.query_one(KeyBar).show(hints)
        self._input.focus()
        self._show()
        self._find()

    async def prepare_for(self, event: Key | Paste) -> bool:
        """Wait until the records are there, unless the key writes something."""
        if isinstance(event, Paste) or event.is_printable:
            return False
        return await self.finish(("records",))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._records = ()
        self._show()
        self._find()

    @work(exclusive=True, group="records")
    async def _find(self) -> None:
        """Add the records that are called by what is typed."""
        typed = self._input.value
        found = await self._ask_records(typed)
        if found and self.is_open and typed == self._input.value:
            self._records = found
            self._show()

    def _show(self) -> None:
        """Show what is meant; a cursor that was moved stays on its entry."""
        found = offered(self._input.value, self._every, self._records, self._used)
        at = self._lines.cursor
        chosen = self._lines.offered[at].entry.id if at and at < self._lines.count else None
        places = [index for index, one in enumerate(found) if one.entry.id == chosen]
        self._lines.show(found, places[0] if places else 0)

    def action_step(self, step: int) -> None:
        """Choose another line."""
        self._lines.action_step(step)

    def action_page(self, pages: float) -> None:
        """Choose a line a page further."""
        self._lines.action_page(pages)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._take()

    @on(LineList.Chosen)
    def _clicked(self, event: LineList.Chosen) -> None:
        event.stop()
        self._take()

    def _take(self) -> None:
        if self._lines.count:
            self.dismiss(self._lines.offered[self._lines.cursor].entry)

    def action_close(self) -> None:
        """Choose nothing."""
        self.dismiss(None)
