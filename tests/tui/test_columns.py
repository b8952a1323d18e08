"""Columns that are added to a list: what stands in them, and that they are kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from collab_tui.catalog.catalog import Catalog
from collab_tui.catalog.cells import columns_of
from collab_tui.catalog.order import turned
from collab_tui.catalog.orders import ORDERS
from collab_tui.diary import Diary
from collab_tui.query import parse
from collab_tui.records.kinds import Kind
from collab_tui.tui.screens.main import MainScreen
from tests.conftest import SMALL
from tests.tui.driver import MEDIUM, NARROW, exploring


@pytest.mark.parametrize("kind", list(Kind))
def test_every_column_has_a_text_for_every_record(catalog: Catalog, kind: Kind) -> None:
    numbers = list(catalog.everything([kind])[kind])
    names = list(columns_of(kind))
    found = catalog.shown.cells(numbers, kind, names)
    assert set(found) == set(numbers)
    assert all(len(texts) == len(names) for texts in found.values())
    # Where a field's column says something, the field's own query finds the record, and no other.
    for at, name in enumerate(names):
        if name not in ("participants", "countries", "evidence"):
            known = {n for n, texts in found.items() if texts[at]}
            unknown = set(catalog.search(parse(f"{name}:none"), [kind]).found[kind])
            assert known == set(numbers) - unknown, name


def test_who_takes_part_is_told_by_acronyms(catalog: Catalog) -> None:
    (n,) = catalog.search(parse("id:ssmic"), [Kind.AGREEMENT]).found[Kind.AGREEMENT]
    names = ["participants", "countries", "evidence", "signed"]
    assert catalog.shown.cells([n], Kind.AGREEMENT, names)[n] == (
        "NUH · Ruijin Hospital",
        "CN SG",
        "1",
        "2024-10",
    )


@pytest.mark.parametrize("kind", list(Kind))
def test_lists_can_be_sorted_by_every_column_and_what_is_unknown_comes_last(
    catalog: Catalog, kind: Kind
) -> None:
    assert set(columns_of(kind)) <= set(ORDERS[kind])
    numbers = list(catalog.everything([kind])[kind])
    shown = catalog.shown.cells(numbers, kind, list(columns_of(kind)))
    for at, name in enumerate(columns_of(kind)):
        for order in (name, turned(name)):
            found = catalog.search(parse(""), [kind], {kind: order}).found[kind]
            texts = [shown[n][at] for n in found]
            known = [text for text in texts if text]
            assert texts[: len(known)] == known, order
            if name in ("countries", "type", "number"):
                firsts = [min(text.split()) for text in known]
                assert firsts == sorted(firsts, reverse=order != name), order
            if name == "evidence":
                counts = [int(text) for text in known]
                assert counts == sorted(counts, reverse=order == name)


async def test_columns_are_chosen_and_kept_for_the_next_visit(tmp_path: Path) -> None:
    path = tmp_path / "diary.json"
    async with exploring(SMALL, size=MEDIUM, diary=lambda: Diary(path)) as explorer:
        await explorer.press("2", "C")
        assert explorer.sees("Columns of the agreements", "Who takes part, by acronyms")
        assert explorer.sees("as recorded. After its last day…"), "what is cut says so"
        names = list(columns_of(Kind.AGREEMENT))
        for name in ("signed", "participants"):
            await explorer.press("g", *["j"] * names.index(name), "space")
        await explorer.press("enter", "z")
        title = explorer.title(Kind.AGREEMENT)
        assert "10/10" in title
        row = next(line for line in explorer.lines() if "NUH · Ruijin Hospital" in line)
        assert row.index("2024-10") == title.index("signed")
        assert row.index("NUH · Ruijin Hospital") == title.index("participants")
        await explorer.press("z", "s")
        assert explorer.sees("Sort the agreements by", "most sources first")
        orders = [one for one in ORDERS[Kind.AGREEMENT] if one != "changed"]
        await explorer.press("g", *["j"] * orders.index("participants"), "enter")
        assert "by participants" in explorer.title(Kind.AGREEMENT)
        await explorer.press("s", "k", "enter")
        assert "participants" in explorer.title(Kind.AGREEMENT)
        assert all(len(line) <= MEDIUM[0] for line in explorer.lines())
        screen = explorer.app.get_default_screen()
        assert isinstance(screen, MainScreen)
        diary = Diary(path)
        screen.desk.visits.write_into(diary)
        diary.write()
    later = Diary.read(path)
    assert later.columns == {"agreement": ["signed", "participants"]}
    assert later.orders == {"agreement": "-participants"}
    later.orders["institution"] = "gone"
    later.columns["agreement"].append("gone")
    async with exploring(SMALL, size=NARROW, diary=lambda: later) as explorer:
        await explorer.press("2")
        await explorer.until_seen("2024-10")
        assert "by participants" in explorer.title(Kind.AGREEMENT)
        assert "by" not in explorer.title(Kind.INSTITUTION)
        await explorer.press("C", "space", "escape")
        assert explorer.sees("2024-10"), "nothing was changed"
