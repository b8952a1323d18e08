"""ROR comes in completely, keeps what people changed, and is brought up to date."""

from __future__ import annotations

import gzip
import json
import tracemalloc
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import tomli

from collab_tui.catalog.catalog import Catalog
from collab_tui.importing.dump import DumpError, read_dump
from collab_tui.importing.file import State, UpdatedFile
from collab_tui.importing.report import Report
from collab_tui.importing.ror_import import HEAD, SOURCE, import_ror
from collab_tui.importing.selecting import Selection, selection
from collab_tui.records.kinds import Kind

ROR = Path(__file__).parent / "ror.json"
THREE = frozenset({"BN", "KH", "MM"})


def organisations() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(ROR.read_text(encoding="utf-8"))
    return found


def dump(path: Path, records: Iterable[Mapping[str, Any]]) -> Path:
    path.write_text(json.dumps(list(records), ensure_ascii=False), encoding="utf-8")
    return path


def bring(source: Path, output: Path, wanted: Selection | None = None, *layers: Path) -> Report:
    file = UpdatedFile(output, SOURCE, HEAD)
    report = import_ror(source, file, wanted or Selection(), layers)
    output.write_text("".join(file.parts()), encoding="utf-8", newline="")
    return report


def institutions(path: Path) -> dict[str, dict[str, Any]]:
    found = tomli.loads(path.read_text(encoding="utf-8"))["institution"]
    return {table["id"]: table for table in found}


def many(value: Any) -> list[Any]:
    """Return one value, or several, as a list."""
    return value if isinstance(value, list) else [] if value is None else [value]


def plain(value: Any, key: str) -> str:
    return str(value[key] if isinstance(value, dict) else value)


def compare(organisation: Mapping[str, Any], table: Mapping[str, Any], here: set[str]) -> None:
    """Compare every field of a ROR record with the record that was made from it."""
    ror = organisation["id"][-9:]
    assert many(table["identifiers"]["ror"]) == [ror]
    names = table["name"] if isinstance(table["name"], dict) else {"und": table["name"]}
    for name in organisation["names"]:
        language = name["lang"] or "und"
        if {"label", "ror_display"} & set(name["types"]):
            assert name["value"] in many(names[language])
        for sort, key in (("acronym", "acronyms"), ("alias", "aliases")):
            if sort in name["types"]:
                one = {"text": name["value"], "language": name["lang"]}
                assert (one if name["lang"] else name["value"]) in table[key]
    shown = next(n["value"] for n in organisation["names"] if "ror_display" in n["types"])
    assert many(next(iter(names.values())))[0] == shown
    assert table["types"] == organisation["types"]
    assert table["status"] == organisation["status"]
    assert table.get("established") == organisation["established"]
    assert table.get("domains", []) == organisation["domains"]
    places = [table, *table.get("locations", [])]
    for place, location in zip(places, organisation["locations"], strict=True):
        details = location["geonames_details"]
        assert place["country"] == details["country_code"]
        assert place["city"] == details["name"]
        assert place["geonames"] == location["geonames_id"]
        spot = place.get("location", place)
        assert (spot["lat"], spot["lon"]) == (details["lat"], details["lng"])
        if details.get("country_subdivision_code"):
            region = f"{details['country_code']}-{details['country_subdivision_code']}"
            assert place["region"] == region
    for external in organisation["external_ids"]:
        held = many(table["identifiers"][external["type"]])
        assert sorted(held) == sorted(external["all"])
        assert external["preferred"] in (None, held[0])
    links = table.get("links", [])
    assert [plain(one, "url") for one in links] == [one["value"] for one in organisation["links"]]
    for one, link in zip(links, organisation["links"], strict=True):
        assert link["type"] == (one["type"] if isinstance(one, dict) else "website")
    said = {(one["type"], one["id"][-9:]) for one in organisation["relationships"]}
    assert set(many(table.get("parent"))) == {i for t, i in said if t == "parent" and i in here}
    related = {(one["type"], one["institution"]) for one in table.get("related", [])}
    assert related == {(t, i) for t, i in said if t not in ("parent", "child") and i in here}


def test_every_field_of_three_countries_is_as_in_the_dump(
    tmp_path: Path, opened: Callable[..., Catalog]
) -> None:
    output = tmp_path / "out.toml"
    report = bring(ROR, output, Selection(countries=THREE))
    found = institutions(output)
    wanted = [
        one
        for one in organisations()
        if THREE & {place["geonames_details"]["country_code"] for place in one["locations"]}
    ]
    assert set(found) == {one["id"][-9:] for one in wanted}
    assert len(wanted) > 30
    for organisation in wanted:
        compare(organisation, found[organisation["id"][-9:]], set(found))
    assert report.counts[Kind.INSTITUTION, State.WRITTEN] == len(wanted)
    assert opened(output).problems.counts() == {"error": 0, "warning": 0}


def test_every_field_of_records_with_rare_shapes_is_as_in_the_dump(tmp_path: Path) -> None:
    output = tmp_path / "out.toml"
    bring(ROR, output)
    found = institutions(output)
    assert len(found) == len(organisations())
    for organisation in organisations():
        compare(organisation, found[organisation["id"][-9:]], set(found))


