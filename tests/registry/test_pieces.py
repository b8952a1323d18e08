"""A mistake costs only the table that it is in; the tables before and after it are read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from collab_tui.catalog.catalog import Catalog
from collab_tui.registry import salvage
from collab_tui.registry.load import Loaded, load_file
from collab_tui.registry.positions import Positions

Registry = Callable[..., Path]


def record(record_id: str, rest: str = "") -> str:
    return (
        f'[[institution]]\nid = "{record_id}"\nname = "{record_id}"\n{rest}'
        'evidence = [{ source = "s" }]\n\n'
    )


SOURCE = '[[source]]\nid = "s"\nname = "S"\ntype = "news"\n'
SAMPLE = 'summary = """\n[[institution]]\nid = "s1"\n[[institution]]\nid = "s2"\nname = "S"\n"""\n'
UNCLOSED = 'summary = """\nwords\n'


def load(*parts: str) -> Loaded:
    return load_file("x.toml", "".join(parts).encode())


def ids(loaded: Loaded) -> list[str]:
    return [entry.document["id"] for entry in loaded.entries]


def errors(loaded: Loaded) -> list[tuple[str, int | None]]:
    return [(p.code, p.place.line) for p in loaded.problems if p.severity == "error"]


@pytest.mark.parametrize(
    "broken",
    [
        record("b", 'tags = ["x", "y"\n'),
        record("b", 'tags = ["x",\n'),
        record("b", "city = Singapore\n"),
        record("b", 'city = "Singapore\n'),
        record("b", "established = 2024-10\n"),
        record("b", "location = { lat = 1.0\n"),
        record("b", "[institution.location\nlat = 1.0\n"),
        record("b", SAMPLE + "city = Singapore\n"),
        record("b", UNCLOSED),
        record("b", "summary = '''\nwords\n"),
        record("b", "city = " + "[" * 3000 + "\n"),
        record("b").replace("[[institution]]", "[[institution]"),
        record("b").replace("[[institution]]", "[[institution"),
        record("b").replace("[[institution]]", "institution]]"),
        record("b").replace("[[institution]]", "[institution]"),
        record("b").replace("[[institution]]", "[institution]]"),
        record("b", "<<<<<<< HEAD\ncity = 1\n=======\ncity = 2\n>>>>>>> x\n"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_only_the_broken_table_is_missing(broken: str, newline: str) -> None:
    text = record("a", SAMPLE) + broken + record("c", SAMPLE) + record("d") + SOURCE
    loaded = load_file("x.toml", text.replace("\n", newline).encode())
    assert ids(loaded) == ["a", "c", "d", "s"]
    assert loaded.lost == ["institution/b"]
    (error,) = errors(loaded)
    first = record("a", SAMPLE).count("\n") + 1
    assert error[1] is not None
    assert first <= error[1] <= first + broken.count("\n")


def test_several_broken_tables_have_an_error_each() -> None:
    bad = "city = Singapore\n"
    loaded = load(record("a", bad), record("b"), record("c", bad), record("d", bad), SOURCE)
    assert ids(loaded) == ["b", "s"]
    assert errors(loaded) == [("toml-syntax", 4), ("toml-syntax", 15), ("toml-syntax", 21)]


def test_a_merge_conflict_between_tables_costs_none_and_is_told_once() -> None:
    loaded = load(
        record("a"),
        "<<<<<<< HEAD\n",
        record("b"),
        "=======\n",
        record("c"),
        ">>>>>>> other\n",
        record("d"),
        SOURCE,
    )
    assert ids(loaded) == ["a", "b", "c", "d", "s"]
    assert errors(loaded) == [("toml-syntax", 6)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('[registry]\ntitle = "A"\n[registry]\ntitle = "B"\n', "toml-syntax"),
        ("institution = []\n", "toml-syntax"),
    ],
)
def test_tables_that_do_not_go_together_are_an_error(text: str, code: str) -> None:
    loaded = load(text, record("a"), SOURCE)
    assert ids(loaded) == ["a", "s"]
    assert [found for found, _ in errors(loaded)] == [code]


def test_bytes_that_are_not_utf8_cost_the_table_that_has_them() -> None:
    text = record("a").encode() + record("b", 'city = "X"\n').encode().replace(b"X", b"\xe9")
    loaded = load_file("x.toml", text + record("c").encode() + SOURCE.encode())
    assert ids(loaded) == ["a", "c", "s"]
    assert errors(loaded) == [("not-utf8", 9)]
    assert loaded.lost == ["institution/b"]


def test_a_table_is_read_a_few_times_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    """One missing bracket, or one missing quotation mark, in many records."""
    read = 0

    def count(text: str) -> salvage._Read:
        nonlocal read
        read += len(text)
        return original(text)

    original = salvage._read
    monkeypatch.setattr(salvage, "_read", count)
    for rest in ('tags = ["x"\n', UNCLOSED):
        read = 0
        many = [record(f"i{n}", SAMPLE) for n in range(300)]
        many[150] = record("i150", rest)
        loaded = load(*many, SOURCE)
        assert len(loaded.entries) == 300
        assert read < 3 * sum(map(len, many))


def test_problems_and_records_of_a_broken_file_have_their_places(
    registry: Registry, opened: Callable[..., Catalog]
) -> None:
    text = "".join(
        (
            record("a"),
            record("b", 'tags = ["x"\n'),
            record("c", 'city = 5\ncountry = "SG"\n'),
            SOURCE,
            record("d", 'parent = "nowhere"\n'),
        )
    )
    catalog = opened(registry(a=text))
    found = [(p.code, p.place.line, p.place.column) for p in catalog.problems.all()]
    assert found == [("toml-syntax", 9, 8), ("wrong-type", 15, 8), ("no-such-record", 26, 10)]
    place = catalog.place(catalog.resolve("institution/d"))
    assert place is not None
    assert place.path == ("institution", 3)


@pytest.mark.parametrize("header", ["[institution]]", "[[institution]", "[institution]"])
def test_every_record_beside_a_broken_header_has_its_place(header: str) -> None:
    text = record("a") + record("b").replace("[[institution]]", header) + record("c") + SOURCE
    positions = Positions(text.encode())
    for entry in load(text).entries:
        line = text.split("\n")[positions.find(entry.path(("id",))).line - 1]
        assert line == f'id = "{entry.document["id"]}"'


def test_what_follows_from_an_error_is_one_line_after_it(
    registry: Registry, opened: Callable[..., Catalog]
) -> None:
    many = "".join(record(f"i{n}", 'parent = "b"\n') for n in range(40))
    folder = registry(a=many, b=record("x", "city = 5\n") + record("b", "city = X\n"), c=SOURCE)
    catalog = opened(folder)
    problems = catalog.problems.all()
    assert [p.code for p in problems] == ["toml-syntax", "unread-record", "wrong-type"]
    assert problems[1].message == "40 links lead to what cannot be read here"
    assert problems[0].place == problems[1].place


@pytest.mark.parametrize("content", [b"[[institution]]\nname = B\n", b"\xff\n", b"id = \n"])
def test_a_record_that_may_be_in_a_broken_table_is_not_missing(
    content: bytes, registry: Registry, opened: Callable[..., Catalog]
) -> None:
    folder = registry(a=record("a", 'parent = "b"\n'), b=content, c=SOURCE)
    codes = [p.code for p in opened(folder).problems.all()]
    assert codes[1:] == ["unread-record"]


def test_a_record_that_may_be_in_a_file_that_is_not_there_is_not_missing(
    registry: Registry, opened: Callable[..., Catalog]
) -> None:
    folder = registry(a=record("a", 'parent = "b"\n'), c=SOURCE)
    catalog = opened(folder.parent / "nowhere", folder)
    assert sorted(p.code for p in catalog.problems.all()) == ["no-such-path", "unread-record"]


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ('[person]\nid = "a"\nname = "A"\n', ["person/a"]),
        ('[person]\nname = "A"\n', []),
        ("[person]\nid = 5\n", []),
        ("person = 5\n", []),
        ('person = "id"\n', []),
    ],
)
def test_a_record_that_is_no_array_of_tables_is_lost_by_its_id(text: str, lost: list[str]) -> None:
    loaded = load_file("x.toml", text.encode())
    assert loaded.entries == []
    assert [problem.code for problem in loaded.problems] == ["wrong-type"]
    assert loaded.lost == lost
