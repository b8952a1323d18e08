"""A registry that is edited while the explorer is open."""

from __future__ import annotations

import time
from contextlib import closing
from pathlib import Path

import pytest

from collab_tui.catalog.catalog import Catalog
from collab_tui.records.kinds import Kind
from collab_tui.tui.parts import follower as screen
from tests.conftest import TODAY, Registry
from tests.tui.driver import exploring
from tests.tui.registries import SMALL


async def test_a_change_on_disk_is_noticed_and_told(registry: Registry) -> None:
    folder: Path = registry(small=SMALL)
    async with exploring(folder) as explorer:
        await explorer.press("1", "j")
        before = explorer.row
        text = SMALL.replace('"Philips"', '"Royal Philips"') + '[[institution]]\nid = "broken"\n'
        (folder / "small.toml").write_text(text, encoding="utf-8")
        await explorer.until_seen("1 record changed, 1 new problem")
        await explorer.until_seen("Royal Philips")
        assert explorer.row == before


async def test_a_file_that_appears_and_goes_away_is_followed(registry: Registry) -> None:
    folder: Path = registry(small=SMALL)
    async with exploring(folder) as explorer:
        count = explorer.counts()["institution"]
        extra = folder / "extra.toml"
        extra.write_text('[[institution]]\nid = "new"\nname = "Aardvark"\n', encoding="utf-8")
        await explorer.until_seen("Aardvark")
        extra.unlink()
        await explorer.until(lambda: explorer.counts()["institution"] == count)
        assert explorer.list(Kind.INSTITUTION).count == int(count.split("/")[0])


async def test_a_look_that_takes_longer_than_the_time_between_two_is_not_broken_off(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = Catalog.is_fresh

    def slow(self: Catalog) -> bool:
        time.sleep(0.2)
        return look(self)

    monkeypatch.setattr(screen, "LOOK_EVERY", 0.15)
    monkeypatch.setattr(Catalog, "is_fresh", slow)
    folder: Path = registry(small=SMALL)
    async with exploring(folder) as explorer:
        (folder / "extra.toml").write_text(
            '[[institution]]\nid = "new"\nname = "Aardvark"\n', encoding="utf-8"
        )
        await explorer.until_seen("Aardvark")


async def test_what_another_process_has_read_is_shown(registry: Registry, tmp_path: Path) -> None:
    folder: Path = registry(small=SMALL)
    with closing(Catalog.open([folder], tmp_path, TODAY)) as other:
        async with exploring(folder, cache=tmp_path) as explorer:
            (folder / "extra.toml").write_text(
                '[[institution]]\nid = "new"\nname = "Aardvark"\n', encoding="utf-8"
            )
            other.refresh()
            await explorer.until_seen("Aardvark")