def test_relations_to_what_is_not_here_are_counted(tmp_path: Path) -> None:
    output = tmp_path / "out.toml"
    report = bring(ROR, output, Selection(countries=THREE))
    found = institutions(output)
    said = [
        one
        for organisation in organisations()
        if organisation["id"][-9:] in found
        for one in organisation["relationships"]
        if one["type"] != "child"
    ]
    kept = sum(len(many(t.get("parent"))) + len(t.get("related", [])) for t in found.values())
    assert 0 < kept < len(said)
    assert (
        f"{len(said) - kept} relations to institutions that are not here left out" in report.totals
    )


@pytest.mark.parametrize("form", [".json", ".json.gz", ".zip"])
def test_a_dump_is_read_in_every_form_and_twice_changes_nothing(tmp_path: Path, form: str) -> None:
    source = tmp_path / f"dump{form}"
    content = ROR.read_bytes()
    if form == ".zip":
        with zipfile.ZipFile(source, "w") as archive:
            archive.writestr("v1-ror-data.json", "[{}]")
            archive.writestr("v1-ror-data_schema_v2.json", content)
            archive.writestr("v1-ror-data.csv", "id")
    else:
        source.write_bytes(gzip.compress(content) if form.endswith("gz") else content)
    output = tmp_path / "out.toml"
    bring(source, output)
    before = output.read_bytes()
    report = bring(source, output)
    assert output.read_bytes() == before
    assert {state for _, state in report.counts} == {State.UNCHANGED}


def test_a_newer_dump_changes_only_what_ror_changed(tmp_path: Path) -> None:
    output = tmp_path / "out.toml"
    bring(ROR, output, Selection(countries=THREE))
    before = institutions(output)
    one, other, *_ = before
    third = next(ror for ror in list(before)[2:] if "established" in before[ror])
    text = output.read_text(encoding="utf-8")
    text = text.replace(f'id = "{one}"\n', 'id = "mine"  # ours\nsummary = "Mine."\n')
    city = f'city = "{before[other]["city"]}"'
    head, at, tail = text.partition(f'id = "{other}"\n')
    text = head + at + tail.replace(city, 'city = "By hand"', 1)
    output.write_text(text, encoding="utf-8")

    newer = deepcopy(organisations())
    for organisation in newer:
        ror = organisation["id"][-9:]
        details = organisation["locations"][0]["geonames_details"]
        if ror == one:
            organisation["status"] = "inactive"
            organisation["domains"] = ["example.org"]
        elif ror == other:
            details["name"] = "Elsewhere"
        elif ror == third:
            organisation["established"] = None
    newer.reverse()
    report = bring(dump(tmp_path / "newer.json", newer), output, Selection(countries=THREE))

    after = institutions(output)
    assert after["mine"] == {
        **before[one],
        "id": "mine",
        "summary": "Mine.",
        "status": "inactive",
        "domains": ["example.org"],
    }
    assert after[other] == {**before[other], "city": "By hand"}
    assert report.differing == [
        f"institution/{other}: city is 'By hand' in the file; ROR has 'Elsewhere'"
    ]
    changed = {ref: set(paths.split(", ")) for ref, paths in map(_parts, report.changed)}
    assert changed == {
        "institution/mine": {"domains", "status"},
        f"institution/{third}": {"established"},
    }
    assert after[third] == {k: v for k, v in before[third].items() if k != "established"}
    assert list(after) == ["mine" if ror == one else ror for ror in before]
    assert "# ours" in output.read_text(encoding="utf-8")


def _parts(line: str) -> tuple[str, str]:
    ref, _, paths = line.partition(": ")
    return ref, paths


def test_ids_and_names_select(tmp_path: Path) -> None:
    every = organisations()
    name = next(n["value"] for n in every[0]["names"] if "ror_display" in n["types"])
    ids = tmp_path / "ids.txt"
    ids.write_text(f"# two\n{every[1]['id']}\n{every[2]['id'][-9:]}\n", encoding="utf-8")
    names = tmp_path / "names.txt"
    names.write_text(f"{name.upper()}\nNobody of this Name\n", encoding="utf-8")
    output = tmp_path / "out.toml"
    report = bring(ROR, output, selection(frozenset(), ids, names))
    assert set(institutions(output)) == {one["id"][-9:] for one in every[:3]}
    assert any(
        "no organisation has the name 'Nobody of this Name'" in note for note in report.notes
    )

    twin = deepcopy(every[0]) | {"id": "https://ror.org/04fp9fm22"}
    report = bring(
        dump(tmp_path / "twins.json", [*every, twin]),
        tmp_path / "twins.toml",
        selection(frozenset(), None, names),
    )
    assert "[[institution]]" not in (tmp_path / "twins.toml").read_text(encoding="utf-8")
    assert any("give the id of one with --ids" in note for note in report.notes)
    ids.write_text("04fp9fm23\n", encoding="utf-8")
    with pytest.raises(DumpError, match=r"ids\.txt:1: '04fp9fm23' is not a ROR id"):
        selection(frozenset(), ids)


