"""A record is changed to say something else: only what differs is touched."""

from __future__ import annotations

import random
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import tomli

from collab_tui.keeping.parts import EditError
from collab_tui.keeping.rewriting import rewrite
from collab_tui.keeping.text import tables_in, with_new, with_table, without
from collab_tui.records.kinds import Kind
from collab_tui.records.same import same

DATA = Path(__file__).parent.parent.parent / "data"

TEXT = """\
[[agreement]] # the first
# written by hand
id = "a"   # never changed
name = 'A'
type    =  "mou"

# Who takes part.
participants = [ # in order
  # the leader
  { institution = "x", role = "lead" }, # since 2020
  { institution = "y",role="partner" },

  { institution = "z" }
  # and others
]
tags = ["one", "two"] # of ours
dates.start = 2024-01-01
dates.end = 2025

[agreement.extra]
note = "kept" # too
"""


def table() -> dict[str, Any]:
    found: dict[str, Any] = tomli.loads(TEXT)["agreement"][0]
    return found


def changed(new: dict[str, Any], text: str = TEXT) -> list[str]:
    """Return the lines that are removed and added when the record is changed to `new`."""
    found = rewrite(Kind.AGREEMENT, text.encode(), new).decode()
    assert same(tomli.loads(found), {"agreement": [new]})
    before, after = text.splitlines(), found.splitlines()
    return [f"-{line}" for line in before if line not in after] + [
        f"+{line}" for line in after if line not in before
    ]


def test_a_value_alone_is_changed_where_it_stands() -> None:
    assert changed({**table(), "type": "joint-centre"}) == [
        '-type    =  "mou"',
        '+type    =  "joint-centre"',
    ]


def test_an_element_is_changed_and_its_fellows_and_remarks_stay() -> None:
    new = table()
    new["participants"][1]["role"] = "funder"
    assert changed(new) == [
        '-  { institution = "y",role="partner" },',
        '-  { institution = "z" }',
        '+  { institution = "y", role="funder" },',
        '+  { institution = "z" },',
    ]


def test_elements_are_moved_with_their_remarks() -> None:
    new = table()
    new["participants"].reverse()
    found = rewrite(Kind.AGREEMENT, TEXT.encode(), new).decode()
    assert (
        "participants = [ # in order\n"
        "\n"
        '  { institution = "z" },\n'
        '  { institution = "y",role="partner" },\n'
        "  # the leader\n"
        '  { institution = "x", role = "lead" }, # since 2020\n'
        "  # and others\n"
        "]\n"
    ) in found


def test_the_remark_above_an_element_that_goes_stays() -> None:
    new = table()
    del new["participants"][0]
    found = rewrite(Kind.AGREEMENT, TEXT.encode(), new).decode()
    assert "# the leader" in found
    assert "since 2020" not in found


def test_a_list_in_a_line_is_broken_where_it_gets_too_long() -> None:
    assert changed({**table(), "tags": ["one"]}) == [
        '-tags = ["one", "two"] # of ours',
        '+tags = ["one"] # of ours',
    ]
    long = [f"a-rather-long-tag-{n}" for n in range(9)]
    found = rewrite(Kind.AGREEMENT, TEXT.encode(), {**table(), "tags": long}).decode()
    assert 'tags = [\n  "a-rather-long-tag-0",\n' in found


def test_new_keys_come_where_they_are_declared() -> None:
    new = {**table(), "status": "active", "summary": "S", "place": "P"}
    new["dates"] = {**new["dates"], "signed": date(2023, 12, 1)}
    found = rewrite(Kind.AGREEMENT, TEXT.encode(), new).decode()
    assert found.index("name =") < found.index("summary =") < found.index("type ")
    assert found.index("type ") < found.index("status =") < found.index("participants")
    assert "dates.end = 2025\ndates.signed = 2023-12-01\n" in found


def test_keys_go_with_their_lines_alone() -> None:
    new = table()
    del new["type"], new["tags"], new["extra"], new["dates"]
    found = rewrite(Kind.AGREEMENT, TEXT.encode(), new).decode()
    assert found.endswith('  { institution = "z" }\n  # and others\n]\n')
    assert "# Who takes part." in found


HEADERS = """\
[[agreement]]
id = "a"
name = "A"
type = "mou"
[agreement.dates]
start = 2024 # first
[[agreement.participants]]
institution = "x"
[[agreement.participants]]
institution = "y"
role = "lead" # of all
"""


