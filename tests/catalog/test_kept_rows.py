"""The rows of the first screen are kept for one day and one reading."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from collab_tui.catalog.answered import keep_answer, kept_answer
from collab_tui.catalog.catalog import Catalog
from collab_tui.catalog.schema import SCHEMA
from collab_tui.catalog.storage.faults import DamagedError
from collab_tui.records.kinds import Kind
from tests.conftest import SMALL, TODAY, Registry


def kept(folder: Path, cache: Path, days: int = 0) -> dict[str, str]:
    """Return what is kept, opened some days later: names by ref."""
    with closing(Catalog.open([folder], None)) as of_today:
        today = of_today.today + timedelta(days)
    with closing(Catalog.open([folder], cache, today)) as catalog:
        return {str(one.row.ref): one.row.name for one in catalog.first_rows().values()}


def test_rows_are_kept_as_they_are_asked_for(
    registry: Registry, opened: Callable[..., Catalog], tmp_path: Path
) -> None:
    catalog = opened(SMALL, cache=tmp_path)
    assert catalog.first_rows() == {}
    catalog.keep_ready()
    shown = catalog.everything([Kind.INSTITUTION, Kind.AGREEMENT, Kind.FOCUS_AREA])
    numbers = [n for every in shown.values() for n in every]
    kept = catalog.first_rows()
    assert {n: one.row for n, one in kept.items()} == {r.n: r for r in catalog.shown.rows(numbers)}
    who = {n: one.participants for n, one in kept.items() if one.participants}
    assert who == {n: found for n, found in catalog.shown.participants(numbers).items() if found}
    assert {n: one.apart for n, one in kept.items() if one.apart} == catalog.shown.tell_apart(
        numbers
    )


def test_a_name_with_a_sign_that_separates_what_is_kept_spoils_no_row(
    registry: Registry, opened: Callable[..., Catalog], tmp_path: Path
) -> None:
    one = '[[institution]]\nid = "one"\nname = "O\\u001ene\\u001f"\n'
    folder = registry(a=f'{one}[[institution]]\nid = "two"\nname = "Two"\n')
    catalog = opened(folder, cache=tmp_path / "cache")
    catalog.keep_ready()
    kept = catalog.first_rows()
    assert [row.row.name for row in kept.values()] == ["O\u241ene\u241f", "Two"]


def test_rows_of_another_day_or_reading_do_not_count(registry: Registry, tmp_path: Path) -> None:
    folder, cache = registry(a='[[institution]]\nid = "a"\nname = "A"\n'), tmp_path / "cache"
    with closing(Catalog.open([folder], cache)) as catalog:
        catalog.refresh()
        catalog.keep_ready()
        assert kept(folder, cache) == {"institution/a": "A"}
        assert kept(folder, cache, days=1) == {}
        (folder / "a.toml").write_text('[[institution]]\nid = "a"\nname = "B"\n')
        catalog.refresh()
        assert kept(folder, cache) == {}
        catalog.keep_ready()
        assert kept(folder, cache) == {"institution/a": "B"}


def test_an_answer_that_nobody_kept_is_damage() -> None:
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(SCHEMA)
        database.execute("INSERT INTO meta VALUES ('read', '1')")
        keep_answer(database, "a", TODAY, "answer")
        assert kept_answer(database, "a", TODAY) == "answer"
        database.execute("UPDATE answered SET answer = 'another'")
        with pytest.raises(DamagedError):
            kept_answer(database, "a", TODAY)
