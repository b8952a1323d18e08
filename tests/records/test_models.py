from __future__ import annotations

import json
from copy import deepcopy
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

import pytest
from pydantic import ValidationError

from collab_tui.records.declared import DECLARED
from collab_tui.records.kinds import Kind
from collab_tui.records.models import (
    MODELS,
    Agreement,
    FocusArea,
    Institution,
    Person,
    RegistryInfo,
    Source,
    keys_of,
    table_at,
)
from collab_tui.records.types import reader


def named(**rest: Any) -> dict[str, Any]:
    return {"id": "a", "name": "A", **rest}


def refused(model: Any, table: dict[str, Any]) -> list[tuple[Any, ...]]:
    with pytest.raises(ValidationError) as caught:
        reader(model)(table)
    return [error["loc"] for error in caught.value.errors()]


def test_every_kind_has_a_model() -> None:
    assert set(MODELS) == set(Kind)
    assert [model.__name__ for model in MODELS.values()] == [
        kind.label.title().replace(" ", "") for kind in MODELS
    ]


def test_id_and_name_are_enough_for_an_institution() -> None:
    assert reader(Institution)(named()) == named()


def test_reading_leaves_the_table_as_it_is_and_gives_what_json_has() -> None:
    day, moment = date(2024, 5, 6), datetime(2024, 5, 6, 7, 8, tzinfo=UTC)
    table = named(
        types=["education"],
        established=day,
        identifiers={"ror": "https://ror.org/01tgyzw49"},
        extra={"seen": moment, "at": time(7, 8), "share": float("nan")},
    )
    before = deepcopy(table)
    assert reader(Institution)(table) == named(
        types=["education"],
        established="2024-05-06",
        identifiers={"ror": "01tgyzw49"},
        extra={"seen": "2024-05-06T07:08:00Z", "at": "07:08:00", "share": None},
    )
    assert repr(table) == repr(before)


def test_equal_moments_are_kept_as_they_are_written() -> None:
    here = datetime(2024, 5, 6, 9, 8, tzinfo=timezone(timedelta(hours=2)))
    there = here.astimezone(UTC)
    read = reader(Institution)
    written = [read(named(established=one))["established"] for one in (here, there)]
    assert written == ["2024-05-06T09:08:00+02:00", "2024-05-06T07:08:00Z"]


@pytest.mark.parametrize(
    ("model", "table", "where"),
    [
        (Institution, named(nme="x"), ("nme",)),
        (Institution, named(location={"lat": 1.0, "lon": 2.0, "alt": 3.0}), ("location", "alt")),
        (Institution, named(identifiers={"doi": "x"}), ("identifiers", "doi")),
        (Agreement, named(type="mou", dates={"strat": 2024}), ("dates", "strat")),
        (Person, named(affiliations=[{"institution": "a", "since": 1}]), ("affiliations", 0)),
    ],
)
def test_unknown_keys_are_refused(model: Any, table: dict[str, Any], where: tuple[Any]) -> None:
    ((*found,),) = refused(model, table)
    assert tuple(found[: len(where)]) == where


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "Not A Slug"},
        {"id": 5},
        {"name": ""},
        {"name": "  "},
        {"name": 5},
        {"name": {}},
        {"name": {"english": "A"}},
        {"name": {"en_GB": "A"}},
        {"name": {"en\n": "A"}},
        {"name": {"en": ""}},
        {"name": {"en": 5}},
        {"acronyms": "NUH"},
        {"tags": ["Two Words"]},
        {"links": ["ftp://a"]},
        {"links": ["http://a b"]},
        {"links": ["javascript:alert(1)"]},
        {"types": ["hospital"]},
        {"status": "closed"},
        {"country": "sg"},
        {"country": "XX"},
        {"city": 5},
        {"location": {"lat": 91.0, "lon": 0.0}},
        {"location": {"lat": 1.0}},
        {"location": {"lat": "1.0", "lon": 0.0}},
        {"location": {"lat": float("nan"), "lon": 0.0}},
        {"established": "2024-13"},
        {"established": True},
        {"identifiers": {"ror": "01tgyzw48"}},
        {"identifiers": {"wikidata": "738236"}},
        {"identifiers": {"grid": "4280.e"}},
        {"identifiers": {"isni": "0000000121032684"}},
        {"facts": [{"label": "beds"}]},
        {"facts": [{"label": "beds", "value": True}]},
        {"facts": [{"label": "beds", "value": float("nan")}]},
        {"facts": [{"label": "beds", "value": float("inf")}]},
        {"facts": [{"label": "beds", "value": ""}]},
        {"evidence": [{"supports": ["name"]}]},
        {"extra": "text"},
    ],
)
def test_wrong_values_are_refused_once(wrong: dict[str, Any]) -> None:
    assert len(refused(Institution, named(**wrong))) == 1


