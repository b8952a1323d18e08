"""Which files belong to a registry."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISDIR

from collab_tui.files import UnfitFileError
from collab_tui.registry.checks.files import BAD_NAME, EMPTY_FOLDER, NO_SUCH_PATH, UNREADABLE
from collab_tui.registry.problems import Place, Problem


@dataclass(frozen=True, slots=True)
class RegistryFile:
    """A TOML file of a registry. A record of a higher `layer` replaces one of a lower layer."""

    path: str
    layer: int


def find_files(layers: Sequence[Path]) -> tuple[list[RegistryFile], list[Problem]]:
    """List the ``*.toml`` files of each layer, a folder (searched to any depth) or a file.

    Hidden files and folders are skipped, and so is what cannot be looked at. A path that is
    missing, unreadable or empty is returned as a problem.
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
        # A file that two layers share counts once, in the later layer.
        files = [file for file in files if file.path not in set(found)]
        files += [RegistryFile(path, number) for path in found]
    return files, problems


def _look_at(layer: Path) -> tuple[Path, int | OSError | None]:
    """Return a layer's absolute path and its mode; the mode is None if nothing is there.

    An error that prevents looking (permissions, a broken device) is returned unchanged.
    """
    root = layer
    try:
        root = Path(os.path.abspath(layer))  # this fails if the working folder was removed
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
    if isinstance(error, UnfitFileError):
        return UNREADABLE.at(Place(path), error.case, megabytes=error.megabytes)
    if not error.strerror:
        return UNREADABLE.at(Place(path), "silent")
    return UNREADABLE.at(Place(path), reason=error.strerror.lower())
