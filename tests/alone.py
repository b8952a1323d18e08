"""Keeps the wishes of whoever runs the tests away from them. Import it before the program."""

from __future__ import annotations

import os

OF_OTHERS = ("COLLAB_TUI_", "GIT_", "LC_", "XDG_")
"""How variables begin by which whoever runs the tests tells programs what to do."""

ALSO_OF_OTHERS = {"BROWSER", "COLORTERM", "COLUMNS", "EDITOR", "FORCE_COLOR", "LINES", "NO_COLOR"}
ALSO_OF_OTHERS |= {"LANGUAGE", "PAGER", "VISUAL"}

for name in list(os.environ):
    if name.startswith(OF_OTHERS) or name in ALSO_OF_OTHERS:
        del os.environ[name]
os.environ["LANG"] = "C.UTF-8"
os.environ["COLLAB_TUI_LANGUAGE"] = "en"  # before the first text is needed
# Git knows nothing of who runs the tests: neither a name, nor a wish to sign.
os.environ |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
