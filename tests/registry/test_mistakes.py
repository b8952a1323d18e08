"""A mistake in TOML is named at its place, with what to write instead."""

from __future__ import annotations

import pytest

from collab_tui.registry.load import load_file


@pytest.mark.parametrize(
    ("text", "place", "hint"),
    [
        ("name = A B", "1:8", 'quotation marks: "A B"'),
        ('[[institution]\nid = "a"', "1:14", "write [[institution]]"),
        ('[[institution\nid = "a"', "1:14", "write [[institution]]"),
        ('[institution]]\nid = "a"', "1:14", "write [[institution]]"),
        ('institution]]\nid = "a"', "1:12", "write [[institution]]"),
        ("a = 1\na = 2", "2:6", "a is there twice"),
        ('t = ["a", "b"\nc = 1', "1:5", "a ] is missing"),
        ('t = ["a",\nc = 1', "1:5", "a ] is missing"),
        ('t = ["a", "b"', "1:5", "a ] is missing"),
        ("t = { a = 1\nc = 2", "1:5", "a } is missing"),
        ('t = ["#", "]", # ]\nc = 1', "1:5", "a ] is missing"),
        ("t = [\n  { a = 1, b = 2\n]", "2:3", "a } is missing"),
        ('n = "abc\nb = 1', "1:9", 'a " is missing at its end'),
        ("n = 'abc\nb = 1", "1:5", "a ' is missing at its end"),
        ('n = "abc', "1:9", 'a " is missing at its end'),
        ('n = """abc\nfoo\n', "1:5", 'a """ is missing at its end'),
        ("n = '''abc\nfoo\n", "1:5", "a ''' is missing at its end"),
        ("d = 2024-10", "1:9", 'write "2024-10"'),
        ("d = { start = 2024-10, end = 2025 }", "1:19", 'write "2024-10"'),
        ("d = [2024-10]", "1:10", 'write "2024-10"'),
        ("d = 2024~", "1:9", 'write "2024~"'),
        ("d = 2024-10-15?", "1:15", 'write "2024-10-15?"'),
        ("d = 2024-1-5", "1:9", "write 2024-01-05"),
        ("d = 2024/10/15", "1:9", "write 2024-10-15"),
        ("n = “abc”", "1:5", 'straight quotation mark " instead of “'),
        ('n = "abc”', "1:10", 'straight quotation mark " instead of ”'),
        ('t = ["a", ‘b’]', "1:11", "straight quotation mark ' instead of ‘"),
        ('n = ["a" "b"]', "1:10", "a comma is missing here"),
        ('n = [\n  "a"\n  "b"\n]', "3:3", "a comma is missing here"),
        ('n: "a"', "1:2", "write = instead of :"),
        ('n "a"', "1:3", "a = is missing here"),
        ("n = True", "1:5", "write true"),
        ("n = None", "1:5", "TOML has no None"),
        ("n = ", "1:5", "write a value"),
        ("n =  # later", "1:6", "write a value"),
        ("<<<<<<< HEAD", "1:1", "keep one of the two sides"),
        ('n = "C:\\Users"', "1:10", "two backslashes"),
        ("// hello", "1:1", "begins with #"),
        ('n = "a" // hello', "1:9", "begins with #"),
    ],
)
def test_the_hint_names_the_mistake(text: str, place: str, hint: str) -> None:
    (problem,) = load_file("x", text.encode()).problems
    assert problem.code == "toml-syntax"
    assert str(problem.place) == f"x:{place}"
    assert hint in (problem.hint or "")
