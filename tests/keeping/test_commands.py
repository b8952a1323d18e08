"""``new``, ``set``, ``unset``, ``rename``, ``merge`` and ``remove``, as users run them."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest
import tomli
from click.testing import CliRunner, Result

from collab_tui.cli import cli
from collab_tui.keeping.draft import Draft

PLACES = """\
# Institutions.

[[institution]]
id = "nuh"
name = "National University Hospital"
country = "SG"
parent = "nus"
evidence = [{ source = "s", supports = ["country", "parent"] }]

[[institution]]
id = "nus"
name = { en = "National University of Singapore" }
country = "SG"
evidence = [{ source = "s" }]

# ---- China

[[institution]]
id = "ruijin"
name = "Ruijin Hospital"
country = "CN"
evidence = [{ source = "s" }]

[[institution]]
id = "rjh"
name = "Shanghai Ruijin Hospital"
acronyms = ["RJH"]
city = "Shanghai"
country = "CN"
evidence = [{ source = "s", supports = ["city"] }]
"""
OTHERS = """\
[[agreement]]
id = "mou"
name = "MoU" # short
type = "mou"
participants = [
  { institution = "nuh", role = "lead", people = ["lim"] }, # of two
  { institution = "rjh", role = "partner" },
]
evidence = [
  { source = "s", supports = ["type", "participants.nuh"] },
  { source = "s", supports = ["participants.rjh"] },
]

[[person]]
id = "lim"
name = "Lim"
affiliations = [{ institution = "nuh", post = "Head" }]
evidence = [{ source = "s" }]

[[source]]
id = "s"
name = "S"
type = "news"
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COLLAB_TUI_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("COLLAB_TUI_CONFIG", str(tmp_path / "config.toml"))
    found = tmp_path / "registry"
    found.mkdir()
    (found / "places.toml").write_text(PLACES)
    (found / "others.toml").write_text(OTHERS)
    monkeypatch.chdir(found)
    return found


def run(*arguments: str) -> Result:
    command, *rest = arguments
    result = CliRunner().invoke(cli, [command, "-d", ".", *rest], prog_name="collab-tui")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def done(*arguments: str) -> str:
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def table(folder: Path, kind: str, record_id: str) -> dict[str, object]:
    for file in folder.glob("*.toml"):
        for found in tomli.loads(file.read_text()).get(kind, []):
            if found["id"] == record_id:
                return dict(found)
    raise AssertionError(record_id)


def is_clean() -> bool:
    return run("check").exit_code == 0


def test_a_record_is_added_where_its_fellows_are(folder: Path) -> None:
    out = done("new", "institution", "--set", "name=Tan Tock Seng", "--set", "country=SG")
    assert out == "institution/tan-tock-seng\n"
    text = (folder / "places.toml").read_text()
    assert text.startswith(PLACES)
    assert text.endswith(
        '\n\n[[institution]]\nid = "tan-tock-seng"\nname = "Tan Tock Seng"\ncountry = "SG"\n'
    )
    assert is_clean()


def test_a_record_is_added_to_a_file_that_is_not_there(folder: Path) -> None:
    done(
        *("new", "agreement", "--file", "new/one.toml", "--set", "id=one", "--set", "name=One"),
        *("--set", "type=mou", "--set", "participants.nuh.role=lead", "--set", "dates.signed=2025"),
        *("--set", "dates.start=2025-10", "--set", "dates.end=2026-01-31"),
    )
    assert (folder / "new" / "one.toml").read_text() == (
        '[[agreement]]\nid = "one"\nname = "One"\ntype = "mou"\n'
        'dates = { signed = 2025, start = "2025-10", end = 2026-01-31 }\n'
        'participants = [\n  { institution = "nuh", role = "lead" },\n]\n'
    )
    assert is_clean()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--set", "country=SG"], "a record has a name"),
        (["--set", "name=N", "--set", "id=nuh"], "institution/nuh is there already"),
        (["--set", "name=N", "--set", "id=N U"], "'N U' is not an id"),
        (["--set", "name=N", "--set", "contry=SG"], "did you mean 'country'?"),
        (["--set", "name=N", "--set", "country=UK"], "did you mean 'GB'?"),
        (["--set", "name=N", "--set", "parent=nowhere"], "there is no institution 'nowhere'"),
        (["--set", "name=N", "--set", "established=May"], "'May' is not a date; write"),
        (["--set", "name=N", "--file", "../out.toml"], "is not within the registry"),
        (["--set", "name=N", "--file", "out.txt"], "ends in .toml"),
    ],
)
def test_what_check_would_find_broken_is_not_added(
    folder: Path, arguments: list[str], said: str
) -> None:
    result = run("new", "institution", *arguments)
    assert result.exit_code in (1, 2)
    assert said in result.stderr
    assert (folder / "places.toml").read_text() == PLACES
    assert not (folder.parent / "out.toml").exists()


