"""Libraries that only some formats need. Each belongs to an extra of the package."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType


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
        words = f"{what} needs {top}; install it with: pip install 'collab-tui[{extra}]'"
        raise LibraryMissingError(words) from error
