"""``collab-tui view``: every format, where it is written, and how it ends."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner, Result

from collab_tui.cli import cli
from tests.views.made import made

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("command")
    (folder / "made.toml").write_text(made(20), "utf-8")
    environment = {"XDG_CACHE_HOME": str(folder / "cache"), "TERM": "xterm"}

    def invoke(*args: str) -> Result:
        command = ["view", *args, "-d", str(folder / "made.toml")]
        return CliRunner().invoke(cli, command, env=environment)

    return invoke


def test_text_has_no_colour_and_fits(run: Run) -> None:
    result = run("overview", "--width", "60")
    assert result.exit_code == 0
    assert result.stdout.startswith("OVERVIEW  of everything\n20 agreements")
    assert "\x1b" not in result.stdout


def test_ansi_is_the_same_in_colour(run: Run) -> None:
    result = run("overview", "--width", "60", "--format", "ansi")
    assert "\x1b[" in result.stdout
    assert "BEGUN, BY YEAR" in result.stdout


def test_ascii(run: Run) -> None:
    assert run("overview", "--ascii").stdout.isascii()
    whole = CliRunner().invoke(cli, ["--ascii", "view", "overview"]).stdout
    assert "OVERVIEW" in whole
    assert whole.isascii()


def test_the_config_file_asks_for_ascii(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "config.toml"
    config.write_text('glyphs = "ascii"\n', "utf-8")
    monkeypatch.setenv("COLLAB_TUI_CONFIG", str(config))
    assert run("overview").stdout.isascii()


def test_a_picture_is_the_same_every_time_and_good_xml(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "o.svg"
    assert run("overview", "-o", str(path)).exit_code == 0
    first = path.read_text("utf-8")
    root = ET.fromstring(first)
    assert root.tag.endswith("svg")
    assert "http" not in first.replace("http://www.w3.org/2000/svg", "")
    assert run("overview", "-o", str(path)).exit_code == 1  # it exists already
    assert run("overview", "-o", str(path), "--force", "--light").exit_code == 0
    assert path.read_text("utf-8") != first


def test_numbers_are_the_same_in_both_forms(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("overview", "-f", "csv").stdout)))
    held = json.loads(run("overview", "-f", "json").stdout)
    assert [row["count"] for row in rows] == [str(row["count"]) for row in held]
    total = next(row["count"] for row in held if row["value"] == "agreement")
    assert sum(row["count"] for row in held if row["block"] == "status") == total == 20


def test_nothing_found_is_told(run: Run) -> None:
    result = run("overview", "nothingfound")
    assert result.exit_code == 1
    assert "nothing is found" in result.stderr


def test_a_mistake_in_the_query_is_shown(run: Run) -> None:
    result = run("overview", "type:nonsense")
    assert result.exit_code == 2
    assert "^" in result.stderr