def test_fields_are_set_and_the_rest_stays(folder: Path) -> None:
    done(
        *("set", "agreement/mou", "name=Memorandum", "participants.rjh.role=funder"),
        *("milestones+={ date = 2025-10-15, event = 'Opened' }", "tags=a,b", "dates.start=2024~"),
    )
    text = (folder / "others.toml").read_text()
    assert 'name = "Memorandum" # short\n' in text
    assert 'people = ["lim"] }, # of two\n  { institution = "rjh", role = "funder" },\n' in text
    assert 'milestones = [\n  { date = 2025-10-15, event = "Opened" },\n]\n' in text
    assert 'dates = { start = "2024~" }\n' in text
    done("set", "mou", "tags-=a", "tags+=c,d")
    assert 'tags = ["b", "c", "d"]\n' in (folder / "others.toml").read_text()


def test_a_name_in_another_language_leaves_the_first_its_own(folder: Path) -> None:
    done("set", "nuh", "name.zh-Hans=新加坡国立大学医院")
    text = (folder / "places.toml").read_text()
    names = '{ en = "National University Hospital", zh-Hans = "新加坡国立大学医院" }'
    assert f"name = {names}\n" in text


def test_fields_are_taken_out(folder: Path) -> None:
    done("unset", "agreement/mou", "participants.rjh", "participants.nuh.people")
    participants = table(folder, "agreement", "mou")["participants"]
    assert participants == [{"institution": "nuh", "role": "lead"}]
    assert run("unset", "agreement/mou", "place").exit_code == 2
    result = run("unset", "agreement/mou", "name")
    assert result.exit_code == 1
    assert "'name' is missing" in result.stderr


def test_nothing_is_written_in_a_dry_run(folder: Path) -> None:
    out = done("set", "nuh", "city=Singapore", "--dry-run")
    assert '+city = "Singapore"\n' in out
    assert out.startswith("--- places.toml\n+++ places.toml\n@@")
    assert (folder / "places.toml").read_text() == PLACES


def test_a_record_gets_another_id_wherever_it_is_named(folder: Path) -> None:
    config = folder.parent / "config.toml"
    config.write_text('theme = "x"\n[queries]\nours = "with:nuh,nus -with:nuhs" # mine\n')
    done("rename", "institution/nuh", "institution/hospital")
    agreement = table(folder, "agreement", "mou")
    assert (
        '{ institution = "hospital", role = "lead", people = ["lim"] }, # of two'
        in (folder / "others.toml").read_text()
    )
    assert agreement["evidence"] == [
        {"source": "s", "supports": ["type", "participants.hospital"]},
        {"source": "s", "supports": ["participants.rjh"]},
    ]
    assert table(folder, "person", "lim")["affiliations"] == [
        {"institution": "hospital", "post": "Head"}
    ]
    assert config.read_text() == (
        'theme = "x"\n[queries]\nours = "with:hospital,nus -with:nuhs" # mine\n'
    )
    assert is_clean()


