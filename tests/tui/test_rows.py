"""What rows show: names that can be told apart, why they matched, and signs with one meaning."""

from __future__ import annotations

from pathlib import Path

import pytest

from collab_tui.records.kinds import Kind
from collab_tui.render.words import NO_STATUS, NONE
from tests.conftest import Registry
from tests.tui.driver import MEDIUM, SIZES, WIDE, Driver, exploring, text_of
from tests.tui.registries import agreement, institution

ALIKE = [
    "Indonesia-China cooperation on traditional medicine and herbs",
    "Indonesia-China cooperation on tuberculosis prevention",
    "Indonesia-China memorandum of understanding on health (2017)",
    "Indonesia-China memorandum of understanding on health (2022)",
]

NAMES = "\n".join(agreement(f"a{n}", name, "one") for n, name in enumerate(ALIKE))

ODD = (
    institution("one", "In four agreements", 'country = "SG"')
    + institution("none", "In no agreement")
    + '[[agreement]]\nid = "bare"\nname = "Without anything"\ntype = "mou"\n'
)


@pytest.fixture
def folder(registry: Registry) -> Path:
    return registry(names=NAMES, odd=ODD)


def rows(explorer: Driver, kind: Kind) -> list[str]:
    widget = explorer.list(kind)
    return [line.rstrip() for line in text_of(widget)[: widget.count]]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
async def test_names_that_begin_alike_can_be_told_apart(
    folder: Path, size: tuple[int, int]
) -> None:
    async with exploring(folder, size=size) as explorer:
        await explorer.press("2")
        names = [row.split("  ")[0] for row in rows(explorer, Kind.AGREEMENT)]
        assert len(set(names)) == 5
        for word in ("tradition", "tuber", "2017)", "2022)"):
            assert any(word in name for name in names), (word, names)


async def test_the_reason_for_a_match_leaves_the_name_whole(folder: Path) -> None:
    why = "participant: In four agreements"
    async with exploring(folder, size=MEDIUM) as explorer:
        without = rows(explorer, Kind.AGREEMENT)
        await explorer.search("four")  # a participant's name has it, but no agreement's own name
        found = rows(explorer, Kind.AGREEMENT)
        assert {row[1:] for row in found} == {row[1:] for row in without if "Without" not in row}
        await explorer.press("2")
        widget = explorer.list(Kind.AGREEMENT)
        assert text_of(widget)[1].strip() == why
        assert len(text_of(widget)[1]) == widget.size.width, "it covers the row that was there"
        await explorer.press("j", "j")
        assert text_of(widget)[3].strip() == why
        assert text_of(widget)[1].rstrip()[1:] == found[1][1:]
        await explorer.pilot.click(widget, offset=(4, 3))
        await explorer.settle()
        assert widget.cursor == 2, "the line belongs to the row above it"
        await explorer.pilot.click(widget, offset=(4, 4))
        await explorer.settle()
        assert widget.cursor == 3
        await explorer.press("1")
        assert why not in "".join(text_of(widget)), "only the list in use says why"
        await explorer.press("2")
        await explorer.resize((300, 45))
        assert all(why in row for row in rows(explorer, Kind.AGREEMENT))
        for name, row in zip(ALIKE, sorted(rows(explorer, Kind.AGREEMENT)), strict=True):
            assert name in row


async def test_a_row_with_room_shows_who_takes_part_and_what_its_namesakes_have_not(
    registry: Registry,
) -> None:
    acronym = 'acronyms = ["{}"]\ncity = "{}"'
    folder = registry(
        a=institution("one", "Asia University", acronym.format("AU", "Taichung"))
        + institution("two", "Asia University", acronym.format("AUI", "Kabul"))
        + institution("three", "Ministry of Health")
        + institution("four", "Ministry of health")
        + agreement("x", "Exchange", "one", "three")
        + agreement("y", "Exchange", "four", "one")
        + agreement("bare", "A long name for which there is just as much room as", "one")
        + agreement("pair", "A pair", "one", "two")
        + agreement("many", "Many", "one", "three", "two", "four")
    )
    async with exploring(folder, size=WIDE) as explorer:
        first, second, third, last = rows(explorer, Kind.INSTITUTION)
        assert {first.split()[3], second.split()[3]} == {"Taichung", "Kabul"}
        assert {third.split()[4], last.split()[4]} == {"four", "three"}
        bare, pair, *same, many = rows(explorer, Kind.AGREEMENT)
        assert {one.split("  ")[0].strip(" •") for one in same} == {
            "Exchange · Ministry of Health",
            "Exchange · Ministry of health",
        }
        assert "AU" not in bare
        assert " AU · Ministry of Health · AUI +1 ● " in many
        assert " AU · AUI ● " in pair
        await explorer.resize((80, 24))
        await explorer.press("2")
        assert " AU +3 ● " in rows(explorer, Kind.AGREEMENT)[4]


async def test_nothing_to_count_and_no_status_have_signs_of_their_own(folder: Path) -> None:
    async with exploring(folder, size=WIDE) as explorer:
        assert any(row.endswith(f" {NONE}") for row in rows(explorer, Kind.INSTITUTION))
        (bare,) = [row for row in rows(explorer, Kind.AGREEMENT) if "Without anything" in row]
        assert bare.split()[-2:] == [NO_STATUS, NONE]
        assert not any(
            "·" in row
            for kind in (Kind.INSTITUTION, Kind.AGREEMENT)
            for row in rows(explorer, kind)
        )
