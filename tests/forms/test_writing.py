"""From a form to files: what is offered, tried, found wrong, written together."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from collab_tui.catalog.catalog import Catalog
from collab_tui.forms.form import Form
from collab_tui.forms.offers import languages, offers
from collab_tui.forms.renewing import start_renewal
from collab_tui.forms.shape import part_at
from collab_tui.forms.words import Words
from collab_tui.forms.writing import Content, naming, start, start_new, tried
from collab_tui.records.kinds import Kind, Ref
from tests.conftest import Registry
from tests.tui.registries import SMALL

SSMIC = Ref(Kind.AGREEMENT, "ssmic")


@pytest.fixture
def folder(registry: Registry) -> Path:
    return registry(small=SMALL)


@pytest.fixture
def catalog(folder: Path, opened: Callable[..., Catalog]) -> Catalog:
    return opened(folder)


def test_a_renewal_has_what_stays_the_same_and_names_what_it_renews(catalog: Catalog) -> None:
    before, begun = start(catalog, SSMIC).table, start_renewal(catalog, SSMIC)
    assert begun.ref is None
    assert {key: begun.table[key] for key in ("name", "type", "participants")} == {
        key: before[key] for key in ("name", "type", "participants")
    }
    assert begun.table["related"] == [{"agreement": "ssmic", "type": "renews"}]
    assert {"dates", "status", "evidence", "summary"}.isdisjoint(begun.table)
    found = tried(catalog, Content.of(Form(begun)))
    assert not found.has_errors
    assert found.ref not in (None, SSMIC)


def test_a_record_is_found_by_what_is_typed_or_can_be_added(catalog: Catalog) -> None:
    part = part_at(Kind.AGREEMENT, ("participants", 0, "institution"))
    assert part is not None
    words = Words({})
    found = offers(catalog, part, "瑞金", words, {})
    assert [(one.value, one.new_name) for one in found] == [("ruijin", ""), ("institution", "瑞金")]
    assert [o.value for o in offers(catalog, part, "national university hospital", words, {})] == [
        "nuh"
    ]
    (added,) = offers(catalog, part, 'Zzz "or" (', words, {})
    assert (added.value, added.new_name) == ("zzz-or", 'Zzz "or" (')
    assert len(offers(catalog, part, "", words, {})) == 4
    made = {Ref(Kind.INSTITUTION, "zed"): None}
    assert offers(catalog, part, "zed", words, made)[0].value == "zed"


def test_terms_countries_languages_and_facts_are_offered(catalog: Catalog) -> None:
    def values(kind: Kind, path: tuple[str | int, ...], typed: str) -> list[str]:
        part = part_at(kind, path)
        assert part is not None
        record = (kind, start(catalog, SSMIC).table)
        return [one.value for one in offers(catalog, part, typed, Words({}), {}, record)]

    assert values(Kind.AGREEMENT, ("type",), "joint")[:1] == ["joint-centre"]
    assert values(Kind.AGREEMENT, ("type",), "mou")[:1] == ["mou"]
    assert values(Kind.INSTITUTION, ("country",), "singap") == ["SG"]
    assert "dates.signed" in values(Kind.AGREEMENT, ("evidence", 0, "supports", 0), "dates")
    assert [one.value for one in languages("german")][:1] == ["de"]
    assert languages("zh-Hant-TW")[0].value == "zh-Hant-TW"


def test_mistakes_have_the_places_of_their_rows(catalog: Catalog) -> None:
    form = Form(start(catalog, SSMIC))
    form.put(("dates",), {"start": 2021, "end": 2020})
    form.put(("links",), ["x"])
    form.put(("participants", 1, "institution"), "nobody")
    found = tried(catalog, Content.of(form))
    assert found.has_errors
    places = {one.path for one in found.mistakes if one.is_error}
    assert {("links", 0), ("participants", 1, "institution")} <= places
    assert any(one.path[:1] == ("dates",) for one in found.mistakes)


def test_a_record_without_a_name_is_told_so_and_its_other_mistakes(catalog: Catalog) -> None:
    form = Form(start_new(catalog, Kind.AGREEMENT, {"links": ["x"], "type": "mou"}))
    found = tried(catalog, Content.of(form))
    assert found.draft is None
    assert {one.path for one in found.mistakes if one.is_error} == {("name",), ("links", 0)}


def test_new_records_are_written_together(catalog: Catalog, folder: Path) -> None:
    begin = naming(Kind.AGREEMENT, Ref(Kind.INSTITUTION, "nuh"))
    form = Form(start_new(catalog, Kind.AGREEMENT, begin))
    assert form.words.name(Ref(Kind.INSTITUTION, "nuh")) == "National University Hospital"
    form.put(("name",), "Joint ward")
    form.put(("type",), "mou")
    form.make(Ref(Kind.INSTITUTION, "new-hospital"), {"name": "New Hospital"})
    form.add(("participants",), "new-hospital")
    found = tried(catalog, Content.of(form))
    assert found.ref == Ref(Kind.AGREEMENT, "joint-ward")
    assert not found.has_errors
    assert found.draft is not None
    found.draft.write()
    text = (folder / "small.toml").read_text()
    assert 'id = "new-hospital"\nname = "New Hospital"' in text
    assert '{ institution = "nuh" },\n  { institution = "new-hospital" }' in text
    catalog.refresh()
    assert catalog.number(found.ref) is not None


def test_what_can_name_a_record_begins_with_it() -> None:
    nuh, news = Ref(Kind.INSTITUTION, "nuh"), Ref(Kind.SOURCE, "news")
    assert naming(Kind.PERSON, nuh) == {"affiliations": [{"institution": "nuh"}]}
    assert naming(Kind.AGREEMENT, Ref(Kind.FOCUS_AREA, "car-t")) == {"focus_areas": ["car-t"]}
    assert naming(Kind.INSTITUTION, news) == {"evidence": [{"source": "news"}]}
    assert naming(Kind.INSTITUTION, nuh) == {}
    assert naming(Kind.FOCUS_AREA, nuh) == {}


def test_what_somebody_else_changed_meanwhile_is_found(catalog: Catalog, folder: Path) -> None:
    form = Form(start(catalog, SSMIC))
    form.put(("summary",), "Mine.")
    path = folder / "small.toml"
    path.write_text(SMALL.replace('name = "Philips"', 'name = "Philips NV"'))
    assert not tried(catalog, Content.of(form)).has_errors  # another record of the file
    path.write_text(SMALL.replace('status = "active"', 'status = "suspended"'))
    found = tried(catalog, Content.of(form))
    assert found.meanwhile is not None
    assert found.meanwhile.theirs == ["status"]
    form.rebase(found.theirs, found.meanwhile.table)
    found = tried(catalog, Content.of(form))
    assert found.draft is not None
    found.draft.write()
    text = path.read_text()
    assert 'status = "suspended"' in text
    assert 'summary = "Mine."' in text
    path.write_text(SMALL[: SMALL.index("[[agreement]]")])
    assert tried(catalog, Content.of(form)).is_gone
