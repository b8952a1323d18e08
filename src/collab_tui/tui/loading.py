"""The modules of an action, loaded in a thread before the action first runs.

Some take a tenth of a second: forms need pydantic, exports need tables. On the event loop, that
would hold the screen.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module

_FORM = ("tui.screens.form", "forms.writing", "keeping.writing")

NEEDED: Mapping[str, Sequence[str]] = {
    "add": ("tui.screens.add", *_FORM),
    "change": _FORM,
    "changes": ("tui.screens.changes",),
    "copy": ("outgoing.documents", "outgoing.writing", "tui.view_exports"),
    "draft": ("reviewing.beginning", "tui.screens.article", "tui.screens.review"),
    "export": ("tui.record_exports", "tui.view_exports", "tui.screens.export"),
    "facets": ("tui.parts.sifter",),
    "help": ("tui.screens.help",),
    "list_columns": ("catalog.cells", "tui.screens.choose_some"),
    "palette": ("query.ready", "tui.offered", "tui.screens.palette"),
    "problems": ("tui.screens.problems",),
    "save_query": ("tui.screens.save_query",),
    "sort": ("catalog.orders", "tui.screens.choose"),
    "undo": ("keeping.writing", "tui.screens.confirm"),
}
"""By method of `Commands`, modules of this package, each with all that it loads in turn."""


async def load_for(command: str) -> None:
    """Load what a command needs, if anything of it is missing."""
    names = [f"collab_tui.{name}" for name in NEEDED.get(command, ())]
    if not all(name in sys.modules for name in names):
        await asyncio.to_thread(_load, names)


def _load(names: Sequence[str]) -> None:
    for name in names:
        import_module(name)
