"""`check` as a gate: what counts, in which files, since when, and in which format."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from collab_tui.catalog.catalog import Catalog
from collab_tui.cli import cli
from collab_tui.gate.choosing import count
from collab_tui.registry.checks.files import NOT_UTF8
from collab_tui.registry.problems import Place
from collab_tui.render.problem_forms import as_sarif

HEAD = '[registry]\ntitle = "T"\n'
GOOD = '[[person]]\nid = "good"\nname = "Good"\nevidence = [{ source = "s" }]\n'
SOURCE = '[[source]]\nid = "s"\nname = "S"\ntype = "news"\n'
BAD = '[[institution]]\nid = "bad"\nname = "Bad"\ncountry = "SG"\nlinks = ["x"]\n'


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COLLAB_TUI_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("COLLAB_TUI_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.delenv("COLLAB_TUI_DATA", raising=False)
    found = tmp_path / "registry"
    (found / "people").mkdir(parents=True)
    (found / "registry.toml").write_text(HEAD + SOURCE)
    (found / "people" / "good.toml").write_text(GOOD)
    (found / "people" / "bad.toml").write_text(BAD)
    monkeypatch.chdir(found)
    return found


def check(*arguments: str) -> Result:
    result = CliRunner().invoke(cli, ["check", *arguments], prog_name="collab-tui")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def codes(*arguments: str) -> list[str]:
    return [one["code"] for one in json.loads(check(*arguments, "-f", "json").stdout)]


def test_the_files_of_a_change_are_checked_within_their_registry(folder: Path) -> None:
    assert check("people/good.toml").exit_code == 0
    assert codes("people/good.toml") == []
    assert check("people/bad.toml").exit_code == 1
    assert codes("people/bad.toml", "people/good.toml") == ["unsourced", "bad-url"]
    (folder / "people" / "bad.toml").write_text(GOOD)  # the other side of a double is also reported
    assert codes("people/good.toml") == ["duplicate-id", "duplicate-id"]


def test_files_of_a_repository_that_belong_to_no_registry_are_left_out(folder: Path) -> None:
    (folder.parent / "other.toml").write_text(HEAD)  # above the repository, so of no interest
    (folder / ".git").mkdir()
    own = folder / "kept"
    own.mkdir()
    for file in [*folder.glob("*.toml"), folder / "people"]:
        file.rename(own / file.name)
    (folder / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    bad = "kept/people/bad.toml"
    for command in ("check", "fmt"):
        result = CliRunner().invoke(cli, [command, "pyproject.toml"])
        said = "pyproject.toml belongs to no registry; it is left out\n"
        assert (result.exit_code, result.stdout, result.stderr) == (0, "", said)
    result = check("pyproject.toml", bad, "-f", "json")
    assert (result.exit_code, result.stderr.startswith("pyproject.toml belongs")) == (1, True)
    assert [one["code"] for one in json.loads(result.stdout)] == ["unsourced", "bad-url"]
    (own / "registry.toml").write_text(SOURCE)  # without the table, it is the folder of the file
    assert codes("kept/people/good.toml") == ["no-such-record"]


def test_codes_are_left_out_and_chosen() -> None:
    assert codes("-d", ".", "--ignore", "unsourced") == ["bad-url"]
    assert codes("-d", ".", "--ignore", "unsourced,bad-url") == []
    assert codes("-d", ".", "--select", "unsourced") == ["unsourced"]
    assert check("-d", ".", "--select", "unsourced").exit_code == 0
    assert check("-d", ".", "--select", "unsourced", "--strict").exit_code == 1
    result = check("-d", ".", "--ignore", "bad-urls")
    assert result.exit_code == 2
    assert "did you mean 'bad-url'?" in result.stderr


def test_a_registry_says_what_counts(folder: Path) -> None:
    file = folder / "registry.toml"
    file.write_text(f'{HEAD}check = {{ ignore = ["bad-url"] }}\n{SOURCE}')
    assert codes("-d", ".") == ["unsourced"]
    assert codes("-d", ".", "--select", "bad-url") == ["bad-url"]
    file.write_text(f"{HEAD}[registry.check]\nstrict = true\nignore = ['bad-url']\n{SOURCE}")
    assert check("-d", ".").exit_code == 1
    file.write_text(f"{HEAD}[registry.check]\nignore = ['nothing']\n{SOURCE}")
    assert check("-d", ".").exit_code == 2


def test_a_line_says_what_does_not_count_there(folder: Path) -> None:
    file = folder / "people" / "bad.toml"
    file.write_text(BAD.replace('["x"]', '["x"] # as printed # check: ignore bad-url'))
    assert codes("-d", ".") == ["unsourced"]
    file.write_text(BAD.replace("]]", "]] # check: ignore unsourced, bad-url"))
    assert codes("-d", ".") == ["bad-url"]


def test_an_old_registry_can_start(folder: Path) -> None:
    assert check("-d", ".", "--write-baseline", "known.json").exit_code == 0
    assert check("-d", ".", "--baseline", "known.json", "--strict").exit_code == 0
    file = folder / "people" / "bad.toml"
    file.write_text("# moved\n\n" + GOOD.replace("good", "new") + BAD)  # other lines, other places
    assert codes("-d", ".", "--baseline", "known.json") == []
    file.write_text(BAD + 'nation = "SG"\n')
    assert codes("-d", ".", "--baseline", "known.json") == ["unknown-key"]
    file.write_text(GOOD.replace("good", "bad"))
    result = check("-d", ".", "--baseline", "known.json")
    assert "2 problems of known.json are gone" in result.stderr
    (folder / "known.json").write_text("[]")
    assert check("-d", ".", "--baseline", "known.json").exit_code == 2


def test_how_many_there_are_of_each() -> None:
    result = check("-d", ".", "--summary")
    assert result.stdout == "error    bad-url        1\nwarning  unsourced      1\n"
    assert result.exit_code == 1


def test_sarif() -> None:
    log = json.loads(check("-d", ".", "-f", "sarif").stdout)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
    (first, second) = run["results"]
    assert first["level"] == "warning"
    assert second["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "people/bad.toml"},
        "region": {"startLine": 5, "startColumn": 10},
    }


def test_the_place_in_sarif_is_an_address_whatever_the_file_is_called() -> None:
    place = Place("a b#c/é.toml")
    (run,) = json.loads(as_sarif([NOT_UTF8.at(place, byte="e9")]))["runs"]
    found = run["results"][0]["locations"][0]["physicalLocation"]
    assert found["artifactLocation"]["uri"] == "a%20b%23c/%C3%A9.toml"


def test_junit(folder: Path) -> None:
    suite = ET.fromstring(check("-d", ".", "-f", "junit").stdout)
    assert suite.attrib["failures"] == "2"
    case = suite[1]
    assert case.attrib == {"classname": "people/bad.toml", "name": "bad-url 5"}
    assert case[0].tag == "failure"
    (folder / "people" / "bad.toml").unlink()
    suite = ET.fromstring(check("-d", ".", "-f", "junit").stdout)
    assert (suite.attrib["failures"], len(suite)) == ("0", 1)


def test_the_hooks_run_what_there_is(folder: Path) -> None:
    """The commands as pre-commit runs them: the entry, and then the files of the commit."""
    hooks = (Path(__file__).parents[2] / ".pre-commit-hooks.yaml").read_text("utf-8")
    entries = re.findall(r"entry: collab-tui (.+)", hooks)
    assert entries == ["check", "fmt"]
    for entry in entries:
        result = CliRunner().invoke(cli, [*entry.split(), "people/good.toml"])
        assert result.exit_code == 0, result.output
    result = CliRunner().invoke(cli, [entries[0], "people/bad.toml"])
    assert result.exit_code == 1
    (folder / "people" / "good.toml").write_text(
        GOOD.replace('id = "good"\n', "") + 'id = "good"\n'
    )
    result = CliRunner().invoke(cli, [entries[1], "people/good.toml"])
    assert "people/good.toml" in result.stderr
    assert (folder / "people" / "good.toml").read_text() == GOOD.replace(
        "[{ source", "[\n  { source"
    ).replace("}]", "},\n]")


@pytest.mark.parametrize(
    ("own", "remark", "counts"),
    [
        ("", "", {"error": 1, "warning": 1}),
        ("", " # check: ignore bad-url", {"error": 0, "warning": 1}),
        ('check = { ignore = ["unsourced"] }', "", {"error": 1, "warning": 0}),
        ('check = { select = ["bad-url"] }', "", {"error": 1, "warning": 0}),
        ('check = { ignore = ["no-such-check"] }', "", {"error": 1, "warning": 1}),
    ],
)
def test_what_the_registry_leaves_out_is_counted_nowhere(
    tmp_path: Path, own: str, remark: str, counts: dict[str, int]
) -> None:
    file = tmp_path / "a.toml"
    file.write_text(
        f'[registry]\n{own}\n[[institution]]\nid = "a"\nname = "A"\ncountry = "SG"\n'
        f'links = ["www.a.example"]{remark}\n'
    )
    catalog = Catalog.open([file], None)
    catalog.refresh()
    assert count(catalog) == counts
