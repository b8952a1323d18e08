"""A unified diff: what is added and what goes, in colours and signs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import set_cell_size
from rich.text import Text

from collab_tui.render.words import clean
from collab_tui.tui.widgets.line_list import LineList


class DiffList(LineList):
    """One line of the diff on each line, long ones in several."""

    DEFAULT_CSS = """
    DiffList > .diff-list--added { color: $success; }
    DiffList > .diff-list--gone { color: $text-error; }
    DiffList > .diff-list--quiet { color: $text-muted; }
    DiffList > .diff-list--head { text-style: bold; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "diff-list--added",
        "diff-list--gone",
        "diff-list--quiet",
        "diff-list--head",
    }

    def __init__(self, lines: Sequence[str]) -> None:
        """Show `lines`."""
        super().__init__()
        self._lines = [clean(line) for line in lines]
        self._shown: list[tuple[str, str]] = []

    def on_mount(self) -> None:
        """Begin at the top."""
        self._fold()

    def on_resize(self) -> None:
        """Fold the lines for the new width."""
        self._fold()

    def _fold(self) -> None:
        width = max(10, self.size.width - 4)
        self._shown = []
        for line in self._lines:
            style = _style(line)
            rest = Text(line)
            parts = rest.wrap(self.app.console, width, overflow="fold") or [rest]
            for number, part in enumerate(parts):
                self._shown.append((f"  {part.plain}" if number else part.plain, style))
        self.set_count(len(self._shown), self.cursor)

    def draw(self, index: int, width: int) -> Text:
        """Return a line."""
        line, style = self._shown[index]
        found = self.get_component_rich_style(f"diff-list--{style}", partial=True)
        return Text(set_cell_size(f" {line}", width), str(found), end="")


def _style(line: str) -> str:
    if line.startswith(("+++", "---")):
        return "head"
    return {"+": "added", "-": "gone"}.get(line[:1], "quiet")
