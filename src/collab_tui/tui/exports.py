"""What the export dialog can export: what there is to choose, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias

from collab_tui.catalog.text import tokens
from collab_tui.language import _, _n

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.tui.threads import Check

PREVIEWED = 20
"""Records that a preview shows; the file gets all of them."""

PREVIEWED_LINES = 400
"""Lines of them that a preview shows."""

Tell: TypeAlias = Callable[[int, int], None]
"""It is told how many records were read, of how many. It raises to break off."""

COUNTING = "…"
"""The note of a choice whose records are not counted yet."""


class Taken(NamedTuple):
    """What is taken of an `Exportable`."""

    choice: int
    """Which of its choices."""
    form: int = 0
    """Which of its forms, if it has any."""


class Exportable(Protocol):
    """What the export dialog offers: choices, and for each of them the same forms of files."""

    @property
    def title(self) -> str:
        """What is exported, as a heading."""
        ...

    @property
    def choices(self) -> Sequence[str]:
        """What can be chosen, a line each."""
        ...

    @property
    def first(self) -> int:
        """The choice at the start."""
        ...

    @property
    def forms(self) -> Sequence[str]:
        """The forms of files, a word each; nothing if a choice says it."""
        ...

    def keeps_lines(self, taken: Taken) -> bool:
        """Tell whether the lines of a preview are cut at the edge, and not broken."""
        ...

    def notes(self) -> Sequence[str]:
        """Return a word about each choice, as far as it is known."""
        ...

    def count(self, catalog: Catalog) -> None:
        """Find out what the notes do not say yet."""
        ...

    def file_name(self, taken: Taken) -> str:
        """Return a file name that says what the file contains, and ends in its form."""
        ...

    def preview(self, catalog: Catalog, taken: Taken, check: Check) -> str:
        """Return the beginning of the file. If nobody waits for it any longer, `check` raises."""
        ...

    def write(
        self, catalog: Catalog, taken: Taken, path: Path, tell: Tell, *, replace: bool
    ) -> None:
        """Write the file completely or not at all.

        Raises:
            FileExistsAlreadyError: the file exists, and is not to be replaced.
            ExportError: it cannot be written, or there is nothing to write any longer.
        """
        ...


def beginning(text: str, more: int = 0) -> str:
    """Return the first lines of a file, and what is left out; `more` records are not in `text`."""
    lines = text.split("\n", PREVIEWED_LINES)
    if len(lines) > PREVIEWED_LINES:
        lines[PREVIEWED_LINES:] = ["", _("… and so on"), ""]
    elif more > 0:
        lines += [_n("… and {count} more record", "… and {count} more records", more), ""]
    return "\n".join(lines)


def query_words(query: str) -> str:
    """Return the words of a query as a part of a file name; empty if there are none."""
    return "-".join(tokens(query))[:40].strip("-")