def test_what_a_registry_has_already_is_named_and_not_doubled(
    tmp_path: Path, opened: Callable[..., Catalog]
) -> None:
    every = organisations()
    child = next(one for one in every if any(r["type"] == "parent" for r in one["relationships"]))
    parent = next(r["id"] for r in child["relationships"] if r["type"] == "parent")
    registry = tmp_path / "registry"
    registry.mkdir()
    (registry / "mine.toml").write_text(
        f'[[institution]]\nid = "head"\nname = "Head"\nidentifiers = {{ ror = "{parent}" }}\n'
        '[[source]]\nid = "ror"\nname = "ROR"\ntype = "dataset"\n',
        encoding="utf-8",
    )
    output = registry / "out.toml"
    bring(ROR, output, Selection(), registry)
    found = institutions(output)
    assert many(found[child["id"][-9:]]["parent"])[0] == "head"
    assert parent[-9:] not in found
    assert opened(registry).problems.counts()["error"] == 0


def test_a_hand_written_institution_is_left_unless_it_is_asked_for(tmp_path: Path) -> None:
    ror = organisations()[0]["id"][-9:]
    output = tmp_path / "mine.toml"
    text = f'[[institution]]\nid = "mine"\nname = "Mine"  # so\nidentifiers = {{ ror = "{ror}" }}\n'
    output.write_text(text, encoding="utf-8")
    bring(ROR, output, Selection(countries=frozenset({"FR"})))
    assert output.read_text(encoding="utf-8").startswith(text)
    report = bring(ROR, output, Selection(ids=frozenset({ror}), is_limited=True))
    found = institutions(output)["mine"]
    assert found["name"] == "Mine"
    assert found["status"] == organisations()[0]["status"]
    assert "evidence" not in found
    assert any("institution/mine: name" in line for line in report.differing)


def test_circles_of_parents_are_opened(tmp_path: Path, opened: Callable[..., Catalog]) -> None:
    one, other = deepcopy(organisations()[:2])
    one["relationships"] = [{"type": "parent", "id": other["id"], "label": ""}]
    other["relationships"] = [{"type": "parent", "id": one["id"], "label": ""}]
    output = tmp_path / "out.toml"
    bring(dump(tmp_path / "d.json", [one, other]), output)
    assert sum("parent" in table for table in institutions(output).values()) == 1
    assert opened(output).problems.counts()["error"] == 0


def test_a_value_that_the_format_does_not_take_is_told(tmp_path: Path) -> None:
    one = deepcopy(organisations()[0])
    one["external_ids"] = [{"type": "isni", "all": ["0000 0000 0000 0000"], "preferred": None}]
    report = bring(dump(tmp_path / "d.json", [one]), tmp_path / "out.toml")
    assert any("is not an ISNI" in note for note in report.notes)
    assert "1 value left out that the format does not take" in report.totals


def test_a_dump_is_never_in_memory_as_a_whole(tmp_path: Path) -> None:
    lines = (json.dumps(one) for one in organisations() * 60)
    source = tmp_path / "large.json"
    source.write_text(f"[{','.join(lines)}]", encoding="utf-8")
    assert sum(1 for _ in read_dump(source)) == 60 * len(organisations())
    tracemalloc.start()
    for _ in read_dump(source):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < source.stat().st_size / 4


def truncated(content: bytes) -> Iterator[tuple[str, bytes, str]]:
    yield "a.json", content[: len(content) // 2], "is damaged, or not a dump"
    yield "a.json.gz", gzip.compress(content)[:2000], "is damaged, or not a dump"
    yield "a.zip", b"PK\x03\x04 no archive", "is damaged, or not a dump"
    yield "a.json", b'[{"id": "x", "name": "schema 1"}]', "not a dump of ROR's schema 2"
    yield "a.json", b'{"id": 1}', "holds no organisations"
    yield "a.json", b"[1]", r"schema 2 \(see \[0\]\)"
    name = '{"value": "A", "types": ["label"]}'
    for more, place in (
        ('"names": []', "names"),
        ('"names": [{"value": "A"}]', "names.0.types"),
        (f'"names": [{name}], "locations": [5]', "locations.0"),
        (f'"names": [{name}], "links": ["http://x"]', "links.0"),
        (f'"names": [{name}], "relationships": [{{"type": "parent"}}]', "relationships.0.id"),
        (f'"names": [{name}], "external_ids": [{{"type": "isni"}}]', "external_ids.0.all"),
        (f'"names": [{name}], "types": 5', "types"),
    ):
        found = f'[{{"id": "x", "names": [{name}]}}, {{"id": "y", {more}}}]'
        yield "a.json", found.encode(), rf"see \[1\]\.{place}\)"


@pytest.mark.parametrize(("name", "content", "message"), list(truncated(ROR.read_bytes())))
def test_a_damaged_dump_is_refused_and_the_file_stays(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    source = tmp_path / name
    source.write_bytes(content)
    with pytest.raises(DumpError, match=message):
        bring(source, tmp_path / "out.toml")
    assert not (tmp_path / "out.toml").exists()
    with pytest.raises(DumpError, match="cannot be read: No such file"):
        list(read_dump(tmp_path / "none.json"))
