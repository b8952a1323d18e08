"""The registry that comes with the program, and the schema of its format."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Required, get_origin

import pytest
import tomli
from click.testing import CliRunner
from typing_extensions import get_type_hints

from collab_tui.catalog.catalog import Catalog
from collab_tui.cli import cli
from collab_tui.outgoing.documents import document_of
from collab_tui.places import builtin_registry
from collab_tui.query import parse
from collab_tui.records.declared import DECLARED
from collab_tui.records.kinds import Kind, Ref
from collab_tui.records.models import MODELS, RegistryInfo, keys_of, tables_of
from collab_tui.registry.schema import json_schema
from collab_tui.render.kinds import page_of
from collab_tui.render.terminal import page_renderable
from tests.render.conftest import show_at

FIXED = [
    "agreement/ssmic",
    "institution/nuh",
    "institution/ruijin-hospital",
    "institution/moh-indonesia",
    "institution/xuzhou-medical-university",
    "institution/bsn",
    "institution/tsinghua-university",
    "institution/philips",
    "institution/nus-medicine",
    "focus-area/car-t",
]


@pytest.fixture(scope="module")
def builtin() -> Iterator[Catalog]:
    """The catalog of the built-in registry, on a fixed day."""
    catalog = Catalog.open([builtin_registry()], None, date(2026, 6, 15))
    catalog.refresh()
    yield catalog
    catalog.close()


def ids(builtin: Catalog, query: str) -> list[str]:
    found = builtin.search(parse(query)).found.values()
    return [str(row.ref) for row in builtin.shown.rows([n for numbers in found for n in numbers])]


def test_it_has_no_errors(builtin: Catalog) -> None:
    assert [str(p.place) for p in builtin.problems.all() if p.severity == "error"] == []


def test_check_passes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLLAB_TUI_CACHE", str(tmp_path))
    monkeypatch.setenv("COLLAB_TUI_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.delenv("COLLAB_TUI_DATA", raising=False)
    result = CliRunner().invoke(cli, ["check"])
    assert result.exit_code == 0
    assert ": 0 errors, " in result.stderr


def test_every_kind_is_there(builtin: Catalog) -> None:
    assert all(count > 10 for count in builtin.counts().values())


@pytest.mark.parametrize("ref", FIXED)
def test_fixed_ids_are_there(builtin: Catalog, ref: str) -> None:
    assert builtin.number(Ref.parse(ref)) is not None


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("car-t", {"focus-area/car-t", "agreement/ssmic"}),
        ("瑞金", {"institution/ruijin-hospital"}),
        ("kementerian kesehatan", {"institution/moh-indonesia"}),
        ("kind:agreement with:nuh", {"agreement/ssmic", "agreement/nuh-ruijin-mou-2024"}),
    ],
)
def test_questions_of_the_first_issue_are_answered(
    builtin: Catalog, query: str, expected: set[str]
) -> None:
    assert expected <= set(ids(builtin, query))


def test_every_record_renders_in_terminal_and_markdown(builtin: Catalog) -> None:
    found = builtin.search(parse("")).found
    assert set(found) == set(Kind)
    for n in (n for numbers in found.values() for n in numbers):
        dossier = builtin.shown.dossier(n)
        assert dossier is not None
        page = page_of(dossier)
        assert str(dossier.ref) in show_at(page_renderable(page), 80)
        assert not re.search("[\x00-\x09\x0b-\x1f]", document_of(builtin, [n]))


def test_an_agreement_and_the_centre_that_it_founded_lead_to_each_other(builtin: Catalog) -> None:
    shown = {}
    for ref in ("agreement/ssmic", "institution/ssmic-centre"):
        dossier = builtin.shown.dossier(builtin.resolve(ref))
        assert dossier is not None
        sections = page_of(dossier).sections
        shown[ref] = {
            section.title: [str(run.ref) for item in section.items for run in item.line if run.ref]
            for section in sections
        }
    assert shown["agreement/ssmic"]["Founded"] == ["institution/ssmic-centre"]
    assert shown["institution/ssmic-centre"]["Founded by"] == ["agreement/ssmic"]


def test_every_fact_of_the_flagship_agreement_has_a_source(builtin: Catalog) -> None:
    dossier = builtin.shown.dossier(builtin.resolve("agreement/ssmic"))
    assert dossier is not None
    text = show_at(page_renderable(page_of(dossier)))
    assert "unsourced" not in text
    assert "not in this registry" not in text


# The JSON Schema, compared with the models and the files


def valid(value: Any, schema: dict[str, Any], root: dict[str, Any]) -> bool:
    """Tell whether a value is valid, by the keywords that the schema uses."""
    if "$ref" in schema:
        name = schema["$ref"].removeprefix("#/$defs/")
        if not valid(value, root["$defs"][name], root):
            return False
    if "anyOf" in schema and not any(valid(value, option, root) for option in schema["anyOf"]):
        return False
    if "oneOf" in schema:
        fitting = [option for option in schema["oneOf"] if valid(value, option, root)]
        if len(fitting) != 1:
            return False
    if "enum" in schema and value not in schema["enum"]:
        return False
    if "const" in schema and value != schema["const"]:
        return False
    types: dict[str, type | tuple[type, ...]] = {
        "array": list,
        "object": dict,
        "string": (str, date),
        "integer": int,
        "number": (int, float),
        "null": type(None),
    }
    if "type" in schema and not (
        isinstance(value, types[schema["type"]]) and not isinstance(value, bool)
    ):
        return False
    if "pattern" in schema and not re.search(schema["pattern"], str(value)):
        return False
    if isinstance(value, list):
        return all(valid(item, schema.get("items", {}), root) for item in value)
    if isinstance(value, dict):
        known = schema.get("properties", {})
        other = schema.get("additionalProperties", {})
        return all(key in value for key in schema.get("required", ())) and all(
            valid(item, known[key], root)
            if key in known
            else other is not False and (other is True or valid(item, other, root))
            for key, item in value.items()
        )
    return True


def test_schema_accepts_the_builtin_registry() -> None:
    schema = json_schema()
    files = sorted(builtin_registry().rglob("*.toml"))
    assert files
    for file in files:
        assert valid(tomli.loads(file.read_text(encoding="utf-8")), schema, schema), file


@pytest.mark.parametrize(
    "text",
    [
        "[robot]",
        '[[person]]\nid = "x"',
        '[[person]]\nid = "Bad Id"\nname = "x"',
        '[[person]]\nid = "x"\nname = "x"\nnickname = "y"',
        '[[agreement]]\nid = "x"\nname = "x"\ntype = "treaty"',
        '[[agreement]]\nid = "x"\nname = "x"\ntype = "mou"\ndates = { signed = true }',
        '[[institution]]\nid = "x"\nname = "x"\ncountry = "Singapore"',
        "[registry]\nformat = 2",
    ],
)
def test_schema_refuses_what_the_loader_refuses(text: str) -> None:
    schema = json_schema()
    assert not valid(tomli.loads(text), schema, schema)


def is_needed(annotation: Any) -> bool:
    origin: object = get_origin(annotation)
    return origin is Required


def test_schema_knows_every_field_of_every_table() -> None:
    schema = json_schema()
    assert set(schema["properties"]) == {"registry", *(kind.table for kind in Kind)}
    models = [*tables_of(RegistryInfo)]
    for kind in MODELS.values():
        models += tables_of(kind)
    for model in models:
        fields = set(keys_of(model))
        written = get_type_hints(model, include_extras=True)
        definition = schema["$defs"][model.__name__]
        assert set(definition["properties"]) == fields
        assert definition["additionalProperties"] is False
        required = {key for key, value in written.items() if is_needed(value)}
        for one_kind, one_model in MODELS.items():
            if one_model is model:
                required |= {one.top for one in DECLARED[one_kind].fields if one.is_expected}
        assert set(definition.get("required", ())) == required


def test_every_reference_in_the_schema_leads_somewhere() -> None:
    schema = json_schema()
    names = re.findall(r"'#/\$defs/([^']+)'", repr(schema))
    assert set(names) == set(schema["$defs"])
