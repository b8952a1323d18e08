"""The seal of a catalog: no damage goes unnoticed, and no change is taken for damage."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from zlib import crc32

import pytest

from collab_tui.catalog.catalog import Catalog
from collab_tui.catalog.storage import seal
from collab_tui.catalog.storage.seal import BROKEN
from tests.catalog.test_refresh import dump

RECORD = '[[person]]\nid = "a"\nname = "{}"\n'


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[[], Catalog]]:
    """Opens the catalog of a registry with one file, as often as wanted."""
    catalogs = []
    (tmp_path / "r.toml").write_text(RECORD.format("A"))

    def open_it() -> Catalog:
        catalogs.append(Catalog.open([tmp_path / "r.toml"], tmp_path / "cache"))
        return catalogs[-1]

    yield open_it
    for catalog in catalogs:
        catalog.close()


@pytest.fixture
def file(opened: Callable[[], Catalog], tmp_path: Path) -> Path:
    catalog = opened()
    catalog.refresh()
    catalog.close()
    (found,) = (tmp_path / "cache").glob("*.sqlite")
    return found


def seal_of(file: Path) -> int:
    return int.from_bytes(file.read_bytes()[60:64], "big")


def rewrite(folder: Path, name: str) -> None:
    (folder / "r.toml").write_text(RECORD.format(name))


def damage(file: Path) -> None:
    """Change one letter of a name where SQLite sees nothing wrong."""
    content = file.read_bytes()
    assert b'"name":"A"' in content
    file.write_bytes(content.replace(b"personaA", b"personaB"))
    assert file.read_bytes() != content


def names(catalog: Catalog) -> list[str]:
    return [row.name for row in catalog.shown.rows([1])]


def test_one_other_letter_in_a_table_is_noticed(file: Path, opened: Callable[[], Catalog]) -> None:
    damage(file)
    catalog = opened()
    (notice,) = catalog.notices
    assert "its content is not what was written" in notice
    catalog.refresh()
    assert names(catalog) == ["A"]


def test_a_seal_is_put_on_after_each_change(
    file: Path, opened: Callable[[], Catalog], tmp_path: Path
) -> None:
    seals = [seal_of(file)]
    for name in ("Other", "A"):
        rewrite(tmp_path, name)
        catalog = opened()
        catalog.refresh()
        assert names(catalog) == [name]
        seals.append(seal_of(file))
        catalog.close()
        assert seal_of(file) == seals[-1]
    assert BROKEN not in seals
    assert len(set(seals)) == 3
    catalog = opened()
    catalog.keep_whole(looks=True)
    assert catalog.notices == []


def test_a_large_one_is_looked_at_and_sealed_by_who_has_time(
    file: Path, opened: Callable[[], Catalog], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seal, "SMALL", 0)
    rewrite(tmp_path, "Other")
    catalog = opened()
    catalog.refresh()
    catalog.keep_whole(looks=False)
    assert seal_of(file) != BROKEN
    rewrite(tmp_path, "A")
    catalog.refresh()
    catalog.close()
    assert seal_of(file) == BROKEN
    catalog = opened()
    catalog.keep_whole(looks=True)
    assert catalog.notices == []
    catalog.close()
    damage(file)
    catalog = opened()
    assert names(catalog) == ["B"]  # nobody has looked yet
    catalog.keep_whole(looks=True)
    assert len(catalog.notices) == 1
    assert names(catalog) == ["A"]


def test_nothing_is_written_into_a_damaged_one(
    file: Path, opened: Callable[[], Catalog], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A seal that is put on later would hide the damage."""
    monkeypatch.setattr(seal, "SMALL", 0)
    damage(file)
    (tmp_path / "r.toml").write_text(RECORD.format("A") + RECORD.replace('"a"', '"b"').format("C"))
    catalog = opened()
    catalog.refresh()
    assert len(catalog.notices) == 1
    assert [row.name for row in catalog.shown.rows([1, 2])] == ["A", "C"]
    catalog.close()
    fresh = Catalog.open([tmp_path / "r.toml"], tmp_path / "fresh")
    fresh.refresh()
    fresh.close()
    assert dump(file.parent) == dump(tmp_path / "fresh")


def test_what_others_write_or_read_is_no_damage(
    file: Path, opened: Callable[[], Catalog], tmp_path: Path
) -> None:
    """A writer whose changes are not in the file yet, because somebody still reads the old ones."""
    with closing(sqlite3.connect(file)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM meta").fetchall()
        rewrite(tmp_path, "Other")
        writer, other = opened(), opened()
        writer.refresh()
        for catalog in (writer, other, opened()):
            catalog.keep_whole(looks=True)
            assert names(catalog) == ["Other"]
            assert catalog.notices == []
    other.keep_whole(looks=True)
    assert seal_of(file) != BROKEN


def test_a_seal_of_zeros_is_none(file: Path, opened: Callable[[], Catalog]) -> None:
    with file.open("r+b") as content:
        content.seek(60)
        content.write(bytes(4))
    assert len(opened().notices) == 1


def test_looking_at_a_large_file_ends_at_once_when_it_is_stopped(
    file: Path, opened: Callable[[], Catalog], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seal, "SMALL", 0)
    catalog = opened()
    pieces = 0

    def stop_it(piece: bytes, value: int = 0) -> int:
        nonlocal pieces
        pieces += 1
        catalog.interrupt()
        return crc32(piece, value)

    monkeypatch.setattr(seal, "crc32", stop_it)
    with pytest.raises(sqlite3.OperationalError, match="interrupted"):
        catalog.keep_whole(looks=True)
    assert pieces == 1
    monkeypatch.setattr(seal, "crc32", crc32)
    catalog.keep_whole(looks=True)
    assert not catalog.notices
