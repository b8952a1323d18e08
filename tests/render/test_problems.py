"""Problems as text, JSON and GitHub annotations."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from collab_tui.records.kinds import Kind
from collab_tui.registry.problems import Check, Place, Problem, Severity, Words
from collab_tui.render import problems


def made(
    severity: Severity,
    code: str,
    message: str,
    place: Place,
    hint: str = "",
    also: Place | None = None,
) -> Problem:
    """Return a problem with these words."""
    words = Words("{message}", "{hint}" if hint else None)
    check = Check(code=code, severity=severity, means="", remedy="", example="", words=words)
    return check.at(place, also=also, message=message, hint=hint)


ERROR = made(
    Severity.ERROR,
    "bad-slug",
    "'A' is not a slug",
    Place("/far/a.toml", (), 3, 6),
    "write 'a'",
    Place("/far/b.toml", (), 1, 2),
)
WARNING = made(Severity.WARNING, "empty", "nothing here", Place("/far/c.toml"))


def test_text_has_place_severity_code_message_and_hint() -> None:
    assert problems.as_text([ERROR, WARNING]) == (
        "/far/a.toml:3:6: error[bad-slug]: 'A' is not a slug (the other: /far/b.toml:1:2)\n"
        "    write 'a'\n"
        "/far/c.toml: warning[empty]: nothing here\n"
    )


def test_files_below_the_current_folder_are_relative(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    inside = made(Severity.ERROR, "x", "y", Place(str(tmp_path / "data" / "a.toml"), (), 1, 1))
    assert problems.as_text([inside]) == "data/a.toml:1:1: error[x]: y\n"
    assert problems.as_github([inside]).startswith("::error file=data/a.toml,")


def test_text_shows_control_characters() -> None:
    problem = made(Severity.ERROR, "x", "a\x1b[2J", Place("/e\x1b.toml"), "b\x9b")
    assert problems.as_text([problem]) == "/e␛.toml: error[x]: a␛[2J\n    b⟨U+009B⟩\n"


def test_json_has_every_part() -> None:
    assert json.loads(problems.as_json([ERROR, WARNING])) == [
        {
            "file": "/far/a.toml",
            "line": 3,
            "column": 6,
            "severity": "error",
            "code": "bad-slug",
            "message": "'A' is not a slug",
            "hint": "write 'a'",
            "also": "/far/b.toml:1:2",
        },
        {
            "file": "/far/c.toml",
            "line": None,
            "column": None,
            "severity": "warning",
            "code": "empty",
            "message": "nothing here",
            "hint": None,
            "also": None,
        },
    ]
    assert problems.as_json([]) == "[]\n"


def test_github_annotation_has_place_title_and_hint() -> None:
    assert problems.as_github([ERROR, WARNING]) == (
        "::error file=/far/a.toml,line=3,col=6,title=bad-slug::'A' is not a slug (write 'a')\n"
        "::warning file=/far/c.toml,title=empty::nothing here\n"
    )


def test_github_annotation_cannot_be_broken_out_of() -> None:
    place = Place("/a,b:c%\nd.toml", (), 1, 1)
    problem = made(Severity.ERROR, "x", "50%\r\n::error::forged\x1b[2J", place)
    assert problems.as_github([problem]) == (
        "::error file=/a%2Cb%3Ac%25%0Ad.toml,line=1,col=1,title=x::50%25%0D%0A::error::forged␛[2J\n"
    )


def test_tally_counts_records_and_problems() -> None:
    counts = {Kind.INSTITUTION: 2, Kind.AGREEMENT: 0, Kind.PERSON: 1}
    assert problems.tally(counts, 1, 2) == "2 institutions, 1 person: 1 error, 2 warnings"
    assert problems.tally({}, 0, 0) == "no records: 0 errors, 0 warnings"
