"""Where a catalog is kept, and what happens if it cannot be kept."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

import pytest

from collab_tui.catalog.building.progress import Progress
from collab_tui.catalog.catalog import Catalog
from collab_tui.query import parse
from collab_tui.records.kinds import Kind
from tests.conftest import SMALL, TODAY, Registry

Open = Callable[..., Catalog]
PERSON = '[[person]]\nid = "a"\nname = "A"\n'


def people(catalog: Catalog) -> int:
    return len(catalog.search(parse("kind:person")))


def only_file(cache: Path) -> Path:
    (file,) = cache.glob("*.sqlite")
    return file


def build_and_leave(folder: Path, cache: Path) -> None:
    """Build a catalog as a process that has ended in the meantime."""
    catalog = Catalog.open([folder], cache, TODAY)
    catalog.refresh()
    catalog.close()
    catalog._keeper._store.close()


def test_each_registry_has_a_file_of_its_own(
    registry: Registry, opened: Open, tmp_path: Path
) -> None:
    one, other = registry("one", a=PERSON), registry("other", a=PERSON)
    cache = tmp_path / "cache" / "deep"
    for layers in ((one,), (other,), (one, other), (other, one), (one,)):
        assert opened(*layers, cache=cache).notices == []
    assert len(list(cache.glob("*.sqlite"))) == 4


def test_in_memory_nothing_is_written_and_nothing_said(
    registry: Registry, opened: Open, tmp_path: Path
) -> None:
    folder = registry(a=PERSON)
    before = sorted(tmp_path.rglob("*"))
    catalog = opened(folder)
    assert people(catalog) == 1
    assert catalog.notices == []
    assert sorted(tmp_path.rglob("*")) == before


def test_a_deleted_catalog_costs_a_rebuild_and_nothing_else(
    registry: Registry, opened: Open, tmp_path: Path
) -> None:
    folder, cache = registry(a=PERSON), tmp_path / "cache"
    build_and_leave(folder, cache)
    for file in cache.iterdir():
        file.unlink()
    catalog = opened(folder, cache=cache)
    assert (people(catalog), catalog.notices) == (1, [])


def not_a_database(file: Path) -> None:
    file.write_bytes(b"this is not a database at all" * 1000)


def cut_short(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])


def overwritten(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[:100] + b"\xff" * (len(content) - 100))


def overwritten_after_the_first_page(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))


def one_table_overwritten(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        query = "SELECT rootpage FROM sqlite_master WHERE name = 'file'"
        (page,) = connection.execute(query).fetchone()
    content = file.read_bytes()
    file.write_bytes(content[: size * (page - 1)] + b"\xff" * size + content[size * page :])


def of_another_program(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE record (something TEXT)")
        connection.commit()


def of_another_registry(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE meta SET value = '/elsewhere' WHERE key = 'registry'")
        connection.commit()


@pytest.mark.parametrize(
    "damage",
    [
        not_a_database,
        cut_short,
        overwritten,
        overwritten_after_the_first_page,
        one_table_overwritten,
        of_another_program,
        of_another_registry,
    ],
)
def test_a_damaged_or_foreign_file_is_replaced(
    damage: Callable[[Path], None], registry: Registry, opened: Open, tmp_path: Path
) -> None:
    folder, cache = registry(a=PERSON), tmp_path / "cache"
    build_and_leave(folder, cache)
    damage(only_file(cache))
    catalog = opened(folder, cache=cache)
    assert people(catalog) == 1
    (notice,) = catalog.notices
    assert "built again" in notice
    assert str(only_file(cache)) in notice
    again = opened(folder, cache=cache)
    assert (people(again), again.notices) == (1, [])


def test_an_empty_file_is_simply_filled(registry: Registry, opened: Open, tmp_path: Path) -> None:
    folder, cache = registry(a=PERSON), tmp_path / "cache"
    build_and_leave(folder, cache)
    only_file(cache).write_bytes(b"")
    catalog = opened(folder, cache=cache)
    assert (people(catalog), catalog.notices) == (1, [])


def a_file(path: Path) -> Path:
    path.write_text("in the way")
    return path


def below_a_file(path: Path) -> Path:
    return a_file(path) / "cache"


def where_nothing_can_be_made(path: Path) -> Path:
    return Path("/proc/collab-tui")


@pytest.mark.parametrize("place", [a_file, below_a_file, where_nothing_can_be_made])
def test_where_nothing_can_be_kept_the_catalog_is_held_in_memory(
    place: Callable[[Path], Path], registry: Registry, opened: Open, tmp_path: Path
) -> None:
    folder, cache = registry(a=PERSON), place(tmp_path / "cache")
    catalog = opened(folder, cache=cache)
    assert people(catalog) == 1
    (notice,) = catalog.notices
    assert "held in memory" in notice
    assert str(cache) in notice
    assert people(catalog.clone()) == 1


def test_a_folder_where_the_file_should_be(
    registry: Registry, opened: Open, tmp_path: Path
) -> None:
    folder, cache = registry(a=PERSON), tmp_path / "cache"
    build_and_leave(folder, cache)
    file = only_file(cache)
    for path in cache.iterdir():
        path.unlink()
    (file / "inside").mkdir(parents=True)
    catalog = opened(folder, cache=cache)
    assert people(catalog) == 1
    assert len(catalog.notices) == 1


def build(cache: Path, barrier: Barrier, results: Any) -> None:
    """Build the catalog of the small registry at the same moment as other processes."""
    barrier.wait()
    catalog = Catalog.open([SMALL], cache, TODAY)
    catalog.refresh()
    found = {str(kind): n for kind, n in catalog.counts().items()}
    results.put((found, len(catalog.search(parse("ruijin"))), catalog.notices))


def test_processes_that_build_the_same_catalog_at_once_all_end_well(
    tmp_path: Path, catalog: Catalog
) -> None:
    spawn = multiprocessing.get_context("spawn")
    barrier, results = spawn.Barrier(3), spawn.Queue()
    processes = [
        spawn.Process(target=build, args=(tmp_path / "cache", barrier, results)) for _ in range(3)
    ]
    for process in processes:
        process.start()
    answers = [results.get(timeout=60) for _ in processes]
    for process in processes:
        process.join(60)
    expected = {str(kind): n for kind, n in catalog.counts().items()}
    assert [answer[:2] for answer in answers] == [(expected, 5)] * 3
    assert [process.exitcode for process in processes] == [0, 0, 0]
    with closing(sqlite3.connect(only_file(tmp_path / "cache"))) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        kinds = dict(connection.execute("SELECT kind, count(*) FROM record GROUP BY kind"))
    assert kinds == expected
    assert set(kinds) == set(Kind)


@pytest.mark.parametrize(
    ("table", "ask"),
    [
        ("text_data", lambda catalog: len(catalog.search(parse("alpha"))) == 1),
        ("link", lambda catalog: catalog.shown.dossier(1).row.name == "Alpha"),
        ("link_by_target", lambda catalog: catalog.shown.rows([1])[0].name == "Alpha"),
        ("link_by_target", lambda catalog: catalog.shown.linked_to(1) == set()),
        ("problem", lambda catalog: catalog.problems.all() == []),
    ],
)
def test_damage_that_only_a_question_meets_is_mended(
    table: str, ask: Callable[[Catalog], bool], registry: Registry, tmp_path: Path
) -> None:
    folder = registry(a='[[institution]]\nid = "a"\nname = "Alpha"\n')
    catalog = Catalog.open([folder], tmp_path / "cache")
    catalog.refresh()
    catalog.close()
    (file,) = (tmp_path / "cache").glob("*.sqlite")
    connection = sqlite3.connect(file)
    (root,) = connection.execute(
        "SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)
    ).fetchone()
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    connection.close()
    with file.open("r+b") as content:
        content.seek((root - 1) * size)
        content.write(b"\xff" * size)
    catalog = Catalog.open([folder], tmp_path / "cache")
    catalog.refresh()
    assert ask(catalog)
    assert any("damaged" in notice for notice in catalog.notices)
    catalog.close()


# The first catalog is built beside its place.


def test_until_it_is_built_an_empty_catalog_stands_in(registry: Registry, tmp_path: Path) -> None:
    folder, cache = registry(a=PERSON), tmp_path / "cache"
    catalog = Catalog.open([folder], cache, TODAY)
    other = catalog.clone()
    assert (people(catalog), people(other)) == (0, 0)
    assert list(cache.iterdir()) == []
    catalog.refresh()
    assert (people(catalog), people(other)) == (1, 1)
    other.close()
    catalog.close()


def test_a_first_build_that_is_broken_off_leaves_nothing(
    registry: Registry, tmp_path: Path
) -> None:
    folder, cache = registry(a=PERSON), tmp_path / "cache"

    def stop(progress: Progress) -> None:
        raise KeyboardInterrupt

    catalog = Catalog.open([folder], cache, TODAY)
    with pytest.raises(KeyboardInterrupt):
        catalog.refresh(stop)
    assert list(cache.iterdir()) == []
    assert people(catalog) == 0
    catalog.refresh()
    assert people(catalog) == 1
    catalog.close()


def test_a_catalog_that_another_process_has_built_meanwhile_is_used(
    registry: Registry, tmp_path: Path
) -> None:
    folder, cache = registry(a=PERSON), tmp_path / "cache"
    catalog = Catalog.open([folder], cache, TODAY)
    build_and_leave(folder, cache)
    before = only_file(cache).stat().st_ino
    assert not catalog.refresh()
    assert people(catalog) == 1
    assert only_file(cache).stat().st_ino == before
    catalog.close()


def test_a_process_that_is_overtaken_while_it_builds_uses_the_other_one(
    registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("collab_tui.catalog.storage.turn.SILENCE", 0.3)
    folder, cache = registry(a=PERSON), tmp_path / "cache"
    catalog = Catalog.open([folder], cache, TODAY)
    told: list[Progress] = []

    def overtake(progress: Progress) -> None:
        if not told:
            told.append(progress)
            build_and_leave(folder, cache)

    catalog.refresh(overtake)
    assert people(catalog) == 1
    assert [path.suffix for path in cache.iterdir() if "building" in path.name] == []
    catalog.close()


def test_what_earlier_versions_and_killed_builders_left_is_tidied_away(
    registry: Registry, tmp_path: Path
) -> None:
    folder, cache = registry(a=PERSON), tmp_path / "cache"
    build_and_leave(folder, cache)
    file = only_file(cache)
    registry_key = file.name.partition("-")[0]
    earlier = cache / f"{registry_key}-0123456789ab.sqlite"
    killed = cache / f"{file.name}.1-0.building"
    at_work = cache / f"{file.name}.2-0.building"
    of_another = cache / "0123-0123456789ab.sqlite"
    for path in (earlier, killed, at_work, of_another):
        path.write_bytes(b"")
    for path in (earlier, killed):
        os.utime(path, (0, 0))
    file.unlink()
    build_and_leave(folder, cache)
    assert {earlier.exists(), killed.exists()} == {False}
    assert {file.exists(), at_work.exists(), of_another.exists()} == {True}


def test_a_cache_that_is_deleted_while_it_is_used_is_built_again(
    registry: Registry, tmp_path: Path
) -> None:
    folder, cache = registry(a=PERSON), tmp_path / "cache"
    catalog = Catalog.open([folder], cache, TODAY)
    catalog.refresh()
    for path in cache.iterdir():
        path.unlink()
    other = catalog.clone()  # of another thread, which connects only now
    assert not other.is_fresh()
    other.refresh()
    assert (people(other), people(catalog)) == (1, 1)
    assert only_file(cache).exists()
    other.close()
    catalog.close()


def test_a_catalog_in_memory_can_be_asked_while_it_is_built(registry: Registry) -> None:
    folder = registry(a=PERSON)
    catalog = Catalog.open([folder], None, TODAY)
    found = []

    def ask(progress: Progress) -> None:
        clone = catalog.clone()
        found.append((people(clone), clone.is_built()))
        clone.close()

    catalog.refresh(ask)
    assert set(found) == {(0, False)}
    assert people(catalog) == 1
    catalog.close()


def test_a_catalog_that_cannot_be_put_in_its_place_is_held_in_memory(
    registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*paths: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "link", refuse)
    monkeypatch.setattr(Path, "rename", refuse)
    catalog = Catalog.open([registry(a=PERSON)], tmp_path / "cache", TODAY)
    catalog.refresh()
    assert people(catalog) == 1
    (notice,) = catalog.notices
    assert "held in memory" in notice
    assert list((tmp_path / "cache").iterdir()) == []
    catalog.close()
