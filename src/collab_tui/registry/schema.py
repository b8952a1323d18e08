"""The JSON Schema of the file format, for editors. Its descriptions come from the declarations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import TypeAdapter

from collab_tui.language import _
from collab_tui.records.closed import Vocabulary
from collab_tui.records.declared import DECLARED
from collab_tui.records.declared.registry import REGISTRY
from collab_tui.records.field import Field
from collab_tui.records.kinds import Kind
from collab_tui.records.models import MODELS, RegistryInfo


def json_schema() -> dict[str, Any]:
    """Return a JSON Schema (draft 2020-12) of a registry file."""
    names, schema = TypeAdapter.json_schemas(
        [(model, "validation", TypeAdapter(model)) for model in (*MODELS.values(), RegistryInfo)],
        ref_template="#/$defs/{model}",
    )
    definitions: dict[str, Any] = schema["$defs"]
    for kind, model in MODELS.items():
        _describe(definitions, definitions[model.__name__], DECLARED[kind].fields)
    _describe(definitions, definitions[RegistryInfo.__name__], REGISTRY)
    for vocabulary in Vocabulary.__subclasses__():
        if vocabulary.__name__ in definitions:
            definitions[vocabulary.__name__] = _terms(vocabulary)
    properties: dict[str, Any] = {
        "registry": {
            "description": _("What the registry says about itself. Only one file has this table."),
            **names[(RegistryInfo, "validation")],
        },
    }
    for kind in Kind:
        properties[kind.table] = {
            "description": _("{records}, a table each.", records=kind.plural),
            "type": "array",
            "items": names[(MODELS[kind], "validation")],
        }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": _("A registry of health partnerships"),
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        **schema,
    }


def _describe(definitions: dict[str, Any], schema: dict[str, Any], fields: Iterable[Field]) -> None:
    """Put the help of each field beside its property, and say which fields are expected."""
    for field in fields:
        here = schema
        for key, _is_list in field.steps[:-1]:
            here = _table(definitions, here["properties"][key])
        found = here["properties"][field.steps[-1][0]]
        found["description"] = field.help
        if field.inner:
            inner = _table(definitions, found)["properties"][field.inner]
            inner["description"] = _("The value itself. {help}", help=field.help)
        if field.is_expected:
            here.setdefault("required", []).append(field.top)


def _table(definitions: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of the table that a property or each of its elements holds or may hold."""
    unseen = [schema]
    while unseen:
        inner = unseen.pop()
        if "$ref" in inner:
            found: dict[str, Any] = definitions[inner["$ref"].rpartition("/")[2]]
            if found.get("type") == "object":
                return found
        unseen += [one for one in (inner.get("items"), *inner.get("anyOf", ())) if one]
    raise KeyError(f"no table in {schema}")


def _terms(vocabulary: type[Vocabulary]) -> dict[str, Any]:
    """Return the terms of a vocabulary, each with its meaning and its codes elsewhere."""
    return {
        "title": vocabulary.__name__,
        "type": "string",
        "oneOf": [
            {"const": term.value, "description": term.described}
            | ({"codes": dict(term.codes)} if term.codes else {})
            for term in vocabulary
        ],
    }
