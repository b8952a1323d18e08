"""The palette: commands, views, fields, questions and records by a few letters."""

from __future__ import annotations

import pytest

from collab_tui.actions import ACTIONS
from collab_tui.catalog.catalog import Catalog
from collab_tui.config import Settings
from collab_tui.diary import Diary
from collab_tui.records.kinds import Kind
from collab_tui.tui.offered import BEGINS, INSIDE, SCATTERED, Entry, offered, place_of
from collab_tui.tui.screens.palette import PaletteScreen, shown
from tests.conftest import Registry
from tests.tui.driver import NARROW, Driver, exploring
from tests.tui.registries import SMALL


@pytest.mark.parametrize(
    ("word", "text", "how", "spans"),
    [
        ("exp", "Export the record", BEGINS, ((0, 3),)),
        ("rec", "Export the record", BEGINS, ((11, 14),)),
        ("cord", "Export the record", INSIDE, ((13, 17),)),
        ("xrt", "Export the record", None, ()),
        ("ert", "Export the record", SCATTERED, ((0, 1), (4, 5), (5, 6))),
        ("uber", "die Übersicht", BEGINS, ((4, 8),)),
        ("导出", "把记录导出为文件", INSIDE, ((3, 5),)),
        ("ss", "Straße", INSIDE, ()),
    ],
)
def test_a_word_is_found_as_a_beginning_inside_or_letter_by_letter(
    word: str, text: str, how: int | None, spans: tuple[tuple[int, int], ...]
) -> None:
    found = place_of(word, text)
    assert (found.how if found else None, found.spans if found else ()) == (how, spans)


def test_what_is_meant_comes_first_and_what_was_used_before_the_rest() -> None:
    every = [
        Entry("a", "Go to the agreements", ""),
        Entry("b", "Greet the agents", ""),
        Entry("c", "Start again", ""),
        Entry("d", "Imagine a page", ""),
    ]
    records = [Entry("institution/ag", "Agency", "")]

    def order(typed: str, used: list[str]) -> list[str]:
        return [one.entry.id for one in offered(typed, every, records, used)]

    assert order("ag", []) == ["a", "b", "c", "institution/ag", "d"]
    assert order("ag", ["c"]) == ["c", "a", "b", "institution/ag", "d"]
    assert order("the ag", ["b"]) == ["b", "a", "institution/ag"]
    assert order("", ["institution/ag", "d"]) == ["institution/ag", "d", "a", "b", "c"]
    assert order("", []) == ["a", "b", "c", "d"]
    every.append(Entry("e", "Write a file", "", also="excel export"))
    assert order("exc", [])[0] == "e"
    assert "e" not in order("xcel", []), "words that are not shown are found by their beginning"


def test_what_was_found_in_a_long_line_is_in_sight() -> None:
    words = "Memorandum of understanding on nursing training with Ruijin Hospital Group"
    (start, end), head = (53, 59), shown("Ruijin Hospital", ((0, 6),), 40)
    assert head == ("Ruijin Hospital", [(0, 6)])
    cut, ((first, last),) = shown(words, ((start, end),), 40)
    assert cut[first:last] == words[start:end] == "Ruijin"
    assert len(cut) <= 40
    assert shown(words, ((0, 1), (40, 41)), 20)[0] == "Memorandum of under…"


def test_records_are_found_by_acronym_beginning_and_words(catalog: Catalog) -> None:
    def called(typed: str) -> list[str]:
        return [str(one.ref) for one in catalog.called(typed, 5)]

    assert called("NUH")[0] == "institution/nuh"
    assert called("national univ")[0] == "institution/nuh"
    assert "institution/nuh" in called("hosp nat")
    assert called("瑞金")
    assert called("xyzzy") == called(" ") == []
    assert len(called("h")) == 5


async def chosen(explorer: Driver, typed: str) -> None:
    await explorer.press("colon")
    await explorer.type(typed)
    await explorer.press("enter")


async def test_the_palette_finds_and_does_what_is_meant(registry: Registry) -> None:
    diary, small = Diary(), registry(small=SMALL)
    settings = Settings(keys={"export": "W"}, queries={"mine": "type:mou"})
    listed = [action for action in ACTIONS if action.in_palette]
    async with exploring(
        small, size=(100, 220), settings=settings, diary=lambda: diary
    ) as explorer:
        await explorer.press("colon")
        assert isinstance(explorer.app.screen, PaletteScreen)
        lines = explorer.lines()
        assert all(any(a.help[:50] in line for line in lines) for a in listed)
        assert [line.split()[-1] for line in lines if "Export the record" in line] == ["W"]
        await explorer.resize(NARROW)
        await explorer.press("pagedown", "escape")
        await chosen(explorer, "go agr")
        assert explorer.pane is Kind.AGREEMENT
        await chosen(explorer, "country:")
        assert explorer.query == "country:"
        assert explorer.sees("SG")
        await explorer.press("escape", "escape", "escape")
        await chosen(explorer, "bsn")
        assert "institution/bsn" in explorer.reads()
        await chosen(explorer, "no source")
        assert explorer.query == "is:unsourced"
        await explorer.press("escape")
        await chosen(explorer, "xyzzy")
        assert explorer.sees("nothing is called so")
        await explorer.press("escape")
    explorer.app.write_into(diary)
    assert diary.used == ["@unsourced", "institution/bsn", "country:", "pane_2"]
    async with exploring(small, diary=lambda: diary) as explorer:
        await explorer.press("colon")
        await explorer.until_seen("Badan Standardisasi Nasional")
        text = explorer.text
        assert text.index("Ask: names no source") < text.index("Badan") < text.index("Go to the")
        await explorer.press("down", "enter")
        assert "institution/bsn" in explorer.reads()
