"""Which files a registry consists of."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISDIR

from collab_tui.registry.checks.files import BAD_NAME, EMPTY_FOLDER, NO_SUCH_PATH, UNREADABLE
from collab_tui.registry.problems import Place, Problem


@dataclass(frozen=True, slots=True)
class RegistryFile:
    """A TOML file of a registry; the record of a higher `layer` replaces that of a lower."""

    path: str
    layer: int


def find_files(layers: Sequence[Path]) -> tuple[list[RegistryFile], list[Problem]]:
    """List the ``*.toml`` files of each layer, a folder (searched to any depth) or a file.

    Hidden files and folders are passed over, as is what cannot be looked at; what is missing,
    unreadable or empty comes back as a problem.
    """
    files: list[RegistryFile] = []
    problems: list[Problem] = []
    for number, layer in enumerate(layers):
        root, mode = _look_at(layer)
        found: list[str] = []
        if isinstance(mode, OSError):
            problems.append(unreadable(str(root), mode))
        elif mode is not None and S_ISDIR(mode):
            found, closed = _walk(root)
            problems += closed
            if not found and not closed:
                problems.append(EMPTY_FOLDER.at(Place(str(root))))
        elif mode is not None:
            found = [str(root)]
        else:
            problems.append(NO_SUCH_PATH.at(Place(str(root))))
        for path in [path for path in found if not _is_text(path)]:
            found.remove(path)
            name = path.encode("utf-8", "replace").decode()
            problems.append(BAD_NAME.at(Place(name)))
        # A file that two layers share counts once, in the layer that comes last.
        files = [file for file in files if file.path not in set(found)]
        files += [RegistryFile(path, number) for path in found]
    return files, problems


def _look_at(layer: Path) -> tuple[Path, int | OSError | None]:
    """Return a layer's absolute path and its mode, None where there is nothing.

    What keeps one from looking (rights, a device in trouble) comes back as it is.
    """
    root = layer
    try:
        root = Path(os.path.abspath(layer))  # which fails where the working folder is gone
        return root, root.stat().st_mode
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return root, None
    except OSError as error:
        return root, error


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
