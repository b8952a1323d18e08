"""The JSON Schema, compared with an independent validator. What is right passes. What is wrong is
refused wherever JSON Schema can express it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
import tomli
from jsonschema import Draft202012Validator

from collab_tui.records.declared import DECLARED
from collab_tui.records.kinds import Kind
from collab_tui.records.vocabulary import AgreementType
from collab_tui.registry.load import load_file
from collab_tui.registry.schema import json_schema

TESTS = Path(__file__).parent.parent
NAMED = 'id = "a"\nname = "A"\n'
INSTITUTION = f"[[institution]]\n{NAMED}"
AGREEMENT = f'[[agreement]]\n{NAMED}type = "mou"\n'
SOURCE = f'[[source]]\n{NAMED}type = "news"\n'

WRONG = {
    "a table that is none": "[[hospital]]\nid = 'a'\n",
    "no name": '[[institution]]\nid = "a"\n',
    "an id with capitals": '[[institution]]\nid = "Ruijin"\nname = "R"\n',
    "an empty name": '[[institution]]\nid = "a"\nname = " "\n',
    "a name by a word for a language": '[[institution]]\nid = "a"\nname = { english = "A" }\n',
    "no text in a language": '[[institution]]\nid = "a"\nname = { en = [] }\n',
    "a key that is none": INSTITUTION + 'contry = "SG"',
    "ZZ as a country": INSTITUTION + 'country = "ZZ"',
    "a country in words": INSTITUTION + 'country = "Singapore"',
    "a region of no country": INSTITUTION + 'region = "ZZ-01"',
    "a region in words": INSTITUTION + 'region = "Shanghai"',
    "a type that is none": INSTITUTION + 'types = ["hospital"]',
    "a latitude beyond the pole": INSTITUTION + "location = { lat = 91.0, lon = 0.0 }",
    "a place without longitude": INSTITUTION + "location = { lat = 1.0 }",
    "month 13": INSTITUTION + 'established = "2024-13"',
    "day 32": INSTITUTION + 'established = "2024-01-32"',
    "a date in words": INSTITUTION + 'established = "May 2024"',
    "a season without a year": INSTITUTION + 'established = "21"',
    "an interval of nothing": INSTITUTION + 'established = "../.."',
    "a year of no digits": INSTITUTION + 'established = "XXXX"',
    "a ROR id of eight characters": INSTITUTION + 'identifiers = { ror = "01tgyzw4" }',
    "a ROR id with an l": INSTITUTION + 'identifiers = { ror = "01lgyzw49" }',
    "a ROR id in an array with a number": INSTITUTION + 'identifiers.ror = ["01tgyzw49", 5]',
    "an ISNI of fifteen digits": INSTITUTION + 'identifiers = { isni = "000000012180643" }',
    "a number for Wikidata": INSTITUTION + 'identifiers = { wikidata = "738236" }',
    "an identifier of no scheme": INSTITUTION + 'identifiers = { other = [{ value = "5" }] }',
    "a relation of no type": INSTITUTION + 'related = [{ institution = "b" }]',
    "a relation that is none": INSTITUTION + 'related = [{ institution = "b", type = "friend" }]',
    "an alias of no language": INSTITUTION + 'aliases = [{ text = "B" }]',
    "a link to a file": INSTITUTION + 'links = ["file:///etc/passwd"]',
    "a domain with a scheme": INSTITUTION + 'domains = ["https://nuh.com.sg"]',
    "a status that is none": AGREEMENT + 'status = "signed-off"',
    "a duration in words": AGREEMENT + 'dates = { duration = "5 years" }',
    "a duration of nothing": AGREEMENT + 'dates = { duration = "P0D" }',
    "a renewal of no type": AGREEMENT + 'renewal = { every = "P1Y" }',
    "a currency in words": AGREEMENT + 'value = { amount = 5, currency = "Euro" }',
    "an amount below 0": AGREEMENT + 'value = { amount = -5, currency = "SGD" }',
    "an amount of no currency": AGREEMENT + "value = { amount = 5 }",
    "a role of a person that is none": AGREEMENT
    + 'participants = [{ institution = "b", people = [{ person = "c", role = "boss" }] }]',
    "a contact that is not an address": AGREEMENT
    + 'participants = [{ institution = "b", contact = "ask Chen" }]',
    "a document far away": AGREEMENT + 'documents = [{ name = "T", path = "/etc/passwd" }]',
    "half a SHA-256": AGREEMENT + 'documents = [{ name = "T", sha256 = "abc" }]',
    "a DOI without a prefix": SOURCE + 'doi = "1000/182"',
    "a language in words": SOURCE + 'language = "English"',
    "another format": "[registry]\nformat = 2\n",
}
ONLY_OURS = {
    "a checksum that does not fit": INSTITUTION + 'identifiers = { ror = "01tgyzw48" }',
    "29 February of 2023": INSTITUTION + 'established = "2023-02-29"',
    "an interval backwards": INSTITUTION + 'established = "2008/1964"',
}
"""Mistakes that JSON Schema cannot express."""
RIGHT = {
    "ROR as an address": INSTITUTION + 'identifiers = { ror = "https://ror.org/01tgyzw49" }',
    "several ISNIs": INSTITUTION
    + 'identifiers.isni = ["0000000121806431", "https://isni.org/isni/0000000121806431"]',
    "Wikidata as an address": INSTITUTION
    + 'identifiers.wikidata = "https://www.wikidata.org/wiki/Q738236"',
    "MeSH as an address": f"[[focus_area]]\n{NAMED}"
    + 'mesh = "https://meshb.nlm.nih.gov/record/ui?ui=D008495"',
    "a DOI as an address": SOURCE + 'doi = "https://doi.org/10.1000/182"',
    "a Funder ID as an address": INSTITUTION
    + 'identifiers.fundref = "https://doi.org/10.13039/501100001352"',
    "a parent": INSTITUTION + 'parent = "b"',
    "two parents": INSTITUTION + 'parent = ["b", "c"]',
    "two names in a language": '[[institution]]\nid = "a"\nname = { en = ["A", "B"], id = "C" }\n',
    "a day": INSTITUTION + "established = 1985-04-12",
    "a day with a time": AGREEMENT + "dates = { signed = 1985-04-12T10:00:00Z }",
    "a decade": INSTITUTION + 'established = "198X"',
    "a season": INSTITUTION + 'established = "1985-21~"',
    "an interval": INSTITUTION + 'established = "1985-04/.."',
    "a year": INSTITUTION + "established = 1985",
}


@cache
def validator() -> Draft202012Validator:
    schema = json_schema()
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def refused(text: str) -> list[str]:
    """Return what the validator says about a file; days are written in the form of JSON."""
    content = json.loads(json.dumps(tomli.loads(text), default=lambda day: day.isoformat()))
    return [error.message for error in validator().iter_errors(content)]


def problems(text: str) -> list[str]:
    return [p.code for p in load_file("a.toml", text.encode()).problems if p.severity == "error"]


@pytest.mark.parametrize("text", WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_refused_by_both(text: str) -> None:
    assert refused(text)
    assert problems(text)


@pytest.mark.parametrize("text", WRONG.values(), ids=WRONG)
def test_a_wrong_value_never_drops_its_record(text: str) -> None:
    """A record needs its id, its name, and the name of its table."""
    without = (
        "[[hospital]]",
        "[registry]",
        "name = { en",
        "name = { english",
        'name = " "',
        "Ruijin",
    )
    if "name = " not in text or any(one in text for one in without):
        return
    assert len(load_file("a.toml", text.encode()).entries) == 1


@pytest.mark.parametrize("text", ONLY_OURS.values(), ids=ONLY_OURS)
def test_what_a_schema_cannot_tell_is_refused_by_the_loader(text: str) -> None:
    assert not refused(text)
    assert problems(text)


@pytest.mark.parametrize("text", RIGHT.values(), ids=RIGHT)
def test_what_is_right_is_taken_by_both(text: str) -> None:
    assert refused(text) == []
    assert problems(text) == []


@pytest.mark.parametrize("name", ["every.toml", "catalog/small.toml"])
def test_a_whole_register_is_taken_by_both(name: str) -> None:
    text = (TESTS / name).read_text(encoding="utf-8")
    assert refused(text) == []
    assert problems(text) == []


def test_the_registry_that_comes_along_is_taken() -> None:
    for path in sorted((TESTS.parent / "data").rglob("*.toml")):
        assert refused(path.read_text(encoding="utf-8")) == [], path.name


def test_there_are_thirty_wrong_ones() -> None:
    assert len(WRONG) >= 30


def test_an_editor_is_told_what_each_key_and_each_term_means() -> None:
    definitions = json_schema()["$defs"]

    def told(model: str, key: str) -> str:
        return str(definitions[model]["properties"][key]["description"])

    declared = DECLARED[Kind.INSTITUTION]
    assert told("Institution", "country") == declared.field("country").help
    assert told("Place", "city") == declared.field("locations[].city").help
    assert told("RegistryInfo", "title") == "What the registry is called."
    assert "type" in definitions["Agreement"]["required"]
    terms = {one["const"]: one for one in definitions["AgreementType"]["oneOf"]}
    assert [*terms] == [*AgreementType]
    assert terms["framework"] == {
        "const": "framework",
        "description": "Rules for further agreements to come.",
    }
    assert [*terms["licence"]["codes"]] == ["CERIF"]
