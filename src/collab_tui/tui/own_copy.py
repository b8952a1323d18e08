"""A copy of the registry that comes with the program, in the user's own folder."""

from __future__ import annotations

import shutil
from pathlib import Path

from collab_tui.language import _
from collab_tui.places import (
    builtin_registry,
    config_file,
    documents_folder,
    folder_named,
    from_home,
)
from collab_tui.reasons import why
from collab_tui.render.words import clean


class CopyError(Exception):
    """No copy can be made. The message says why, and what to do."""


def suggested_folder() -> str:
    """Return a folder for the copy, written from the user's home if it is in it."""
    return from_home(documents_folder() / "collab-tui-registry")


def copy_registry(wanted: str) -> Path:
    """Copy the registry into a folder that does not exist yet, completely or not at all; return it.

    A relative path begins in the user's documents folder.

    Raises:
        CopyError: the folder exists, or cannot be written.
    """
    if not wanted.strip():
        raise CopyError(_("name a folder"))
    try:
        folder = folder_named(wanted.strip())
        if folder.exists():
            raise CopyError(_("{folder} is there already; name another folder", folder=folder))
        folder.parent.mkdir(parents=True, exist_ok=True)
        unfinished = folder.with_name(f".{folder.name}.new")
        try:
            # Without the modes of the files: an installed file may be read-only.
            shutil.copytree(builtin_registry(), unfinished, copy_function=shutil.copyfile)
            unfinished.rename(folder)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    except shutil.Error as error:
        raise CopyError(
            _(
                "{folder} cannot be written: {reason}",
                folder=wanted,
                reason=error.args[0][0][2],
            )
        ) from error
    except (OSError, ValueError, RuntimeError) as error:
        reason = why(error)
        raise CopyError(
            _("{folder} cannot be written: {reason}", folder=wanted, reason=reason)
        ) from error
    return folder


def word_on(folder: Path) -> str:
    """Return what the copy is, and how to open it from now on."""
    return clean(
        _(
            "This is your own copy, {folder}. To open it every time, write into "
            "{file}: data = '{folder}'",
            folder=folder,
            file=config_file(),
        )
    )
