"""The documentation is true: what it shows, where it leads, and what MkDocs builds."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from collab_tui.actions import ACTIONS
from collab_tui.cli import cli
from collab_tui.keymap import shown_keys
from collab_tui.places import builtin_registry
from tests.tui.driver import WIDE, exploring

ROOT = Path(__file__).parent.parent
COMMANDS = cli.list_commands(click.Context(cli))
TOUR = (ROOT / "docs" / "tour.md").read_text("utf-8")
KEYS = {"Enter": "enter", "Esc": "escape", "/": "slash", "?": "question_mark"}


def test_the_tour_s_commands_print_what_it_shows(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (own,) = re.findall(r"```toml\n(.*?)```", TOUR, re.DOTALL)
    (tmp_path / "mine" / "first.toml").write_text(own)
    (tmp_path / "collab-tui").write_text(f'#!/bin/sh\nexec {sys.executable} -m collab_tui "$@"\n')
    (tmp_path / "collab-tui").chmod(0o755)
    environment = {name: value for name, value in os.environ.items() if "COLLAB_TUI" not in name}
    environment |= {
        "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}",
        "COLLAB_TUI_CACHE": str(tmp_path / "cache"),
        "COLLAB_TUI_CONFIG": str(tmp_path / "config.toml"),
        "PYTHONIOENCODING": "utf-8",
    }
    blocks = re.findall(r"```sh\n\$ (.*?)\n(.*?)```", TOUR, re.DOTALL)
    assert len(blocks) > 4
    for command, shown in blocks:
        ran = subprocess.run(
            command,
            shell=True,
            cwd=tmp_path,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        assert ran.stdout == shown, command


async def test_the_tour_s_keys_lead_where_it_says() -> None:
    rows = re.findall(r"^\| `([^`]+)` \| [^|]+ \| `([^`]+)` \|$", TOUR, re.MULTILINE)
    assert len(rows) > 10
    async with exploring(builtin_registry(), size=WIDE, first_page=True) as explorer:
        for keys, seen in rows:
            if len(keys) > 1 and keys not in KEYS:
                await explorer.type(keys)
            else:
                await explorer.press(KEYS.get(keys, keys))
            assert explorer.sees(seen), f"after {keys}: no {seen!r}\n{explorer.text}"


def test_the_pages_of_commands_and_keys_are_the_present_ones(tmp_path: Path) -> None:
    """``python scripts/manual.py`` writes them."""
    subprocess.run([sys.executable, str(ROOT / "scripts" / "manual.py"), str(tmp_path)], check=True)
    made = {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()}
    assert set(made) == {"collab-tui.1", "commands.md", "keys.md"}
    for name, text in made.items():
        assert (ROOT / "docs" / name).read_text("utf-8") == text
    page = made["collab-tui.1"]
    for name in COMMANDS:
        assert f".SS collab\\-tui {name}" in page
    assert page.count("\n.SH ") == 11
    plain = page.replace("\\-", "-").replace("\\(aq", "'")
    for action in ACTIONS:
        assert not shown_keys(action, {}) or f"\n{action.help}." in plain


def test_the_readme_leads_somewhere_and_its_registry_has_no_mistake(tmp_path: Path) -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    links = re.findall(r"\]\(([^)#:]+)\)", text)
    assert len(links) > 15
    assert [one for one in links if not (ROOT / one).exists()] == []
    (own,) = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    (tmp_path / "first.toml").write_text(own, "utf-8")
    done = CliRunner().invoke(cli, ["check", "--strict", "-d", str(tmp_path)])
    assert done.exit_code == 0, done.output


def test_the_documentation_builds_without_a_warning(tmp_path: Path) -> None:
    pytest.importorskip("material")
    build = [sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"})
    commands = (tmp_path / "commands" / "index.html").read_text("utf-8")
    assert all(f"collab-tui {name}" in commands for name in COMMANDS)
    assert (tmp_path / "pictures" / "explorer.svg").exists()
