"""What is in sight of an answer comes before the rest of it."""

from __future__ import annotations

import asyncio
from array import array
from collections.abc import Mapping
from pathlib import Path

import pytest
from textual.events import Key

from collab_tui.catalog import ranking
from collab_tui.catalog.catalog import Catalog
from collab_tui.outgoing.writing import ExportError
from collab_tui.query.syntax import Node, QueryError
from collab_tui.records.kinds import Kind, Ref
from collab_tui.tui.answers import Listing
from collab_tui.tui.exports import Taken
from collab_tui.tui.parts import follower
from collab_tui.tui.record_exports import Records
from collab_tui.tui.searcher import Searcher
from tests.conftest import Registry
from tests.tui.driver import CHARACTERS, MEDIUM, exploring, text_of
from tests.tui.registries import institution

NAMES = [*(f"Clinic {n:03}" for n in range(40)), *(f"Hospital {n:03}" for n in range(300))]


async def test_what_is_in_sight_comes_first_and_the_rest_is_in_its_place(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = registry(a="".join(institution(f"i{n}", name) for n, name in enumerate(NAMES)))
    monkeypatch.setattr(ranking, "BROAD", 0)
    may_come, whole = asyncio.Event(), Searcher.whole

    async def late(
        self: Searcher, node: Node, orders: Mapping[Kind, str]
    ) -> Mapping[Kind, Listing] | None:
        await may_come.wait()
        return await whole(self, node, orders)

    monkeypatch.setattr(Searcher, "whole", late)
    async with exploring(folder, size=MEDIUM) as explorer:
        widget = explorer.list(Kind.INSTITUTION)
        for key in ("slash", "h", "o", "s"):
            explorer.app.post_message(Key(key, CHARACTERS.get(key, key)))
        await explorer.until(lambda: explorer.counts()["institution"] == "300/340")
        await explorer.until_seen("Hospital 000")
        widget.scroll_to(y=250, animate=False)
        await explorer.until(lambda: text_of(widget)[1].strip() == "…")
        explorer.app.post_message(Key("colon", ":"))  # a mistake: the last good answer stays
        for key in ("backspace", "enter", "G"):
            explorer.app.post_message(Key(key, None if len(key) > 1 else key))
        await explorer.pilot.pause(0.2)
        assert widget.cursor == 0
        may_come.set()
        await explorer.settle()
        assert explorer.row.startswith("Hospital 299")
        await explorer.press("g")
        assert explorer.row.startswith("Hospital 000")


async def test_a_rest_that_comes_late_or_not_at_all_leaves_nothing_wrong_on_the_screen(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = registry(a="".join(institution(f"i{n}", name) for n, name in enumerate(NAMES)))
    monkeypatch.setattr(ranking, "BROAD", 0)
    monkeypatch.setattr(follower, "LOOK_EVERY", 0.2)
    whole, fails = Searcher.whole, [True]

    async def failing(
        self: Searcher, node: Node, orders: Mapping[Kind, str]
    ) -> Mapping[Kind, Listing] | None:
        return None if fails else await whole(self, node, orders)

    monkeypatch.setattr(Searcher, "whole", failing)
    async with exploring(folder, size=MEDIUM) as explorer:
        widget = explorer.list(Kind.INSTITUTION)
        await explorer.rush("slash", "h", "o", "s", "enter")
        assert explorer.counts()["institution"] == "300/340"
        widget.scroll_to(y=250, animate=False)
        await explorer.until(lambda: text_of(widget)[1].strip() == "…")
        await explorer.pilot.click(widget, offset=(3, 2))
        fails.clear()
        await explorer.until_seen("Hospital 252")
        await explorer.settle()
        assert explorer.row.startswith("Hospital 252")
        assert "Hospital 252" in explorer.reads()

        async def refused(self: Searcher, node: Node, orders: Mapping[Kind, str]) -> None:
            raise QueryError("it names nothing any longer", 0, 1)

        monkeypatch.setattr(Searcher, "whole", refused)
        await explorer.search("hosp")
        await explorer.press("G")
        assert explorer.row.startswith("Hospital 299")


def test_a_list_without_its_rest_is_not_written_as_if_it_was_all(
    catalog: Catalog, tmp_path: Path
) -> None:
    listing = Listing(array("q", [1]), None, 340, 300)
    ref = Ref(Kind.INSTITUTION, "nuh")
    what = Records(1, ref, (), {Kind.INSTITUTION: listing}, "hosp", None)
    everything = Taken(len(what.choices) - 1)
    with pytest.raises(ExportError, match="try again"):
        what.write(catalog, everything, tmp_path / "a.md", lambda *_: None, replace=False)
    assert not [*tmp_path.iterdir()]
