"""A file that an import updates keeps what people wrote, byte by byte."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from collab_tui.importing.file import FileError, Outcome, Said, State, UpdatedFile
from collab_tui.keeping.toml_text import record_text
from collab_tui.records.kinds import Kind
from collab_tui.registry.blocks import blocks

BEFORE = '''# My registry.
[registry]
title = "Mine"   # [[institution]] in a comment

[[institution]]  # the first
id = "a"
name = "A [[institution]] \\" in a name"
aliases = [
  "Ah",  # as they say it
  """Long
[[institution]]
name""",
]

[institution.identifiers]
ror = "04fp9fm22"

[[institution.facts]]
label = "beds"
value = 3

# Before b.
[[institution]]
country = "SG"   # sure
name = "B"
id = "b"

[[agreement]]
id = "m"
name = "M"
type = "mou"
dates = { signed = 2020-01-02 } # by hand
participants = [
  { institution = "a" },
  # not sure about this one
  { institution = "b" },
]
'''


def said(record_id: str, table: dict[str, Any], kind: Kind = Kind.INSTITUTION, **more: Any) -> Said:
    return Said(kind, record_id, {"id": record_id, **table}, **more)


def run(path: Path, *records: Said) -> list[Outcome]:
    file = UpdatedFile(path, "test", ["A head."])
    outcomes = [file.apply(one) for one in records]
    path.write_text("".join(file.parts()), encoding="utf-8", newline="")
    return outcomes


def held(path: Path, kind: Kind = Kind.INSTITUTION) -> dict[str, dict[str, Any]]:
    tables = tomli.loads(path.read_text(encoding="utf-8")).get(kind.table, [])
    return {table["id"]: table for table in tables}


def test_a_file_is_cut_at_the_headers_of_records() -> None:
    content = BEFORE.encode()
    found = list(blocks(content))
    assert b"".join(content[one.start : one.end] for one in found) == content
    assert [one.kind for one in found] == [
        None,
        None,
        Kind.INSTITUTION,
        Kind.INSTITUTION,
        Kind.AGREEMENT,
    ]


def test_a_new_file_begins_with_its_head(tmp_path: Path) -> None:
    path = tmp_path / "new.toml"
    (outcome,) = run(path, said("a", {"name": "A", "extra": {"S.No.": 1}}))
    assert outcome.state is State.WRITTEN
    assert path.read_text(encoding="utf-8").startswith("# A head.\n\n[[institution]]\n# test: ")
    assert held(path) == {"a": {"id": "a", "name": "A", "extra": {"S.No.": 1}}}


def test_the_same_again_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "new.toml"
    records = [said("a", {"name": "A"}), said("b", {"name": {"en": "B"}, "aliases": ["x", "y"]})]
    run(path, *records)
    before = path.read_bytes()
    file = UpdatedFile(path, "test")
    assert {file.apply(one).state for one in records} == {State.UNCHANGED}
    assert not file.is_changed
    assert "".join(file.parts()).encode() == before


def test_what_is_not_touched_stays_to_the_byte(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(BEFORE.replace("\n", "\r\n").encode())
    run(path, said("c", {"name": "C"}))
    text = path.read_bytes().decode()
    assert text.startswith(BEFORE.replace("\n", "\r\n"))
    assert "\n" not in text.replace("\r\n", "")


def test_only_what_the_source_changed_is_changed(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    run(path, said("a", {"name": "A", "city": "X", "country": "SG", "aliases": ["Ah"]}))
    text = path.read_text(encoding="utf-8")
    text = text.replace('city = "X"', 'summary = "Mine."\ncity = "Y"  # moved, I know')
    text = text.replace('country = "SG"\n', "")
    path.write_text(text, encoding="utf-8")

    (outcome,) = run(path, said("a", {"name": "A", "city": "Z", "country": "SG", "aliases": ["O"]}))

    assert outcome.changes == (("aliases",),)
    assert [(d.path, d.here, d.there) for d in outcome.disagreements] == [(("city",), "Y", "Z")]
    assert held(path)["a"] == {
        "id": "a",
        "name": "A",
        "summary": "Mine.",
        "city": "Y",
        "aliases": ["O"],
    }
    assert 'city = "Y"  # moved, I know' in path.read_text(encoding="utf-8")


def test_what_the_source_takes_back_goes_unless_a_person_changed_it(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    run(path, said("a", {"name": "A", "city": "X", "identifiers": {"ror": "r", "isni": "i"}}))
    path.write_text(path.read_text(encoding="utf-8").replace('"X"', '"Y"'), encoding="utf-8")
    (outcome,) = run(path, said("a", {"name": "A", "identifiers": {"ror": "r"}}))
    assert held(path)["a"] == {"id": "a", "name": "A", "city": "Y", "identifiers": {"ror": "r"}}
    assert [d.there for d in outcome.disagreements] == [None]


def test_a_hand_written_record_gains_what_it_lacks(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(BEFORE, encoding="utf-8")
    told = {"name": "Bee", "city": "C", "identifiers": {"isni": "i"}}
    outcomes = run(path, said("b", told), said("a", {"name": "A", "identifiers": {"isni": "j"}}))
    assert [outcome.state for outcome in outcomes] == [State.CHANGED, State.CHANGED]
    assert held(path)["b"]["name"] == "B"
    assert held(path)["b"]["city"] == "C"
    assert held(path)["a"]["identifiers"] == {"ror": "04fp9fm22", "isni": "j"}
    assert held(path)["a"]["facts"] == [{"label": "beds", "value": 3}]
    for kept in ("# sure", "# as they say it", "# Before b.", "# the first"):
        assert kept in path.read_text(encoding="utf-8")


def test_comments_inside_a_list_stay(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(BEFORE, encoding="utf-8")
    two = [{"institution": "a"}, {"institution": "b"}]
    table = {"name": "M", "type": "mou", "dates": {"signed": date(2020, 1, 2)}, "participants": two}
    run(path, said("m", table, Kind.AGREEMENT))
    (outcome,) = run(path, said("m", table | {"participants": two[:1]}, Kind.AGREEMENT))
    assert outcome.state is State.CHANGED
    assert held(path, Kind.AGREEMENT)["m"]["participants"] == two[:1]
    assert "  # not sure about this one\n" in path.read_text(encoding="utf-8")


def test_part_of_what_a_source_says_takes_nothing_away(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    run(path, said("a", {"name": "A", "country": "SG"}))
    (outcome,) = run(path, said("a", {"country": "MY"}, is_whole=False))
    assert outcome.changes == (("country",),)
    assert held(path)["a"] == {"id": "a", "name": "A", "country": "MY"}


def test_a_text_that_became_a_table_is_a_persons(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    run(path, said("a", {"name": "A"}))
    text = path.read_text(encoding="utf-8").replace('name = "A"', 'name = { en = "A", id = "Ah" }')
    path.write_text(text, encoding="utf-8")
    (outcome,) = run(path, said("a", {"name": "B"}))
    assert held(path)["a"]["name"] == {"en": "A", "id": "Ah"}
    assert [d.there for d in outcome.disagreements] == ["B"]


@pytest.mark.parametrize("content", [b"[[institution]]\nid = \n", b"a = 1\n\xff = 2\n"])
def test_a_file_with_a_mistake_is_not_touched(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad.toml"
    path.write_bytes(content)
    with pytest.raises(FileError, match=r"bad\.toml:\d+: .*correct the file first"):
        UpdatedFile(path, "test")


def test_the_diff_is_that_of_the_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(BEFORE, encoding="utf-8")
    file = UpdatedFile(path, "test")
    file.apply(said("b", {"city": "C"}, is_whole=False))
    file.apply(said("z", {"name": "Z"}))
    before, after = BEFORE.split("\n"), "".join(file.parts()).split("\n")
    here = 0
    for line in list(file.diff())[2:]:
        if line.startswith("@@"):
            here = int(line.split("+")[1].split(",")[0]) - 1
        elif line.startswith("-"):
            assert line[1:] in before
        else:
            assert after[here] == line[1:]
            here += 1


_VALUES = st.recursive(
    st.text(st.characters(exclude_categories=["Cs"]))
    | st.booleans()
    | st.integers(-(2**62), 2**62)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.dates(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text('a.é "\n'), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["name", "city", "extra", "x y"]), _VALUES))
def test_a_record_reads_back_as_it_was_written(table: dict[str, Any]) -> None:
    if not isinstance(table.get("extra", {}), dict) or "x y" in table:
        table.pop("extra", None)
        table.pop("x y", None)
    assert tomli.loads(record_text(Kind.PERSON, table))["person"][0] == {
        key: value for key, value in table.items() if not (key == "extra" and not value)
    }
