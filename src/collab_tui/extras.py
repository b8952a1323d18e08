"""Libraries that are not installed by default, and how they are."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from shlex import quote


def install_command(extra: str) -> str:
    """Return the command that installs an extra of the package where the program is installed.

    A bare ``pip`` is often that of another Python.
    """
    pip = f"{quote(sys.executable)} -m pip" if sys.executable and find_spec("pip") else "pip"
    return f"{pip} install 'collab-tui[{extra}]'"
