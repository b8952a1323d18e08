"""A registry that is edited while the explorer is open."""

from __future__ import annotations

from pathlib import Path

from collab_tui.records.kinds import Kind
from tests.conftest import Registry
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
