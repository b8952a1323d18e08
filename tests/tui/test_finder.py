"""Finding on the page of a record."""

from __future__ import annotations

import pytest
from rich.segment import Segment
from textual.widgets import Input

from collab_tui.tui.finding import MOST, Findable, highlights_of
from collab_tui.tui.widgets.detail import Detail
from tests.conftest import Registry
from tests.tui.driver import NARROW, SHORT, WIDE, Driver, exploring, text_of
from tests.tui.registries import SMALL, agreement, institution


def lines(*texts: str) -> list[list[Segment]]:
    return [[Segment(text[:3]), Segment(text[3:])] for text in texts]


@pytest.mark.parametrize(
    ("wanted", "spans"),
    [
        ("centre", [[(0, 11, 17)]]),
        ("CENTRE OF", [[(0, 11, 17), (1, 11, 13)]]),
        ("  of   two ", [[(1, 11, 17)]]),
        ("duc", [[(2, 2, 5)]]),
        ("strasse", [[(2, 6, 12)]]),
        ("金医", [[(3, 4, 8)]]),
        ("aa", [[(4, 0, 2)], [(4, 2, 4)]]),
        (" ", []),
        ("", []),
        ("nothing", []),
    ],
)
def test_text_is_found_whatever_its_case_accents_and_line_breaks(
    wanted: str, spans: list[list[tuple[int, int, int]]]
) -> None:
    page = lines("  Summary  Centre", "           of two", "  Đức Straße", "  瑞金医院", "aaaa")
    assert [[*hit.spans] for hit in Findable(page).find(wanted)] == spans


def test_a_letter_is_not_looked_for_without_end() -> None:
    hits = Findable(lines("a" * MOST * 2)).find("a")
    assert len(hits) == MOST
    assert highlights_of(hits[:2], 1) == {0: [(0, 1, False), (1, 2, True)]}


LONG = "".join(
    f'[[source]]\nid = "s-{n}"\nname = "A report on vaccines {n}"\ntype = "news"\n'
    for n in range(40)
)
LONG += (
    '[[institution]]\nid = "a"\nname = "Aachen"\nsummary = "It makes vaccines."\nevidence = ['
    + ", ".join(f'{{ source = "s-{n}" }}' for n in range(40))
    + "]\n"
)


def found(explorer: Driver) -> str:
    """Return what the line below the record shows."""
    line = explorer.app.screen.query_one("#finder")
    return text_of(line.children[2])[0].strip() if line.display else ""


async def test_one_finds_on_the_page_and_goes_from_place_to_place(registry: Registry) -> None:
    async with exploring(registry(long=LONG), size=SHORT, query="vaccines") as explorer:
        await explorer.press("1", "enter")
        before = explorer.lines()
        await explorer.press("slash")
        assert isinstance(explorer.focused, Input)
        assert "Esc leave" in explorer.footer()
        assert explorer.query == "vaccines"
        await explorer.type("vaccines 3")
        assert found(explorer) == "1/11"
        await explorer.press("down")
        assert found(explorer) == "2/11"
        assert explorer.detail.scroll_offset.y > 0
        assert "A report on vaccines 30" in explorer.reads(), "it is seen while it is typed"
        await explorer.rush("9", "x", "escape")
        assert explorer.lines() == before, "what was typed is left, and the page is as it was"

        await explorer.press("slash", *"REPORT")
        assert found(explorer) == "1/40"
        await explorer.press("enter")
        assert isinstance(explorer.focused, Detail)
        assert explorer.chosen == "source/s-0"
        assert {"n next place", "Esc end find"} <= {*explorer.footer().strip().split("  ")}
        await explorer.press("n", "n")
        assert (found(explorer), explorer.chosen) == ("3/40", "source/s-2")
        await explorer.press(*["N"] * 3)
        assert (found(explorer), explorer.chosen) == ("40/40", "source/s-39")
        await explorer.resize(NARROW)
        assert found(explorer) == "40/40"
        await explorer.press("escape")
        assert found(explorer) == ""
        assert isinstance(explorer.focused, Detail)

        await explorer.press("slash", *"vac", "slash")
        assert (found(explorer), explorer.query) == ("not on this page", "vaccines"), "it is typed"
        await explorer.press(*["backspace"] * 4)
        assert explorer.sees("find on this page; / again: search all")
        await explorer.press("slash")
        assert explorer.focused is explorer.app.screen.query_one("#search Input")
        assert found(explorer) == ""
        await explorer.press("escape", "escape", "1", "enter")

        await explorer.press("slash", *"zzz")
        assert found(explorer) == "not on this page"
        await explorer.press("enter")
        assert found(explorer) == ""
        assert explorer.sees('"zzz" is not on this page')
        await explorer.press("slash", "v", *"accines", "space", "7", "enter", "enter")
        assert explorer.sees("source/s-7"), "the link that was found is followed"
        assert found(explorer) == ""


async def test_a_page_that_is_read_begins_at_its_top(registry: Registry) -> None:
    types = 'types = ["healthcare", "facility", "education", "government"]'
    one = institution("a", "Aachen", types) + institution("b", "Berlin")
    long = "".join(
        agreement(f"a-{n}", f"A name of many words, so long {n}", "a", "b") for n in "123"
    )
    async with exploring(registry(a=one + long), size=SHORT, first_page=True) as explorer:
        await explorer.press("1", "enter")
        assert explorer.reads().split()[0] == "INSTITUTION"
        assert explorer.chosen == "agreement/a-1"
        await explorer.resize(NARROW)
        assert explorer.reads().split()[0] == "INSTITUTION"


async def test_what_is_folded_is_found_too(registry: Registry) -> None:
    async with exploring(registry(small=SMALL), size=WIDE) as explorer:
        await explorer.press("2", "j", "right_curly_bracket", "space")
        assert explorer.sees("▸ PARTICIPANTS  2")
        await explorer.press("slash", *"ruijin")
        assert found(explorer) == "1/1"
        assert explorer.detail.max_scroll_y == 0, "what fits does not scroll"
        assert explorer.sees("Ruijin Hospital ·")
        await explorer.press("enter", "tab", "1")
        assert not explorer.sees("1/1"), "another record is read"
        await explorer.press("2")
        assert explorer.sees("▸ PARTICIPANTS  2")
