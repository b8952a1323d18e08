"""The sifter narrows a list by the values of fields. What it does is text in the query."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from rich.text import Text
from rich.theme import Theme
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Key, Paste
from textual.widgets import Input

from collab_tui.catalog.narrowing import COUNTED_LATE, Narrowers, fields_of
from collab_tui.language import _, number
from collab_tui.query.choosing import with_choice, with_only, with_out, without_choice
from collab_tui.query.fields import QueryField
from collab_tui.records.kinds import Kind
from collab_tui.tui.session import Session
from collab_tui.tui.values_wanted import is_range, values_wanted
from collab_tui.tui.widgets.acting_input import ActingInput
from collab_tui.tui.widgets.line import DrawnLine
from collab_tui.tui.widgets.narrower_list import LEFT_OUT, Entry, NarrowerList, entries_of

if TYPE_CHECKING:
    from collab_tui.tui.searcher import Searcher

MOVES = {"down": 1, "up": -1}

ACTS = frozenset({*MOVES, "space", "minus", "enter"})
"""Keys that act on values, so they wait for the first one."""


class Sifter(Vertical):
    """Shows the values of all fields that make sense for one list, and how many each leaves."""

    DEFAULT_CSS = """
    Sifter { width: 1fr; display: none; }
    Sifter DrawnLine { background: $panel; }
    Sifter NarrowerList { height: 1fr; background: $background; }
    """

    def __init__(
        self,
        session: Session,
        searcher: Searcher,
        ask: Callable[[str], None],
        changed: Callable[[], None],
        leave: Callable[[], None],
    ) -> None:
        """Ask `searcher`; `ask` sets the query.

        `changed` is called if keys do something else now, and `leave` to go to the list.
        """
        super().__init__(id="sifting")
        self._session = session
        self._searcher = searcher
        self._ask = ask
        self._changed = changed
        self._leave = leave
        self.input = ActingInput(self._act, _("type to narrow: a value, a field, 2024..2026"))
        self.list = NarrowerList()
        self._title = DrawnLine(self._heading)
        self.kind = session.pane
        self._text = session.text
        self._opened: set[str] = set()
        self._found: dict[str, Narrowers] = {}
        self._is_first = True
        """Whether the cursor goes to the first value as soon as there is one."""
        self._here: tuple[str, str] | None = None
        self._can_act = asyncio.Event()
        self._is_done = False

    def compose(self) -> ComposeResult:
        """Lay out heading, input and values."""
        yield self._title
        yield self.input
        yield self.list

    def begin(self, kind: Kind, palette: Theme) -> None:
        """Show by what the list of a kind can be narrowed."""
        self.list.use_palette(palette)
        if kind is not self.kind:
            self._opened.clear()
        self.kind = self.list.kind = kind
        if self._session.error is None:
            self._text = self._session.text
        with self.input.prevent(Input.Changed):
            self.input.value = ""
        self._begin_anew()

    def ask(self, text: str) -> None:
        """Count for another query, or for the same one again."""
        self._text = text
        if self.display:
            self._count()

    def acts_on(self, event: Key | Paste) -> bool:
        """Tell whether a key acts on a value that may not be there yet."""
        return self.input.has_focus and isinstance(event, Key) and event.key in ACTS

    async def ready(self) -> bool:
        """Wait until there is something to act on; tell whether it waited."""
        if self._can_act.is_set():
            return False
        await self._can_act.wait()
        return True

    # Counting

    def _begin_anew(self) -> None:
        """Count the values for what is typed, with the cursor on the first."""
        self._found = {}
        self._is_first = True
        self._can_act.clear()
        self._show()
        self._count()

    @work(exclusive=True, group="sift")
    async def _count(self) -> None:
        """Count field by field; a newer question breaks this one off."""
        self._is_done = False
        self._title.refresh()
        text, typed = self._text, self.input.value.strip()
        wanted = values_wanted(self.kind, text, typed, self._opened)
        if not self._session.is_in_git:
            wanted = [one for one in wanted if one[0].name not in COUNTED_LATE]
        while wanted:
            found = await self._searcher.narrowers(self.kind, text, wanted)
            if found is None:
                break
            wanted = wanted[len(found) :]
            self._found |= {one.field.name: one for one in found}
            self._show()
        self._is_done = not wanted
        self.list.nothing = _("nothing to choose from") if self._is_done else ""
        self.list.refresh()
        self._can_act.set()
        self._title.refresh()
        self._changed()

    def _show(self) -> None:
        entries = [
            entry
            for field in fields_of(self.kind)
            if field.name in self._found
            for entry in entries_of(self._found[field.name], self._session.text)
        ]
        if any(entry.one is not None for entry in entries):
            self._can_act.set()
        self.list.show(entries, self._place(entries))
        self._note_cursor()

    def _place(self, entries: list[Entry]) -> int:
        """Return where the cursor was, or the first value."""
        keys = [entry.key for entry in entries]
        if self._here in keys and not self._is_first:
            return keys.index(self._here)
        return next((i for i, entry in enumerate(entries) if entry.one is not None), 0)

    def _note_cursor(self) -> None:
        entry = self.list.entry
        if entry is not None and (self._here is None or self._is_first):
            self._here = entry.key

    def _heading(self, width: int) -> Text:
        listing = self._session.listings[self.kind]
        quiet = self.list.theme.styles["page.quiet"] if self.list.theme is not None else ""
        line = Text(" " + _("Narrow the {kinds}", kinds=self.kind.nouns), end="")
        if not self._is_done:
            line.append("  " + _("counting …"), quiet)
        count = f"{number(listing.shown)}/{number(listing.total)}"
        line.append(" " * max(1, width - line.cell_len - len(count) - 1))
        line.append(count, quiet)
        return line

    # Acting

    def _act(self, key: str) -> bool:
        """Do what a key does, unless it is typed."""
        if key in MOVES:
            self._move(MOVES[key])
        elif key in ("pagedown", "pageup"):
            self._move((1 if key == "pagedown" else -1) * max(1, self.list.size.height - 1))
        elif key == "space":
            self._toggle()
        elif key == "minus" and not is_range(self.input.value):
            self._leave_out()
        elif key == "enter":
            self._take_only()
        elif key == "escape":
            self._close()
        else:
            return False
        return True

    def _move(self, step: int) -> None:
        self.list.cursor += step
        entry = self.list.entry
        self._is_first = False
        self._here = entry.key if entry is not None else None
        self._changed()

    @property
    def can_open(self) -> bool:
        """Whether the cursor is on the field of values, and there are more or fewer to show."""
        entry = self.list.entry
        if entry is None or entry.one is not None:
            return False
        return entry.field.name in self._opened or self._found[entry.field.name].has_more

    def _toggle(self) -> None:
        """Choose the value under the cursor, or no longer; open a field, or close it."""
        entry = self.list.entry
        if entry is None:
            return
        if entry.one is None:
            self._open(entry.field)
        elif entry.sign:
            self._set(entry, without_choice)
        else:
            self._set(entry, with_choice)

    def _leave_out(self) -> None:
        entry = self.list.entry
        if entry is not None and entry.one is not None:
            self._set(entry, without_choice if entry.sign == LEFT_OUT else with_out)

    def _take_only(self) -> None:
        """Choose the value under the cursor and no other of its field, and go to the list."""
        entry = self.list.entry
        if entry is not None and self.can_open:
            self._open(entry.field)
            return
        if entry is not None and entry.one is not None and not entry.sign:
            self._set(entry, with_only)
        self._leave()

    def _close(self) -> None:
        if self.input.value:
            self.input.value = ""
        else:
            self._leave()

    def _set(self, entry: Entry, change: Callable[[str, str, str], str]) -> None:
        assert entry.one is not None, "a heading has no value"
        if self._session.error is not None:
            self.app.notify(_("Correct the query first: it has a mistake"), severity="warning")
            return
        self._here, self._is_first = entry.key, False
        self._ask(change(self._session.text, entry.field.name, entry.one.value))
        self._show()
        if self.input.value:
            with self.input.prevent(Input.Changed):
                self.input.value = ""
            self._found = {}
            self._can_act.clear()
            self._count()
        self._changed()

    def _open(self, field: QueryField) -> None:
        """Show more values of a field, or the first ones only."""
        self._opened ^= {field.name}
        self._here, self._is_first = (field.name, ""), False
        self._count()

    @on(Input.Changed)
    def _narrowed(self, event: Input.Changed) -> None:
        event.stop()
        self._begin_anew()

    @on(NarrowerList.Moved)
    def _moved(self, event: NarrowerList.Moved) -> None:
        event.stop()

    @on(NarrowerList.Chosen)
    def _clicked(self, event: NarrowerList.Chosen) -> None:
        event.stop()
        self.input.focus()
        self._move(0)
        self._toggle()
