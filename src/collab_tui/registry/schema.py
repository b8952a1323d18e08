"""The JSON Schema of the file format, for editors."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import models_json_schema

from collab_tui.records.kinds import Kind
from collab_tui.records.models import MODELS, RegistryInfo


def json_schema() -> dict[str, Any]:
    """Return a JSON Schema (draft 2020-12) of a registry file."""
    kinds = [(model, "validation") for model in (*MODELS.values(), RegistryInfo)]
    names, definitions = models_json_schema(kinds, ref_template="#/$defs/{model}")  # type: ignore[arg-type]
    properties: dict[str, Any] = {
        "registry": names[(RegistryInfo, "validation")],
    }
    for kind in Kind:
        properties[kind.table] = {"type": "array", "items": names[(MODELS[kind], "validation")]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A registry of health partnerships",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        **definitions,
    }
