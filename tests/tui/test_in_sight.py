"""What is in sight of an answer comes before the rest of it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import pytest
from textual.events import Key

from collab_tui.catalog import ranking
from collab_tui.query.syntax import Node
from collab_tui.records.kinds import Kind
from collab_tui.tui.answers import Listing
from collab_tui.tui.searcher import Searcher
from tests.conftest import Registry
from tests.tui.driver import CHARACTERS, MEDIUM, exploring, text_of
from tests.tui.registries import institution


async def test_what_is_in_sight_comes_first_and_the_rest_is_in_its_place(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [*(f"Clinic {n:03}" for n in range(40)), *(f"Hospital {n:03}" for n in range(300))]
    folder = registry(a="".join(institution(f"i{n}", name) for n, name in enumerate(names)))
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
