"""Which file of a registry a new record goes into."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from collab_tui.keeping.errors import KeepError
from collab_tui.language import _
from collab_tui.records.kinds import Kind
from collab_tui.registry.checks.files import NO_SUCH_PATH, UNREADABLE
from collab_tui.registry.files import find_files

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog


def files_of(layers: Sequence[Path]) -> list[Path]:
    """Return the files of a registry, all of them.

    Raises:
        KeepError: a folder cannot be read: nobody knows which records are there.
    """
    files, problems = find_files(layers)
    for problem in problems:
        if problem.check in (UNREADABLE, NO_SUCH_PATH):
            wrong = f"{problem.place.file}: {problem.message}"
            raise KeepError(_("{wrong}; nothing was written", wrong=wrong))
    return [Path(file.path) for file in files]


def place_within(file: Path, layers: Sequence[Path]) -> Path:
    """Return a file of the registry, existing or not; a relative path may start at its folder.

    Raises:
        KeepError: it is not within the registry, or could not be read there.
    """
    if file.suffix != ".toml" or file.name.startswith("."):
        raise KeepError(_("{file}: a file of a registry ends in .toml", file=file))
    roots = [Path(os.path.abspath(layer)) for layer in layers]
    folders = [root for root in roots if root.is_dir()]
    for candidate in (Path.cwd() / file, *(root / file for root in reversed(folders))):
        resolved = candidate.parent.resolve() / candidate.name
        for root in roots:
            base = root.resolve()
            if resolved == base:
                return root
            if root in folders and base in resolved.parents:
                return root / resolved.relative_to(base)
    raise KeepError(_("{file} is not within the registry at {folder}", file=file, folder=roots[-1]))


def place_for(kind: Kind, table: Mapping[str, Any], catalog: Catalog) -> Path:
    """Return the file of the highest layer with most records of a kind, and of the same country.

    If the table has no country, or none is there yet, only the kind counts.
    """
    root = Path(os.path.abspath(catalog.layers[-1]))
    if not root.is_dir():
        return root
    country = table.get("country")
    named = country if isinstance(country, str) else None
    found = catalog.about.fullest_file(len(catalog.layers) - 1, kind, named)
    return root / f"{kind.file_name}.toml" if found is None else Path(found)
