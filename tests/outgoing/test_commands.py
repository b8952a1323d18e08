"""The commands that write for other programs, as users run them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from unittest.mock import Mock

import click
import pytest
from click.testing import CliRunner, Result

from collab_tui.catalog.checks import stored
from collab_tui.cli import cli
from collab_tui.commands import Commands, asking
from collab_tui.outgoing import libraries
from tests.outgoing.conftest import AWKWARD


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLLAB_TUI_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("COLLAB_TUI_CONFIG", str(tmp_path / "config.toml"))
    (tmp_path / "r.toml").write_text(AWKWARD, "utf-8")
    monkeypatch.setenv("COLLAB_TUI_DATA", str(tmp_path / "r.toml"))
    monkeypatch.chdir(tmp_path)


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, args)


@pytest.mark.parametrize(
    ("args", "name"),
    [
        (["dump", "-f", "sqlite"], "out.sqlite"),
        (["dump", "-f", "datapackage"], "out"),
        (["dump", "-f", "parquet"], "out"),
        (["dump", "-f", "jsonl"], "out.jsonl"),
        (["dump", "-f", "geojson"], "out.geojson"),
        (["graph"], "out.graphml"),
        (["graph", "--project", "institutions"], "out.gexf"),
        (["graph"], "out.json"),
        (["calendar"], "out.ics"),
        (["cite", "-f", "bibtex"], "out.bib"),
        (["search", "", "-f", "xlsx"], "out.xlsx"),
        (["search", "", "-f", "csv"], "out.csv"),
    ],
)
def test_what_is_there_is_replaced_only_when_asked_for(args: list[str], name: str) -> None:
    first = run(*args, "-o", name)
    assert first.exit_code == 0, first.output
    assert Path(name).exists()
    again = run(*args, "-o", name)
    assert again.exit_code == 1
    assert "--force" in again.output
    assert run(*args, "-o", name, "--force").exit_code == 0
    assert [path.name for path in Path().glob(".*")] == []


def test_what_is_not_looked_for_in_a_large_registry_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert "may be the same" not in run("dump", "-o", "small.sqlite").output
    monkeypatch.setattr(stored, "MOST_AT_ONCE", 1)
    assert "may be the same are not looked for" in run("dump", "-o", "large.sqlite").output


def test_a_form_that_needs_a_file_says_so() -> None:
    for args in (["dump", "-f", "sqlite"], ["dump", "-f", "parquet"], ["search", "", "-f", "xlsx"]):
        result = run(*args)
        assert result.exit_code == 2
        assert "-o" in result.output


def test_a_library_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(libraries, "import_module", missing)
    for args, extra in [
        (["dump", "-f", "parquet", "-o", "out"], "parquet"),
        (["graph", "-f", "gexf"], "graph"),
        (["calendar"], "calendar"),
        (["cite", "-f", "ris"], "cite"),
        (["search", "", "-f", "xlsx", "-o", "out.xlsx"], "xlsx"),
    ]:
        result = run(*args)
        assert result.exit_code == 2, args
        assert f"collab-tui[{extra}]" in result.output
        assert not Path("out").exists()


@pytest.mark.parametrize(
    ("args", "known"),
    [
        (["dump"], ".jsonl, .sqlite or .geojson"),
        (["search", ""], ".txt, .json, .jsonl, .csv, .xlsx or .md"),
        (["graph"], ".csv, .graphml, .gexf or .json"),
        (["cite"], ".json, .bib or .ris"),
        (["calendar"], ".ics"),
        (["view", "overview"], ".txt, .svg, .csv or .json"),
    ],
)
def test_an_ending_that_means_no_format_is_a_mistake(args: list[str], known: str) -> None:
    found = run(*args, "-o", "out.docx")
    assert found.exit_code == 2
    assert f"out.docx: {'the file' if args == ['calendar'] else 'no format here'}" in found.output
    assert known in found.output
    assert not Path("out.docx").exists()


def test_the_ending_names_the_format_unless_an_option_does() -> None:
    begins = {
        ("dump", "r.sqlite"): b"SQLite format 3",
        ("dump", "r.GeoJSON"): b"{",
        ("dump", "r"): b'{"ref"',
        ("search", "", "r.csv"): b"ref,kind",
        ("search", "", "r.md"): b"| Ref |",
        ("search", "", "r.xlsx"): b"PK",
        ("graph", "r.graphml"): b"<graphml",
        ("cite", "-f", "csl-json", "r.ris"): b"[]",
        ("view", "overview", "r.svg"): b"<svg",
    }
    for (*args, name), begin in begins.items():
        found = run(*args, "-o", name, "--force")
        assert found.exit_code == 0, found.output
        assert Path(name).read_bytes().lstrip().startswith(begin), (args, name)
    assert run("dump", "-o", "-").stdout.startswith('{"ref"')


def test_all_commands_have_their_options_in_one_order() -> None:
    first_ones, writing = ["-d", "-q", "-k", "-f", "-n"], ["-o", "--force", "--dry-run"]

    def look(command: click.Command) -> None:
        names = [one.opts[0] for one in command.params if isinstance(one, click.Option)]
        first = [name for name in first_ones if name in names]
        last = [name for name in writing if name in names]
        assert names[: len(first)] == first
        assert names[len(names) - len(last) :] == last
        for inner in getattr(command, "commands", {}).values():
            look(inner)

    group = Commands("collab-tui")
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        assert command is not None
        look(command)


def test_several_records_are_an_array() -> None:
    assert isinstance(json.loads(run("show", "-f", "json", "institution/a").stdout), dict)
    both = json.loads(run("show", "-f", "json", "institution/a", "agreement/x").stdout)
    assert [one["ref"] for one in both] == ["institution/a", "agreement/x"]


def test_search_picks_fields() -> None:
    result = run("search", "kind:agreement", "-f", "csv", "--fields", "ref,dates.signed")
    assert result.stdout.splitlines() == ["ref,dates.signed", "agreement/x,2024-05", "agreement/y,"]
    wrong = run("search", "kind:agreement", "-f", "csv", "--fields", "dates.sined")
    assert wrong.exit_code == 2
    assert "dates.signed" in wrong.output
    assert run("search", "x", "--full").exit_code == 2


def test_everything_is_exported_to_a_folder() -> None:
    assert run("export", "--all").exit_code == 2
    assert run("export", "--all", "agreement/x", "-o", "site/").exit_code == 2
    result = run("export", "--all", "-o", "site/")
    assert result.exit_code == 0, result.output
    assert Path("site/agreement/x.md").exists()
    assert run("export", "--all", "-o", "site/").exit_code == 1
    assert run("export", "--all", "-o", "site/", "--force").exit_code == 0


def test_what_changed_is_marked_in_the_pages() -> None:
    def git(*args: str) -> None:
        who = ["-c", "user.name=T", "-c", "user.email=t@example.org"]
        subprocess.run(["git", *who, *args], check=True, capture_output=True)

    git("init", "-q")
    git("add", "r.toml")
    git("commit", "-q", "-m", "first")
    text = Path("r.toml").read_text("utf-8")
    assert run("export", "--all", "--since", "HEAD", "-o", "site/").exit_code == 0
    assert Path("site/changes.md").read_text("utf-8") == "# What changed\n\nNothing changed.\n"
    gone = '[[institution]]\nid = "gone"\nname = "Gone *away*"\n'
    Path("r.toml").write_text(text + gone, "utf-8")
    git("commit", "-q", "-a", "-m", "second")
    Path("r.toml").write_text(text.replace('name = "Y"', 'name = "Why"'), "utf-8")
    result = run("export", "--all", "--since", "HEAD", "-o", "site/", "--force")
    assert result.exit_code == 0, result.output
    changed = Path("site/changes.md").read_text("utf-8")
    assert "agreement/y.md" in changed
    assert "agreement/x.md" not in changed
    left = "## No longer there\n\n- Gone \\*away\\* (institution/gone, removed since HEAD)\n"
    assert changed.endswith(f"\n\n{left}")
    assert "changed since HEAD" in Path("site/agreement/y.md").read_text("utf-8")
    assert "changes.md" in Path("site/index.md").read_text("utf-8")
    Path("r.toml").write_text(text + '[[institution]]\nid = "gone"\nname = Gone\n', "utf-8")
    result = run("export", "--all", "--since", "HEAD", "-o", "site/", "--force")
    assert "counts as removed; collab-tui check lists them" in result.stderr
    assert run("export", "--all", "--since", "nowhere", "-o", "other/").exit_code == 2
    assert run("export", "agreement/x", "--since", "HEAD").exit_code == 2


def test_on_a_terminal_one_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("out.csv").write_text("before")
    monkeypatch.setattr(asking, "sys", Mock(stdin=Mock(isatty=lambda: True), exit=sys.exit))
    args = ["search", "kind:person", "-f", "csv", "-o", "out.csv"]
    refused = CliRunner().invoke(cli, args, input="n\n")
    assert refused.exit_code == 1
    assert Path("out.csv").read_text() == "before"
    assert CliRunner().invoke(cli, args, input="y\n").exit_code == 0
    assert "person/p" in Path("out.csv").read_text()
