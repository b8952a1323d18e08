"""One layout. A file says the same as before."""

from __future__ import annotations

from pathlib import Path

import pytest
import tomli
from click.testing import CliRunner

from collab_tui.cli import cli
from collab_tui.keeping.formatting import formatted
from collab_tui.keeping.parts import EditError

ROOT = Path(__file__).parent.parent.parent

BEFORE = """\


# The file.

[registry]
format=1 # one
# What it is called.
title='T'
check={select=[],ignore=["unsourced"]}


[[agreement]]   # the first
# ror: mark
evidence=[{supports=["type"],source='s'}] # of all
# Who.
participants = [ {role="lead",institution="x", people=[{role="signatory", person="p"}]}]

# What it
# is called.
name = 'A "B"'
"id" = "a"
dates.end = 2025
dates.start = 2024-01-01
focus_areas = [ # many
    "b", # two

  # one
  "a"
]
tags = ["a-rather-long-tag-number-one", "a-rather-long-tag-number-two",
"a-rather-long-tag-number-three"]
summary = \"\"\"
Two
lines.\"\"\"
# the end of it

# ---- Next
[agreement.extra]
z = 1
a = 2
# About b.
[[person]]
name = "B"
id = 'b'
"""

AFTER = """\
# The file.

[registry]
# What it is called.
title = "T"
check = { ignore = ["unsourced"], select = [] }
format = 1 # one

[[agreement]] # the first
# ror: mark
id = "a"
# What it
# is called.
name = 'A "B"'
summary = \"\"\"
Two
lines.\"\"\"
dates.start = 2024-01-01
dates.end = 2025
# Who.
participants = [
  { institution = "x", role = "lead", people = [{ person = "p", role = "signatory" }] },
]
focus_areas = [ # many
  "b", # two
  # one
  "a",
]
tags = [
  "a-rather-long-tag-number-one",
  "a-rather-long-tag-number-two",
  "a-rather-long-tag-number-three",
]
evidence = [
  { source = "s", supports = ["type"] },
] # of all

# the end of it

# ---- Next
[agreement.extra]
z = 1
a = 2

# About b.
[[person]]
id = "b"
name = "B"
"""


def test_the_layout() -> None:
    assert formatted(BEFORE.encode()).decode() == AFTER


def test_a_second_time_changes_nothing() -> None:
    assert formatted(AFTER.encode()).decode() == AFTER


def test_lines_end_as_they_did() -> None:
    assert formatted(BEFORE.replace("\n", "\r\n").encode()).decode() == AFTER.replace("\n", "\r\n")


def test_remarks_that_would_be_lost_keep_a_file_as_it_is() -> None:
    text = b'[[person]]\nid = "a"\nname = "A"\ntags = ["x" # one\n, # two\n"y"]\n'
    assert formatted(text).count(b"# ") == 2


def test_what_is_no_toml_is_left_alone() -> None:
    with pytest.raises(EditError, match="correct it first"):
        formatted(b'[[person]]\nname = "A\n')


@pytest.mark.parametrize("path", sorted((ROOT / "data").rglob("*.toml")), ids=lambda p: p.stem)
def test_the_built_in_registry_is_laid_out_so(path: Path) -> None:
    """`collab-tui fmt -d data` does it."""
    content = path.read_bytes()
    assert formatted(content) == content


@pytest.mark.parametrize("path", sorted((ROOT / "data").rglob("*.toml")), ids=lambda p: p.stem)
def test_what_is_laid_out_otherwise_says_the_same(path: Path) -> None:
    content = path.read_bytes().replace(b"\n]\n", b"\n] # an end\n").replace(b" = ", b"=")
    found = formatted(content)
    assert tomli.loads(found.decode()) == tomli.loads(content.decode())
    assert formatted(found) == found

    def remarks(text: bytes) -> list[bytes]:
        return sorted(line for line in text.splitlines() if line.startswith(b"#"))

    assert remarks(found) == remarks(content)


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLLAB_TUI_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("COLLAB_TUI_CONFIG", str(tmp_path / "config.toml"))
    folder = tmp_path / "registry"
    folder.mkdir()
    (folder / "a.toml").write_text(BEFORE)
    (folder / "b.toml").write_text('[[person]]\nid = "c"\nname = "C"\n')

    def run(*arguments: str) -> tuple[int, str, str]:
        result = CliRunner().invoke(cli, ["fmt", "-d", str(folder), *arguments])
        return result.exit_code, result.stdout, result.stderr

    code, _, said = run("--check")
    assert code == 1
    assert "a.toml" in said
    assert "b.toml" not in said
    assert run("--check", str(folder / "b.toml"))[0] == 0
    assert "+# The file." not in run("--dry-run")[1]
    assert (folder / "a.toml").read_text() == BEFORE
    assert run()[0] == 0
    assert (folder / "a.toml").read_text() == AFTER
    assert run("--check")[0] == 0
