"""A wrong value is left out; the good parts of its record stay."""

from __future__ import annotations

from typing import Any

import pytest
import tomli

from collab_tui.records.declared import DECLARED
from collab_tui.records.kinds import Kind
from collab_tui.registry.load import Loaded, load_file


def load(text: str) -> Loaded:
    return load_file("x.toml", text.encode())


def errors(loaded: Loaded) -> list[tuple[str, tuple[Any, ...]]]:
    return [(p.code, p.place.path) for p in loaded.problems if p.severity == "error"]


def document(loaded: Loaded, index: int = 0) -> dict[str, Any]:
    return loaded.entries[index].document


def test_good_values_stay_beside_bad_ones() -> None:
    loaded = load(
        '[[institution]]\nid = "a"\nname = "A"\ncity = 5\ncountry = "SG"\nstatus = "gone"\n'
        'tags = ["ok", "Not Ok", "fine"]\nlocation = { lat = 1.0 }\n'
        'identifiers = { ror = "01tgyzw48", wikidata = "Q1" }\n'
    )
    assert document(loaded) == {
        "id": "a",
        "name": "A",
        "country": "SG",
        "tags": ["ok", "fine"],
        "identifiers": {"wikidata": "Q1"},
    }


def test_an_element_that_lacks_a_key_is_left_out() -> None:
    loaded = load(
        '[[agreement]]\nid = "a"\nname = "A"\ntype = "mou"\n'
        'participants = [{ role = "lead" }, { institution = "x" }]\n'
    )
    assert document(loaded)["participants"] == [{"institution": "x"}]
    assert errors(loaded) == [("missing-field", ("agreement", 0, "participants", 0, "institution"))]


def test_a_bad_figure_costs_that_figure_and_one_problem() -> None:
    loaded = load(
        '[[institution]]\nid = "a"\nname = "A"\n'
        'facts = [{ label = "x", value = true }, { label = "beds", value = 3 }]\n'
    )
    assert document(loaded)["facts"] == [{"label": "beds", "value": 3}]
    assert errors(loaded)[0] == ("wrong-type", ("institution", 0, "facts", 0, "value"))
    assert len(errors(loaded)) == 1


def test_a_name_keeps_its_good_languages() -> None:
    bad = ", ".join(f'e_{letter} = "B"' for letter in "abcdefgh")
    loaded = load(f'[[institution]]\nid = "a"\nname = {{ en = "A", {bad}, id = "C" }}\n')
    assert document(loaded)["name"] == {"en": "A", "id": "C"}
    assert len(errors(loaded)) == 8


def test_a_name_without_any_good_language_loses_the_record() -> None:
    loaded = load('[[institution]]\nid = "a"\nname = { english = "A" }\n')
    assert loaded.entries == []
    assert loaded.lost == ["institution/a"]
    assert errors(loaded)


@pytest.mark.parametrize("table", ["agreement", "source"])
@pytest.mark.parametrize(
    ("line", "code", "fate"),
    [
        ('type = "mouu"', "unknown-term", "it is left out"),
        ("type = 5", "unknown-term", "it is left out"),
        ("", "missing-field", "the record is kept without it"),
    ],
)
def test_a_wrong_or_missing_type_keeps_its_record(
    table: str, line: str, code: str, fate: str
) -> None:
    loaded = load(f'[[{table}]]\nid = "a"\nname = "A"\n{line}\n')
    assert document(loaded) == {"id": "a", "name": "A"}
    (problem,) = [p for p in loaded.problems if p.severity == "error"]
    assert problem.code == code
    assert problem.message.endswith(f"; {fate}")


def test_a_value_that_no_catalog_can_hold_is_left_out_alone() -> None:
    deep = "[" * 70 + "]" * 70
    loaded = load(
        '[[institution]]\nid = "a"\nname = "A"\n'
        f"extra = {{ big = [1, {2**64}, 3], deep = {deep} }}\n"
        f'city = {2**64}\nfacts = [{{ label = "x", value = {2**64} }}]\ncountry = "SG"\n'
    )
    found = document(loaded)
    assert found["extra"]["big"] == [1, 3]
    assert (found["country"], found["facts"]) == ("SG", [])
    assert "city" not in found
    assert {path[2:4] for _, path in errors(loaded)} == {
        ("extra", "big"),
        ("extra", "deep"),
        ("city",),
        ("facts", 0),
    }


def test_a_name_in_many_wrong_languages_keeps_the_good_one() -> None:
    bad = ", ".join(f'e_{number} = "B"' for number in range(200))
    loaded = load(f'[[institution]]\nid = "a"\nname = {{ {bad}, id = "C" }}\n')
    assert document(loaded)["name"] == {"id": "C"}
    assert len(errors(loaded)) == 200


