"""A form without a screen: rows of a record, and what editing them makes of its table."""

from __future__ import annotations

from typing import Any

import pytest
import tomli

from collab_tui.forms.asking import ask
from collab_tui.forms.form import Form, Start
from collab_tui.forms.meanwhile import joined
from collab_tui.forms.reading import read, reads_as
from collab_tui.forms.rows import Does, Row
from collab_tui.forms.shape import part_at
from collab_tui.forms.words import Words
from collab_tui.keeping.paths import PathError
from collab_tui.keeping.text import Held, tables_in
from collab_tui.places import builtin_registry
from collab_tui.records.kinds import Kind, Ref

BUILTIN = builtin_registry() / "agreements" / "singapore-china.toml"
NUH, CHEN = Ref(Kind.INSTITUTION, "nuh"), Ref(Kind.PERSON, "chen")

TABLE = """
id = "ssmic"
name = { en = "Centre", zh-Hans = ["中心", "心"] }
type = "joint-centre"
dates = { signed = 2024-10-05 }
participants = [
  { institution = "nuh", role = "lead", people = ["chen"] },
  { institution = "ruijin" },
]
focus_areas = ["car-t"]
evidence = [
  { source = "news", supports = ["participants.nuh", "type"] },
  { source = "paper", supports = ["participants.nuh"] },
  { source = "all" },
]
extra = { budget = 5, unit = "B 2" }
"""


def form(text: str = TABLE, kind: Kind = Kind.AGREEMENT, *, is_new: bool = False) -> Form:
    table = tomli.loads(text)
    ref = None if is_new else Ref(kind, table["id"])
    names = {NUH: "National University Hospital", CHEN: "Chen Li"}
    return Form(Start(kind, table, ref, None if is_new else table, names=names))


def shown(found: Form) -> list[str]:
    """Return the rows as one would read them."""
    return [" ".join(filter(None, [r.label, r.language, r.value or r.hint])) for r in found.rows()]


def row(found: Form, *path: str | int) -> Row:
    return next(one for one in found.rows() if one.path == path)


def test_the_rows_are_the_declared_fields_that_are_usual_or_have_a_value() -> None:
    found = form()
    assert shown(found) == [
        "Name en Centre",
        "zh-Hans 中心",
        "zh-Hans 心",
        "+ language",
        "Id ssmic",
        "Summary en",
        "Type joint centre",
        "Status",
        "Dates",
        "Announced",
        "Signed 5 Oct 2024",
        "Start",
        "End",
        "Participants National University Hospital · lead · Chen Li",
        "ruijin",
        "+ participant",
        "Focus areas car-t",
        "+ focus area",
        "Evidence news · participants.nuh, type",
        "paper · participants.nuh",
        "all",
        "+ source",
        "Extra",
        "budget 5",
        "unit B 2",
        "+ a key of your own",
        "+ another field",
    ]
    assert row(found, "id").does is Does.NOTHING
    hidden = {part.field.path for part in found.hidden()}
    assert {"dates.terminated", "value", "milestones[]", "place"} <= hidden
    assert not {"dates", "dates.signed", "name", "evidence[]"} & hidden


def test_a_field_that_is_named_gets_its_rows() -> None:
    found = form()
    for name in ("value", "dates.terminated"):
        found.show(next(part for part in found.hidden() if part.field.path == name))
    texts = shown(found)
    assert texts[texts.index("Value") :][:4] == ["Value", "Value", "Currency", "Note"]
    assert "Terminated" in texts


def test_an_element_shows_its_values_and_stays_alone_where_it_says_nothing_more() -> None:
    found = form()
    found.unfold(("participants", 0, "people", 0))
    texts = shown(found)
    begin = texts.index("Institution National University Hospital")
    assert texts[begin:][:6] == [
        "Institution National University Hospital",
        "Role lead",
        "People Chen Li",
        "Person Chen Li",
        "As",
        "+ person",
    ]
    here = ("participants", 0, "people", 0)
    found.put((*here, "role"), "witness")
    assert found.value(here) == {"person": "chen", "role": "witness"}
    found.put((*here, "role"), None)
    assert found.value(here) == "chen"
    found.put(here, None)
    assert "people" not in found.table["participants"][0]