@pytest.mark.parametrize(
    "right",
    [
        {"name": {"en": "A", "id": "B", "zh-Hans": "瑞金", "pt-BR": "C", "es-419": "D"}},
        {"acronyms": ["NUH"], "aliases": ["x"], "tags": ["two-words"]},
        {"location": {"lat": -90, "lon": 180.0}},
        {"identifiers": {"ror": "01tgyzw49", "wikidata": "Q738236", "grid": "grid.4280.e"}},
        {"identifiers": {"isni": "0000 0001 2180 6431"}},
        {"facts": [{"label": "beds", "value": v} for v in (1200, 1.5, "about 1,200")]},
        {"extra": {"any": {"thing": [1, "a", {"deep": True}]}}},
    ],
)
def test_right_values_are_taken(right: dict[str, Any]) -> None:
    reader(Institution)(named(**right))


def test_a_figure_keeps_its_type() -> None:
    facts = [{"label": "a", "value": v} for v in (1, 1.5, "1")]
    institution = reader(Institution)(named(facts=facts))
    assert [repr(figure["value"]) for figure in institution["facts"]] == ["1", "1.5", "'1'"]


@pytest.mark.parametrize("model", [Agreement, Source])
def test_an_agreement_or_a_source_without_a_type_can_be_kept(model: Any) -> None:
    assert reader(model)(named()) == named()


@pytest.mark.parametrize(
    ("key", "value"),
    [("documents", [{"name": "x", "sha256": "ABC"}]), ("related", [{"agreement": "b"}])],
)
def test_tables_inside_an_agreement_are_checked(key: str, value: Any) -> None:
    assert refused(Agreement, named(type="mou", **{key: value}))[0][:2] == (key, 0)


@pytest.mark.parametrize("mesh", ["D00000", "d0000001", "D0000000001", "E0000001"])
def test_bad_mesh_ids_are_refused(mesh: str) -> None:
    assert refused(FocusArea, named(mesh=mesh)) == [("mesh",)]


def test_a_registry_has_format_one() -> None:
    assert reader(RegistryInfo)({"format": 1}) == {"format": 1}
    assert refused(RegistryInfo, {"format": 2}) == [("format",)]


def test_a_document_reads_back() -> None:
    table = named(
        type="mou",
        dates={"signed": "2024-10~"},
        participants=[{"institution": "b", "role": "lead", "people": ["c"]}],
        evidence=[{"source": "s", "supports": ["dates"]}],
    )
    document = reader(Agreement)(table)
    assert reader(Agreement)(json.loads(json.dumps(document))) == document


@pytest.mark.parametrize(
    ("model", "path", "keys"),
    [
        (Agreement, ("participants", 0), {"institution", "role", "people"}),
        (Agreement, ("participants", 0, "people", 1), {"person", "role"}),
        (Agreement, ("related", 2), {"agreement", "type"}),
        (Institution, ("related", 2), {"institution", "type", "note"}),
        (Institution, (), {"country", "city"}),
    ],
)
def test_tables_inside_records_are_found_by_their_path(
    model: Any, path: tuple[Any, ...], keys: set[str]
) -> None:
    assert keys_of(table_at(model, path)).keys() >= keys


def references(model: Any, **rest: Any) -> list[tuple[str, str, str, tuple[Any, ...], str]]:
    (kind,) = (kind for kind, one in MODELS.items() if one is model)
    found = DECLARED[kind].references(reader(model)(named(**rest)))
    return [(r.relation, r.kind, r.id, r.path, r.qualifier) for r in found]


def test_references_of_an_agreement() -> None:
    found = references(
        Agreement,
        type="mou",
        participants=[{"institution": "x"}, {"institution": "y", "role": "lead", "people": ["p"]}],
        focus_areas=["f", "g"],
        related=[{"agreement": "b", "type": "renews"}],
        evidence=[{"source": "s"}],
    )
    assert found == [
        ("participant", "institution", "x", ("participants", 0, "institution"), ""),
        ("participant", "institution", "y", ("participants", 1, "institution"), "lead"),
        ("person", "person", "p", ("participants", 1, "people", 0), "y"),
        ("focus", "focus-area", "f", ("focus_areas", 0), ""),
        ("focus", "focus-area", "g", ("focus_areas", 1), ""),
        ("related", "agreement", "b", ("related", 0, "agreement"), "renews"),
        ("evidence", "source", "s", ("evidence", 0, "source"), ""),
    ]


def test_references_of_the_other_kinds() -> None:
    assert references(Institution, parent="p") == [("parent", "institution", "p", ("parent",), "")]
    assert references(FocusArea, broader=["b"], related=["r"]) == [
        ("broader", "focus-area", "b", ("broader", 0), ""),
        ("related", "focus-area", "r", ("related", 0), ""),
    ]
    assert references(
        Person, affiliations=[{"institution": "i", "post": "dean", "from": 2020}]
    ) == [("affiliation", "institution", "i", ("affiliations", 0, "institution"), "dean")]
    assert references(Source, type="news") == []
