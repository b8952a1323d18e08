"""What is certain is fixed and reported; everything else is left alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from collab_tui.cli import cli
from collab_tui.keeping.fixing import Fix, fixed
from collab_tui.records.kinds import Kind


def test_what_is_certain() -> None:
    table = {
        "id": "a",
        "name": {"en": "A ", "id": "\tB"},
        "types": ["healthcare", "Health care", "healthcare"],
        "country": "Singapore",
        "established": "1985-03-01",
        "identifiers": {
            "ror": "https://ror.org/04FP9FM22",
            "isni": "0000000121806431",
            "wikidata": "q1",
        },
    }
    found, fixes = fixed(Kind.INSTITUTION, table)
    assert found == {
        "id": "a",
        "name": {"en": "A", "id": "B"},
        "types": ["healthcare"],
        "country": "SG",
        "established": date(1985, 3, 1),
        "identifiers": {"ror": "04fp9fm22", "isni": "0000 0001 2180 6431", "wikidata": "Q1"},
    }
    assert Fix(("country",), "Singapore", "SG") in fixes
    assert Fix(("types", 2), "healthcare", None) in fixes
    assert len(fixes) == 10
    assert fixed(Kind.INSTITUTION, found) == (found, [])


def test_doubles_go_where_they_say_no_more() -> None:
    table = {
        "id": "a",
        "name": "A",
        "type": "mou",
        "participants": [
            {"institution": "x", "role": "lead", "people": ["p", {"person": "q"}, "p"]},
            {"institution": "x"},
            {"institution": "x", "role": "funder"},
        ],
        "focus_areas": ["b", "c", "b"],
    }
    found, _ = fixed(Kind.AGREEMENT, table)
    assert found["participants"] == [
        {"institution": "x", "role": "lead", "people": ["p", {"person": "q"}]},
        {"institution": "x", "role": "funder"},  # it is not clear which of the two
    ]
    assert found["focus_areas"] == ["b", "c"]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("type", "agreement"),  # nothing is similar
        ("status", "not active"),  # the similar one means the opposite, or there are several
        ("dates", {"start": "Spring 2024"}),
        ("dates", {"start": "2024-02-30"}),
    ],
)
def test_what_is_doubtful_is_left(key: str, value: object) -> None:
    table = {"id": "a", "name": "A", "type": "mou", key: value}
    assert fixed(Kind.AGREEMENT, table)[0][key] == value


TEXT = """\
[[agreement]]
id = "a"
name = "A " # short
type = "Mou"
dates = { start = "2024-10-15", end = "2025-10" }
participants = [
  { institution = "x" }, # the first
  { institution = "x" }, # again
]
evidence = [{ source = "s" }]

[[institution]]
id = "x"
name = "X"
country = "Singapor"
evidence = [{ source = "s" }]

[[source]]
id = "s"
name = "S"
type = "news"
links = ["no address"]
"""


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLLAB_TUI_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("COLLAB_TUI_CONFIG", str(tmp_path / "config.toml"))
    folder = tmp_path / "registry"
    folder.mkdir()
    file = folder / "a.toml"
    file.write_text(TEXT)
    tried = CliRunner().invoke(cli, ["check", "-d", str(folder), "--fix", "--dry-run"])
    assert tried.exit_code == 0
    assert '+type = "mou"' in tried.stdout
    assert file.read_text() == TEXT
    result = CliRunner().invoke(cli, ["check", "-d", str(folder), "--fix"])
    assert 'agreement/a: name: "A " → "A"' in result.stderr
    assert 'agreement/a: participants.1: { institution = "x" } taken out' in result.stderr
    assert 'institution/x: country: "Singapor" → "SG"' in result.stderr
    assert result.exit_code == 1
    assert "bad-url" in result.stdout
    text = file.read_text()
    assert 'name = "A" # short\n' in text
    assert 'dates = { start = 2024-10-15, end = "2025-10" }\n' in text
    assert '  { institution = "x" }, # the first\n]\n' in text