def test_what_becomes_of_each_wrong_value_is_said() -> None:
    loaded = load(
        '[[institution]]\nid = "a"\nname = "A"\ncity = 5\nlocation = { lat = 100.0, lon = 1.0 }\n'
        'facts = [{ label = "x" }]\n[[institution]]\nid = "B B"\nname = "B"\n[person]\nid = "p"\n'
    )
    fates = [p.message.rpartition("; ")[2] for p in loaded.problems if p.severity == "error"]
    assert fates == [
        "it is left out",
        "'location' is left out",
        "this element of 'facts' is left out",
        "the whole record is left out",
        "the whole table is left out",
    ]
    assert loaded.lost == ["institution/B B", "person/p"]


def test_problems_of_later_elements_point_at_the_text_as_written() -> None:
    text = """
[[agreement]]
id = "a"
name = "A"
type = "mou"
participants = [
  { institution = "BAD" },
  { institution = "x", role = "zzz", people = ["P P", "p", "Q Q", "q"] },
  { rolle = "lead", institution = "y" },
  { institution = "z", people = ["R R", "r"] },
]
focus_areas = ["f", "F F", "g"]
evidence = [{ sauce = "s" }, { source = "s", supports = ["place", "participants.nobody"] }]
"""
    loaded = load(text)
    assert set(errors(loaded)) >= {
        ("bad-slug", ("agreement", 0, "participants", 0, "institution")),
        ("unknown-term", ("agreement", 0, "participants", 1, "role")),
        ("bad-slug", ("agreement", 0, "participants", 1, "people", 0)),
        ("bad-slug", ("agreement", 0, "participants", 1, "people", 2)),
        ("unknown-key", ("agreement", 0, "participants", 2, "rolle")),
        ("bad-slug", ("agreement", 0, "participants", 3, "people", 0)),
        ("bad-slug", ("agreement", 0, "focus_areas", 1)),
    }
    warnings = [p.place.path for p in loaded.problems if p.code == "supports-nothing"]
    assert ("agreement", 0, "evidence", 1, "supports", 1) in warnings


def test_references_of_a_salvaged_record_lead_to_the_text_as_written() -> None:
    text = """
[[agreement]]
id = "a"
name = "A"
type = "mou"
participants = [{}, { institution = "x", people = ["P P", "p"] }, 5, { institution = "y" }]
focus_areas = ["F F", "f", "G G", "g"]
"""
    (entry,) = load(text).entries
    written = tomli.loads(text)
    for reference in DECLARED[entry.kind].references(entry.document):
        value: Any = written
        for step in entry.path(reference.path):
            value = value[step]
        assert value == reference.id


def test_one_bad_record_leaves_its_neighbours_and_their_places() -> None:
    loaded = load(
        '[[person]]\nid = "a"\nname = "A"\n[[person]]\nid = "B B"\nname = "B"\n'
        '[[person]]\nid = "c"\nname = "C"\n'
    )
    assert [(e.document["id"], e.path(("name",))) for e in loaded.entries] == [
        ("a", ("person", 0, "name")),
        ("c", ("person", 2, "name")),
    ]
    assert loaded.lost == ["person/B B"]


def test_every_kind_and_the_registry_table_are_read_from_one_file() -> None:
    kinds = "".join(
        f'[[{kind.table}]]\nid = "a"\nname = "A"\n'
        + ('type = "other"\n' if kind is Kind.AGREEMENT else "")
        + ('type = "news"\n' if kind is Kind.SOURCE else "")
        for kind in Kind
    )
    loaded = load('[registry]\ntitle = "T"\nlanguage = "id"\n' + kinds)
    assert [entry.kind for entry in loaded.entries] == list(Kind)
    assert loaded.info is not None
    assert (loaded.info["title"], loaded.info["language"]) == ("T", "id")
    assert errors(loaded) == []


def test_a_registry_table_keeps_what_is_good_of_it() -> None:
    loaded = load('[registry]\ntitle = "T"\nlanguage = "English"\nlicense = "CC0"\n')
    assert loaded.info is not None
    assert loaded.info == {"title": "T"}
    problems = {p.code: p for p in loaded.problems}
    assert problems["unknown-key"].hint == "did you mean 'licence'?"
    assert problems["bad-language"].place.path == ("registry", "language")


def test_identifiers_may_be_web_addresses() -> None:
    loaded = load(
        '[[institution]]\nid = "a"\nname = "A"\n'
        'identifiers.ror = "https://ror.org/01tgyzw49"\n'
        'identifiers.isni = "https://isni.org/isni/0000000121806431"\n'
        'identifiers.wikidata = "https://www.wikidata.org/wiki/Q738236"\n'
    )
    assert errors(loaded) == []
    assert document(loaded)["identifiers"] == {
        "ror": "01tgyzw49",
        "isni": "0000 0001 2180 6431",
        "wikidata": "Q738236",
    }
