"""Views in the explorer."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from collab_tui.config import Settings
from collab_tui.places import builtin_registry
from collab_tui.records.kinds import Kind
from collab_tui.tui.parts import viewer
from collab_tui.tui.screens.main import MainScreen
from collab_tui.tui.widgets.canvas_view import CanvasView
from collab_tui.tui.widgets.detail import Detail
from collab_tui.views.canvas import Canvas
from collab_tui.views.files import FORMS
from collab_tui.views.state import State
from collab_tui.views.view import View
from tests.conftest import Registry
from tests.tui.driver import MEDIUM, NARROW, PATIENCE, SHORT, SIZES, WIDE, Driver, exploring
from tests.tui.registries import SMALL


@pytest.fixture
def small(registry: Registry) -> Path:
    return registry(small=SMALL)


def name(explorer: Driver) -> str:
    """Return the view that is shown; empty if it is the record."""
    return explorer.view.state.name if explorer.view.state is not None else ""


async def to_view(explorer: Driver, wanted: str) -> None:
    """Walk to a view, and into it."""
    for _ in range(10):
        if name(explorer) == wanted:
            break
        await explorer.press("v")
    while not explorer.view.sight.has_focus:
        await explorer.press("shift+tab")


async def stand_on(explorer: Driver, text: str) -> None:
    """Put the cursor on a cell for which the line below the view says `text`."""
    await explorer.press("g")
    sight = explorer.view.sight
    for _ in range(20):
        for target in sight.targets:
            if text in target.lead.said:
                sight.go_to(target.x, target.y)
                await explorer.settle()
                return
        await explorer.press("pagedown")
    raise AssertionError(f"no cell says {text}:\n{explorer.text}")


# The first page


@pytest.mark.parametrize("size", [WIDE, MEDIUM, SHORT])
async def test_the_overview_is_the_first_page(small: Path, size: tuple[int, int]) -> None:
    async with exploring(small, size=size, first_page=True) as explorer:
        assert explorer.sees("OVERVIEW  of everything", "2 agreements", "1 Institutions")
        assert explorer.pane is Kind.INSTITUTION


@pytest.mark.parametrize("keys", [["j"], ["2"], ["enter"], ["escape"], ["slash", "r"]])
async def test_the_first_page_gives_way_to_a_record_that_is_chosen(
    small: Path, keys: list[str]
) -> None:
    async with exploring(small, first_page=True) as explorer:
        await explorer.press(*keys)
        assert not explorer.sees("OVERVIEW")
        assert explorer.sees("institution/") or explorer.sees("agreement/")


async def test_with_a_query_the_record_is_the_first_page(small: Path) -> None:
    async with exploring(small, first_page=True, query="ruijin") as explorer:
        assert explorer.sees("institution/ruijin")
        assert not explorer.sees("OVERVIEW")


async def test_where_there_is_one_pane_the_lists_are_the_first_page(small: Path) -> None:
    async with exploring(small, size=NARROW, first_page=True) as explorer:
        assert explorer.sees("1 Institutions")
        assert not explorer.sees("OVERVIEW")
        await explorer.resize(MEDIUM)
        assert explorer.sees("OVERVIEW")


async def test_a_registry_without_agreements_says_what_to_do_instead(registry: Registry) -> None:
    async with exploring(registry(), first_page=True) as explorer:
        assert explorer.sees("This registry holds no records yet", "a adds a record in a form")
        assert explorer.sees("collab-tui import table")


# Walking


async def test_v_walks_through_the_views_and_the_record(small: Path) -> None:
    async with exploring(small) as explorer:
        seen = []
        for _ in range(6):
            await explorer.press("v")
            assert explorer.pane is Kind.INSTITUTION, "who is in the list stays there"
            seen.append(name(explorer))
            assert explorer.sees(name(explorer).upper() or "institution/bsn")
        assert seen == ["overview", "timeline", "matrix", "map", "partners", ""]
        await explorer.press("V")
        assert name(explorer) == "partners"


async def test_a_view_that_was_opened_stays_while_the_lists_cursor_moves(small: Path) -> None:
    async with exploring(small) as explorer:
        await explorer.press("v", "v", "2", "j")
        assert explorer.sees("TIMELINE")
        await explorer.press("escape")
        assert explorer.sees("agreement/ssmic")


async def test_in_one_pane_a_view_takes_the_focus(small: Path) -> None:
    async with exploring(small, size=NARROW) as explorer:
        await explorer.press("v")
        assert explorer.view.sight.has_focus
        assert explorer.sees("OVERVIEW")
        assert not explorer.sees("1 Institutions")
        await to_view(explorer, "partners")
        await explorer.press("v")
        assert isinstance(explorer.focused, Detail)
        await explorer.press("V", "escape")
        assert explorer.sees("1 Institutions")
        assert explorer.pane is Kind.INSTITUTION
        await to_view(explorer, "matrix")
        await explorer.press("tab")
        assert explorer.sees("1 Institutions")
        await explorer.press("T")
        assert explorer.sees("MATRIX"), "what a key changes is in sight"


async def test_tab_reaches_the_view_as_it_does_the_record(small: Path) -> None:
    async with exploring(small) as explorer:
        await explorer.press("v", "shift+tab")
        assert explorer.view.sight.has_focus
        await explorer.press("tab")
        assert explorer.pane is Kind.INSTITUTION


# Cells


async def test_the_cursor_moves_from_cell_to_cell(small: Path) -> None:
    async with exploring(small, size=WIDE) as explorer:
        await to_view(explorer, "overview")
        await explorer.press("g")
        said = [explorer.below()]
        for key in "llhjjk":
            await explorer.press(key)
            said.append(explorer.below())
        assert [words.partition(" (")[0] for words in said[:3]] == [
            "⏎ kind:agreement",
            "⏎ kind:institution",
            "⏎ kind:focus-area",
        ]
        assert said[3] == said[1]
        assert said[6] == said[4] != said[5]
        await explorer.press("G")
        last = explorer.below()
        await explorer.press("j")
        assert explorer.below() == last


async def test_what_is_out_of_sight_comes_into_it(small: Path) -> None:
    async with exploring(small, size=NARROW) as explorer:
        await to_view(explorer, "overview")
        assert not explorer.sees("LATEST")
        assert "↓" in explorer.below()
        await explorer.press("G")
        assert explorer.sees("LATEST", "OVERVIEW")
        assert "↓" not in explorer.below()
        await explorer.press("g")
        assert explorer.sees("2 agreements")
        for _ in range(60):
            await explorer.press("j")
        assert explorer.sees("LATEST")
        for _ in range(60):
            await explorer.press("k")
        assert explorer.sees("2 agreements")


async def test_a_cell_puts_its_term_into_the_query_and_back_leads_to_the_view(
    small: Path,
) -> None:
    async with exploring(small) as explorer:
        await to_view(explorer, "overview")
        await stand_on(explorer, "country:CN")
        assert explorer.sees("⏎ country:CN (1)")
        await explorer.press("enter")
        assert explorer.query == "country:CN"
        assert explorer.pane is Kind.AGREEMENT
        assert explorer.counts()["agreement"] == "1/2"
        assert explorer.sees("OVERVIEW  of country:CN")
        await explorer.press("backspace")
        assert explorer.query == ""
        assert explorer.view.sight.has_focus
        assert "country:CN" in (explorer.view.sight.lead or pytest.fail("no cell")).said


async def test_f_puts_the_term_in_and_takes_it_out_without_leaving(small: Path) -> None:
    async with exploring(small) as explorer:
        await to_view(explorer, "overview")
        await stand_on(explorer, "country:CN")
        await explorer.press("f")
        assert explorer.query == "country:CN"
        assert explorer.view.sight.has_focus
        await stand_on(explorer, "country:CN")
        await explorer.press("f")
        assert explorer.query == ""


async def test_a_cell_of_an_agreement_leads_to_its_record(small: Path) -> None:
    async with exploring(small, size=WIDE) as explorer:
        await to_view(explorer, "overview")
        await stand_on(explorer, "Sino-Singapore")
        await explorer.press("enter")
        assert explorer.sees("agreement/ssmic")
        assert isinstance(explorer.focused, Detail)
        await explorer.press("backspace")
        assert explorer.view.sight.has_focus
        assert explorer.sees("OVERVIEW")


async def test_a_cell_can_be_clicked(small: Path) -> None:
    async with exploring(small, size=WIDE) as explorer:
        await explorer.press("v")
        lines = explorer.lines()
        y = next(at for at, line in enumerate(lines) if "Indonesia  " in line)
        x = lines[y].index("Indonesia  ")
        await explorer.pilot.click(offset=(x + 2, y))
        await explorer.settle()
        assert explorer.query == "country:ID"


async def test_a_number_of_sources_opens_their_list(small: Path) -> None:
    async with exploring(small, size=WIDE) as explorer:
        await to_view(explorer, "overview")
        assert explorer.sees("1 source")
        sight = explorer.view.sight
        (cell,) = (one for one in sight.targets if one.lead.kind is Kind.SOURCE)
        sight.go_to(cell.x, cell.y)
        await explorer.settle()
        await explorer.press("enter")
        assert explorer.pane is Kind.SOURCE
        assert explorer.title(Kind.SOURCE).endswith("1/1 ")


async def test_a_query_with_a_mistake_leaves_the_view(small: Path) -> None:
    async with exploring(small) as explorer:
        await explorer.press("v", "slash")
        await explorer.type("country:CN is:nonsense")
        assert isinstance(explorer.focused, Input)
        assert explorer.sees("OVERVIEW  of country:CN")


@pytest.mark.parametrize("size", SIZES)
async def test_each_number_opens_exactly_that_many(size: tuple[int, int]) -> None:
    """Every visible cell that shows a number, through the keys that open it."""
    async with exploring(builtin_registry(), size=size) as explorer:
        for view in ("overview", "timeline", "matrix", "map", "partners"):
            await to_view(explorer, view)
            targets = explorer.view.sight.targets
            leads = {id(target.lead): target for target in targets}.values()
            counted = [one for one in leads if one.lead.count is not None and one.lead.term]
            assert counted
            for target in counted[:: max(1, len(counted) // 4)]:
                lead, sight = target.lead, explorer.view.sight
                place = next(one for one in sight.targets if one.lead == lead)
                sight.go_to(place.x, place.y)
                await explorer.settle()
                assert sight.lead == lead
                leads_on = lead.state is not None or lead.ref is not None
                await explorer.press("f" if leads_on else "enter")
                assert explorer.query == lead.term
                assert explorer.list(lead.kind).listing.shown == lead.count, lead
                await explorer.press("f" if leads_on else "backspace")
                assert explorer.query == ""
                assert sight.has_focus


# Ways to look


async def test_a_timeline_is_zoomed_around_the_cursor(small: Path) -> None:
    async with exploring(small, size=WIDE) as explorer:
        await to_view(explorer, "timeline")
        await stand_on(explorer, "Memorandum on standards")
        unit = title(explorer).rpartition("=")[2]
        await explorer.press("plus")
        assert title(explorer).rpartition("=")[2] != unit
        row = next(line for line in explorer.lines() if "  Memorandum on standards" in line)
        assert "◆" in row, "it stays in sight"
        await explorer.press("greater_than_sign", "greater_than_sign")
        assert explorer.sees("◂")
        await explorer.press("0")
        assert title(explorer).rpartition("=")[2] == unit


async def test_sideways_pans_where_there_is_no_further_cell(small: Path) -> None:
    async with exploring(small, size=WIDE) as explorer:
        await to_view(explorer, "timeline")
        await stand_on(explorer, "Memorandum on standards")
        before = explorer.view.state
        await explorer.press("l")
        assert explorer.view.state != before
        await explorer.press("h")
        assert explorer.view.state == before


async def test_another_facet_is_chosen_from_a_list(small: Path) -> None:
    async with exploring(small, size=WIDE) as explorer:
        await to_view(explorer, "timeline")
        await explorer.press("b")
        assert explorer.sees("Timeline: rows by", "country")
        await explorer.press("j", "j", "enter")
        assert explorer.sees("2 agreements by country", "Indonesia 1")
        await explorer.press("v")
        assert name(explorer) == "matrix"
        await explorer.press("B", "G", "escape")
        assert explorer.sees("focus × country")
        await explorer.press("B", "g", "enter", "T")
        assert explorer.sees("type × focus")
        await explorer.press("V")
        assert explorer.sees("by country"), "how one looked at it is kept"


async def test_groups_are_folded_and_rows_opened(small: Path) -> None:
    async with exploring(small, size=WIDE) as explorer:
        await to_view(explorer, "timeline")
        assert explorer.sees("  Memorandum on standards")
        await stand_on(explorer, "Memorandum on standards")
        await explorer.press("space")
        assert explorer.sees("▸ memorandum of understanding 1")
        await explorer.press("space")
        assert not explorer.sees("▸ memorandum")
        await explorer.press("H")
        assert explorer.sees("a bar =")
        await explorer.press("H")
        assert explorer.sees("a column =")
        await explorer.press("v")
        assert not explorer.view.sight.targets[-1].lead.term.startswith("focus:car-t")
        await stand_on(explorer, "focus:oncology (1)")
        await explorer.press("space")
        assert explorer.sees("▾ Oncology", "CAR-T cell therapy")
        await explorer.press("enter")
        assert not explorer.sees("▾ Oncology")


async def test_a_view_is_sorted_by_the_key_that_sorts_lists(small: Path) -> None:
    async with exploring(small, size=WIDE) as explorer:
        await to_view(explorer, "matrix")
        lists = explorer.title(Kind.INSTITUTION)
        await explorer.press("s", "s", "s")
        assert explorer.below().endswith("by name")
        assert explorer.title(Kind.INSTITUTION) == lists


async def test_what_a_view_has_not_is_said(small: Path) -> None:
    async with exploring(small, size=WIDE) as explorer:
        await to_view(explorer, "overview")
        await explorer.press("T")
        assert explorer.sees("Nothing here can be swapped")
        await explorer.press("escape", "T")
        assert explorer.sees("Only views can be swapped")
        await to_view(explorer, "overview")
        before = explorer.view.sight.size.width
        await explorer.press("plus")
        assert explorer.view.sight.size.width > before, "what does not zoom gets more room"


async def test_a_view_has_the_whole_screen_until_one_leaves_it(small: Path) -> None:
    async with exploring(small, size=WIDE) as explorer:
        await explorer.press("v", "v", "z")
        assert explorer.sees("1 Institutions"), "a list has the screen"
        assert not explorer.view.display
        await explorer.press("z", "shift+tab", "z")
        assert not explorer.sees("1 Institutions")
        assert explorer.view.sight.size.width > 130
        assert explorer.view.is_drawn
        await explorer.press("2")
        assert explorer.sees("1 Institutions", "TIMELINE")
        await explorer.press("z", "enter")
        assert explorer.sees("1 Institutions", "agreement/")
        assert explorer.detail.has_focus


# Out of the explorer


async def test_a_view_is_exported_as_it_is_looked_at(small: Path, tmp_path: Path) -> None:
    settings = Settings(export_folder=tmp_path / "out")
    async with exploring(small, size=WIDE, settings=settings) as explorer:
        await to_view(explorer, "timeline")
        await explorer.press("b", "j", "j", "enter", "y")
        copied = explorer.app.clipboard
        assert copied.startswith("TIMELINE  ")
        assert "by country" in copied
        for number in range(len(FORMS)):
            await explorer.press("e")
            assert explorer.sees("Export the timeline", "○ its numbers as a table")
            await explorer.press(*["down"] * number, "enter")
        texts = {path.suffix: path.read_text("utf-8") for path in (tmp_path / "out").iterdir()}
        assert list(texts[".svg"])[:4] == list("<svg")
        assert texts[".txt"] == copied
        assert texts[".md"] == f"# Timeline\n\n```text\n{copied}```\n"
        rows = View(explorer.catalog).numbers("", State("timeline", rows="country"))
        assert json.loads(texts[".json"]) == json.loads(json.dumps(rows))
        assert texts[".csv"].splitlines()[0].split(",") == list(rows[0])


async def test_a_view_is_found_by_its_name(small: Path) -> None:
    async def choose(wanted: str) -> None:
        await explorer.press("colon")
        await explorer.type(f"{wanted}:")
        await explorer.until(lambda: explorer.text.count(f"{wanted}:") == 2)
        await explorer.press("enter")

    async with exploring(small, size=WIDE) as explorer:
        await explorer.press("2")
        await choose("Matrix")
        await explorer.until(lambda: name(explorer) == "matrix" and explorer.view.is_drawn)
        assert explorer.view.sight.has_focus
        await choose("Paths")
        await explorer.until_seen("Paths lead from one institution")
        await explorer.press("1", "m", "j")
        await choose("Paths")
        await explorer.until(lambda: name(explorer) == "paths" and explorer.view.is_drawn)


# Both ways


async def test_the_lists_cursor_is_marked_in_the_view(small: Path) -> None:
    async with exploring(small, size=WIDE) as explorer:
        await explorer.press("v", "v", "2")
        for key, text in (("g", ">Memorandum on standards"), ("j", ">Sino-Singapore")):
            await explorer.press(key)
            marked = {y for _, y in explorer.view.sight.canvas.highlighted}  # type: ignore[union-attr]
            lines = explorer.view.sight.canvas.lines()  # type: ignore[union-attr]
            assert any(lines[y].startswith(text) for y in marked)


async def test_the_view_s_cursor_selects_in_the_list(small: Path) -> None:
    async with exploring(small, size=WIDE) as explorer:
        await to_view(explorer, "timeline")
        await stand_on(explorer, "Sino-Singapore")
        shown = explorer.list(Kind.AGREEMENT)
        assert shown.number == explorer.catalog.resolve("agreement/ssmic")
        assert explorer.view.sight.has_focus
        await explorer.press("Y")
        assert explorer.app.clipboard == "agreement/ssmic"
        await explorer.press("escape")
        assert explorer.pane is Kind.AGREEMENT
        assert explorer.sees("agreement/ssmic")


async def test_partners_follow_the_lists_cursor_and_lead_to_each_other(small: Path) -> None:
    async with exploring(small, size=WIDE) as explorer:
        await explorer.press("V")
        assert explorer.sees("PARTNERS  of Badan Standardisasi Nasional")
        await explorer.press("j")
        assert explorer.sees("PARTNERS  of National University Hospital")
        await to_view(explorer, "partners")
        await stand_on(explorer, "Ruijin Hospital")
        await explorer.press("enter")
        assert explorer.sees("PARTNERS  of Ruijin Hospital")
        await explorer.press("backspace")
        assert explorer.sees("PARTNERS  of National University Hospital")


async def test_a_record_that_is_marked_is_compared_and_paths_lead_from_it(small: Path) -> None:
    async with exploring(small, size=WIDE) as explorer:
        await explorer.press("j", "m")
        assert explorer.sees("Marked institution/nuh")
        await explorer.press("G")
        seen = set()
        for _ in range(8):
            await explorer.press("v")
            seen.add(name(explorer))
            if name(explorer) == "paths":
                assert explorer.sees("National University Hospital → Ruijin Hospital")
        assert {"partners", "paths", "compare"} <= seen


async def test_without_colour_cursor_and_marks_are_told(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with exploring(small, size=WIDE) as explorer:
        await to_view(explorer, "timeline")
        await stand_on(explorer, "Memorandum on standards")
        assert explorer.sees(">Memorandum on standards")
        sight = explorer.view.sight
        strip = sight.render_line(sight.row)
        assert any(segment.style and segment.style.reverse for segment in strip)
        assert explorer.view.state is not None
        assert explorer.view.state.shade


def title(explorer: Driver) -> str:
    """Return the first line of the view."""
    canvas = explorer.view.sight.canvas
    assert canvas is not None
    return canvas.lines()[0]


async def test_the_last_view_stays_dimmed_until_the_newest_is_there(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw, is_allowed, asked = View.draw, threading.Event(), list[str]()

    def slow(self: View, query: str, *arguments: Any, **named: Any) -> Canvas:
        asked.append(query)
        if query == "country:SG":
            is_allowed.wait(10)
        return draw(self, query, *arguments, **named)

    async with exploring(small, size=WIDE) as explorer:
        screen = explorer.app.get_default_screen()
        assert isinstance(screen, MainScreen)
        await to_view(explorer, "overview")
        assert explorer.sees("OVERVIEW  of everything")
        monkeypatch.setattr(View, "draw", slow)
        screen.desk.set_query("country:SG")
        await explorer.until(lambda: explorer.view.sight.has_class("-late"))
        assert explorer.sees("OVERVIEW  of everything"), "the last one stays"
        screen.desk.set_query("country:ID")
        await explorer.until(lambda: screen.desk.session.is_answered)
        is_allowed.set()
        await explorer.settle()
        assert asked[-1] == "country:ID"
        assert explorer.sees("country:ID")
        assert not explorer.sees("of country:SG")
        assert not explorer.view.sight.has_class("-late")


async def test_an_empty_page_says_that_something_is_counted_for_it(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    is_said, show, draw = threading.Event(), CanvasView.show, View.draw

    def note(self: CanvasView, canvas: Canvas, **how: Any) -> None:
        shown.append(canvas.text().strip())
        is_said.set()
        show(self, canvas, **how)

    def slowly(*arguments: Any, **named: Any) -> Canvas:
        is_said.wait(PATIENCE)
        return draw(*arguments, **named)

    monkeypatch.setattr(CanvasView, "show", note)
    monkeypatch.setattr(View, "draw", slowly)
    monkeypatch.setattr(viewer, "LONG", 0.01)
    async with exploring(small, first_page=True) as explorer:
        assert shown[0] == "counting …"
        assert "BEGUN, BY YEAR" in shown[1]
        assert not explorer.sees("counting …")
