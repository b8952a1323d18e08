"""The registries for the drawings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from collab_tui.catalog.catalog import Catalog
from collab_tui.places import builtin_registry
from tests.conftest import TODAY
from tests.views.made import made, odd


def _open(layer: Path) -> Catalog:
    catalog = Catalog.open([layer], None, TODAY)
    catalog.refresh()
    return catalog


@pytest.fixture(scope="session")
def of_views(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Catalog]]:
    """The registry made for views, the built-in one, and an empty one."""
    folder = tmp_path_factory.mktemp("views")
    (folder / "made.toml").write_text(made(), "utf-8")
    (folder / "empty.toml").write_text('[registry]\ntitle = "Empty"\n', "utf-8")
    (folder / "odd.toml").write_text(odd(), "utf-8")
    catalogs = {
        "odd": _open(folder / "odd.toml"),
        "made": _open(folder / "made.toml"),
        "builtin": _open(builtin_registry()),
        "empty": _open(folder / "empty.toml"),
    }
    yield catalogs
    for catalog in catalogs.values():
        catalog.close()


@pytest.fixture(scope="session")
def drawn_of(of_views: dict[str, Catalog]) -> Catalog:
    """The registry of the golden texts."""
    return of_views["made"]
