"""Fixtures of the tests of finding."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest
from click.testing import CliRunner, Result

from collab_tui.catalog.catalog import Catalog
from collab_tui.cli import cli
from collab_tui.places import builtin_registry
from tests.conftest import SMALL, TODAY

Run: TypeAlias = Callable[..., Result]


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The config file, which does not exist yet. The user's own folders are kept out."""
    path = tmp_path / "settings" / "config.toml"
    monkeypatch.setenv("COLLAB_TUI_CONFIG", str(path))
    monkeypatch.setenv("COLLAB_TUI_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("COLLAB_TUI_DATA", str(SMALL))
    return path


@pytest.fixture
def run(config: Path) -> Run:
    """Runs a command on the small registry. A traceback is a failure of the test."""

    def invoke(*arguments: str) -> Result:
        result = CliRunner().invoke(cli, arguments, prog_name="collab-tui")
        assert isinstance(result.exception, SystemExit | None), repr(result.exception)
        return result

    return invoke


@pytest.fixture(scope="session")
def builtin() -> Iterator[Catalog]:
    """The catalog of the registry that comes with the program, for reading only."""
    catalog = Catalog.open([builtin_registry()], None, TODAY)
    catalog.refresh()
    yield catalog
    catalog.close()