@pytest.mark.parametrize(
    "change",
    [
        ("rename", "institution/nuh", "institution/hospital"),
        ("merge", "institution/rjh", "institution/ruijin"),
        ("remove", "institution/nuh", "--cascade"),
        ("fmt",),
    ],
)
def test_nothing_is_written_while_a_folder_cannot_be_read(
    change: tuple[str, ...], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A record in it may name the one that is changed."""
    (folder / "away").mkdir()
    (folder / "others.toml").rename(folder / "away" / "others.toml")
    before, scandir = (folder / "places.toml").read_text(), os.scandir
    assert run("check").exit_code in (0, 1)

    def failing(path: Any) -> Any:
        if os.fspath(path).endswith("away"):
            raise OSError(errno.EIO, "Input/output error", os.fspath(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", failing)
    result = run(*change)
    assert result.exit_code == 1
    assert "away: input/output error; nothing was written" in result.stderr
    assert (folder / "places.toml").read_text() == before


def test_a_record_gets_no_id_that_is_taken(folder: Path) -> None:
    result = run("rename", "institution/nuh", "institution/nus")
    assert result.exit_code == 1
    assert "collab-tui merge institution/nuh institution/nus" in result.stderr
    assert run("rename", "institution/nuh", "person/x").exit_code == 1


def test_two_that_are_one_are_merged(folder: Path) -> None:
    done("merge", "institution/rjh", "institution/ruijin")
    record = table(folder, "institution", "ruijin")
    assert record["aliases"] == ["Shanghai Ruijin Hospital", "rjh"]
    assert record["acronyms"] == ["RJH"]
    assert record["city"] == "Shanghai"
    assert record["evidence"] == [{"source": "s"}]
    agreement = table(folder, "agreement", "mou")
    assert agreement["evidence"] == [
        {"source": "s", "supports": ["type", "participants.nuh"]},
        {"source": "s", "supports": ["participants.ruijin"]},
    ]
    text = (folder / "places.toml").read_text()
    assert '"rjh"\n' not in text
    assert "# ---- China\n" in text
    assert is_clean()


def test_several_names_and_names_with_a_language_are_kept_once(folder: Path) -> None:
    file = folder / "places.toml"
    text = PLACES.replace(
        '"Shanghai Ruijin Hospital"', '{ en = ["Shanghai Ruijin Hospital", "RJ"] }'
    )
    text = text.replace(
        'acronyms = ["RJH"]\n', 'aliases = ["RJ", { text = "瑞金", language = "zh-Hans" }]\n'
    )
    file.write_text(text)
    done("merge", "institution/rjh", "institution/ruijin")
    assert table(folder, "institution", "ruijin")["aliases"] == [
        "RJ",
        {"text": "瑞金", "language": "zh-Hans"},
        "Shanghai Ruijin Hospital",
        "rjh",
    ]


def test_conflicts_are_told_and_chosen(folder: Path) -> None:
    result = run("merge", "institution/ruijin", "institution/nuh")
    assert result.exit_code == 1
    assert 'country: ref has "CN", into has "SG"' in result.stderr
    assert (folder / "places.toml").read_text() == PLACES
    done("merge", "institution/ruijin", "institution/nuh", "--prefer", "country=ref")
    assert table(folder, "institution", "nuh")["country"] == "CN"


def test_who_takes_part_twice_after_a_merge_takes_part_once(folder: Path) -> None:
    done("merge", "institution/rjh", "institution/nuh", "--prefer", "into")
    assert table(folder, "agreement", "mou")["participants"] == [
        {"institution": "nuh", "role": "lead", "people": ["lim"]}
    ]
    assert table(folder, "agreement", "mou")["evidence"] == [
        {"source": "s", "supports": ["type", "participants.nuh"]},
        {"source": "s", "supports": ["participants.nuh"]},
    ]


def test_part_and_whole_are_merged_without_a_circle(folder: Path) -> None:
    done("merge", "institution/nus", "institution/nuh", "--prefer", "into")
    assert "parent" not in table(folder, "institution", "nuh")
    assert is_clean()


def test_what_is_named_is_not_removed(folder: Path) -> None:
    result = run("remove", "institution/nuh")
    assert result.exit_code == 1
    assert "others.toml:6:19: agreement/mou" in result.stderr
    assert "others.toml:17:33: person/lim" in result.stderr
    assert (folder / "places.toml").read_text() == PLACES


def test_what_names_it_goes_with_it(folder: Path) -> None:
    done("remove", "institution/nuh", "--cascade")
    agreement = table(folder, "agreement", "mou")
    assert agreement["participants"] == [{"institution": "rjh", "role": "partner"}]
    assert agreement["evidence"] == [
        {"source": "s", "supports": ["type"]},
        {"source": "s", "supports": ["participants.rjh"]},
    ]
    assert "affiliations" not in table(folder, "person", "lim")
    assert is_clean()


def test_a_source_goes_with_all_that_it_backs(folder: Path) -> None:
    done("remove", "source/s", "--cascade")
    assert "evidence" not in table(folder, "agreement", "mou")
    assert "evidence" not in table(folder, "institution", "nuh")


def test_an_error_that_was_there_does_not_keep_one_from_other_changes(folder: Path) -> None:
    (folder / "bad.toml").write_text('[[person]]\nid = "p"\nname = "P"\nlinks = ["x"]\n')
    done("set", "nuh", "city=Singapore")
    done("set", "person/p", "name=Q")
    assert table(folder, "person", "p") == {"id": "p", "name": "Q", "links": ["x"]}


def test_a_file_that_is_not_toml_is_not_touched(folder: Path) -> None:
    (folder / "bad.toml").write_text('[[person]]\nid = "p"\nname = "nuh\n[[person]]\nid = "q"\n')
    result = run("rename", "institution/nuh", "institution/x")
    assert result.exit_code == 1
    assert "correct it first" in result.stderr
    assert (folder / "places.toml").read_text() == PLACES


def test_a_change_is_made_again_where_somebody_else_wrote_meanwhile(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody's words are lost, and nobody has to type a command twice."""
    write, disturbances = Draft.write, [1]

    def late(draft: Draft) -> object:
        if disturbances:
            disturbances.pop()
            with (folder / "others.toml").open("a") as file:
                file.write("# of somebody else\n")
        return write(draft)

    monkeypatch.setattr(Draft, "write", late)
    done("set", "agreement/mou", "name=Memorandum")
    text = (folder / "others.toml").read_text()
    assert 'name = "Memorandum" # short\n' in text
    assert text.count("# of somebody else\n") == 1
    disturbances += [1] * 50
    result = CliRunner().invoke(cli, ["set", "agreement/mou", "name=Other", "-d", str(folder)])
    assert result.exit_code == 1
    assert "was changed by somebody else in the meantime; nothing was written" in result.stderr
    assert "Other" not in (folder / "others.toml").read_text()
