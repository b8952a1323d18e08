"""What was asked before, and where the last visit ended."""

from __future__ import annotations

from pathlib import Path

import pytest

from collab_tui.diary import Diary, Spot
from collab_tui.records.kinds import Kind, Ref
from collab_tui.tui.session import Stop
from collab_tui.tui.spots import spot_of, stop_at
from collab_tui.tui.steps import Recalled, Steps
from collab_tui.views.state import State
from tests.conftest import Registry
from tests.tui.driver import Driver, exploring
from tests.tui.registries import SMALL


@pytest.fixture
def small(registry: Registry) -> Path:
    return registry(small=SMALL)


def test_queries_are_undone_and_done_again() -> None:
    steps = Steps("a")
    assert not steps.note(" a ")
    assert steps.note("b")
    assert steps.note("")
    assert [steps.undo(), steps.undo(), steps.undo()] == ["b", "a", None]
    assert steps.redo() == "b"
    assert steps.note("c")
    assert (steps.redo(), steps.undo(), steps.undo()) == (None, "b", "a")


def test_earlier_queries_are_gone_through_from_what_is_typed() -> None:
    recalled = Recalled("ty", ["b", "ty", "a"])
    assert [recalled.go(1), recalled.go(1), recalled.go(1)] == ["b", "a", None]
    assert [recalled.go(-1), recalled.go(-1), recalled.go(-1)] == ["b", "ty", None]


def test_a_place_is_found_again_as_far_as_it_is_still_there() -> None:
    ref = Ref(Kind.AGREEMENT, "x")
    view = State("matrix", rows="country", opened=frozenset({"a", "b"}), about=("agreement/x",))
    stop = Stop("with:nuh", Kind.AGREEMENT, {Kind.AGREEMENT: 7}, 7, False, view=view)
    spot = spot_of(stop, str(ref))
    assert stop_at(spot, {ref: 7}.get) == stop
    nothing: dict[Ref, int] = {}
    gone = stop_at(spot, nothing.get)
    assert gone is not None
    assert (gone.record, gone.selected, gone.query) == (None, {}, "with:nuh")
    assert stop_at(Spot("", "agreement", "agreement/x"), nothing.get) is None
    other = Spot("q", "nothing", "no-ref", {"name": "overview", "opened": 3})
    assert stop_at(other, nothing.get) == Stop("q", Kind.INSTITUTION, {}, None, False)


async def visit(folder: Path, diary: Diary, explorer: Driver) -> None:
    """Go somewhere, having asked this and that."""
    await explorer.search("hospital")
    await explorer.search("country:CN")
    await explorer.press("escape")
    assert explorer.query == ""
    await explorer.press("u")
    assert explorer.query == "country:CN"
    await explorer.press("u", "u", "u")
    assert explorer.query == ""
    assert explorer.sees("There is no query before this one")
    await explorer.press("ctrl+r", "ctrl+r")
    assert explorer.query == "country:CN"
    await explorer.press("ctrl+r", "ctrl+r")
    assert explorer.query == ""
    await explorer.press("slash")
    await explorer.type("ty")
    await explorer.press("up")
    assert explorer.query == "country:CN"
    assert explorer.counts()["institution"] != "4/4"
    await explorer.press("up", "up", "up", "down", "down")
    assert explorer.query == "ty"
    await explorer.press("up", "up")
    assert explorer.query == "hospital"
    await explorer.press("enter", "2", "G")


async def test_a_visit_begins_where_the_last_one_ended_if_one_goes_back(small: Path) -> None:
    diary = Diary()
    async with exploring(small, diary=lambda: diary) as explorer:
        assert not explorer.sees("last time")
        await visit(small, diary, explorer)
        seen, row = explorer.counts(), explorer.row
    explorer.app.write_into(diary)
    assert diary.queries[:2] == ["hospital", "country:CN"]
    assert diary.spot is not None
    async with exploring(small, diary=lambda: diary) as explorer:
        await explorer.until_seen("⌫ goes back to where you were")
        assert "⌫ back" in explorer.footer()
        await explorer.press("backspace")
        assert explorer.query == "hospital"
        assert explorer.counts() == seen
        assert explorer.pane is Kind.AGREEMENT
        assert explorer.row == row
        assert diary.spot.record in explorer.reads()
    async with exploring(small, diary=lambda: diary) as explorer:
        await explorer.press("slash", "up")
        assert explorer.query == "hospital"
        await explorer.press("escape", "escape")
    explorer.app.write_into(diary)
