"""The list of what is wrong in the registry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.cells import set_cell_size
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from collab_tui.registry.problems import Problem
from collab_tui.render.problems import near
from collab_tui.render.words import clean, plural
from collab_tui.tui import outside
from collab_tui.tui.widgets.key_bar import Hint, KeyBar
from collab_tui.tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog


class ProblemList(LineList):
    """One problem a line."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """List `problems`."""
        super().__init__()
        self.problems = problems

    def draw(self, index: int, width: int) -> Text:
        """Return a problem as a line: sign, place, message."""
        problem = self.problems[index]
        error = problem.severity == "error"
        sign = Text(" ✕ " if error else " ! ", "red" if error else "yellow", end="")
        place = near(problem.place)
        where = f"{place.file.rpartition('/')[2]}:{place.line or 1}"
        text = f"{clean(where)}  {clean(problem.message)}"
        return sign.append(set_cell_size(text, max(0, width - 3)))


class ProblemsScreen(ModalScreen[bool]):
    """Problems and, for the one under the cursor, all there is to know; true once edited."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,p,backspace", "close", "Close"),
        Binding("enter,E,e", "edit", "Edit"),
    ]
    DEFAULT_CSS = """
    ProblemsScreen { align: center middle; background: $background 60%; }
    ProblemsScreen #dialog { width: 96%; max-width: 120; height: 92%; background: $surface; }
    ProblemsScreen #title { height: 1; padding: 0 1; background: $panel; text-style: bold; }
    ProblemsScreen ProblemList { height: 1fr; background: $surface; }
    ProblemsScreen #about { height: auto; max-height: 8; padding: 1 1 0 1; background: $surface; }
    """

    def __init__(self, catalog: Catalog) -> None:
        """Show the problems of `catalog`."""
        super().__init__()
        self._catalog = catalog
        self._list = ProblemList(catalog.problems())
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
        self._list.nothing = "nothing is wrong"
        self._list.focus()
        self._fill(0)

    def _fill(self, cursor: int) -> None:
        problems = self._list.problems
        errors = sum(problem.severity == "error" for problem in problems)
        title = f"{plural(errors, 'error')}, {plural(len(problems) - errors, 'warning')}"
        self.query_one("#title", Static).update(title)
        self._list.set_count(len(problems), cursor)
        keys = [Hint("⏎", "edit the file there")] if problems else []
        self.query_one(KeyBar).show([*keys, Hint("Esc", "close", keep=True)])
        self._describe(self._list.cursor)

    def on_line_list_moved(self, event: LineList.Moved) -> None:
        """Describe the problem under the cursor."""
        self._describe(event.index)

    def _describe(self, index: int) -> None:
        if not self._list.problems:
            self.query_one("#about", Static).update("")
            return
        problem = self._list.problems[index]
        lines = [f"{near(problem.place)}", f"{problem.severity}[{problem.code}]: {problem.message}"]
        if problem.also:
            lines.append(f"the other: {near(problem.also)}")
        if problem.hint:
            lines.append(f"→ {problem.hint}")
        self.query_one("#about", Static).update("\n".join(map(clean, lines)))

    def action_edit(self) -> None:
        """Open the file in the editor, at the problem."""
        if self._list.problems:
            place = self._list.problems[self._list.cursor].place
            if outside.edit(self.app, place):
                self._edited = True
                self._catalog.refresh()
                self._list.problems = self._catalog.problems()
                self._fill(self._list.cursor)

    def action_close(self) -> None:
        """Go back to exploring."""
        self.dismiss(self._edited)
