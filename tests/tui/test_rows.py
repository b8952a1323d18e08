"""What rows show: names that can be told apart, why they matched, and signs with one meaning."""

from __future__ import annotations

from pathlib import Path

import pytest

from collab_tui.records.kinds import Kind
from collab_tui.render.words import NO_STATUS, NONE, STATUS_SIGNS
from collab_tui.tui.screens.help import signs
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
        for word in ("tradition", "tubercul", "2017)", "2022)"):
            assert any(word in name for name in names), (word, names)


async def test_the_reason_for_a_match_leaves_the_name_whole(folder: Path) -> None:
    async with exploring(folder, size=MEDIUM) as explorer:
        without = rows(explorer, Kind.AGREEMENT)
        await explorer.search("four")  # a participant's name has it, but no agreement's own name
        found = rows(explorer, Kind.AGREEMENT)
        assert len(found) == 4
        assert set(found) <= set(without)
        await explorer.resize((300, 45))
        assert all(
            "participant: In four agreements" in row for row in rows(explorer, Kind.AGREEMENT)
        )
        for name, row in zip(ALIKE, sorted(rows(explorer, Kind.AGREEMENT)), strict=True):
            assert name in row


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


def test_the_help_explains_every_sign_once() -> None:
    explained = [sign for sign, _ in signs()]
    assert len(set(explained)) == len(explained)
    assert {*STATUS_SIGNS.values(), NONE, NO_STATUS, "•", "…", "▌", "▲"} <= set(explained)
    meanings = dict(signs())
    for status, sign in STATUS_SIGNS.items():
        assert status in meanings[sign]
