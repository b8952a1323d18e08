"""Editing the registry that came with the program, whose files will be replaced one day."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import collab_tui
from collab_tui import places
from collab_tui.registry.problems import Place
from collab_tui.tui.own_copy import CopyError, copy_registry
from collab_tui.tui.screens.own_copy import OwnCopyScreen
from tests.conftest import Registry
from tests.tui.driver import NARROW, exploring
from tests.tui.registries import BROKEN, SMALL
from tests.tui.terminal import Terminal


@pytest.fixture
def installed(registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installed registry, and a home for the user."""
    folder = registry(small=SMALL, broken=BROKEN)
    monkeypatch.setattr(places, "INSTALLED", folder)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(tmp_path / "home" / "Documents"))
    monkeypatch.setenv("EDITOR", "true")
    monkeypatch.setenv("COLLAB_TUI_CONFIG", str(tmp_path / "config.toml"))
    (tmp_path / "home" / "Documents").mkdir(parents=True)
    return folder


@pytest.mark.parametrize("keys", [["E"], ["p", "enter"]])
async def test_whoever_edits_what_is_replaced_is_told_and_offered_a_copy(
    installed: Path, tmp_path: Path, keys: list[str]
) -> None:
    async with exploring(installed, size=NARROW) as explorer:
        await explorer.press(*keys)
        assert isinstance(explorer.app.screen, OwnCopyScreen)
        assert explorer.sees("the next installation", "throws away", "Documents/collab-tui")
        assert "⏎ copy and open it" in explorer.footer()
        await explorer.press("escape")
        assert not isinstance(explorer.app.screen, OwnCopyScreen)
        assert explorer.app.instead is None
        await explorer.press(*keys[-1:], "enter")
        await explorer.until(lambda: not explorer.app.is_running)
    copy = tmp_path / "home" / "Documents" / "collab-tui-registry"
    assert explorer.app.instead == (copy, "")
    assert {p.name: p.read_text() for p in copy.iterdir()} == {
        p.name: p.read_text() for p in installed.iterdir()
    }


async def test_it_can_be_edited_all_the_same(
    installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edited: list[str] = []

    def edit(app: object, place: Place) -> bool:
        edited.append(place.file)
        return True

    monkeypatch.setattr("collab_tui.tui.outside.edit", edit)
    async with exploring(installed) as explorer:
        await explorer.press("E", "ctrl+o")
        await explorer.until_seen("nothing changed")
    assert [Path(file).parent for file in edited] == [installed]
    assert not list((tmp_path / "home" / "Documents").iterdir())


async def test_a_registry_of_one_s_own_is_edited_at_once(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.delenv("VISUAL", raising=False)
    async with exploring(registry(small=SMALL)) as explorer:
        await explorer.press("E")
        await explorer.until_seen("Set $EDITOR")


async def test_a_folder_that_is_there_is_not_written_into(installed: Path, tmp_path: Path) -> None:
    there = tmp_path / "home" / "Documents" / "collab-tui-registry"
    there.mkdir()
    async with exploring(installed) as explorer:
        await explorer.press("E", "enter")
        said = " ".join(explorer.text.split())  # the name of the folder may be long
        assert "is there already" in said
        assert "name another folder" in said
        await explorer.type("-2")
        await explorer.press("enter")
    assert not list(there.iterdir())
    assert (there.parent / "collab-tui-registry-2" / "small.toml").read_text() == SMALL


def test_what_cannot_be_copied_is_told_and_leaves_nothing(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    before = sorted(tmp_path.rglob("*"))
    for wanted in ("", "  ", str(tmp_path / "file" / "below"), "x\0y", str(tmp_path / ("x" * 300))):
        with pytest.raises(CopyError):
            copy_registry(wanted)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_relative_folder_begins_at_the_documents_and_files_can_be_written(
    installed: Path, tmp_path: Path
) -> None:
    (installed / "small.toml").chmod(0o444)
    copy = copy_registry("mine/registry")
    assert copy == tmp_path / "home" / "Documents" / "mine" / "registry"
    assert (copy / "small.toml").stat().st_mode & 0o200


def test_the_copy_is_opened_in_place_of_the_installed_one(tmp_path: Path) -> None:
    site, home = tmp_path / "site", tmp_path / "home"
    source = Path(collab_tui.__file__).parent
    shutil.copytree(source, site / "collab_tui", ignore=shutil.ignore_patterns("__pycache__"))
    (site / "collab_tui" / "data").mkdir()
    (site / "collab_tui" / "data" / "small.toml").write_text(SMALL)
    home.mkdir()
    own = {
        "HOME": str(home),
        "XDG_DOCUMENTS_DIR": str(home),
        "PYTHONPATH": str(site),
        "EDITOR": "sed -i s/Badan/Changed/",
    }
    with Terminal(folder=tmp_path, cache=tmp_path / "cache", environment=own) as terminal:
        terminal.until_seen("Badan Standardisasi", "OVERVIEW", "e export")
        terminal.press("E")
        terminal.until_seen("next installation", "collab-tui-registry")
        terminal.press("\r")
        terminal.until_seen("This is your own copy", "OVERVIEW", "e export")
        terminal.press("E")
        terminal.until_seen("Changed Standardisasi")
        terminal.press("q")
        assert terminal.end() == 0
    assert "Changed" in (home / "collab-tui-registry" / "small.toml").read_text()
    assert (site / "collab_tui" / "data" / "small.toml").read_text() == SMALL
