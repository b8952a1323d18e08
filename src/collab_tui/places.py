"""Where files are kept: settings, catalogs, diaries, documents, the registry that comes along."""

from __future__ import annotations

import os
from pathlib import Path

APP = "collab-tui"

INSTALLED = Path(__file__).parent / "data"
"""Where the registry that comes with the program is, once it is installed."""


def config_file() -> Path:
    """Return the path of the config file: ``$COLLAB_TUI_CONFIG``, else the user's."""
    named = os.environ.get("COLLAB_TUI_CONFIG")
    if named:
        return Path(named)
    from platformdirs import user_config_path

    return user_config_path(APP) / "config.toml"


def cache_folder() -> Path:
    """Return where catalogs are kept: ``$COLLAB_TUI_CACHE``, else the user's cache folder."""
    named = os.environ.get("COLLAB_TUI_CACHE")
    if named:
        return Path(named)
    from platformdirs import user_cache_path

    return user_cache_path(APP)


def state_folder() -> Path:
    """Return where diaries are kept: ``$COLLAB_TUI_STATE``, else the user's state folder."""
    named = os.environ.get("COLLAB_TUI_STATE")
    if named:
        return Path(named)
    from platformdirs import user_state_path

    return user_state_path(APP)


def documents_folder() -> Path:
    """Return the user's folder for documents; if there is none, their home.

    Never return the folder that the program was started in: it may be anywhere.
    """
    import tempfile

    from platformdirs import user_documents_path

    try:
        documents, home = user_documents_path(), Path.home()
    except RuntimeError:  # a user without a home
        return Path(tempfile.gettempdir())
    found = documents if documents.is_absolute() and documents.is_dir() else home
    return found if found.is_absolute() else Path(tempfile.gettempdir())


def from_home(path: Path) -> str:
    """Return a path as people write it: with ``~`` for their home."""
    try:
        home = Path.home()
    except RuntimeError:
        return str(path)
    return str(Path("~") / path.relative_to(home)) if path.is_relative_to(home) else str(path)


def folder_named(text: str) -> Path:
    """Return the folder that somebody names. A relative path begins in their documents folder.

    Raises:
        RuntimeError: there is no such home.
    """
    return documents_folder() / Path(text).expanduser()


def builtin_registry() -> Path:
    """Return the registry that comes with the program."""
    return INSTALLED if INSTALLED.is_dir() else Path(__file__).parents[2] / "data"


def is_replaced(path: Path) -> bool:
    """Tell whether the next installation of the program will replace a file or a folder."""
    return INSTALLED.is_dir() and path.resolve().is_relative_to(INSTALLED.resolve())
