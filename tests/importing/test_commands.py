"""``import`` on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from collab_tui.cli import cli

HERE = Path(__file__).parent


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def table(output: Path, *more: str | Path) -> Result:
    map_path = HERE / "register.toml"
    return run("import", "table", HERE / "register.csv", "--map", map_path, "-o", output, *more)


def test_a_table_is_brought_in(tmp_path: Path) -> None:
    output = tmp_path / "out.toml"
    done = table(output)
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0] == "register.csv: UTF-8, comma between cells, 9 columns"
    assert "10 rows read" in lines
    assert "agreements: 10 written, 0 changed, 0 unchanged" in lines
    assert done.stderr == f"wrote {output}\n"
    again = table(output)
    assert "agreements: 0 written, 0 changed, 10 unchanged" in again.stdout
    assert again.stderr == f"{output} is as it should be\n"


def test_the_first_import_makes_the_folder_of_the_registry(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    assert table(folder / "list.toml", "-d", folder).exit_code == 0
    assert (folder / "list.toml").exists()
    done = table(folder / "list.toml", "-d", tmp_path / "other")
    assert (done.exit_code, "other does not exist" in done.stderr) == (2, True)


def test_a_dry_run_prints_a_diff_and_writes_nothing(tmp_path: Path) -> None:
    output = tmp_path / "out.toml"
    done = table(output, "--dry-run")
    assert done.exit_code == 0
    assert f"+++ {output}" in done.stdout.splitlines()
    assert '+id = "iiti-asia-1"' in done.stdout.splitlines()
    assert done.stderr == "nothing is written\n"
    assert not output.exists()


def test_a_map_is_suggested(tmp_path: Path) -> None:
    done = run("import", "table", HERE / "register.csv", "--suggest")
    assert done.exit_code == 0
    assert '"Signed on" = "dates.signed"' in done.stdout.splitlines()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["none.csv", "--suggest"], "none.csv cannot be read: No such file"),
        (["register.csv"], "give --map and -o, or --suggest"),
        (["register.csv", "--map", "none.toml", "-o", "x.toml"], "none.toml cannot be read"),
    ],
)
def test_misuse_exits_with_2(arguments: list[str], message: str) -> None:
    paths = [HERE / one if one.endswith((".csv", ".toml")) else one for one in arguments]
    done = run("import", "table", *paths)
    assert done.exit_code == 2
    assert message in done.stderr


def test_an_interruption_leaves_the_old_file_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "out.toml"
    output.write_text("# mine\n", encoding="utf-8")

    def broken_off(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", broken_off)
    assert table(output).exit_code != 0
    assert output.read_text(encoding="utf-8") == "# mine\n"
    assert list(tmp_path.iterdir()) == [output]


def test_ror_is_brought_in(tmp_path: Path) -> None:
    output = tmp_path / "ror.toml"
    arguments = ("import", "ror", HERE / "ror.json", "-o", output, "--country", "Brunei")
    done = run(*arguments)
    assert done.exit_code == 0, done.stderr
    assert "institutions: 4 written, 0 changed, 0 unchanged" in done.stdout.splitlines()
    again = run(*arguments)
    assert again.stderr == f"{output} is as it should be\n"
    wrong = run("import", "ror", HERE / "ror.json", "-o", output, "--country", "Nowhere")
    assert wrong.exit_code == 2
    assert "'Nowhere' is not a country" in wrong.stderr


def test_ror_ids_are_found_and_written(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(
        '[[institution]]\nid = "duke"\nname = "Duke University"  # ours\ncountry = "US"\n',
        encoding="utf-8",
    )
    found = run("reconcile", HERE / "alike.json", "-d", path)
    assert found.exit_code == 0
    assert "1 certain (=), 0 doubtful (?), 0 without a candidate" in found.stdout.splitlines()
    assert "identifiers" not in path.read_text(encoding="utf-8")
    done = run("reconcile", HERE / "alike.json", "-d", path, "--write")
    assert done.stderr == f"wrote {path}\n"
    assert path.read_text(encoding="utf-8") == (
        '[[institution]]\nid = "duke"\nname = "Duke University"  # ours\ncountry = "US"\n'
        'identifiers = { ror = "00py81415" }\n'
    )
    again = run("reconcile", HERE / "alike.json", "-d", path, "--write")
    assert "0 institutions without a ROR id, 1 with one" in again.stdout.splitlines()
    measured = run("reconcile", HERE / "alike.json", "-d", path, "--measure")
    assert "precision 1.000, recall 1.000" in measured.stdout.splitlines()
    assert run("reconcile", HERE / "alike.json", "--write").exit_code == 2
