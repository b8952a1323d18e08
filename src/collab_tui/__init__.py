"""Explore who works with whom in health: institutions, agreements, focus areas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collab_tui.api import Record, Registry, open  # noqa: A004

__all__ = ["Record", "Registry", "__version__", "open"]

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Load the Python interface only when it is asked for: the start of the program does not need
    it.
    """
    if name in ("Record", "Registry", "open"):
        from collab_tui import api

        return getattr(api, name)
    raise AttributeError(f"module 'collab_tui' has no attribute '{name}'")
