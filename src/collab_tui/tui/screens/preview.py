"""Shows what will be written, as a diff against the files, before it is written."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from collab_tui.forms.writing import Tried
from collab_tui.language import _, _n
from collab_tui.registry.problems import Severity
from collab_tui.render.problems import near
from collab_tui.render.words import clean
from collab_tui.tui.screens.base import Base
from collab_tui.tui.widgets.diff_list import DiffList
from collab_tui.tui.widgets.key_bar import Hint, KeyBar


class PreviewScreen(Base[bool], ModalScreen[bool]):
    """The diff, and what would be wrong. The result is true if it is to be written."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "close", "Back"),
        Binding("enter,ctrl+s", "write", "Write"),
    ]
    DEFAULT_CSS = """
    PreviewScreen { align: center middle; background: $background; }
    PreviewScreen #dialog { width: 100%; height: 100%; background: $surface; }
    PreviewScreen DiffList { height: 1fr; background: $surface; }
    PreviewScreen #said { height: auto; max-height: 8; padding: 0 1; color: $warning; }
    PreviewScreen #said.-wrong { color: $text-error; }
    """

    def __init__(self, tried: Tried, diff: str, word: str) -> None:
        """Show a `diff`, what was found when it was tried, and a `word` about it."""
        super().__init__()
        self._tried = tried
        self._lines = diff.splitlines()
        self._word = word

    def compose(self) -> ComposeResult:
        """Lay out the diff, and what is to be said about it."""
        with Vertical(id="dialog"):
            yield Static(self._title(), id="title", markup=False)
            yield DiffList(self._lines)
            yield Static(clean_lines(self._said()), id="said", markup=False)
            yield KeyBar()

    def on_mount(self) -> None:
        """Show the keys."""
        said = self.query_one("#said", Static)
        said.display = bool(self._said())
        said.set_class(self._tried.has_errors, "-wrong")
        self.query_one(DiffList).focus()
        keys = [] if self._tried.has_errors else [Hint("Ctrl+s", _("write"), pressed="ctrl+s")]
        back = Hint("Esc", _("back to the form"), keep=True)
        self.query_one(KeyBar).show([*keys, Hint("↑↓", _("scroll")), back])

    def _title(self) -> str:
        if self._tried.has_errors:
            return _("This cannot be written yet")
        draft = self._tried.draft
        files = _n("{count} file", "{count} files", len(draft.changes)) if draft is not None else ""
        return _("What will be written: {files}", files=files)

    def _said(self) -> list[str]:
        """Return what is wrong, or worth knowing: what is in the record first."""
        tried = self._tried
        lines = [self._word] if self._word else []
        for mistake in sorted(tried.mistakes, key=lambda one: not one.is_error):
            sign = "✕" if mistake.is_error else "!"
            where = ".".join(map(str, mistake.path))
            lines.append(f"{sign} {where}{': ' if where else ''}{mistake.message}")
        for problem in tried.elsewhere:
            sign = "✕" if problem.severity is Severity.ERROR else "!"
            lines.append(f"{sign} {near(problem.place)}: {problem.message}")
        left = len(lines) - 6
        return (
            [*lines[:6], _n("… and {count} more", "… and {count} more", left)]
            if left > 1
            else lines
        )

    def action_write(self) -> None:
        """Write it, unless there are errors."""
        if not self._tried.has_errors:
            self.dismiss(True)

    def action_close(self) -> None:
        """Go back to the form."""
        self.dismiss(False)


def clean_lines(lines: list[str]) -> str:
    """Return lines of text that may come from files."""
    return "\n".join(map(clean, lines))
