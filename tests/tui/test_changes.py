"""What changed since the last visit, in the explorer."""

from __future__ import annotations

import os
import subprocess
from datetime import date
from pathlib import Path

import pytest

from collab_tui.diary import Diary
from collab_tui.history.registry import changes_from
from collab_tui.history.since import offered, present_commits, some_days
from collab_tui.records.kinds import Kind
from tests.conftest import Registry
from tests.tui.driver import NARROW, exploring

BEFORE = """\
[[institution]]
id = "nuh"
name = "NUH"

[[institution]]
id = "gone"
name = "Gone"
"""
AFTER = """\
[[institution]]
id = "nuh"
name = "NUH"
city = "Singapore"

[[institution]]
id = "new"
name = "New"
"""


def commit(folder: Path, message: str, day: str) -> None:
    names = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"]
    dates = {f"GIT_{who}_DATE": f"{day}T12:00:00+00:00" for who in ("AUTHOR", "COMMITTER")}
    for arguments in (["init", "-q"], ["add", "-A"], [*names, "commit", "-qm", message]):
        subprocess.run(["git", *arguments], cwd=folder, check=True, env=os.environ | dates)


async def test_what_changed_since_the_last_visit_or_any_commit(registry: Registry) -> None:
    folder = registry(a=BEFORE)
    commit(folder, "First", "2025-01-01")
    diary = Diary(None, "2026-05-01T10:00:00+00:00", present_commits([folder]))
    (folder / "a.toml").write_text(AFTER)
    commit(folder, "Second", "2026-06-01")
    async with exploring(folder, diary=lambda: diary) as explorer:
        await explorer.press("d")
        await explorer.until_seen(
            "Since your last visit, 2026-05-01 10:00: 1 added, 1 removed, 1 changed",
            "~ NUH",
            "     + city Singapore",
            "+ New",
            "- Gone",
        )
        assert explorer.row.startswith("- Gone")
        assert "open" not in explorer.footer(), "it is gone"
        await explorer.press("enter", "j")
        assert "⏎ open the record" in explorer.footer()
        await explorer.press("s", "G", "enter")
        await explorer.until_seen("Since 2025-01-01 12:00  Ada: First: 1 added, 1 removed")
        await explorer.press("s", "g", "j", "enter")
        await explorer.until_seen("Since yesterday: nothing changed")
        await explorer.resize(NARROW)
        await explorer.press("s", "g", "enter")
        await explorer.until_seen("1 added, 1", "city Singapore")
        await explorer.press("G", "enter")
        assert "institution/nuh" in explorer.reads()
        assert len(explorer.app.screen_stack) == 1
        await explorer.press("1", "s", "G", "enter")  # the last of the orders
        assert "by changed" in explorer.title(Kind.INSTITUTION)
        await explorer.press("g")
        assert "New" in explorer.row or "NUH" in explorer.row


def test_a_registry_younger_than_asked_is_told_from_its_first_commit(registry: Registry) -> None:
    folder = registry(a=BEFORE)
    commit(folder, "First", "2025-01-05")
    commit(registry(a=AFTER), "Second", "2025-01-07")
    today = date(2025, 1, 10)
    first = some_days([folder], today, 30)
    assert first.label == "the first commit, 2025-01-05 12:00"
    assert len(changes_from([folder], first.commits)) == 3
    labels = [one.label for one in offered([folder], today, None)]
    assert [label.partition("  ")[2] or label for label in labels] == [
        "yesterday",
        first.label,
        "Ada: Second",
        "Ada: First",
    ]


async def test_outside_git_the_list_of_changes_says_why_it_is_empty(
    registry: Registry, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    folder = registry(a=BEFORE)
    async with exploring(folder) as explorer:
        await explorer.press("d")
        await explorer.until_seen("only for a registry that is kept in git", "is not kept")
        await explorer.press("s", "enter", "d")
        assert len(explorer.app.screen_stack) == 1