def test_elements_are_added_moved_and_taken_out() -> None:
    found = form()
    path = found.add(("participants",), "bsn")
    assert path == ("participants", 2)
    assert row(found, *path).is_open
    path = found.move(path, -1)
    assert [one["institution"] for one in found.table["participants"]] == ["nuh", "bsn", "ruijin"]
    assert row(found, *path).is_open
    assert found.move(("participants", 0), -1) == ("participants", 0)
    found.put(path, None)
    assert [one["institution"] for one in found.table["participants"]] == ["nuh", "ruijin"]
    found.put(("focus_areas", 0), None)
    assert "focus_areas" not in found.table
    assert found.add(("milestones",), "x") == ("milestones", 0)
    assert found.table["milestones"] == [{"date": "x"}]


def test_evidence_follows_what_it_is_about() -> None:
    found = form()
    found.put(("participants", 0, "institution"), "bsn")
    assert found.table["evidence"][0]["supports"] == ["participants.bsn", "type"]
    found.put(("participants", 0), None)
    assert found.table["evidence"] == [
        {"source": "news", "supports": ["type"]},
        {"source": "all"},
    ]
    assert found.toggle_support("news", "status") == ""
    assert found.table["evidence"][0]["supports"] == ["type", "status"]
    found.toggle_support("news", "type")
    assert found.table["evidence"][0]["supports"] == ["status"]
    assert "the whole record" in found.toggle_support("all", "status")
    found.toggle_support("new", "dates.signed")
    assert found.table["evidence"][-1] == {"source": "new", "supports": ["dates.signed"]}


def test_texts_get_languages_and_a_text_without_one_gets_the_registry_s() -> None:
    found = form('id = "x"\nname = "X"')
    assert found.add_language(("name",), "id", "Iks") == ("name", "id")
    assert found.table["name"] == {"en": "X", "id": "Iks"}
    assert found.add_language(("name",), "id", "Ix") == ("name", "id", 1)
    found.put(("name", "id", 0), None)
    assert found.table["name"] == {"en": "X", "id": ["Ix"]}


def test_every_change_can_be_taken_back_and_the_file_s_own_table_is_never_changed() -> None:
    table = tomli.loads(TABLE)
    found = Form(Start(Kind.AGREEMENT, table, Ref(Kind.AGREEMENT, "ssmic"), table))
    assert not found.is_changed
    found.put(("participants", 0, "people", 0), "li")
    found.move(("participants", 0), 1)
    assert found.is_changed
    assert table == tomli.loads(TABLE)
    assert found.take_back()
    assert found.take_back()
    assert not found.is_changed
    assert not found.take_back()


def test_lists_that_may_be_one_value_stay_one_value() -> None:
    found = form('id = "x"\nname = "X"\nparent = "y"', Kind.INSTITUTION)
    found.put(("parent", 0), "z")
    assert found.table["parent"] == "z"
    found.add(("parent",), "w")
    assert found.table["parent"] == ["z", "w"]
    found.add(("identifiers", "ror"), "04fp9fm22")
    assert found.table["identifiers"] == {"ror": "04fp9fm22"}


def test_new_records_are_kept_only_while_something_names_them() -> None:
    found = form()
    ref = Ref(Kind.INSTITUTION, "new-one")
    found.make(ref, {"name": "New One"})
    assert not found.others
    path = found.add(("participants",), "new-one")
    assert found.others == {ref: {"name": "New One"}}
    assert row(found, *path).value == "New One"
    found.put(path, None)
    assert not found.others


