from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import pytest

from collab_tui.catalog.building import reading
from collab_tui.catalog.building.progress import Progress, Refreshed
from collab_tui.catalog.catalog import Catalog
from collab_tui.catalog.schema import INDEXES
from collab_tui.catalog.status import period_asked
from collab_tui.query import parse
from collab_tui.records.kinds import Kind
from tests.conftest import Registry


def institution(name: str) -> str:
    return f'[[institution]]\nid = "{name}"\nname = "{name}"\n'


def test_a_refresh_says_what_it_changed(registry: Registry, tmp_path: Path) -> None:
    folder = registry(a=institution("a"), b=institution("b"))
    catalog = Catalog.open([folder], tmp_path / "cache")
    assert catalog.refresh() == Refreshed(added=2)
    (folder / "a.toml").write_text(institution("a"))
    assert not catalog.refresh()
    (folder / "a.toml").write_text(institution("a") + 'city = "X"\n')
    (folder / "b.toml").unlink()
    (folder / "c.toml").write_text(institution("c"))
    assert catalog.refresh() == Refreshed(added=1, changed=1, removed=1)
    catalog.close()


def test_progress_is_told_after_every_file_and_every_index(
    registry: Registry, tmp_path: Path
) -> None:
    folder = registry(a=institution("a"), b=institution("b") + institution("c"))
    told: list[tuple[int, int, float]] = []

    def tell(progress: Progress) -> None:
        told.append((progress.files_done, progress.records, progress.share))

    catalog = Catalog.open([folder], tmp_path / "cache")
    catalog.refresh(tell)
    catalog.close()
    files = list(dict.fromkeys((files, records) for files, records, _ in told))
    shares = [share for _, _, share in told]
    assert files == [(1, 2), (2, 3)]
    assert len(told) == 2 + len(INDEXES)
    assert shares[0] > 0
    assert shares == sorted(set(shares))
    assert shares[-1] < 1


def test_progress_says_what_it_is_at() -> None:
    progress = Progress(files=2, size=1000, indexes=2)
    progress.advance(500, 1200)
    assert "1/2 files  1,200 records" in str(progress)
    assert "indexing" not in str(progress)
    assert "s left" in str(progress)
    progress.advance(500, 800)
    assert "2/2 files  2,000 records" in str(progress)
    assert "indexing" in str(progress)
    assert "s left" in str(progress)


def test_a_reading_that_is_broken_off_leaves_the_catalog_as_it_was(
    registry: Registry, tmp_path: Path
) -> None:
    folder = registry(a=institution("a"))
    catalog = Catalog.open([folder], tmp_path / "cache")
    catalog.refresh()
    (folder / "b.toml").write_text(institution("b"))

    def stop(progress: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        catalog.refresh(stop)
    assert sum(catalog.counts().values()) == 1
    assert catalog.refresh() == Refreshed(added=1)
    catalog.close()


def test_workers_read_what_one_process_reads(
    registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = registry(**{f"f{n}": institution(f"i-{n}") for n in range(9)}, bad="= nothing")

    def rows(cache: str) -> list[tuple[str, str]]:
        catalog = Catalog.open([folder], tmp_path / cache)
        catalog.refresh()
        catalog.close()
        (path,) = (tmp_path / cache).glob("*.sqlite")
        connection = sqlite3.connect(path)
        found = connection.execute("SELECT id, doc FROM record JOIN definition USING (d)")
        both = sorted(found.fetchall())
        connection.close()
        return both

    alone = rows("alone")
    monkeypatch.setattr(reading, "WORTH_WORKERS", 0)
    assert rows("together") == alone
    assert len(alone) == 9


def test_statuses_are_as_of_the_day_asked_about(registry: Registry, tmp_path: Path) -> None:
    agreement = (
        '[[agreement]]\nid = "old"\nname = "Old"\ntype = "mou"\nstatus = "active"\n'
        "dates = { start = 2010, end = 2015 }\n"
    )
    catalog = Catalog.open([registry(a=agreement)], tmp_path / "cache", date(2026, 6, 15))
    catalog.refresh()
    node = parse("as-of:2014")
    (numbers,) = catalog.search(node, [Kind.AGREEMENT]).found.values()
    assert [row.status for row in catalog.shown.rows(numbers)] == ["expired"]
    assert [row.status for row in catalog.shown.rows(numbers, period_asked(node))] == ["active"]
    catalog.close()
