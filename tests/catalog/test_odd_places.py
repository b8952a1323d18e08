"""Other things in a catalog's place are never followed, never changed, never waited for."""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from collab_tui.catalog.catalog import Catalog
from collab_tui.query import parse
from tests.conftest import TODAY, Registry

PERSON = '[[person]]\nid = "a"\nname = "A"\n'


def people(catalog: Catalog) -> int:
    return len(catalog.search(parse("kind:person")))


@pytest.fixture
def place(registry: Registry, tmp_path: Path) -> Path:
    """The place of the catalog of `folder_of`. Nothing is there yet."""
    catalog = read(registry(a=PERSON), tmp_path)
    (file,) = (tmp_path / "cache").glob("*.sqlite")
    catalog.close()
    for other in (tmp_path / "cache").iterdir():
        other.unlink()
    return file


def read(folder: Path, tmp_path: Path) -> Catalog:
    catalog = Catalog.open([folder], tmp_path / "cache", TODAY)
    catalog.refresh()
    return catalog


@pytest.fixture
def again(place: Path, tmp_path: Path) -> Iterator[Callable[[], Catalog]]:
    opened: list[Catalog] = []

    def open_it() -> Catalog:
        opened.append(read(tmp_path / "registry", tmp_path))
        return opened[-1]

    yield open_it
    for catalog in opened:
        catalog.close()


def database(path: Path) -> Path:
    """Make a database of another program."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE mine (value TEXT)")
        connection.execute("INSERT INTO mine VALUES ('precious')")
        connection.commit()
    return path


def dangling(place: Path) -> None:
    place.symlink_to(place.with_name("nowhere"))


def looping(place: Path) -> None:
    place.symlink_to(place)


def to_another_database(place: Path) -> None:
    place.symlink_to(database(place.parent.parent / "other.sqlite"))


def to_another_database_by_hard_link(place: Path) -> None:
    os.link(database(place.parent.parent / "other.sqlite"), place)


def to_a_folder(place: Path) -> None:
    place.symlink_to(place.parent)


def to_the_terminal(place: Path) -> None:
    place.symlink_to("/dev/tty")


def a_pipe(place: Path) -> None:
    os.mkfifo(place)


def a_socket(place: Path) -> None:
    with closing(socket.socket(socket.AF_UNIX)) as one:
        here = Path.cwd()
        os.chdir(place.parent)  # names of sockets must be short
        try:
            one.bind(place.name)
        finally:
            os.chdir(here)


@pytest.mark.parametrize(
    "put",
    [
        dangling,
        looping,
        to_another_database,
        to_another_database_by_hard_link,
        to_a_folder,
        to_the_terminal,
        a_pipe,
        a_socket,
    ],
)
def test_what_is_no_catalog_is_replaced_and_what_it_leads_to_left_alone(
    put: Callable[[Path], None], place: Path, again: Callable[[], Catalog]
) -> None:
    put(place)
    other = place.parent.parent / "other.sqlite"
    before = other.read_bytes() if other.exists() else None
    catalog = again()
    assert people(catalog) == 1
    (notice,) = catalog.notices
    assert "built again" in notice
    assert place.is_file()
    assert not place.is_symlink()
    assert not place.with_name("nowhere").exists()
    if before is not None:
        assert other.read_bytes() == before
        assert sorted(path.name for path in other.parent.glob("other*")) == ["other.sqlite"]


@pytest.mark.parametrize("ending", ["-wal", "-shm", "-journal"])
def test_a_link_beside_the_catalog_is_not_followed(
    ending: str, place: Path, again: Callable[[], Catalog]
) -> None:
    again().close()
    other = place.parent.parent / "other"
    other.write_bytes(b"precious")
    Path(f"{place}{ending}").unlink(missing_ok=True)
    Path(f"{place}{ending}").symlink_to(other)
    catalog = again()
    assert people(catalog) == 1
    assert other.read_bytes() == b"precious"
    assert len(catalog.notices) == 1


def test_a_catalog_that_comes_and_goes_is_held_in_memory(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish, begun = os.link, []

    def lost(source: Path, target: Path) -> None:
        begun.append(target)
        publish(source, target)
        target.unlink()

    monkeypatch.setattr(os, "link", lost)
    catalog = read(tmp_path / "registry", tmp_path)
    assert people(catalog) == 1
    assert len(begun) == 2
    assert "does not stay in its place" in catalog.notices[0]
    catalog.close()


@pytest.mark.parametrize("begin", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])
def test_somebody_else_s_lock_is_not_waited_for(
    begin: str, place: Path, tmp_path: Path, again: Callable[[], Catalog]
) -> None:
    again().close()
    (tmp_path / "registry" / "b.toml").write_text(PERSON.replace('"a"', '"b"'), encoding="utf-8")
    with closing(sqlite3.connect(place, isolation_level=None)) as other:
        other.execute(begin)
        catalog = again()
        assert people(catalog) == 2
        (notice,) = catalog.notices
        assert notice == (
            f"the catalog {place} cannot be used (database is locked); it is held in memory"
        )


def test_a_lock_against_readers_is_not_waited_for_either(
    place: Path, again: Callable[[], Catalog]
) -> None:
    again().close()
    with closing(sqlite3.connect(place, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("BEGIN EXCLUSIVE")
        catalog = again()
        assert people(catalog) == 1
        assert "held in memory" in catalog.notices[0]


# A script, because a limit on the size of files applies to everything in a process.
LIMITED = """
import resource, signal, sys
from pathlib import Path
from collab_tui.catalog.catalog import Catalog

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
catalog = Catalog.open([Path(sys.argv[1])], Path(sys.argv[2]))
catalog.refresh()
print(sum(catalog.counts().values()), *catalog.notices, sep="\\n")
"""


@pytest.mark.parametrize("limit", [0, 60_000, 400_000])
def test_where_the_disk_is_full_the_catalog_is_held_in_memory(
    limit: int, registry: Registry, tmp_path: Path
) -> None:
    count = 3000
    text = "".join(f'[[person]]\nid = "p{n}"\nname = "Person {n}"\n' for n in range(count))
    folder, cache = registry(a=text), tmp_path / "cache"
    command = [sys.executable, "-c", LIMITED, str(folder), str(cache), str(limit)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    found, *notices = done.stdout.splitlines()
    assert int(found) == count
    assert ["held in memory" in notice for notice in notices] == [True]
    assert not any("malformed" in notice for notice in notices)
    assert not any(cache.iterdir())


def test_where_the_disk_is_full_later_on_the_catalog_is_held_in_memory(
    registry: Registry, tmp_path: Path
) -> None:
    folder, cache = registry(a=PERSON), tmp_path / "cache"
    read(folder, tmp_path).close()
    text = "".join(f'[[person]]\nid = "p{n}"\nname = "Person {n}"\n' for n in range(3000))
    (folder / "b.toml").write_text(text, encoding="utf-8")
    command = [sys.executable, "-c", LIMITED, str(folder), str(cache), "300000"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    found, *notices = done.stdout.splitlines()
    assert int(found) == 3001
    assert ["held in memory" in notice for notice in notices] == [True]