def test_tables_with_headers_of_their_own_are_changed_in_place() -> None:
    new: dict[str, Any] = tomli.loads(HEADERS)["agreement"][0]
    new["participants"][0]["role"] = "funder"
    new["participants"].append({"institution": "z"})
    new["dates"]["end"] = 2025
    assert changed(new, HEADERS) == ["+end = 2025", '+role = "funder"', "+", '+institution = "z"']
    del new["participants"][0]
    found = rewrite(Kind.AGREEMENT, HEADERS.encode(), new).decode()
    assert found.count("[[agreement.participants]]") == 2


def test_what_cannot_be_changed_without_harm_is_refused() -> None:
    new: dict[str, Any] = tomli.loads(HEADERS)["agreement"][0]
    new["participants"].reverse()
    with pytest.raises(EditError, match="another order"):
        rewrite(Kind.AGREEMENT, HEADERS.encode(), new)


def test_lines_end_as_they_did() -> None:
    text = TEXT.replace("\n", "\r\n").encode()
    new = {**table(), "place": "P", "tags": [f"a-rather-long-tag-{n}" for n in range(9)]}
    new["participants"].append({"institution": "w"})
    found = rewrite(Kind.AGREEMENT, text, new)
    assert found.count(b"\n") == found.count(b"\r\n") > text.count(b"\n")


def test_a_mark_of_the_encoding_stays_at_the_beginning() -> None:
    text = b'\xef\xbb\xbf[[person]]\nid = "a"\nname = "A"\n\n[[person]]\nid = "b"\nname = "B"\n'
    found = with_table(text, Kind.PERSON, 0, {"id": "a", "name": "C"})
    assert found == text.replace(b'"A"', b'"C"')
    assert without(text, Kind.PERSON, 0) == text[:3] + text[text.index(b"[[person]]", 5) :]


def test_a_file_without_a_last_line_feed() -> None:
    text = b'[[person]]\nid = "a"\nname = "A"'
    found = rewrite(Kind.PERSON, text, {"id": "a", "name": "A", "tags": ["t"]})
    assert found == text + b'\ntags = ["t"]'
    assert with_new(text, Kind.PERSON, {"id": "b", "name": "B"}).endswith(
        b'name = "A"\n\n[[person]]\nid = "b"\nname = "B"\n'
    )


def test_a_record_goes_with_the_remark_right_above_it() -> None:
    text = (
        b'# The file.\n[[person]]\nid = "a"\nname = "A"\n\n# ---- Singapore\n\n'
        b'# B is new.\n[[person]]\nid = "b"\nname = "B"\n\n# ---- China\n\n'
        b'[[person]]\nid = "c"\nname = "C"\n'
    )
    found = without(text, Kind.PERSON, 1)
    assert b"B is new" not in found
    assert b"# ---- Singapore\n\n# ---- China\n\n[[person]]" in found
    assert without(text, Kind.PERSON, 0).startswith(b"# The file.\n")
    assert without(text, Kind.PERSON, 2).endswith(b'name = "B"\n\n# ---- China\n')


def _any_change(table: dict[str, Any], chance: random.Random) -> None:
    key = chance.choice([key for key in table if key != "id"])
    value = table[key]
    how = chance.randrange(5)
    if how == 0:
        del table[key]
    elif isinstance(value, list) and value:
        if how == 1:
            value.pop(chance.randrange(len(value)))
        elif how == 2:
            chance.shuffle(value)
        else:
            value.append(deepcopy(chance.choice(value)))
    elif isinstance(value, dict):
        value[chance.choice(["zh-Hans", "announced", "a key"])] = chance.choice([5, date.max, "x"])
    else:
        table[chance.choice(["place", "tags", "extra"])] = chance.choice(
            ["x", ["a"], {"b": 1, "c d": date.min}]
        )


@pytest.mark.parametrize("path", sorted(DATA.rglob("*.toml")), ids=lambda path: path.stem)
def test_any_change_of_the_built_in_registry_keeps_the_rest(path: Path) -> None:
    content = path.read_bytes()
    comments = [line for line in content.splitlines() if line.startswith(b"#")]
    chance = random.Random(path.stem)
    tables = tables_in(content)
    for held in tables:
        new = deepcopy(held.table)
        for _ in range(3):
            _any_change(new, chance)
        found = with_table(content, held.ref.kind, held.place, new)
        others = [one for one in tables_in(found) if one.place != held.place]
        assert all(
            same(a.table, b.table)
            for a, b in zip(others, [t for t in tables if t != held], strict=True)
        )
        assert same(tomli.loads(found.decode())[held.ref.kind.table][held.place], new)
        assert [line for line in found.splitlines() if line.startswith(b"#")] == comments
        gone = without(content, held.ref.kind, held.place)
        assert [one.ref for one in tables_in(gone)] == [one.ref for one in tables if one != held]
        assert b"\n\n\n" not in gone
