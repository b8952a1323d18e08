"""Sections of a record's page: going to one, folding and opening it."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.segment import Segment
from rich.style import Style

from collab_tui.tui.page_links import Leads, find_links, heading_from, section_at
from collab_tui.tui.widgets.detail import Detail
from tests.conftest import Registry
from tests.tui.driver import MEDIUM, NARROW, exploring, text_of
from tests.tui.registries import SMALL


@pytest.fixture
def small(registry: Registry) -> Path:
    return registry(small=SMALL)


def test_links_and_headings_are_found_in_lines() -> None:
    def part(text: str, **meta: str) -> Segment:
        return Segment(text, Style(meta=meta))

    lines = [
        [Segment("  "), part("PARTS", section="Parts")],
        [Segment("  "), part("a long", ref="agreement/x")],
        [Segment("    "), part("name", ref="agreement/x"), Segment(" and "), part("y", url="u:y")],
        [Segment("  "), part("▸ ", folded="Rest"), part("REST", folded="Rest")],
        [part(" ", ref="agreement/blank")],
    ]
    links = find_links(lines)
    assert [(link.target, link.leads) for link in links] == [
        ("Parts", Leads.SECTION),
        ("agreement/x", Leads.RECORD),
        ("u:y", Leads.ADDRESS),
        ("Rest", Leads.FOLDED),
    ]
    assert links[1].spans == ((1, 2, 8), (2, 4, 8))
    assert [link.is_stop for link in links] == [False, True, True, True]
    assert [section_at(links[1:], line) for line in (0, 2, 3, 9)] == [None, None, 2, 2]
    assert [heading_from(links, line, 1) for line in (-1, 0, 3)] == [0, 3, None]
    assert [heading_from(links, line, -1) for line in (0, 3, 9)] == [None, 0, 3]


async def test_a_section_is_gone_to_and_folded_on_every_page_of_the_kind(small: Path) -> None:
    async with exploring(small, size=MEDIUM) as explorer:
        await explorer.press("2", "j", "right_curly_bracket")
        assert isinstance(explorer.focused, Detail), "from the list, too"
        assert explorer.chosen == "Participants"
        assert "} section" in explorer.footer()
        assert "⏎ fold" in explorer.footer(), "a heading leads nowhere"
        await explorer.press("j")
        assert "⏎ follow" in explorer.footer()
        assert explorer.chosen == "institution/nuh"
        await explorer.press("space")
        assert explorer.sees("▸ PARTICIPANTS  2")
        assert not explorer.sees("Singapore ·", "Chen Li")
        assert explorer.chosen == "Participants"
        await explorer.rush("space", "space", "right_curly_bracket", "space")
        assert explorer.sees("▸ PARTICIPANTS  2", "▸ TIMELINE  1")
        await explorer.press("enter", "left_curly_bracket")
        assert not explorer.sees("▸ TIMELINE")
        assert explorer.chosen == "Participants"
        await explorer.press("g", "k")
        assert explorer.chosen == "Participants", "what is folded can be gone to like a link"
        await explorer.press("left_curly_bracket", "escape", "k")
        assert explorer.sees("agreement/standards-mou", "▸ PARTICIPANTS  2")
        await explorer.press("1")
        assert not explorer.sees("▸")
        await explorer.press("2", "enter")
        line = next(n for n, text in enumerate(text_of(explorer.detail)) if "▸" in text)
        await explorer.pilot.click(explorer.detail, offset=(5, line))
        await explorer.settle()
        assert explorer.sees("PARTICIPANTS", "Philips")
        assert not explorer.sees("▸")
        await explorer.press(*["right_curly_bracket"] * 9)
        assert explorer.chosen == "Sources"
        await explorer.press("space", "j")
        assert explorer.sees("▸ SOURCES  1")
        await explorer.resize(NARROW)
        await explorer.press("G")
        assert explorer.sees("▸ SOURCES  1")


async def test_where_no_section_is_the_way_to_one_is_told(registry: Registry) -> None:
    facts = '[[institution]]\nid = "a"\nname = "A"\nlinks = ["https://a.example/"]\n'
    async with exploring(registry(facts=facts)) as explorer:
        await explorer.press("enter", "space")
        assert explorer.chosen == "https://a.example/"
        assert explorer.sees("No section begins above")
        assert "fold" not in explorer.footer()
        assert "section" not in explorer.footer()
