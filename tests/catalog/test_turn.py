"""If several programs read a registry for the first time, one builds the catalog."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from collab_tui.catalog.building.following import write_new
from collab_tui.catalog.building.progress import Progress
from collab_tui.catalog.catalog import Catalog
from collab_tui.catalog.storage import turn
from collab_tui.catalog.storage.faults import interrupted
from collab_tui.catalog.storage.turn import Turn, TurnError
from collab_tui.query import parse
from tests.conftest import TODAY, Registry

PERSON = '[[person]]\nid = "a"\nname = "A"\n'
READERS = 6


def people(catalog: Catalog) -> int:
    return len(catalog.search(parse("kind:person")))


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Count what is written: for each reading, whether it was a first one."""
    found: list[bool] = []

    def counted(*arguments: Any, is_new: bool) -> object:
        found.append(is_new)
        return write_new(*arguments, is_new=is_new)

    monkeypatch.setattr("collab_tui.catalog.keeping.write_new", counted)
    return found


def read_at_once(
    folder: Path, cache: Path, tell: Callable[[Progress], None], count: int = READERS
) -> list[tuple[int, list[str]]]:
    """Read a registry in several threads that share nothing, as processes do."""
    start = threading.Barrier(count)
    found: list[tuple[int, list[str]]] = []

    def read() -> None:
        catalog = Catalog.open([folder], cache, TODAY)
        start.wait()
        catalog.refresh(tell)
        found.append((people(catalog), catalog.notices))
        catalog.close()

    threads = [threading.Thread(target=read) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_one_builds_and_the_others_wait_for_it(
    registry: Registry, tmp_path: Path, builds: list[bool]
) -> None:
    folder = registry(a=PERSON)
    found = read_at_once(folder, tmp_path / "cache", lambda _: None)
    assert found == [(1, [])] * READERS
    assert builds == [True]
    assert [path.suffix for path in (tmp_path / "cache").iterdir() if "lock" in path.name] == []


def test_files_that_change_all_the_time_are_not_read_for_ever(
    registry: Registry, tmp_path: Path, builds: list[bool]
) -> None:
    folder = registry(a=PERSON)
    saved = iter(range(10_000))

    def save(_: Progress) -> None:  # somebody saves whenever something is read
        number = next(saved)
        beside = folder / f"{number}.new"
        beside.write_text(PERSON + f"# {number}\n", encoding="utf-8")
        beside.replace(folder / "a.toml")

    found = read_at_once(folder, tmp_path / "cache", save)
    assert found == [(1, [])] * READERS
    # A program that began before the others had finished needs nothing that was saved later.
    assert builds.count(True) == 1
    assert len(builds) <= READERS


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold the turn as another process."""
    with Turn(path).taken(lambda: None):
        yield


def lock_of(cache: Path) -> Path:
    (file,) = cache.glob("*.sqlite")
    return file.with_name(f"{file.name}.lock")


@pytest.fixture
def kept(registry: Registry, tmp_path: Path) -> Iterator[tuple[Path, Catalog, Path]]:
    """A catalog that is out of date, with its registry and the lock of its turn."""
    folder, cache = registry(a=PERSON), tmp_path / "cache"
    catalog = Catalog.open([folder], cache, TODAY)
    catalog.refresh()
    (folder / "b.toml").write_text(PERSON.replace('"a"', '"b"'), encoding="utf-8")
    yield folder, catalog, lock_of(cache)
    catalog.close()


def test_who_has_the_turn_and_does_not_go_on_is_not_waited_for(
    kept: tuple[Path, Catalog, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, catalog, lock = kept
    monkeypatch.setattr(turn, "SILENCE", 0.1)
    with held(lock):
        catalog.refresh()
        assert people(catalog) == 2
    (notice,) = catalog.notices
    assert "does not continue" in notice
    assert "held in memory" in notice


def test_signs_of_life_are_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turn, "SILENCE", 0.3)
    first, second = Turn(tmp_path / "lock"), Turn(tmp_path / "lock")
    looks = iter(range(10**6))
    let_go = threading.Event()

    def hold() -> None:
        with first.taken(lambda: None):
            began.set()
            let_go.wait()

    def wait() -> None:
        first.beat()
        if next(looks) == 20:  # three times as long as others wait without a sign of life
            let_go.set()

    began = threading.Event()
    thread = threading.Thread(target=hold)
    thread.start()
    began.wait()
    with second.taken(wait):
        assert let_go.is_set()
    thread.join()
    with held(tmp_path / "lock"), pytest.raises(TurnError), second.taken(lambda: None):
        pass


def test_waiting_tells_so_and_can_be_broken_off(kept: tuple[Path, Catalog, Path]) -> None:
    _, catalog, lock = kept
    told: list[str] = []

    def tell(progress: Progress) -> None:
        told.append(str(progress))
        if len(told) == 3:
            catalog.interrupt()

    with held(lock), pytest.raises(sqlite3.OperationalError, match=str(interrupted())):
        catalog.refresh(tell)
    assert told == ["another process reads this registry; waiting for it"] * 3
    catalog.refresh()
    assert (people(catalog), catalog.notices) == (2, [])


def test_the_turn_ends_with_the_process_that_has_it(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    script = (
        "import sys, time; from pathlib import Path\n"
        "from collab_tui.catalog.storage.turn import Turn\n"
        "with Turn(Path(sys.argv[1])).taken(lambda: None): print(flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", script, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        waited: list[None] = []

        def wait() -> None:
            if not waited:
                process.kill()
            waited.append(None)

        with held_by(Turn(path), wait):
            assert waited
    assert not path.exists()


@contextmanager
def held_by(one: Turn, wait: Callable[[], None]) -> Iterator[None]:
    with one.taken(wait):
        yield


def a_link(path: Path) -> None:
    path.symlink_to(path.with_name("elsewhere"))


def a_link_in_a_circle(path: Path) -> None:
    path.symlink_to(path)


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


@pytest.mark.parametrize("put", [a_link, a_link_in_a_circle, a_pipe])
def test_what_is_in_the_place_of_the_lock_is_not_followed(
    put: Callable[[Path], None], kept: tuple[Path, Catalog, Path]
) -> None:
    _, catalog, lock = kept
    put(lock)
    catalog.refresh()
    assert (people(catalog), catalog.notices) == (2, [])
    assert not os.path.lexists(lock)
    assert not lock.with_name("elsewhere").exists()


def test_a_folder_in_the_place_of_the_lock_is_passed_by(kept: tuple[Path, Catalog, Path]) -> None:
    _, catalog, lock = kept
    lock.mkdir()
    catalog.refresh()
    assert people(catalog) == 2
    assert "held in memory" in catalog.notices[0]
    assert lock.is_dir()
