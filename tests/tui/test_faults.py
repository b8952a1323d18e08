"""What happens to the explorer if files, the catalog or the program itself fail."""

from __future__ import annotations

import errno
import os
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from collab_tui import explore as explore_module
from collab_tui.catalog.catalog import Catalog
from collab_tui.catalog.keeping import Keeper
from collab_tui.catalog.shown import Shown
from collab_tui.catalog.storage import seal
from collab_tui.explore import explore
from collab_tui.tui.app import Explorer
from tests.conftest import Registry
from tests.tui.driver import Driver, exploring
from tests.tui.registries import SMALL


@pytest.mark.parametrize("code", [errno.EACCES, errno.EIO, errno.ESTALE])
async def test_a_folder_that_cannot_be_read_any_more_is_a_problem_until_it_is_back(
    code: int, registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, scandir = registry(small=SMALL), os.scandir
    is_away = threading.Event()

    def guarded(path: Any) -> Any:
        if is_away.is_set() and os.fspath(path) == str(folder):
            raise OSError(code, os.strerror(code), str(folder))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    async with exploring(folder) as explorer:
        before = explorer.counts()
        is_away.set()
        await explorer.until_seen("1 new problem")
        assert explorer.counts() == before
        assert explorer.sees("National University Hospital")
        is_away.clear()
        await explorer.until_seen("1 problem fewer")
        assert explorer.counts() == before


async def test_trouble_in_looking_is_said_once_and_passes(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, is_fresh = registry(small=SMALL), Keeper.is_fresh
    tries = iter(range(10**6))
    away = 3

    def failing(self: Keeper) -> bool:
        if next(tries) < away:
            raise OSError(errno.ESTALE, "Stale file handle")
        return is_fresh(self)

    monkeypatch.setattr(Keeper, "is_fresh", failing)
    monkeypatch.setattr("collab_tui.tui.parts.follower.LOOK_EVERY", 0.05)
    async with exploring(folder) as explorer:
        await explorer.until_seen("The registry cannot be read")
        before = explorer.counts()
        await explorer.until(lambda: next(tries) > away + 2)
        assert explorer.text.count("The registry cannot be read") == 1
        assert explorer.counts() == before
        await explorer.search("philips")
        assert explorer.counts()["institution"] == "1/4"


async def test_a_record_that_cannot_be_read_does_not_hold_an_action(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = registry(small=SMALL)
    async with exploring(folder) as explorer:

        def failing(*arguments: Any, **named: Any) -> None:
            raise sqlite3.OperationalError("disk I/O error")

        monkeypatch.setattr(Shown, "read", failing)
        await explorer.press("1", "j", "Y")
        assert explorer.text.count("disk I/O error") == 1
        monkeypatch.undo()
        await explorer.press("j", "Y")
        assert explorer.app.clipboard.startswith("institution/")


def overwritten(file: Path) -> None:
    content = file.read_bytes()
    with file.open("r+b") as target:
        target.write(b"\xff" * len(content))


def cut_to_nothing(file: Path) -> None:
    os.truncate(file, 0)


def deleted(file: Path) -> None:
    for path in file.parent.glob(f"{file.name}*"):
        path.unlink()


def names_without_sense(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE record SET name = CAST(x'ff00fe' AS TEXT)")
        connection.commit()


async def until_found(explorer: Driver, count: str) -> None:
    await explorer.until(lambda: explorer.counts()["institution"] == count)


@pytest.mark.parametrize("damage", [overwritten, cut_to_nothing, deleted, names_without_sense])
async def test_a_catalog_that_is_damaged_while_it_is_used_is_built_again(
    damage: Callable[[Path], None], registry: Registry, tmp_path: Path
) -> None:
    folder, cache = registry(small=SMALL), tmp_path / "cache"
    async with exploring(folder, cache=cache) as explorer:
        before = explorer.counts()
        (file,) = cache.glob("*.sqlite")
        damage(file)
        for query, count in (("philips", "1/4"), ("hospital", "2/4"), ("country:ID", "1/4")):
            await explorer.search(query)
            await until_found(explorer, count)
            await explorer.press("1", "j", "enter")
        await explorer.search("")
        await explorer.until(lambda: explorer.counts() == before)
        assert explorer.sees("Philips")


@pytest.mark.parametrize("table", ["listing", "record", "file", "meta", "link", ""])
async def test_a_catalog_that_was_damaged_is_built_again_but_not_by_the_event_loop(
    table: str, registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pages of a table, or one letter in all names, which only the seal shows."""
    monkeypatch.setattr(seal, "SMALL", 0)
    folder, cache = registry(small=SMALL), tmp_path / "cache"
    with closing(Catalog.open([folder], cache)) as catalog:
        catalog.refresh()
    (file,) = cache.glob("*.sqlite")
    with closing(sqlite3.connect(file)) as connection:
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        query = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        (root,) = connection.execute(query, (table or "record",)).fetchone()
    if table:
        with file.open("r+b") as content:
            content.seek((root - 1) * size)
            content.write(b"\xff" * size)
    else:
        file.write_bytes(file.read_bytes().replace(b"Philips", b"Phil1ps"))
    builders: list[threading.Thread] = []
    update = Keeper._update

    def noted(self: Keeper, *arguments: Any) -> Any:
        builders.append(threading.current_thread())
        return update(self, *arguments)

    monkeypatch.setattr(Keeper, "_update", noted)
    async with exploring(folder, cache=cache, fresh=False) as explorer:
        await explorer.until(lambda: explorer.counts()["institution"] == "4/4")
        await explorer.until_seen("Philips")
        assert any("built again" in notice for notice in explorer.catalog.notices)
    assert builders
    assert threading.main_thread() not in builders


def test_a_program_that_breaks_down_does_not_end_well(
    registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    folder = registry(small=SMALL)
    monkeypatch.setenv("COLLAB_TUI_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("COLLAB_TUI_CONFIG", str(tmp_path / "none.toml"))
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(explore_module, "can_draw", lambda: True)
    run = Explorer.run

    def break_down(self: Explorer) -> None:
        raise RuntimeError("broken")

    def headless(self: Explorer) -> None:
        run(self, headless=True)

    monkeypatch.setattr(Explorer, "run", headless)
    monkeypatch.setattr(Explorer, "on_ready", break_down, raising=False)
    with pytest.raises(SystemExit) as caught:
        explore([folder], "")
    assert caught.value.code == 1
