from __future__ import annotations

from pathlib import Path

import pytest

from collab_tui.registry.checks.files import TOML_SYNTAX
from collab_tui.registry.positions import Positions, Spot, locate, record_line
from collab_tui.registry.problems import KeyPath, Place, Problem

TEXT = """\
# A comment
[registry]
title = "T"

[[institution]]
id = "a"
name = { en = "A", "zh-Hans" = "瑞金", id = "B" }
city = "é"
"country" = 'SG'
tags = [
  "one", # first
  "two",
]
[institution.location]
lat = 1.5
[institution.extra."two words"]
key = 1

[[institution]]
id = "b"
dates.start = 2024
dates . "end" = 2025

[[agreement]]
id = "c"
[[agreement.participants]]
institution = "x"
[[agreement.participants]]
institution = "y"
[[agreement]]
id = "d"
[[agreement.participants]]
institution = "z"
people = ["é", "p"]
"""


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        (("registry",), 2, 1),
        (("registry", "title"), 3, 9),
        (("institution", 0), 5, 1),
        (("institution", 0, "id"), 6, 6),
        (("institution", 0, "name", "zh-Hans"), 7, 32),
        (("institution", 0, "name", "id"), 7, 43),
        (("institution", 0, "country"), 9, 13),
        (("institution", 0, "tags"), 10, 8),
        (("institution", 0, "tags", 1), 12, 3),
        (("institution", 0, "location"), 14, 1),
        (("institution", 0, "location", "lat"), 15, 7),
        (("institution", 0, "extra", "two words", "key"), 17, 7),
        (("institution", 1), 19, 1),
        (("institution", 1, "dates", "start"), 21, 15),
        (("institution", 1, "dates", "end"), 22, 17),
        (("agreement", 0, "participants", 0, "institution"), 27, 15),
        (("agreement", 0, "participants", 1), 28, 1),
        (("agreement", 0, "participants", 1, "institution"), 29, 15),
        (("agreement", 1, "participants", 0, "institution"), 33, 15),
        (("agreement", 1, "participants", 0, "people", 1), 34, 16),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("before", ["", "\ufeff"])
def test_finds_values(path: KeyPath, line: int, column: int, line_end: str, before: str) -> None:
    text = before + TEXT.replace("\n", line_end)
    assert Positions(text.encode()).find(path) == Spot(line, column)


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        (("institution", 0, "name", "zh-Hans"), 7, 20),
        (("institution", 0, "country"), 9, 1),
        (("institution", 1, "dates"), 21, 1),
        (("institution", 1, "dates", "start"), 21, 7),
        (("institution", 1, "dates", "end"), 22, 9),
    ],
)
def test_finds_keys(path: KeyPath, line: int, column: int) -> None:
    assert Positions(TEXT.encode()).find(path, key=True) == Spot(line, column)


@pytest.mark.parametrize(
    ("path", "spot"),
    [
        (("institution", 0, "status"), Spot(5, 1)),
        (("institution", 0, "location", "lon"), Spot(14, 1)),
        (("agreement", 1, "participants", 0, "role"), Spot(32, 1)),
        (("institution", 0, "tags", 7), Spot(10, 8)),
        (("source", 3, "id"), Spot(1, 1)),
        ((), Spot(1, 1)),
    ],
)
def test_what_is_not_there_is_found_at_what_would_hold_it(path: KeyPath, spot: Spot) -> None:
    assert Positions(TEXT.encode()).find(path) == spot


def test_a_key_on_the_first_line_after_a_byte_order_mark() -> None:
    assert Positions("\ufeffkey = 1".encode()).find(("key",)) == Spot(1, 7)


def test_characters_count_not_bytes() -> None:
    text = '"键" = { "é" = "𠀀𠀀", b = 5 }\n'.encode()
    assert Positions(text).find(("键", "b")) == Spot(1, 25)


@pytest.mark.parametrize(
    "text", [b"", b"\xff\xfe", b"[[[", b"a = {", b"= 1", b"[a.]\nb = 1", b"\x00"]
)
def test_what_is_no_toml_has_positions_too(text: bytes) -> None:
    assert Positions(text).find(("a", 0, "b")).line >= 1


def problem(file: Path | str, path: KeyPath, line: int | None = None) -> Problem:
    return TOML_SYNTAX.at(Place(str(file), path, line), reason="x")


def test_problems_are_located_and_sorted(tmp_path: Path) -> None:
    one, other = tmp_path / "a.toml", tmp_path / "b.toml"
    one.write_text(TEXT, "utf-8")
    other.write_text("\n\n[registry]\n", "utf-8")
    located = locate(
        [
            problem(other, ("registry",)),
            problem(one, ("institution", 1, "id")),
            problem(one, (), 4),
            problem(one, ("registry", "title")),
        ]
    )
    assert [(p.place.file, p.place.line) for p in located] == [
        (str(one), 3),
        (str(one), 4),
        (str(one), 20),
        (str(other), 3),
    ]


def test_a_file_that_is_gone_leaves_its_problems_without_lines(tmp_path: Path) -> None:
    (located,) = locate([problem(tmp_path / "gone.toml", ("a",))])
    assert located.place.line is None
    assert str(located.place) == str(tmp_path / "gone.toml")


def test_the_line_of_a_record(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_text(TEXT, "utf-8")
    assert record_line(str(file), ("institution", 1)) == 19
    assert record_line(str(tmp_path / "gone.toml"), ("institution", 1)) == 1
