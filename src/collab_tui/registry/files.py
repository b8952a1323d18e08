"""Which files a registry consists of."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from collab_tui.registry.checks.files import BAD_NAME, EMPTY_FOLDER, NO_SUCH_PATH, UNREADABLE
from collab_tui.registry.problems import Place, Problem


@dataclass(frozen=True, slots=True)
class RegistryFile:
    """A TOML file of a registry; the record of a higher `layer` replaces that of a lower."""

    path: str
    layer: int


def find_files(layers: Sequence[Path]) -> tuple[list[RegistryFile], list[Problem]]:
    """List the ``*.toml`` files of each layer, a folder (searched to any depth) or a file.

    Hidden files and folders are passed over, as is a folder that cannot be read; what is
    missing, unreadable or empty comes back as a problem.
    """
    files: list[RegistryFile] = []
    problems: list[Problem] = []
    for number, layer in enumerate(layers):
        root = Path(os.path.abspath(layer))
        if root.is_dir():
            found, unreadable = _walk(root)
            problems += unreadable
            if not found and not unreadable:
                problems.append(EMPTY_FOLDER.at(Place(str(root))))
        elif root.exists():
            found = [str(root)]
        else:
            found = []
            problems.append(NO_SUCH_PATH.at(Place(str(root))))
        for path in [path for path in found if not _is_text(path)]:
            found.remove(path)
            name = path.encode("utf-8", "replace").decode()
            problems.append(BAD_NAME.at(Place(name)))
        # A file that two layers share counts once, in the layer that comes last.
        files = [file for file in files if file.path not in set(found)]
        files += [RegistryFile(path, number) for path in found]
    return files, problems


def _is_text(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def _walk(root: Path) -> tuple[list[str], list[Problem]]:
    problems: list[Problem] = []

    def failed(error: OSError) -> None:
        problems.append(unreadable(str(error.filename), error))

    found: list[str] = []
    for folder, folders, names in os.walk(root, onerror=failed):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [
            os.path.join(folder, name)
            for name in sorted(names)
            if name.endswith(".toml") and not name.startswith(".")
        ]
    return found, problems


def unreadable(path: str, error: OSError) -> Problem:
    """Return the problem of a file or a folder that cannot be read."""
    return UNREADABLE.at(Place(path), reason=(error.strerror or "cannot be read").lower())
