"""Fixtures that the tests of several layers share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import count
from pathlib import Path
from typing import TypeAlias

import pytest
from hypothesis import HealthCheck, settings

import tests.alone  # noqa: F401 - before the first text is needed
from collab_tui.catalog.catalog import Catalog

TODAY = date(2026, 6, 15)
"""The day of every test's catalog."""

SMALL = Path(__file__).parent / "catalog" / "small.toml"
"""A registry made for the tests of queries."""

Registry: TypeAlias = Callable[..., Path]

settings.register_profile(
    "project",
    deadline=None,
    derandomize=True,  # what is new is looked for by `tests.hostile`, and no test fails by chance
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
settings.load_profile("project")


@pytest.fixture(scope="session")
def _diaries(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Yield folders for diaries, one after the other."""
    folder = tmp_path_factory.mktemp("state")
    return (folder / str(n) for n in count())


@pytest.fixture(autouse=True)
def _own_diary(_diaries: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what a test does out of the diaries of the user and of other tests."""
    monkeypatch.setenv("COLLAB_TUI_STATE", str(next(_diaries)))


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    """Return a function that writes files (``a=…`` is a.toml) and returns their folder."""

    def write(folder: str = "registry", **files: str | bytes) -> Path:
        root = tmp_path / folder
        root.mkdir(exist_ok=True)
        for name, content in files.items():
            data = content if isinstance(content, bytes) else content.encode()
            (root / f"{name}.toml").write_bytes(data)
        return root

    return write


@pytest.fixture
def opened() -> Iterator[Callable[..., Catalog]]:
    """Return a function that opens the catalog of some folders and brings it up to date."""
    catalogs: list[Catalog] = []

    def open_catalog(*layers: Path, cache: Path | None = None) -> Catalog:
        catalog = Catalog.open(layers, cache, TODAY)
        catalogs.append(catalog)
        catalog.refresh()
        return catalog

    yield open_catalog
    for catalog in catalogs:
        catalog.close()


@pytest.fixture(scope="session")
def catalog() -> Iterator[Catalog]:
    """The catalog of the small registry, for reading only."""
    catalog = Catalog.open([SMALL], None, TODAY)
    catalog.refresh()
    yield catalog
    catalog.close()
