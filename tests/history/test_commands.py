"""What changed in a registry that is kept in git."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from collab_tui.cli import cli
from collab_tui.git import Repository
from collab_tui.history.compare import compare
from collab_tui.records.kinds import Kind, Ref
from collab_tui.render.changes import in_words

ONE = """\
[[agreement]]
id = "ssmic"
name = "SSMIC"
type = "joint-centre"
status = "announced"
dates = { start = 2025 }
participants = [
  { institution = "nuh", role = "lead" },
  { institution = "rjh", role = "partner" },
]
focus_areas = ["a", "b"]
"""
NUH = '[[institution]]\nid = "nuh"\nname = "NUH"\ncountry = "SG"\ncity = "Singapore"\n'
RJH = '[[institution]]\nid = "rjh"\nname = { en = "Ruijin" }\ncountry = "CN"\ncity = "Shanghai"\n'


def git(*arguments: str, day: str = "2025-06-01") -> None:
    when = f"{day}T12:00:00+00:00"
    dates = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
    names = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    command = ["git", *names, "-c", "init.defaultBranch=main", *arguments]
    subprocess.run(command, check=True, capture_output=True, env=os.environ | dates)


def commit(message: str, day: str) -> None:
    git("add", "-A")
    git("commit", "-q", "-m", message, day=day)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COLLAB_TUI_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("COLLAB_TUI_CONFIG", str(tmp_path / "config.toml"))
    top = tmp_path / "top"
    found = top / "the registry"
    found.mkdir(parents=True)
    monkeypatch.chdir(top)
    git("init", "-q")
    (found / "a.toml").write_text(ONE)
    (found / "b.toml").write_text(NUH + RJH)
    (top / "pyproject.toml").write_text("[[person]]\nid = 'no'\n")
    commit("First", "2025-01-01")
    text = ONE.replace('"announced"', '"active"').replace(
        "]\nfocus", '  { institution = "ttsh", role = "partner" },\n]\nfocus'
    )
    text = text.replace("2025 }", "2025-10-15 }").replace('"a", "b"', '"b"')
    (found / "a.toml").write_text(text)
    commit("Active", "2025-10-16")
    (found / "a.toml").write_text(text.replace('"rjh"', '"ruijin"'))
    (found / "b.toml").write_text(NUH)
    (found / "c.toml").write_text(RJH.replace('"rjh"', '"ruijin"'))
    commit("Moved", "2026-02-01")
    return found


def run(command: str, *arguments: str) -> Result:
    result = CliRunner().invoke(cli, [command, "-d", "the registry", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_what_changed_between_two_revisions_in_words() -> None:
    assert run("diff", "HEAD~2", "HEAD~1").stdout == (
        "~ agreement/ssmic: SSMIC: status announced → active; dates.start 2025 → 2025-10-15;"
        " + participant ttsh (partner); - focus area a\n"
    )


def test_records_that_moved_or_got_another_id_are_followed() -> None:
    assert (
        run("diff", "HEAD~1", "HEAD").stdout
        == "» institution/ruijin: Ruijin: was institution/rjh\n"
    )


def test_a_record_with_the_same_name_is_followed_however_much_of_it_changed() -> None:
    def state(*tables: Mapping[str, object]) -> dict[Ref, Mapping[str, object]]:
        return {Ref(Kind.INSTITUTION, str(table["id"])): table for table in tables}

    many = [{"id": f"o{n}", "name": f"Old {n}"} for n in range(400)]
    others = [{"id": f"n{n}", "name": f"New {n}"} for n in range(400)]
    before = state({"id": "a", "name": {"en": "A"}, "city": "X", "country": "SG"}, *many)
    after = state({"id": "b", "name": "A", "city": "Y", "tags": ["t"], "country": "MY"}, *others)
    found = compare(before, after)
    assert (found[0].old, found[0].ref.id, found[0].what) == (
        Ref(Kind.INSTITUTION, "a"),
        "b",
        "renamed",
    )
    assert {change.what for change in found[1:]} == {"added", "removed"}


def test_each_part_of_a_table_that_came_or_went_is_told() -> None:
    ref = Ref(Kind.AGREEMENT, "a")
    before = {ref: {"id": "a", "name": "A"}}
    after = {ref: {"id": "a", "name": "A", "dates": {"start": 2024, "end": 2025}}}
    assert in_words(*compare(before, after)) == "A: + dates.start 2024; + dates.end 2025"
    assert in_words(*compare(after, before)) == "A: - dates.start 2024; - dates.end 2025"


def test_what_is_not_committed(folder: Path) -> None:
    result = run("diff")
    assert (result.stdout, result.stderr) == ("", "nothing changed\n")
    (folder / "b.toml").write_text(NUH.replace('city = "Singapore"\n', 'links = ["http://n"]\n'))
    (folder / "d.toml").write_text('[[person]]\nid = "p"\nname = "P"\n')
    (folder / "c.toml").write_text('[[person]]\nid = "bro\n')
    assert run("diff").stdout == (
        "~ institution/nuh: NUH: - city Singapore; + link http://n\n"
        "- institution/ruijin: Ruijin: removed\n"
        "+ person/p: P: added\n"
    )


def test_git_knows_nothing_of_what_is_behind_a_link_out_of_it(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text('[[person]]\nid = "x"\nname = "X"\n')
    (folder / "x.toml").symlink_to(tmp_path / "x.toml")
    commit("A link", "2026-03-01")
    assert run("diff").stdout == ""
    found = [one["changed"] for one in json.loads(run("search", "-f", "json", "id:x,nuh").stdout)]
    assert found == ["2025-01-01", None]


def test_since_a_day() -> None:
    assert "was institution/rjh" in run("diff", "--since", "2026-01-01").stdout
    assert "status" not in run("diff", "--since", "2026-01-01").stdout
    assert run("diff", "--since", "2026-03-01").stdout == ""
    assert "agreement/ssmic: SSMIC: added" in run("diff", "--since", "2020-01-01").stdout
    assert run("diff", "--since", "2026").exit_code == 2
    assert run("diff", "--since", "2026-02-30").exit_code == 2


def test_as_json_and_markdown() -> None:
    (change,) = json.loads(run("diff", "HEAD~2", "HEAD~1", "-f", "json").stdout)
    assert change["ref"] == "agreement/ssmic"
    assert change["fields"][0] == {"path": "status", "before": "announced", "after": "active"}
    assert change["fields"][2]["after"] == {"institution": "ttsh", "role": "partner"}
    text = run("diff", "HEAD~2", "HEAD~1", "-f", "markdown").stdout
    assert text.startswith("# Changes from HEAD\\~2 to HEAD\\~1\n\n## Agreements\n\n- **SSMIC**")
    assert "\n  - status announced → active\n" in text


def test_the_history_of_a_record() -> None:
    lines = run("history", "agreement/ssmic").stdout.splitlines()
    assert [line[:10] for line in lines] == ["2025-10-16", "2025-01-01"]
    assert lines[1].split("  ")[1] == "Ada"
    assert lines[1].endswith("SSMIC: added")
    lines = run("history", "ruijin").stdout.splitlines()
    assert [line.partition("Ruijin: ")[2] for line in lines] == ["was institution/rjh", "added"]
    gone, came = json.loads(run("history", "institution/rjh", "-f", "json").stdout)
    assert (gone["what"], came["what"]) == ("renamed", "added")


def test_what_git_cannot_tell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run("diff", "nowhere")
    assert result.exit_code == 2
    assert "git does not know the revision 'nowhere'" in result.stderr
    assert run("diff", "--", "--output=x").exit_code == 2
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.toml").write_text(NUH)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    result = CliRunner().invoke(cli, ["diff", "-d", str(outside)])
    assert result.exit_code == 2
    assert "is not kept in git" in result.stderr
    monkeypatch.setenv("PATH", str(outside))
    assert "git is not installed" in run("diff").stderr


def test_records_are_found_by_their_last_change(folder: Path) -> None:
    def found(query: str) -> list[str]:
        return run("search", query, "-f", "ids").stdout.split()

    assert found("changed:2025-10") == []
    assert found("changed:2026") == ["institution/ruijin", "agreement/ssmic"]
    assert found("changed:<2025-02") == ["institution/nuh"]
    assert found("-changed:2026..") == ["institution/nuh"]
    (folder / "b.toml").write_text(NUH + 'tags = ["new"]\n')
    assert found("changed:<2025-02") == []
    assert found("changed:>2026-02") == ["institution/nuh"]
    assert found("changed:none") == []
    assert run("facets", "changed").stdout.startswith("2026")
    commit("Tag", "2026-03-05")
    assert found("changed:2026-03-05") == ["institution/nuh"]


def test_outside_git_nothing_was_ever_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.toml").write_text(NUH)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    command = ["search", "-d", str(outside), "-f", "jsonl"]
    for asked in (["-changed:>1990"], ["changed:none"], ["", "--sort", "changed"]):
        result = CliRunner().invoke(cli, [*command, *asked])
        assert result.exit_code == 2
        assert "only for a registry that is kept in git" in result.stderr
        assert "a.toml is not kept in git" in result.stderr
    (line,) = CliRunner().invoke(cli, [*command, ""]).stdout.splitlines()
    assert json.loads(line)["changed"] is None
    assert CliRunner().invoke(cli, ["facets", "-d", str(outside), "changed"]).exit_code == 2


def test_a_record_changes_with_what_it_says(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def days() -> dict[str, str]:
        lines = run("search", "", "--sort", "changed", "-f", "jsonl").stdout.splitlines()
        return {one["ref"]: one["changed"] for one in map(json.loads, lines)}

    assert days() == {
        "institution/ruijin": "2026-02-01",
        "institution/nuh": "2025-01-01",
        "agreement/ssmic": "2026-02-01",
    }
    (folder / "b.toml").unlink()  # moved, laid out anew, with a remark: it says the same
    (folder / "c.toml").write_text(
        RJH.replace('"rjh"', '"ruijin"') + "# Of NUH.\n" + NUH.replace(" = ", "=")
    )
    assert days()["institution/nuh"] == "2025-01-01"
    commit("Laid out", "2026-03-01")
    assert days()["institution/nuh"] == "2025-01-01"
    (folder / "c.toml").write_text(RJH.replace('"rjh"', '"ruijin"') + NUH.replace("city", "#"))
    since = date.today()
    day = date.fromisoformat(days()["institution/nuh"])
    assert since <= day <= date.today(), "a field that is taken out is a change"
    commit("No city", "2026-04-02")
    assert next(iter(days().values())) == "2026-04-02"
    assert run("facets", "changed").stdout.split() == ["2026", "3"]
    assert run("search", "changed:2026-04..2026-04", "-f", "ids").stdout == "institution/nuh\n"

    def fail(*_: object) -> None:
        raise AssertionError("git was asked again for what it told")

    monkeypatch.setattr(Repository, "commits", fail)
    monkeypatch.setattr(Repository, "files", fail)
    assert days()["institution/nuh"] == "2026-04-02"
    monkeypatch.undo()


def test_ends_of_lines_and_control_characters_in_a_commit_are_text(folder: Path) -> None:
    subject = "x\u2028\x01\x0cy\x85z"
    git("commit", "-q", "--allow-empty", "-m", subject)
    (folder / "one.toml").write_text(ONE.replace("SSMIC", "New"), encoding="utf-8")
    commit(subject, "2025-09-01")
    known = Repository(folder)
    assert [one.subject for one in known.newest(2)][:1] == [subject]
    assert next(known.commits()).subject == subject


def test_what_git_is_told_to_leave_out_is_not_kept_in_it(folder: Path) -> None:
    top = folder.parent
    (top / ".gitignore").write_text("installed/\n")
    (top / "installed").mkdir()
    (top / "installed" / "a.toml").write_text(NUH)
    for arguments in (["diff"], ["diff", "--since", "2025-01-01"], ["search", "changed:>=2025"]):
        result = CliRunner().invoke(cli, [*arguments, "-d", str(top / "installed")])
        assert result.exit_code == 2
        assert "is left out of git by its repository" in result.stderr
    git("add", "-f", "installed/a.toml")
    kept = CliRunner().invoke(cli, ["diff", "-d", str(top / "installed")])
    assert "institution/nuh" in kept.stdout
