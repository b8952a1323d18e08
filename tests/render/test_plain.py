"""The explorer's lists as lines that need no sign and no column."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from collab_tui.cli import cli
from tests.conftest import SMALL


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLLAB_TUI_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("COLLAB_TUI_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("COLLAB_TUI_DATA", str(SMALL))


def plain(*arguments: str) -> tuple[int, list[str]]:
    result = CliRunner().invoke(cli, ["--plain", *arguments])
    return result.exit_code, result.stdout.splitlines()


def test_a_query_gets_the_explorer_s_lists_as_sentences() -> None:
    code, lines = plain("ruijin")
    assert code == 0
    assert "Query: ruijin" in lines
    heads = [
        line.partition(":")[0] for line in lines if re.match(r"[A-Z][a-z ]+: \d+ of \d+", line)
    ]
    assert heads == ["Institutions", "Agreements", "Focus areas"]
    (hospital,) = [line for line in lines if line.endswith("institution/ruijin-hospital")]
    assert hospital.startswith("Ruijin Hospital, China, ")
    assert " agreement" in hospital
    agreements = [line for line in lines if ", agreement/" in line]
    assert agreements
    assert all(" participant" in line for line in agreements)


def test_without_a_query_everything_is_there_and_no_sign() -> None:
    code, lines = plain()
    assert code == 0
    everything = "\n".join(lines)
    assert "No query" in everything
    assert not set("●○◐⊘✓▌│·⏎") & set(everything)


def test_nothing_found_is_said_and_settings_choose_the_lists(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('lists = ["person"]\n')
    code, lines = plain("zzzz")
    assert code == 1
    assert [line for line in lines if line.startswith("People: 0 of ")]
    assert not [line for line in lines if line.startswith("Institutions")]
