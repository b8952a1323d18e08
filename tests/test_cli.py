"""The command line: what goes to stdout, what to stderr, and the exit code."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from collab_tui import __version__
from collab_tui.__main__ import main
from collab_tui.cli import cli
from tests.conftest import SMALL

ERROR = '[[institution]]\nid = "Bad Id"\nname = "Bad"\n'
WARNING = '[[institution]]\nid = "lonely"\nname = "Lonely"\ncountry = "SG"\n'
CLEAN = '[registry]\ntitle = "Clean"\n[[focus_area]]\nid = "oncology"\nname = "Oncology"\n'
AMBIGUOUS = '[[institution]]\nid = "oncology"\nname = "Institute of Oncology"\n'
OTHER = '[[focus_area]]\nid = "oncology"\nname = "Cancer"\n[[focus_area]]\nid = "x"\nname = "X"\n'


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the user's own folders, settings and terminal out of every test."""
    monkeypatch.setenv("COLLAB_TUI_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("COLLAB_TUI_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("COLLAB_TUI_DATA", str(SMALL))
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")


def run(*arguments: str, stdin: str | None = None) -> Result:
    """Run a command. A traceback is a failure of the test."""
    result = CliRunner().invoke(cli, arguments, stdin, prog_name="collab-tui")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def program(
    *arguments: str | bytes, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run the program itself, without a terminal."""
    return subprocess.run(
        [sys.executable, "-m", "collab_tui", *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env=os.environ | (env or {}),
        timeout=50,
        check=False,
    )


def registry(tmp_path: Path, text: str, name: str = "registry") -> str:
    """Write a registry of one file and return its folder."""
    folder = tmp_path / name
    folder.mkdir()
    (folder / "a.toml").write_text(text, encoding="utf-8")
    return str(folder)


# search


@pytest.mark.parametrize(
    "query",
    [
        "-hospital",
        "-covid",
        "-focus:oncology",
        "-diabetes",
        "-kind:person",
        "-status:active kind:agreement",
        '-"cell therapy"',
        "-(ruijin OR nuh)",
        "-瑞金",
        "-nuh",
    ],
)
def test_a_query_may_begin_with_a_minus(query: str) -> None:
    plain = run("search", "--format", "ids", "--", query)
    assert (plain.exit_code, plain.stderr) == (0, "")
    assert run("search", query, "-fids").stdout == plain.stdout
    assert run("search", "-f", "ids", query, "-n1").stdout == plain.stdout.splitlines(True)[0]
    assert run("search", "--format=ids", "-d", str(SMALL), query).stdout == plain.stdout
    counted = run("facets", "kind", query)
    assert counted.exit_code == 0
    assert counted.stdout == run("facets", "kind", "--", query).stdout
    exported = run("export", "-q", query)
    assert exported.exit_code == 0
    assert exported.stdout == run("export", f"--query={query}").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("search", "nuh", "--nothing"), "No such option '--nothing'"),
        (("search", "nuh", "-x"), "No such option '-x'"),
        (("search", "-x"), "No such option '-x'"),
        (("search", "nuh", "-f"), "Option '-f' requires an argument"),
        (("search", "nuh", "-covid"), "unexpected extra argument (-covid)"),
        (("search", "nuh", "-n0"), "0 is not in the range"),
        (("search", "nuh", "--format", "-covid"), "'-covid' is not one of"),
        (("search", "-f", "ids"), "Missing argument 'QUERY'"),
        (("facets", "-covid"), "'-covid' is not one of"),
    ],
)
def test_what_is_no_query_and_no_option_is_misuse(arguments: tuple[str, ...], said: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr


def test_search_prints_what_matches_and_says_nothing_else() -> None:
    result = run("search", "id:ssmic", "--format", "ids")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "agreement/ssmic\n", "")


@pytest.mark.parametrize("form", ["table", "ids", "json", "jsonl", "csv", "markdown"])
def test_search_without_a_match_exits_with_1_and_says_so_on_stderr(form: str) -> None:
    result = run("search", "qqqqzzzz", "--format", form)
    assert result.exit_code == 1
    assert "ssmic" not in result.stdout
    assert result.stderr.startswith("no record matches\n")


@pytest.mark.parametrize(
    ("query", "column", "width"),
    [("colour:red", 0, 6), ("nuh colour:red", 4, 6), ("as-of:2024-13", 6, 7), ('a "b', 2, 1)],
)
def test_bad_query_exits_with_2_and_a_caret_below_the_mistake(
    query: str, column: int, width: int
) -> None:
    result = run("search", query)
    lines = result.stderr.splitlines()
    assert (result.exit_code, result.stdout) == (2, "")
    assert lines[0].startswith("collab-tui: ")
    assert lines[1] == query
    assert lines[2].startswith(" " * column + "^")
    assert lines[2].count("^") >= width


def test_search_through_a_pipe_has_one_record_a_line() -> None:
    (line,) = run("search", "id:ssmic").stdout.splitlines()
    ref, _, status, year = line.split("\t")
    assert (ref, year) == ("agreement/ssmic", "2025")
    assert status in ("active", "expired"), "which one depends on the day"


def test_every_format_gives_the_same_records() -> None:
    def found(form: str) -> str:
        return run("search", "kind:agreement with:nuh", "--format", form).stdout

    ids = found("ids").split()
    assert len(ids) > 1
    assert [record["ref"] for record in json.loads(found("json"))] == ids
    assert [json.loads(line)["ref"] for line in found("jsonl").splitlines()] == ids
    assert [record["ref"] for record in csv.DictReader(io.StringIO(found("csv")))] == ids
    rows = found("markdown").splitlines()[2:]
    assert [row.split(" | ")[0].removeprefix("| ") for row in rows] == ids
    assert all(ref in found("table") for ref in ids)


def test_csv_reaches_stdout_with_the_line_ends_of_its_standard() -> None:
    found = program("search", "id:ssmic", "--format", "csv")
    assert found.stdout.count(b"\r\n") == found.stdout.count(b"\n") == 2


def test_limit_takes_the_best_and_the_table_says_so() -> None:
    every = run("search", "with:nuh", "--format", "ids").stdout.split()
    assert run("search", "with:nuh", "--format", "ids", "-n", "2").stdout.split() == every[:2]
    result = run("search", "with:nuh", "--limit", "2")
    assert result.stderr == f"2 of {len(every)} records\n"
    assert run("search", "with:nuh", "--limit", "0").exit_code == 2


def test_kind_keeps_only_its_records() -> None:
    ids = run("search", "", "-k", "focus-area", "--kind", "person", "-f", "ids").stdout.split()
    assert {ref.split("/")[0] for ref in ids} == {"focus-area", "person"}
    assert run("search", "", "--kind", "robot").exit_code == 2


def test_text_that_is_not_utf8_is_no_traceback() -> None:
    for arguments in (("search", b"\xff"), ("show", b"\xff"), ("export", "-q", b"nuh \xff")):
        found = program(*arguments)
        assert b"Traceback" not in found.stderr
        assert found.returncode in (0, 1)


# show


def test_show_takes_a_ref_or_a_bare_id() -> None:
    result = run("show", "agreement/ssmic")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("AGREEMENT · ")
    assert "\nagreement/ssmic\n" in result.stdout
    assert run("show", "ssmic").stdout == result.stdout


def test_show_has_markdown_and_json() -> None:
    assert run("show", "ssmic", "-f", "markdown").stdout == run("export", "ssmic").stdout
    assert json.loads(run("show", "ssmic", "-f", "json").stdout)["ref"] == "agreement/ssmic"


def test_ambiguous_id_names_the_refs(tmp_path: Path) -> None:
    data = registry(tmp_path, CLEAN + AMBIGUOUS)
    result = run("show", "oncology", "-d", data)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "focus-area/oncology or institution/oncology" in result.stderr


@pytest.mark.parametrize(
    ("ref", "message"),
    [
        ("ssmik", "there is no record 'ssmik'; did you mean 'ssmic'?"),
        ("agreement/ssmik", "did you mean 'agreement/ssmic'?"),
        ("robot/ssmic", "there is no kind 'robot'"),
        ("qqqqzzzz", "there is no record 'qqqqzzzz'\n"),
    ],
)
def test_unknown_ref_is_one_line_with_a_hint(ref: str, message: str) -> None:
    result = run("show", ref)
    assert (result.exit_code, result.stdout) == (1, "")
    assert message in result.stderr
    assert result.stderr.count("\n") == 1


# export


def test_export_goes_to_stdout_by_default() -> None:
    result = run("export", "ssmic", "nuh")
    assert result.exit_code == 0
    assert result.stdout.startswith("---\nrefs:\n")
    assert run("export", "ssmic", "nuh", "-o", "-").stdout == result.stdout
    assert not list(Path().iterdir())


def test_export_to_a_folder_writes_a_file_each() -> None:
    result = run("export", "ssmic", "nuh", "-o", "new")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "wrote new/ssmic.md\nwrote new/nuh.md\n"
    assert sorted(path.name for path in Path("new").iterdir()) == ["nuh.md", "ssmic.md"]
    assert Path("new/ssmic.md").read_text(encoding="utf-8") == run("export", "ssmic").stdout


def test_export_to_a_file_writes_one_document() -> None:
    run("export", "ssmic", "nuh", "-o", "both.md")
    assert Path("both.md").read_text(encoding="utf-8") == run("export", "ssmic", "nuh").stdout


def test_export_takes_what_a_query_finds() -> None:
    result = run("export", "--query", "kind:agreement with:nuh")
    assert 'query: "kind:agreement with:nuh"' in result.stdout
    assert "agreement/ssmic" in result.stdout
    assert run("export", "--query", "qqqqzzzz").exit_code == 1
    assert run("export", "--query", "colour:red").exit_code == 2


@pytest.mark.parametrize("arguments", [(), ("ssmic", "--query", "nuh")])
def test_export_wants_either_refs_or_a_query(arguments: tuple[str, ...]) -> None:
    assert run("export", *arguments).exit_code == 2


def test_existing_file_is_replaced_only_by_force() -> None:
    Path("a.md").write_text("old")
    refused = run("export", "ssmic", "-o", "a.md")
    assert refused.exit_code == 1
    assert refused.stderr == "collab-tui: a.md exists already; use --force to replace it\n"
    assert Path("a.md").read_text() == "old"
    assert run("export", "ssmic", "-o", "a.md", "--force").exit_code == 0
    assert Path("a.md").read_text(encoding="utf-8") == run("export", "ssmic").stdout


@pytest.mark.parametrize("output", ["file/a.md", "file/", "file/sub/a.md", "x" * 300 + ".md"])
def test_output_that_cannot_be_written_is_one_clear_line(output: str) -> None:
    Path("file").write_text("old")
    result = run("export", "ssmic", "-o", output)
    assert (result.exit_code, result.stdout) == (1, "")
    assert " cannot be written: " in result.stderr
    assert result.stderr.count("\n") == 1
    assert [path.name for path in Path().iterdir()] == ["file"]


def test_export_uses_a_template_of_ones_own() -> None:
    Path("t").write_text("{% for page in pages %}{{ page.ref }}\n{% endfor %}")
    assert run("export", "ssmic", "nuh", "--template", "t").stdout == (
        "agreement/ssmic\ninstitution/nuh\n"
    )
    Path("t").write_text("\n{% if %}")
    broken = run("export", "ssmic", "--template", "t", "-o", "a.md")
    assert (broken.exit_code, broken.stdout) == (1, "")
    assert broken.stderr.startswith("collab-tui: t:2: ")
    assert not Path("a.md").exists()
    assert run("export", "ssmic", "--template", "missing").exit_code == 2


# check


def test_clean_registry_passes_the_check(tmp_path: Path) -> None:
    result = run("check", "-d", registry(tmp_path, CLEAN))
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "1 focus area: 0 errors, 0 warnings\n"


def test_warnings_fail_only_a_strict_check(tmp_path: Path) -> None:
    data = registry(tmp_path, WARNING)
    assert run("check", "-d", data).exit_code == 0
    strict = run("check", "-d", data, "--strict")
    assert strict.exit_code == 1
    assert "warning[" in strict.stdout


def test_errors_fail_the_check_with_place_and_hint(tmp_path: Path) -> None:
    data = registry(tmp_path, ERROR)
    result = run("check", "-d", data)
    assert result.exit_code == 1
    assert result.stdout.startswith(f"{data}/a.toml:2:6: error[")
    (problem, *_) = json.loads(run("check", "-d", data, "--format", "json").stdout)
    assert (problem["line"], problem["column"], problem["severity"]) == (2, 6, "error")
    github = run("check", "-d", data, "--format", "github")
    assert github.stdout.startswith(f"::error file={data}/a.toml,line=2,col=6,title=")
    assert github.stderr == ""


@pytest.mark.parametrize(
    "command",
    [("search", "x"), ("facets", "kind"), ("show", "x"), ("export", "x"), ("check",), ()],
)
@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("nowhere", "nowhere does not exist; name a folder or a file of TOML"),
        ("file.toml/x", "file.toml/x does not exist; name a folder or a file of TOML"),
        ("x" * 300, "cannot be looked at as a registry: File name too long"),
        ("", "the path is empty; name a folder or a file of TOML"),
    ],
)
def test_a_registry_that_is_not_there_is_misuse(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
    named: str,
    said: str,
) -> None:
    monkeypatch.setattr("collab_tui.explore.can_draw", lambda: True)
    (tmp_path / "file.toml").touch()
    path = str(tmp_path / named) if named else ""
    result = run(*command, "-d", path)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert said in result.stderr


def test_misuse_exits_with_2() -> None:
    assert run("check", "--format", "xml").exit_code == 2
    assert run("check", "extra").exit_code == 2
    assert run("nonsense").exit_code == 2


def test_a_word_that_is_no_command_is_answered_with_a_search_for_it() -> None:
    said = CliRunner().invoke(cli, ["ruijin hospital"]).stderr
    assert "collab-tui search 'ruijin hospital'" in said
    assert "did you mean 'search'?" in CliRunner().invoke(cli, ["serch"]).stderr


def test_other_commands_tell_of_errors_on_stderr_and_go_on(tmp_path: Path) -> None:
    result = run("search", "oncology", "-f", "ids", "-d", registry(tmp_path, CLEAN + ERROR))
    assert (result.exit_code, result.stdout) == (0, "focus-area/oncology\n")
    assert result.stderr.startswith(
        "collab-tui: the registry has 1 error; see: collab-tui check -d "
    )


# where the registry comes from


def test_registries_are_laid_over_each_other(tmp_path: Path) -> None:
    low, high = registry(tmp_path, CLEAN, "low"), registry(tmp_path, OTHER, "high")

    def names(*arguments: str) -> list[str]:
        found = json.loads(run(*arguments, "-f", "json").stdout)
        return sorted(record["name"] for record in found)

    assert names("search", "", "-d", low, "-d", high) == ["Cancer", "X"]
    assert names("search", "", "-d", high, "-d", low) == ["Oncology", "X"]
    assert names("-d", high, "search", "", "-d", low) == ["Oncology", "X"]


def test_registry_comes_from_the_command_line_then_environment_then_config(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ids(*arguments: str) -> str:
        return run("search", "kind:focus-area", "-f", "ids", *arguments).stdout

    one, two = registry(tmp_path, CLEAN, "one"), registry(tmp_path, OTHER, "two")
    (tmp_path / "config.toml").write_text('data = "two"\n')
    monkeypatch.setenv("COLLAB_TUI_DATA", one)
    assert ids() == "focus-area/oncology\n"
    assert ids("-d", two).split() == ["focus-area/oncology", "focus-area/x"]
    monkeypatch.delenv("COLLAB_TUI_DATA")
    assert ids() == ids("-d", two)
    (tmp_path / "config.toml").unlink()
    assert "focus-area/car-t" in ids()


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ('thme = "nord"', "there is no setting 'thme'; did you mean 'theme'?"),
        ('theme = "nord"\ndata = ', "config.toml:2:8: "),
    ],
)
def test_bad_config_is_one_line_and_exits_with_2(tmp_path: Path, config: str, message: str) -> None:
    (tmp_path / "config.toml").write_text(config)
    result = run("search", "nuh")
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ('export = "j"', 'collab-tui: [keys] export = "j": j is taken by moving down\n'),
        ('exprt = "x"', "there is no action 'exprt'; did you mean 'export'?\n"),
        ('export = "ctrl+x"', ""),
    ],
)
def test_a_key_that_is_taken_is_told_beside_the_answer(
    tmp_path: Path, keys: str, said: str
) -> None:
    (tmp_path / "config.toml").write_text(f"[keys]\n{keys}\n")
    result = run("search", "id:ssmic", "-f", "ids")
    assert (result.exit_code, result.stdout) == (0, "agreement/ssmic\n")
    assert result.stderr.endswith(said)
    assert result.stderr.count("\n") == bool(said)


def test_kept_query_goes_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('[queries]\nmine = "id:ssmic"\n')
    assert run("search", "@mine", "-f", "ids").stdout == "agreement/ssmic\n"
    unknown = run("search", "@mone")
    assert unknown.exit_code == 2
    assert "did you mean 'mine'?" in unknown.stderr


def test_damaged_catalog_is_built_again_and_said_on_stderr(tmp_path: Path) -> None:
    before = program("search", "id:ssmic", "-f", "ids")
    (catalog,) = (tmp_path / "cache").glob("*.sqlite")
    catalog.write_bytes(b"not a database" * 100)
    after = program("search", "id:ssmic", "-f", "ids")
    assert after.stdout == before.stdout == b"agreement/ssmic\n"
    assert b"damaged" in after.stderr
    assert after.stderr.count(b"\n") == 1


# facets


def test_facets_count_the_values_of_a_field() -> None:
    table = run("facets", "country")
    found = json.loads(run("facets", "country", "-f", "json").stdout)
    assert {"value", "label", "count"} == set(found[0])
    assert [line.split()[0] for line in table.stdout.splitlines()] == [f["value"] for f in found]
    rows = csv.DictReader(io.StringIO(run("facets", "country", "-f", "csv").stdout))
    assert [int(row["count"]) for row in rows] == [facet["count"] for facet in found]
    assert run("facets", "country", "qqqqzzzz").exit_code == 1
    assert run("facets", "colour").exit_code == 2


# schema and help


def test_schema_is_json() -> None:
    schema = json.loads(run("schema").stdout)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_help_shows_examples() -> None:
    assert re.search(r"Examples:\n +collab-tui  ", run("--help").stdout)
    assert "collab-tui search 'ruijin car-t'" in run("search", "--help").stdout
    assert run("-h").stdout == run("--help").stdout
    for command in ("search", "facets", "show", "export", "check", "schema"):
        assert command in run("--help").stdout
        assert run(command, "-h").exit_code == 0


def test_version_is_that_of_the_package() -> None:
    assert run("--version").stdout == f"collab-tui, version {__version__}\n"


# the program itself


def test_without_a_terminal_an_overview_stands_in_for_the_explorer() -> None:
    found = program()
    assert (found.returncode, found.stderr) == (0, b"")
    assert found.stdout == program("view", "overview").stdout
    assert found.stdout.startswith(b"OVERVIEW  of everything")
    assert program("-q", "id:ssmic").stdout.startswith(b"OVERVIEW  of id:ssmic")


def test_program_runs_as_a_module() -> None:
    found = program("search", "id:ssmic", "--format", "ids")
    assert (found.returncode, found.stdout, found.stderr) == (0, b"agreement/ssmic\n", b"")


def test_pipe_gets_plain_text() -> None:
    assert b"\x1b" not in program("show", "ssmic").stdout
    assert b"\x1b" not in program("search", "nuh").stdout


def test_no_color_means_no_escape_codes() -> None:
    for arguments in (("show", "ssmic"), ("search", "nuh")):
        coloured = program(*arguments, env={"FORCE_COLOR": "1", "COLUMNS": "70"})
        plain = program(*arguments, env={"FORCE_COLOR": "1", "COLUMNS": "70", "NO_COLOR": "1"})
        assert b"\x1b" in coloured.stdout
        assert b"\x1b" not in plain.stdout
        assert max(map(len, plain.stdout.decode().splitlines())) <= 70
        text = re.sub(rb"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\", b"", coloured.stdout)
        assert [line.rstrip() for line in text.splitlines()] == plain.stdout.splitlines()


def test_records_are_named_on_stdin() -> None:
    """`search -f ids` and `show -` go together."""
    for command in ("show", "export"):
        named = run(command, "nuh", "ssmic").stdout
        assert run(command, "-", stdin="institution/nuh\n\nagreement/ssmic\n").stdout == named
        assert run(command, "nuh", "-", stdin="ssmic").stdout == named
        empty = run(command, "-", stdin="\n")
        assert (empty.exit_code, empty.stdout) == (1, "")
        assert "no record matches" in empty.stderr


def test_closed_pipe_is_silent() -> None:
    """The output is larger than a pipe can hold, and nobody reads it to the end."""
    command = [sys.executable, "-m", "collab_tui", "search", "", "--format", "json"]
    environment = dict(os.environ)
    del environment["COLLAB_TUI_DATA"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == b"[\n"
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 141


def test_terminal_of_another_encoding_gets_question_marks() -> None:
    found = program("show", "ruijin-hospital", env={"PYTHONIOENCODING": "latin-1"})
    assert (found.returncode, found.stderr) == (0, b"")
    assert b"?" in found.stdout


HOSTILE = "d\x1b]52;c;aGVsbG8=\x07\u202e"
"""Text that could set a terminal's clipboard and change the direction of text."""


@pytest.mark.parametrize(
    "arguments",
    [
        ("search", "x", "-d", HOSTILE),
        ("show", HOSTILE),
        ("search", f"nofield{HOSTILE}:x"),
        ("search", f"@{HOSTILE}"),
        ("search", "x", "--format", HOSTILE),
        (HOSTILE,),
        ("export", "x", "-o", f"{HOSTILE}.docx"),
    ],
)
def test_arguments_cannot_make_the_terminal_do_anything(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code in (1, 2)
    assert result.stderr
    assert not set(result.output) & set("\x1b\x07\u202e")


def test_a_folder_s_name_cannot_either_and_the_command_is_quoted(tmp_path: Path) -> None:
    folder = tmp_path / f"it's {HOSTILE}"
    folder.mkdir()
    registry(folder, CLEAN + ERROR)
    searched = run("search", "oncology", "-d", str(folder))
    checked = run("check", "-d", str(folder))
    for text in (searched.stderr, checked.output):
        assert not set(text) & set("\x1b\x07\u202e")
    assert "collab-tui check -d '" in searched.stderr
    assert """/it'"'"'s d""" in searched.stderr


def test_a_file_that_cannot_be_used_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_: object) -> None:
        raise PermissionError(13, "Permission denied", "/some/where.toml")

    monkeypatch.setattr("collab_tui.__main__._run", fail)
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == 1
    assert capsys.readouterr().err == (
        "collab-tui: cannot use /some/where.toml: Permission denied\n"
    )


@pytest.mark.parametrize("name", ["x.docx", "x.pdf", "x.MDX"])
def test_an_ending_that_is_not_markdown_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    result = run("export", "ssmic", "-o", str(path))
    assert result.exit_code == 2
    assert (
        f"{path}: an export is Markdown; write a name that ends in .md or .markdown"
        in result.stderr
    )
    assert not path.exists()


def test_an_export_holds_what_was_asked_for(tmp_path: Path) -> None:
    text = "".join(
        f'[[agreement]]\nid = "{name}"\nname = "{name.title()}"\ntype = "mou"\n'
        f'tags = ["{name[0]}"]\nparticipants = [{{ institution = "nuh" }}]\n'
        for name in ("alpha", "beta", "bravo")
    )
    data = registry(tmp_path, f'{text}[[institution]]\nid = "nuh"\nname = "NUH"\ntags = ["b"]\n')
    every = run("export", "-q", "tag:b", "-d", data).stdout
    assert [line for line in every.splitlines() if line.startswith("# ")] == [
        "# Beta",
        "# Bravo",
        "# NUH",
    ]
    assert "Alpha" not in every
    assert "and 1 more, not in this document" in every
    assert "Alpha" in run("export", "nuh", "-d", data).stdout
    only = run("export", "-q", "tag:b", "-k", "institution", "-d", data).stdout
    assert "# NUH" in only
    assert "# Beta" not in only
    first = run("export", "-q", "tag:b", "-k", "agreement", "-n", "1", "-d", data)
    assert [line for line in first.stdout.splitlines() if line.startswith("# ")] == ["# Beta"]
    assert "1 of 2 records" in first.stderr
    assert run("export", "nuh", "-n", "1", "-d", data).exit_code == 2


def test_in_a_pipe_a_long_address_stays_whole(tmp_path: Path) -> None:
    url = f"https://example.org/{'x' * 200}"
    data = registry(tmp_path, f'[[focus_area]]\nid = "a"\nname = "A"\nlinks = ["{url}"]\n')
    assert url in run("show", "a", "-d", data).stdout