@pytest.mark.parametrize(
    ("kind", "path", "text", "value", "reads"),
    [
        (Kind.AGREEMENT, "dates.signed", "2024-10", "2024-10", "Oct 2024"),
        (Kind.AGREEMENT, "dates.signed", "2024", 2024, ""),
        (Kind.AGREEMENT, "dates.signed", "2024~", "2024~", "about 2024"),
        (Kind.AGREEMENT, "dates.duration", "p5y", "P5Y", "5 years"),
        (Kind.AGREEMENT, "value.amount", "1250000", 1250000, "1,250,000"),
        (Kind.INSTITUTION, "country", "singapore", "SG", "Singapore"),
        (Kind.INSTITUTION, "location.lat", "1.29", 1.29, ""),
        (Kind.SOURCE, "language", "zh-Hans", "zh-Hans", "Chinese (Simplified)"),
        (Kind.AGREEMENT, "name", "  A name ", "A name", ""),
        (Kind.AGREEMENT, "place", "", None, ""),
        (Kind.AGREEMENT, "extra.x", "5", 5, ""),
        (Kind.AGREEMENT, "extra.x", "5 days", "5 days", ""),
    ],
)
def test_typed_text_becomes_a_value_and_is_shown_as_it_will_be_read(
    kind: Kind, path: str, text: str, value: Any, reads: str
) -> None:
    part = part_at(kind, tuple(path.split(".")))
    assert part is not None
    assert read(part, text) == value
    assert reads_as(part, text, Words({})) == reads


@pytest.mark.parametrize(
    ("kind", "path", "text", "words"),
    [
        (Kind.AGREEMENT, "dates.signed", "2024-13", "write 2024-10-15"),
        (Kind.AGREEMENT, "dates.duration", "five years", "write P5Y"),
        (Kind.AGREEMENT, "value.amount", "much", "write digits"),
        (Kind.AGREEMENT, "type", "mous", "choose one from the list"),
        (Kind.INSTITUTION, "country", "Atlantis", "write its name"),
        (Kind.SOURCE, "language", "Chinese!", "write en"),
    ],
)
def test_what_is_no_value_is_told_with_what_to_write(
    kind: Kind, path: str, text: str, words: str
) -> None:
    part = part_at(kind, tuple(path.split(".")))
    assert part is not None
    with pytest.raises(PathError, match=words):
        read(part, text)


def test_lines_of_a_text_are_kept_and_numbers_stay_numbers() -> None:
    part = part_at(Kind.AGREEMENT, ("facts", 0, "value"))
    assert part is not None
    assert read(part, "one↵two", "one\nthree") == "one\ntwo"
    assert read(part, "one↵two", "one↵three") == "one↵two"
    assert read(part, "1,239 beds", 1239) == "1,239 beds"
    assert read(part, "1240", 1239) == 1240


@pytest.mark.parametrize("held", tables_in(BUILTIN.read_bytes())[:40], ids=lambda h: str(h.ref))
def test_leaving_every_row_as_it_is_changes_nothing(held: Held) -> None:
    found = Form(Start(held.ref.kind, held.table, held.ref, held.table))
    seen = 0
    while seen < len(rows := found.rows()):
        row = rows[seen]
        seen += 1
        question = ask(found, row)
        if row.does is Does.EDIT:
            assert question is not None
            assert question.take(question.text, None) == row.path
        elif row.does is Does.OPEN and not row.is_open:
            found.unfold(row.path)
    assert not found.is_changed


def test_two_changes_of_one_record_are_joined_and_nothing_is_lost() -> None:
    base = {"id": "x", "name": "X", "type": "mou", "place": "A", "tags": ["t"]}
    theirs = {"id": "x", "name": "Y", "type": "mou", "place": "B"}
    mine = {"id": "x", "name": "Z", "type": "supply", "place": "A", "tags": ["t"], "notes": "n"}
    found = joined(base, theirs, mine)
    assert found.table == {"id": "x", "name": "Z", "type": "supply", "place": "B", "notes": "n"}
    assert found.theirs == ["place", "tags"]
    assert [(one.key, one.before, one.theirs, one.mine) for one in found.both] == [
        ("name", "X", "Y", "Z")
    ]
    assert found.with_theirs()["name"] == "Y"


def test_a_form_speaks_of_names_and_not_of_ids() -> None:
    participants = part_at(Kind.AGREEMENT, ("participants", "institution"))
    ror = part_at(Kind.INSTITUTION, ("identifiers", "ror"))
    name = part_at(Kind.INSTITUTION, ("name",))
    assert participants is not None
    assert ror is not None
    assert name is not None
    assert participants.help == "Type a name, an acronym or an id, and choose from the list."
    assert (ror.label_inside, name.label_inside) == ("ROR", "name")
    assert name.help == "What it is called."
