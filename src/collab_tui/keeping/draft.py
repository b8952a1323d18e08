"""A change to a registry before it is written: shown as a diff, tried, and then written."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

from collab_tui.catalog.trial import layer_of
from collab_tui.keeping.writing import Change, content_of, write_all
from collab_tui.language import _
from collab_tui.registry.positions import Positions
from collab_tui.registry.problems import Problem, Severity

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog


class BrokenError(Exception):
    """A change that would add errors to the registry."""

    def __init__(self, problems: list[Problem]) -> None:
        """Keep the errors, with their lines in the changed files."""
        super().__init__(_("the change would add errors to the registry; nothing was written"))
        self.problems = problems


class Draft:
    """The new contents of files. Nothing is written before `write`."""

    def __init__(self, catalog: Catalog) -> None:
        """Start a change to the registry of `catalog`, which is up to date."""
        self._catalog = catalog
        self._before: dict[Path, bytes | None] = {}
        self._after: dict[Path, bytes] = {}
        self._others: set[Path] = set()

    def content(self, path: Path) -> bytes:
        """Return the new content of a file; empty if it does not exist yet.

        Raises:
            WriteError: it cannot be read.
        """
        if path not in self._before:
            self._before[path] = content_of(path)
        return self._after.get(path, self._before[path] or b"")

    def put(self, path: Path, content: bytes, *, is_registry: bool = True) -> None:
        """Give a file the content `content`; a file outside the registry is not tried."""
        if content != self.content(path):
            self._after[path] = content
            if not is_registry:
                self._others.add(path)

    def change(self, path: Path, change: Callable[[bytes], bytes]) -> None:
        """Change the new content of a file."""
        self.put(path, change(self.content(path)))

    @property
    def changes(self) -> dict[Path, Change]:
        """The files whose content changes."""
        return {
            path: Change(self._before[path], after)
            for path, after in sorted(self._after.items())
            if after != self._before[path]
        }

    def diff(self) -> str:
        """Return the change as a unified diff."""
        return "".join(diff_text(path, change) for path, change in self.changes.items())

    def problems(self) -> list[Problem]:
        """Return the problems that are new, errors first, with lines."""
        contents = {
            str(path): change.after or b""
            for path, change in self.changes.items()
            if path not in self._others
        }
        positions: dict[str, Positions] = {}
        found: list[Problem] = []
        for problem in self._catalog.problems.if_written(contents):
            place = problem.place
            if place.file in contents and place.line is None:
                spots = positions.setdefault(place.file, Positions(contents[place.file]))
                spot = spots.find(place.path, key=problem.at_key)
                problem = replace(problem, place=replace(place, line=spot.line, column=spot.column))
            found.append(problem)
        return sorted(found, key=lambda problem: problem.severity is not Severity.ERROR)

    def write(self) -> list[Problem]:
        """Write the change, unless `check` would find errors; return the new warnings.

        Raises:
            BrokenError: it would; nothing was written.
            ChangedMeanwhileError: a file was changed since it was read; nothing was written.
            WriteError: the files cannot be written; they did not change.
        """
        problems = self.problems()
        errors = [problem for problem in problems if problem.severity is Severity.ERROR]
        if errors:
            raise BrokenError(errors)
        write_all(self.changes, self.folders())
        return problems

    def undo(self) -> None:
        """Put back the contents before `write`.

        Raises:
            ChangedMeanwhileError: a file was changed since then; nothing was written.
            WriteError: the files cannot be written.
        """
        back = {path: Change(change.after, change.before) for path, change in self.changes.items()}
        write_all(back, self.folders())

    def folders(self) -> list[Path]:
        """Return the folders that are locked for it: those of the layers, and of other files."""
        layers = self._catalog.layers
        found: dict[Path, None] = {}
        for path in self.changes:
            root = path.parent
            if path not in self._others:
                layer = Path(os.path.abspath(layers[layer_of(str(path), layers)]))
                root = layer if layer.is_dir() else layer.parent
            found[root] = None
        return [*found]


def diff_text(path: Path, change: Change) -> str:
    """Return how a file changes, as a unified diff; a file that does not exist is ``/dev/null``."""
    before, after = (_lines(content) for content in change)
    here = os.path.join(os.path.abspath(os.curdir), "")
    name = str(path).removeprefix(here)
    names = ("/dev/null" if content is None else name for content in change)
    old, new = names
    lines = unified_diff(before, after, old, new)
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


def _lines(content: bytes | None) -> list[str]:
    text = (content or b"").decode("utf-8", "replace")
    return [f"{line}\n" for line in text.removesuffix("\n").split("\n")] if text else []
