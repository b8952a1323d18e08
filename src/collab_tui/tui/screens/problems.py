"""The list of what is wrong in the registry."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Key, Paste
from textual.screen import ModalScreen
from textual.widgets import Static

from collab_tui.language import _, _n, clauses, number
from collab_tui.registry.checks.files import NOTHING_TO_EDIT
from collab_tui.registry.problems import Problem
from collab_tui.render.cut import fill
from collab_tui.render.problems import near
from collab_tui.render.words import clean
from collab_tui.tui import outside
from collab_tui.tui.screens.base import LOOK_EVERY, Base
from collab_tui.tui.widgets.key_bar import Hint, KeyBar
from collab_tui.tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.tui.searcher import Searcher
    from collab_tui.tui.threads import Check


TELL_EVERY = 0.2
"""Seconds after which more problems are shown."""


CLOSE = frozenset({"escape", "q", "backspace"})
"""The keys that close the list."""

FAR = frozenset({"pagedown", "ctrl+d", "end", "G"})
"""The keys that may go to a problem far down."""


class ProblemList(LineList):
    """One problem on each line."""

    def __init__(self) -> None:
        """Start without problems."""
        super().__init__()
        self.problems: list[Problem] = []

    def draw(self, index: int, width: int) -> Text:
        """Return a problem as a line: sign, place, message."""
        problem = self.problems[index]
        error = problem.severity == "error"
        sign = Text(" ✕ " if error else " ! ", "red" if error else "yellow", end="")
        place = near(problem.place)
        line = f":{place.line}" if place.line is not None else ""
        where = f"{place.file.rpartition('/')[2]}{line}"
        text = f"{clean(where)}  {clean(problem.message)}"
        return sign.append(fill(text, width - 3))


class ProblemsScreen(Base[bool], ModalScreen[bool]):
    """Problems, and everything about the one under the cursor. The result is true after an edit."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(",".join(CLOSE), "close", "Close"),
        Binding("p", "close", "Close", id="problems"),
        Binding("enter,e", "edit", "Edit"),
        Binding("E", "edit", "Edit", id="edit"),
    ]
    DEFAULT_CSS = """
    ProblemsScreen { align: center middle; background: $background; }
    ProblemsScreen #dialog { width: 96%; max-width: 120; height: 92%; background: $surface; }
    ProblemsScreen ProblemList { height: 1fr; background: $surface; }
    ProblemsScreen #about { height: auto; max-height: 8; padding: 1 1 0 1; background: $surface; }
    """

    def __init__(self, searcher: Searcher) -> None:
        """Show the problems of the registry that `searcher` asks."""
        super().__init__()
        self._searcher = searcher
        self._list = ProblemList()
        self._errors = self._total = 0
        self._is_built = True
        self._is_partial = False
        """Whether doubles are left out, because the registry is large."""
        self._is_looking = False
        self._edited = False

    def compose(self) -> ComposeResult:
        """Lay out title, list, the chosen problem and the keys."""
        with Vertical(id="dialog"):
            yield Static(id="title", markup=False)
            yield self._list
            yield Static(id="about", markup=False)
            yield KeyBar()

    def on_mount(self) -> None:
        """Fill the list."""
        self._list.focus()
        self._show_keys()
        self._look(0)

    @work(exclusive=True, group="look")
    async def _look(self, cursor: int) -> None:
        """Fill the list, one file after the other, because finding the places takes a while."""
        loop = asyncio.get_running_loop()
        listed: list[Problem] = []

        def look(catalog: Catalog, check: Check) -> bool:
            from collab_tui.gate.choosing import count, counting

            choice, total = counting(catalog), sum(count(catalog).values())
            is_partial = catalog.problems.leave_out_doubles()
            loop.call_soon_threadsafe(begin, total, catalog.is_built(), is_partial)
            told, news = 0.0, list[Problem]()
            for found in catalog.problems.by_file(by_severity=True):
                check()
                news += choice.of(found)
                if time.monotonic() - told >= TELL_EVERY:
                    loop.call_soon_threadsafe(add, news)
                    told, news = time.monotonic(), []
            loop.call_soon_threadsafe(add, news)
            return True

        def begin(total: int, is_built: bool, is_partial: bool) -> None:  # again, if it was stopped
            listed.clear()
            self._errors, self._total, self._is_built = 0, total, is_built
            self._is_partial = is_partial

        def add(found: list[Problem]) -> None:
            if self.is_running and self._list.problems is listed:
                listed.extend(found)
                self._errors += sum(problem.severity == "error" for problem in found)
                self._show_count(cursor, is_looking=True)

        self._is_looking = True
        self._list.problems, self._errors = listed, 0
        self._list.nothing = ""
        self._show_count(cursor, is_looking=True)
        if await self._searcher.documents.ask("problems", look) and self.is_open:
            reading = _("the registry is being read; look again in a moment")
            fine = _("nothing else is wrong") if self._is_partial else _("nothing is wrong")
            self._list.nothing = fine if self._is_built else reading
            self._is_looking = False
            self._show_count(cursor, is_looking=False)

    def _show_count(self, cursor: int, *, is_looking: bool) -> None:
        """Show how many were found. The cursor keeps its place; at first it is at `cursor`."""
        count, before = len(self._list.problems), self._list.count
        errors = _n("{count} error", "{count} errors", self._errors)
        warnings = _n("{count} warning", "{count} warnings", count - self._errors)
        title = clauses((errors, warnings))
        if is_looking:
            title = _n(
                "looking for the places: {found} of {count} problem",
                "looking for the places: {found} of {count} problems",
                self._total,
                found=number(count),
            )
        elif not self._is_built:
            title = _("Problems")
        self.query_one("#title", Static).update(title, layout=False)
        self._list.set_count(count, cursor if before <= cursor else self._list.cursor)
        self._show_keys()
        self._describe(self._list.cursor)

    async def prepare_for(self, event: Key | Paste) -> bool:
        """Wait until the problem exists that a key goes to. Closing waits for nothing."""
        key, waited = event.key if isinstance(event, Key) else "", False
        while self._is_looking and key not in CLOSE and not self._is_there(key):
            waited = True
            await asyncio.sleep(LOOK_EVERY)
        return waited

    def _is_there(self, key: str) -> bool:
        """Tell whether enough was found for a key; a key that goes far needs all."""
        if key in ("down", "j"):
            return self._list.count > self._list.cursor + 1
        return key not in FAR and self._list.count > 0

    def _show_keys(self) -> None:
        keys = [Hint("⏎", _("edit the file there"))] if self._may_edit else []
        self.query_one(KeyBar).show([*keys, Hint("Esc", _("close"), keep=True)])

    def on_line_list_moved(self, event: LineList.Moved) -> None:
        """Describe the problem under the cursor."""
        self._describe(event.index)
        self._show_keys()

    def _describe(self, index: int) -> None:
        lines: list[str] = []
        if self._list.problems:
            problem = self._list.problems[index]
            lines += [
                f"{near(problem.place)}",
                f"{problem.severity}[{problem.code}]: {problem.message}",
            ]
            if problem.also:
                lines.append(_("the other: {place}", place=near(problem.also)))
            if problem.hint:
                lines.append(f"→ {problem.hint}")
        if self._is_partial and self._is_built:
            lines.append(
                _(
                    "In so large a registry, records that may be the same are not looked for here:"
                    " collab-tui check finds them."
                )
            )
        self.query_one("#about", Static).update("\n".join(map(clean, lines)))

    @property
    def _may_edit(self) -> bool:
        """Whether there is a text to edit; a problem may be that of a folder."""
        problems = self._list.problems
        is_text = bool(problems) and problems[self._list.cursor].check not in NOTHING_TO_EDIT
        return is_text and bool(self.check_action("edit", ()))

    def action_edit(self) -> None:
        """Open the file in the editor, at the problem."""
        if self._may_edit:
            place = self._list.problems[self._list.cursor].place
            outside.edit_safely(self.app, place, self._after_edit)

    def _after_edit(self) -> None:
        self._edited = True
        self._read_again()

    @work(exclusive=True, group="read")
    async def _read_again(self) -> None:
        """Read the edited file, and look for its problems."""
        cursor = self._list.cursor
        await self._searcher.refresh(lambda _: None)
        self._look(cursor)

    def action_close(self) -> None:
        """Go back to exploring."""
        self._searcher.documents.drop("problems")
        self.dismiss(self._edited)
