"""ROR ids are found if they are certain, and never guessed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from collab_tui.importing.reconciling import Reconciled, measure, reconcile, write
from collab_tui.keeping.toml_text import record_text
from collab_tui.places import builtin_registry
from collab_tui.records.kinds import Kind

ALIKE = Path(__file__).parent / "alike.json"


def look(tmp_path: Path, *tables: dict[str, Any], dump: Path = ALIKE) -> Reconciled:
    path = tmp_path / "mine.toml"
    path.write_text("\n".join(record_text(Kind.INSTITUTION, one) for one in tables), "utf-8")
    return reconcile(dump, [path])


def found(reconciled: Reconciled) -> dict[str, str]:
    return {party.id: candidate.party.id for party, candidate in reconciled.certain}


def test_the_built_in_institutions_are_found_with_their_ids_hidden() -> None:
    measured = measure(ALIKE, [builtin_registry()])
    assert measured.known >= 26
    assert measured.absent >= 10
    assert measured.wrong == 0
    assert measured.recall >= 0.95
    assert measured.right + measured.listed == measured.known


@pytest.mark.parametrize(
    ("said", "ror"),
    [
        ({"name": "Duke University", "country": "US"}, "00py81415"),
        ({"name": "duke university", "country": "US"}, "00py81415"),
        ({"name": "X", "aliases": ["Duke University"], "country": "US"}, "00py81415"),
        (
            {
                "name": "X",
                "aliases": [{"text": "Duke University", "language": "en"}],
                "country": "US",
            },
            "00py81415",
        ),
        (
            {"name": {"zh-Hans": "杜克", "en": ["X", "Duke University"]}, "country": "US"},
            "00py81415",
        ),
        ({"name": "Duke Universty", "country": "US", "city": "Durham"}, "00py81415"),
        ({"name": "World Health Organization", "links": ["https://www.who.int"]}, "01f80g185"),
    ],
)
def test_what_is_sure_is_certain(tmp_path: Path, said: dict[str, Any], ror: str) -> None:
    assert found(look(tmp_path, {"id": "a", **said})) == {"a": ror}


@pytest.mark.parametrize(
    "said",
    [
        {"name": "Duke University", "country": "GB"},
        {"name": "Duke University"},
        {"name": "Duke Universty", "country": "US"},
    ],
)
def test_what_could_be_another_is_listed(tmp_path: Path, said: dict[str, Any]) -> None:
    reconciled = look(tmp_path, {"id": "a", **said})
    assert found(reconciled) == {}
    (candidates,) = reconciled.doubtful
    assert "00py81415" in [one.party.id for one in candidates.found]
    assert any(line.startswith("  ? 00py81415  0.") for line in reconciled.lines())


@pytest.mark.parametrize(
    ("said", "is_certain"),
    [({}, False), ({"city": "Kyoto"}, True), ({"links": ["https://www.otani.ac.jp"]}, True)],
)
def test_an_alias_is_not_enough_as_it_may_be_the_name_of_another(
    tmp_path: Path, said: dict[str, Any], is_certain: bool
) -> None:
    """Otani University was once called as Shinshu University, of another city, is now."""
    (record,) = (one for one in json.loads(ALIKE.read_text("utf-8")) if "00py81415" in one["id"])
    names = [("Otani University", ["label", "ror_display"]), ("Shinshu University", ["alias"])]
    record["names"] = [{"value": name, "types": types, "lang": None} for name, types in names]
    record["links"] = [{"type": "website", "value": "https://www.otani.ac.jp"}]
    record["locations"][0]["geonames_details"] |= {"country_code": "JP", "name": "Kyoto"}
    dump = tmp_path / "dump.json"
    dump.write_text(json.dumps([record]), encoding="utf-8")
    mine = {"id": "a", "name": "Shinshu University", "country": "JP", **said}
    reconciled = look(tmp_path, mine, dump=dump)
    assert found(reconciled) == ({"a": "00py81415"} if is_certain else {})
    assert any("(alias, country" in line for line in reconciled.lines())


def test_an_organisation_is_given_once(tmp_path: Path) -> None:
    twins = [{"id": one, "name": "Duke University", "country": "US"} for one in ("a", "b")]
    assert found(look(tmp_path, *twins)) == {}
    owner = {"id": "c", "name": "C", "identifiers": {"ror": "https://ror.org/00py81415"}}
    reconciled = look(tmp_path, twins[0], owner)
    assert reconciled.known == 1
    assert found(reconciled) == {}


def test_what_no_longer_exists_is_not_certain(tmp_path: Path) -> None:
    records = json.loads(ALIKE.read_text(encoding="utf-8"))
    for record in records:
        record["status"] = "inactive"
    dump = tmp_path / "dump.json"
    dump.write_text(json.dumps(records), encoding="utf-8")
    reconciled = look(tmp_path, {"id": "a", "name": "Duke University", "country": "US"}, dump=dump)
    assert found(reconciled) == {}
    assert len(reconciled.doubtful) == 1


def test_a_broken_address_tells_nothing(tmp_path: Path) -> None:
    said = {"id": "a", "name": "Nowhere Clinic", "links": ["http://[x"], "domains": ["[x"]}
    wrong = {"id": "b", "name": "Nowhere Clinic", "links": 5, "domains": 5}
    assert [party.id for party in look(tmp_path, said, wrong).unfound] == ["a", "b"]


def test_nothing_like_it_is_said_so(tmp_path: Path) -> None:
    reconciled = look(tmp_path, {"id": "a", "name": "Qwertzuiop Asdfgh", "country": "US"})
    assert [party.id for party in reconciled.unfound] == ["a"]


def test_ids_are_written_beside_what_people_wrote(tmp_path: Path) -> None:
    folder = tmp_path / "registry"
    folder.mkdir()
    text = (
        '# Mine.\n[[institution]]\nid = "a"\nname = "Duke University"  # so\ncountry = "US"\n\n'
        '[institution.identifiers]\nwikidata = "Q168751" # checked\n\n'
        '[[institution]]\nid = "b"\nname = "B"\n'
    )
    (folder / "a.toml").write_text(text, encoding="utf-8")
    (folder / "b.toml").write_text('[[person]]\nid = "a"\nname = "A"\n', encoding="utf-8")
    (file,) = write(reconcile(ALIKE, [folder]), [folder])
    assert file.path.name == "a.toml"
    wanted = text.replace("wikidata", 'ror = "00py81415"\nwikidata')
    assert "".join(file.parts()) == wanted
