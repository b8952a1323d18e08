"""Records that the user marks, and what the explorer does with them."""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest

from collab_tui.config import Settings
from collab_tui.diary import Diary, Spot
from collab_tui.records.kinds import Kind
from collab_tui.tui.parts import visits
from tests.conftest import Registry
from tests.tui.driver import WIDE, Driver, exploring, text_of
from tests.tui.registries import SMALL


def signs(explorer: Driver, kind: Kind) -> str:
    """Return the signs before the names of a list."""
    widget = explorer.list(kind)
    return "".join(line[0] for line in text_of(widget)[: widget.count])


def refs_in(document: str) -> set[str]:
    """Return the refs that a Markdown document says it is about."""
    head = document.split("---")[1]
    return {line.strip('" -') for line in head.splitlines() if line.startswith("  - ")}


async def test_marked_records_are_shown_copied_exported_and_kept(
    registry: Registry, tmp_path: Path
) -> None:
    small, exports, diary = registry(small=SMALL), tmp_path / "exports", Diary()
    settings = Settings(export_folder=exports)
    async with exploring(
        small, size=WIDE, query="country:SG", settings=settings, diary=lambda: diary
    ) as explorer:
        await explorer.press("M")
        assert explorer.sees("No record is marked: m marks")
        await explorer.search("")
        await explorer.press("1", "g", "m")
        assert signs(explorer, Kind.INSTITUTION)[0] == "*"
        assert "M 1 marked" in explorer.footer()
        assert "m unmark" in explorer.footer()
        await explorer.press("2", "G", "m", "m", "m", "Y")
        assert explorer.app.clipboard == "institution/bsn\nagreement/ssmic"
        await explorer.press("y")
        assert {"agreement/ssmic", "institution/bsn"} <= refs_in(explorer.app.clipboard)
        await explorer.press("1", "j", "Y")
        assert explorer.app.clipboard == "institution/nuh", "it is not marked, so it is meant alone"
        await explorer.press("M")
        assert explorer.query == "is:marked"
        assert list(explorer.counts().values()) == ["1/4", "1/2", "0/3"]
        await explorer.press("e")
        assert explorer.sees("● the marked records  2 records", "marked.md")
        await explorer.press("enter")
        assert refs_in((exports / "marked.md").read_text()) == {
            "agreement/ssmic",
            "institution/bsn",
        }
        await explorer.press("e", "right")
        assert explorer.sees("● CSV", "ref,kind,id,name", "marked.csv")
        await explorer.press("right")
        assert explorer.sees("● Excel", "ref,kind,id,name", "marked.xlsx")
        await explorer.press("enter")
        sheet = openpyxl.load_workbook(exports / "marked.xlsx").active
        assert [row[0].value for row in sheet] == ["ref", "agreement/ssmic", "institution/bsn"]
        await explorer.press("e", "right", "right", "right", "right")
        assert explorer.sees("2 records, and all that they name, in tables:", "agreement: ref")
        await explorer.press("enter", "e", "tab", "home")
        await explorer.type("my-")
        await explorer.press("end", "backspace", "backspace")
        await explorer.type("jsonl")
        assert explorer.sees("● JSON lines", "my-marked.jsonl")
        await explorer.press("enter")
        lines = (exports / "my-marked.jsonl").read_text().splitlines()
        assert [json.loads(line)["ref"] for line in lines] == ["agreement/ssmic", "institution/bsn"]
        with closing(sqlite3.connect(exports / "marked.sqlite")) as tables:
            found = tables.execute("SELECT ref FROM record WHERE found = 1 ORDER BY 1").fetchall()
        assert found == [("agreement/ssmic",), ("institution/bsn",)]
        await explorer.press("m")
        assert list(explorer.counts().values()) == ["0/4", "1/2", "0/3"], "the lists follow"
        await explorer.press("M")
        assert explorer.query == "", "the query before"
        await explorer.press("X", "X", "2", "G")
        assert signs(explorer, Kind.AGREEMENT)[-1] == "*"
        await explorer.press("1", "j", "2", "g", "G", "1")
    explorer.app.write_into(diary)
    assert diary.marks == ["agreement/ssmic"]
    diary.marks.insert(0, "agreement/of-another-branch")
    plain = Settings(glyphs="ascii")
    async with exploring(small, settings=plain, diary=lambda: diary) as explorer:
        await explorer.until(lambda: "M 1 marked" in explorer.footer())
        assert signs(explorer, Kind.AGREEMENT)[-1] in "*⊛"
        await explorer.press("X")
    explorer.app.write_into(diary)
    assert diary.marks == []


async def test_a_visit_is_kept_while_it_lasts_in_few_writes(
    registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever ends the explorer: a closed terminal, kill -9."""
    path = tmp_path / "state" / "diary.json"
    writes, write = [], Diary.write

    def counted(diary: Diary) -> None:
        assert threading.current_thread() is not threading.main_thread()
        writes.append(diary.marks)
        write(diary)

    earlier = Spot("hospital", "institution", "institution/nuh")
    marks = ["agreement/gone", "institution/nuh"]
    Diary(path, queries=["earlier"], marks=marks, spot=earlier).write()
    monkeypatch.setattr(Diary, "write", counted)
    monkeypatch.setattr(visits, "KEEP_EVERY", 0.2)
    async with exploring(registry(small=SMALL), diary=lambda: Diary.read(path)) as explorer:
        await explorer.until(lambda: "M 1 marked" in explorer.footer())
        begun = time.monotonic()
        await explorer.rush("1", "g", "m", *"mmmm", "2", "G", "m")
        wanted = ["agreement/gone", "institution/nuh", "institution/bsn", "agreement/ssmic"]
        await explorer.until(lambda: Diary.read(path).marks == wanted)
        assert len(writes) <= 2 + (time.monotonic() - begun) / visits.KEEP_EVERY
        assert (Diary.read(path).queries, Diary.read(path).left) == (["earlier"], "")
        await explorer.search("country:SG")
        await explorer.press("L", "plus")
        await explorer.until(lambda: bool(Diary.read(path).shares))
        kept = Diary.read(path)
        assert (kept.queries, kept.layout) == (["country:SG", "earlier"], "side by side")
        assert kept.spot is not None
        assert (kept.spot.query, bool(kept.shares)) == ("country:SG", True)
        await explorer.press("escape", "X")
        await explorer.until(lambda: not Diary.read(path).marks)
        path.parent.rename(tmp_path / "before")
        path.parent.touch()
        count = len(writes)
        await explorer.press("X")
        await explorer.until(lambda: len(writes) > count)
        assert explorer.sees("Marked 3 records again"), "where nothing can be kept, it goes on"
