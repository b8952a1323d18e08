"""The diary of a registry: what is kept between visits."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from collab_tui.diary import MOST_QUERIES, Diary, Spot, Visit


def test_what_is_written_is_read_again_by_whoever_explores_the_same_registry(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    diary = Diary.of([Path("registry")], tmp_path / "state")
    assert diary == Diary(diary.path)
    diary.left, diary.commits = "2026-06-15T10:00:00+08:00", ("abc", "")
    diary.spot = Spot("with:nuh", "agreement", "agreement/ssmic", {"name": "map"})
    diary.layout, diary.shares = "record below", {"record below": 0.25}
    for query in ("a", "b", " a ", "", "c"):
        diary.note_query(query)
    assert diary.queries == ["c", "a", "b"]
    diary.write()
    assert diary.path is not None
    assert stat.S_IMODE(diary.path.stat().st_mode) == 0o600
    assert Diary.of([tmp_path / "registry"], tmp_path / "state") == diary
    assert Diary.of([tmp_path / "other"], tmp_path / "state").queries == []


def test_two_explorers_keep_the_queries_of_both(tmp_path: Path) -> None:
    one, other = (Diary.of([tmp_path], tmp_path / "state") for _ in range(2))
    one.note_query("one")
    other.note_query("other")
    one.write()
    other.write()
    assert Diary.of([tmp_path], tmp_path / "state").queries == ["other", "one"]
    for number in range(MOST_QUERIES + 5):
        one.note_query(f"q{number}")
    one.write()
    assert len(Diary.of([tmp_path], tmp_path / "state").queries) == MOST_QUERIES


def test_a_visit_adds_what_it_has_to_what_is_kept(tmp_path: Path) -> None:
    diary = Diary.of([tmp_path], tmp_path / "state")
    diary.note_query("a")
    diary.left, diary.layout, diary.shares = "yesterday", "stacked", {"stacked": 0.5}
    diary.keep(lambda kept: kept.add(Visit(), list))
    assert diary.path is not None
    assert not diary.path.exists(), "nothing is new"
    diary.write()
    spot = Spot("c", "agreement", "agreement/x")
    visit = Visit(("c", "a"), ("theme",), spot, {"agreement": ["year"]}, {"agreement": "name"})
    for _ in range(2):
        diary.keep(lambda kept: kept.add(visit, lambda marks: [*marks, "agreement/x"][-1:]))
    kept = Diary.read(diary.path)
    assert (kept.queries, kept.used, kept.spot, kept.left) == (
        ["c", "a"],
        ["theme"],
        spot,
        "yesterday",
    )
    assert (kept.layout, kept.shares, kept.marks) == ("stacked", {"stacked": 0.5}, ["agreement/x"])
    assert (kept.columns, kept.orders) == ({"agreement": ["year"]}, {"agreement": "name"})


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[1]",
        b"\xff",
        b"[" * 100_000,
        b'{"left": 1, "queries": [1, "", "a"], "commits": 3, "spot": []}',
        b'{"spot": {"query": 1, "view": 7}, "queries": "x"}',
        b'{"layout": 7, "shares": {"stacked": "x", "y": 5, "z": NaN, "u": true}}',
    ],
)
def test_what_cannot_be_understood_is_left_out(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "diary.json"
    file.write_bytes(content)
    diary = Diary.read(file)
    assert diary.left == ""
    assert diary.queries in ([], ["a"])
    assert diary.spot in (None, Spot())
    diary.write()
    assert Diary.read(file) == diary
