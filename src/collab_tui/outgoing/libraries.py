"""Libraries that only some formats need. Each belongs to an extra of the package."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from collab_tui.extras import install_command
from collab_tui.language import _


class LibraryMissingError(Exception):
    """A format needs a library that is not installed. The message says how to install it."""


def library(name: str, extra: str, what: str) -> ModuleType:
    """Return the module `name`, which `extra` of the package installs.

    Raises:
        LibraryMissingError: it is not installed.
    """
    try:
        return import_module(name)
    except ImportError as error:
        top = name.partition(".")[0]
        words = _("{what} needs {library}; install it with: {command}")
        raise LibraryMissingError(
            words.format(what=what, library=top, command=install_command(extra))
        ) from error
