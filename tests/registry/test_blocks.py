"""A file cut at the headers of its records, wherever brackets and headers may also stand."""

from __future__ import annotations

import itertools

import pytest

from collab_tui.registry.blocks import blocks
from tests.conftest import SMALL
from tests.hostile.texts import EVERY

TRICKY = '''\
# [[agreement]] in a comment
title = "x"
[registry]
title = "[[person]]"
  [[institution]] # the first
id = "a"
text = """
[[institution]]
\\""" [[person]]
"""
other = \'\'\'
[[source]]
\'\'\'
tags = [
  "one", # ]
  [["two"]],
]
name = { en = "]", id = "[" }
[institution.extra]
a = [[1],
[2]]
[[institution.locations]]
city = "b"
[[agreement]]
id = "c"
[[agreement.participants]]
institution = "a"
[other]
[[agreement]]
id = "d"'''


def cut(text: str) -> list[tuple[str | None, str]]:
    """Return the kind of each block, and the line that it begins with."""
    content = text.encode()
    found = list(blocks(content))
    assert "".join(content[block.start : block.end].decode() for block in found) == text
    assert all(before.end == after.start for before, after in itertools.pairwise(found))
    return [
        (block.kind, content[block.start : block.end].decode().split("\n")[0]) for block in found
    ]


def test_brackets_in_texts_values_and_comments_begin_nothing() -> None:
    assert cut(TRICKY) == [
        (None, "# [[agreement]] in a comment"),
        (None, "[registry]"),
        ("institution", "  [[institution]] # the first"),
        ("agreement", "[[agreement]]"),
        (None, "[other]"),
        ("agreement", "[[agreement]]"),
    ]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("", [None]),
        ("\ufeff[[person]]", [None, "person"]),
        ("[[person]]\n[[person]]\n", [None, "person", "person"]),
        ("[[person]]\r\n[person.extra]\r\n", [None, "person"]),
        ("[[unknown]]\n[[ person ]]\n", [None, None, "person"]),
        ("[[person]]\n[source]\n", [None, "person", None]),
        ("a = ]\n[[person]]\n", [None, "person"]),
        ("a = [\n[[person]]\n", [None]),
        ("x [[person]]\n[[focus_area]]", [None, "focus-area"]),
    ],
)
def test_the_kinds_of_blocks(text: str, kinds: list[str | None]) -> None:
    assert [kind for kind, _ in cut(text)] == kinds


@pytest.mark.parametrize("file", [SMALL, EVERY], ids=["small", "every"])
def test_each_record_of_a_file_has_a_block(file: object) -> None:
    text = (SMALL if file is SMALL else EVERY).read_text("utf-8")
    headers = [line for line in text.split("\n") if line.startswith("[[") and "." not in line]
    assert [line for kind, line in cut(text) if kind is not None] == headers
