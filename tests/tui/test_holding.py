"""Long work never blocks the screen, and an answer never belongs to another question."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from collab_tui.catalog.shown import Shown
from collab_tui.config import Settings
from collab_tui.outgoing.documents import document_of
from collab_tui.records.kinds import Kind, Ref
from collab_tui.registry import positions
from collab_tui.registry.problems import Problem
from collab_tui.tui import opened
from collab_tui.tui.opened import MOST
from tests.conftest import Registry
from tests.tui.driver import WIDE, Driver, exploring
from tests.tui.registries import agreement, institution

COUNT = MOST + 50


@pytest.fixture
def hub(registry: Registry) -> Path:
    """An institution in many agreements, with many parts, and the source of all of it."""
    cited = 'evidence = [{ source = "news" }]'
    parts = (
        institution(f"part-{n:03}", f"Part {n:03}", f'parent = "hub"\n{cited}')
        for n in range(COUNT)
    )
    agreements = (agreement(f"a-{n:03}", f"Agreement {n:03}", "hub") for n in range(COUNT))
    source = '[[source]]\nid = "news"\nname = "A report"\ntype = "news"\n'
    return registry(hub="".join([institution("hub", "Hub", cited), *parts, *agreements, source]))


class Gate:
    """Stops the threads that come to it, until it is opened."""

    def __init__(self) -> None:
        self.reached = threading.Event()
        self._opened = threading.Event()

    def open(self) -> None:
        self._opened.set()

    def pass_through(self) -> None:
        self.reached.set()
        assert self._opened.wait(20), "nobody opened the gate"


@pytest.fixture
def gate() -> Iterator[Gate]:
    gate = Gate()
    yield gate
    gate.open()


@pytest.fixture
def slow_reading(monkeypatch: pytest.MonkeyPatch, gate: Gate) -> Callable[[], None]:
    """Return a function that makes the next record wait at the gate."""
    original = opened.open_record

    def hold_up() -> None:
        def stopped(*arguments: Any) -> Any:
            monkeypatch.setattr(opened, "open_record", original)
            gate.pass_through()
            return original(*arguments)

        monkeypatch.setattr(opened, "open_record", stopped)

    return hold_up


# Reading


async def test_the_record_that_was_left_is_not_shown_when_it_comes(
    hub: Path, gate: Gate, slow_reading: Callable[[], None]
) -> None:
    async with exploring(hub) as explorer:
        slow_reading()
        explorer.list(Kind.INSTITUTION).cursor = 1
        await explorer.until(gate.reached.is_set)
        assert "institution/hub" in explorer.reads(), "the last record stays meanwhile"
        explorer.list(Kind.INSTITUTION).cursor = 3
        await explorer.pilot.pause(0.1)
        gate.open()
        seen = set()
        while "institution/part-002" not in explorer.reads():
            seen.add(explorer.reads())
            await explorer.pilot.pause(0.005)
        assert not any("part-000" in text for text in seen)


async def test_an_action_waits_for_the_record_under_the_cursor(
    hub: Path, gate: Gate, slow_reading: Callable[[], None]
) -> None:
    async with exploring(hub) as explorer:
        slow_reading()
        explorer.list(Kind.INSTITUTION).cursor = 5
        threading.Timer(0.2, gate.open).start()
        await explorer.rush("Y")
        assert gate.reached.is_set()
        assert explorer.app.clipboard == "institution/part-004"


async def test_keys_pressed_in_a_rush_export_the_record_they_lead_to(
    hub: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "exports"
    async with exploring(hub, settings=Settings(export_folder=folder)) as explorer:
        await explorer.rush(*"jjjjj", "e")
        await explorer.press("enter")
        await explorer.until_seen("Wrote")
        assert [path.name for path in folder.iterdir()] == ["part-004.md"]
        assert "institution/part-004" in explorer.reads()


async def test_the_explorer_can_be_left_while_a_record_is_read(
    hub: Path, gate: Gate, slow_reading: Callable[[], None]
) -> None:
    async with exploring(hub) as explorer:
        slow_reading()
        explorer.list(Kind.INSTITUTION).cursor = 1
        await explorer.until(gate.reached.is_set)
        threading.Timer(0.1, gate.open).start()
        explorer.app.exit()


async def test_a_record_that_goes_while_it_is_read_is_left(
    hub: Path, gate: Gate, slow_reading: Callable[[], None]
) -> None:
    async with exploring(hub, size=WIDE) as explorer:
        slow_reading()
        explorer.list(Kind.INSTITUTION).cursor = 1
        await explorer.until(gate.reached.is_set)
        text = (hub / "hub.toml").read_text()
        (hub / "hub.toml").write_text(text.replace('id = "part-000"', 'id = "other"'))
        other = Ref(Kind.INSTITUTION, "other")
        await explorer.until(lambda: explorer.catalog.number(other) is not None)
        gate.open()
        await explorer.press("Y")
        assert explorer.app.clipboard in ("", "institution/hub")
        await explorer.press("Y")
        assert explorer.row.startswith("Hub")
        assert explorer.app.clipboard == "institution/hub"


async def test_rows_come_when_one_goes_far(hub: Path) -> None:
    async with exploring(hub) as explorer:
        for key, name in (("G", f"Part {COUNT - 1:03}"), ("g", "Hub"), ("pagedown", "Part")):
            await explorer.press(key)
            assert explorer.row.startswith(name)
            assert "…" not in "".join(explorer.lines()[2:5])


# Long records


async def test_a_long_record_says_how_much_more_there_is_and_f_lists_it(hub: Path) -> None:
    async with exploring(hub, size=WIDE) as explorer:
        text = await whole(explorer)
        assert "… and 50 more: with:hub lists them (f)" in text
        assert "… and 50 more: the export has them all (e)" in text  # its parts
        await explorer.press("f")
        assert explorer.query == "with:hub"
        assert explorer.counts()["agreement"] == f"{COUNT}/{COUNT}"
        n = explorer.catalog.number(Ref(Kind.INSTITUTION, "hub"))
        assert n is not None
        document = document_of(explorer.catalog, [n])
        assert all(f"Agreement {i:03}" in document for i in range(COUNT))
        assert all(f"Part {i:03}" in document for i in range(COUNT))


async def test_a_source_that_much_cites_says_how_much_and_names_one_s_own_keys(hub: Path) -> None:
    settings = Settings(keys={"export": "ctrl+x"})
    async with exploring(hub, size=WIDE, settings=settings) as explorer:
        await explorer.press("j", "enter")
        await explorer.choose("source/news")
        await explorer.press("enter")
        text = await whole(explorer)
        assert f"cited by {COUNT + 1} records" in text
        assert "… and 51 more: the export has them all (Ctrl+x)" in text


async def whole(explorer: Driver) -> str:
    """Return everything that the detail view can show."""
    await explorer.resize((WIDE[0], 600))
    return explorer.reads()


# Problems


@pytest.fixture
def broken(registry: Registry) -> Path:
    wrong = (institution(f"i-{n}", f"Name {n}", 'country = "Atlantis"') for n in range(4))
    a, b, c, d = wrong
    return registry(first=a + b, second=c + d)


@pytest.fixture
def slow_second_file(monkeypatch: pytest.MonkeyPatch, gate: Gate) -> None:
    original = positions.locate_by_file

    def slow(problems: Iterable[Problem]) -> Iterator[list[Problem]]:
        first, second = original(problems)
        yield first
        gate.pass_through()
        yield second

    monkeypatch.setattr(positions, "locate_by_file", slow)


@pytest.mark.usefixtures("slow_second_file")
async def test_the_problems_open_at_once_and_fill(broken: Path, gate: Gate) -> None:
    async with exploring(broken, size=WIDE) as explorer:
        explorer.app.simulate_key("p")
        await explorer.until_seen("looking for the places", "first.toml:4")
        assert not explorer.sees("second.toml")
        gate.open()
        await explorer.until_seen("4 errors", "first.toml:4", "second.toml:4")
        await explorer.until(lambda: not explorer.sees("looking for"))


@pytest.mark.usefixtures("slow_second_file")
async def test_the_problems_can_be_closed_while_they_are_looked_for(
    broken: Path, gate: Gate
) -> None:
    async with exploring(broken, size=WIDE) as explorer:
        explorer.app.simulate_key("p")
        await explorer.until_seen("first.toml:4")
        explorer.app.simulate_key("escape")
        await explorer.until(lambda: len(explorer.app.screen_stack) == 1)
        gate.open()
        await explorer.press("j")
        assert explorer.row.startswith("Name 1")


# Export


@pytest.fixture
def slow_writing(monkeypatch: pytest.MonkeyPatch, gate: Gate) -> Callable[[], None]:
    """Return a function that makes the next document wait at the gate, after some records."""
    original = Shown.read

    def hold_up() -> None:
        before = iter(range(150))

        def stopped(self: Shown, n: int, use: Any, most: int | None = None, **named: Any) -> Any:
            if most is None and next(before, None) is None:
                gate.pass_through()
            return original(self, n, use, most, **named)

        monkeypatch.setattr(Shown, "read", stopped)

    return hold_up


async def test_an_export_that_is_stopped_leaves_nothing_behind(
    hub: Path, tmp_path: Path, gate: Gate, slow_writing: Callable[[], None]
) -> None:
    folder = tmp_path / "exports"
    async with exploring(hub, size=WIDE, settings=Settings(export_folder=folder)) as explorer:
        await explorer.press("e", "up")
        slow_writing()
        explorer.app.simulate_key("enter")
        await explorer.until_seen("writing: 100 of 301 records", "stop writing")
        await explorer.until(gate.reached.is_set)
        explorer.app.simulate_key("enter")
        explorer.app.simulate_key("escape")
        await explorer.until(lambda: explorer.has_obeyed)
        gate.open()
        await explorer.until_seen("nothing was written")
        assert [path for path in folder.rglob("*") if path.is_file()] == []
        await explorer.press("up", "enter")  # what it links to is a different case
        await explorer.press("escape")
        assert len(explorer.app.screen_stack) == 1


async def test_an_export_ends_with_the_explorer(
    hub: Path, tmp_path: Path, gate: Gate, slow_writing: Callable[[], None]
) -> None:
    folder = tmp_path / "exports"
    async with exploring(hub, size=WIDE, settings=Settings(export_folder=folder)) as explorer:
        await explorer.press("e", "up")
        slow_writing()
        explorer.app.simulate_key("enter")
        await explorer.until_seen("stop writing")
        await explorer.until(gate.reached.is_set)
        threading.Timer(0.1, gate.open).start()
        explorer.app.exit()
    assert [path for path in folder.rglob("*") if path.is_file()] == []
