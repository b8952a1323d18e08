"""Every view by its name: a module of this package, loaded when it is first needed."""

from __future__ import annotations

from collections.abc import Hashable
from importlib import import_module
from typing import Any, Protocol, cast

from collab_tui.catalog.catalog import Catalog
from collab_tui.views.canvas import Canvas
from collab_tui.views.declared import VIEWS
from collab_tui.views.look import Look


class Drawing(Protocol):
    """What the module of a view has."""

    @property
    def FIXED(self) -> int | None:  # noqa: N802
        """Rows at the top that stay when the rest moves; None if the view draws only what fits."""

    def key(self, look: Look) -> Hashable:
        """Return the part of the state that the data depend on."""

    def ask(self, catalog: Catalog, look: Look) -> Any:
        """Return the data; their `total` is how much there is to show."""

    def draw(self, data: Any, look: Look) -> Canvas:
        """Draw the data."""

    def numbers(self, data: Any) -> list[dict[str, Any]]:
        """Return the numbers in long form, one dictionary for each row."""


def drawing(name: str) -> Drawing:
    """Return the view of a name."""
    assert name in VIEWS, name
    return cast(Drawing, import_module(f"collab_tui.views.{name}"))
