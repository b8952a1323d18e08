"""The types of the records' fields: texts, slugs, codes, and how each is told in a JSON Schema."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    Strict,
    StringConstraints,
    TypeAdapter,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    WrapValidator,
)
from typing_extensions import is_typeddict

from collab_tui.language import _
from collab_tui.records import given
from collab_tui.records.countries import country_codes, currency_codes
from collab_tui.records.durations import DURATION_PATTERN
from collab_tui.records.edtf import EDTF_PATTERN
from collab_tui.records.identifiers import written_pattern
from collab_tui.records.kinds import SLUG_PATTERN
from collab_tui.records.texts import LANGUAGE_TAG_PATTERN
from collab_tui.records.web import URL_PATTERN

WIKIDATA_PATTERN = "^Q[1-9][0-9]*$"
GRID_PATTERN = r"^grid\.[0-9]+\.[0-9a-f]+$"
FUNDREF_PATTERN = "^[1-9][0-9]{5,}$"
DOI_PATTERN = r"^10\.[0-9]{4,9}/\S+$"
DOMAIN_PATTERN = r"^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$"
EMAIL_PATTERN = r"^[^@\s\x00-\x1f\x7f]+@[^@\s\x00-\x1f\x7f]+\.[^@\s\x00-\x1f\x7f.]+$"
REGION_PATTERN = "^[A-Z]{2}-[A-Z0-9]{1,3}$"
MESH_PATTERN = "^D[0-9]{6,9}$"
SHA256_PATTERN = "^[0-9a-f]{64}$"

_TEXT_SCHEMA = {"type": "string", "pattern": r"\S"}


def _form(scheme: str, bare: str) -> WithJsonSchema:
    """Describe an identifier in every form that is read. A schema cannot express a checksum."""
    return WithJsonSchema({"type": "string", "pattern": written_pattern(scheme, bare)})


# This is called when a schema is written: nothing else loads the lists of codes.
def _countries(schema: dict[str, Any]) -> None:
    schema["enum"] = sorted(country_codes())


def _currencies(schema: dict[str, Any]) -> None:
    schema["enum"] = sorted(currency_codes())


def _regions(schema: dict[str, Any]) -> None:
    schema["pattern"] = f"^(?:{'|'.join(sorted(country_codes()))})-[A-Z0-9]{{1,3}}$"


Slug = Annotated[str, StringConstraints(pattern=SLUG_PATTERN)]
Url = Annotated[str, AfterValidator(given.url), Field(json_schema_extra={"pattern": URL_PATTERN})]
LanguageTag = Annotated[str, StringConstraints(pattern=LANGUAGE_TAG_PATTERN)]
Text = Annotated[str, AfterValidator(given.text), Field(json_schema_extra={"pattern": r"\S"})]
Country = Annotated[str, AfterValidator(given.country), Field(json_schema_extra=_countries)]
Ror = Annotated[
    str, AfterValidator(given.ror), _form("ror", "0[0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{6}[0-9]{2}")
]
Isni = Annotated[
    str, AfterValidator(given.isni), _form("isni", "(?:[0-9]{4}(?: |-|%20)?){3}[0-9]{3}[0-9Xx]")
]
Wikidata = Annotated[
    str,
    BeforeValidator(partial(given.bare, "wikidata")),
    StringConstraints(pattern=WIKIDATA_PATTERN),
    _form("wikidata", WIKIDATA_PATTERN.strip("^$")),
]
Grid = Annotated[str, StringConstraints(pattern=GRID_PATTERN)]
FundRef = Annotated[
    str,
    BeforeValidator(partial(given.bare, "fundref")),
    StringConstraints(pattern=FUNDREF_PATTERN),
    _form("fundref", FUNDREF_PATTERN.strip("^$")),
]
Doi = Annotated[
    str,
    BeforeValidator(partial(given.bare, "doi")),
    StringConstraints(pattern=DOI_PATTERN),
    _form("doi", DOI_PATTERN.strip("^$")),
]
Domain = Annotated[str, StringConstraints(pattern=DOMAIN_PATTERN)]
Email = Annotated[str, StringConstraints(pattern=EMAIL_PATTERN)]
Region = Annotated[
    str,
    StringConstraints(pattern=REGION_PATTERN),
    AfterValidator(given.region),
    Field(json_schema_extra=_regions),
]
Currency = Annotated[str, AfterValidator(given.currency), Field(json_schema_extra=_currencies)]
Amount = Annotated[
    int | float, BeforeValidator(given.amount), Field(json_schema_extra={"minimum": 0})
]
GeoNames = Annotated[int, Field(ge=1, le=2**53 - 1)]
Mesh = Annotated[
    str,
    BeforeValidator(partial(given.bare, "mesh")),
    StringConstraints(pattern=MESH_PATTERN),
    _form("mesh", MESH_PATTERN.strip("^$")),
]
RelativePath = Annotated[
    str, AfterValidator(given.relative), Field(json_schema_extra={"pattern": r"^(?![/\\~]|.:).*\S"})
]
Sha256 = Annotated[str, StringConstraints(pattern=SHA256_PATTERN)]
FigureValue = Annotated[
    str | int | float, BeforeValidator(given.figure), Field(json_schema_extra={"pattern": r"\S"})
]
Date = Annotated[
    str,
    PlainValidator(given.date),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": EDTF_PATTERN},
                {"type": "integer", "minimum": 1, "maximum": 9999},
            ],
            "description": _(
                'A date 2024-10-15, a year 2024, or EDTF: "2024-10", "2024~", "202X",'
                ' "2024-21", "2024/2026".'
            ),
        }
    ),
]
"""A partial date, as EDTF text: see `collab_tui.records.dates`."""
Duration = Annotated[
    str,
    PlainValidator(given.duration),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": DURATION_PATTERN,
            "description": _(
                "A duration: P5Y is five years, P18M eighteen months, P90D ninety days."
            ),
        }
    ),
]
"""ISO 8601 text: see `collab_tui.records.durations`."""
Extra = Annotated[dict[str, Any], AfterValidator(given.as_json)]
"""A table of the user's own."""
LocalText = Annotated[
    str | dict[str, str | list[str]],
    BeforeValidator(given.local_text),
    WithJsonSchema(
        {
            "anyOf": [
                _TEXT_SCHEMA,
                {
                    "type": "object",
                    "propertyNames": {"pattern": LANGUAGE_TAG_PATTERN},
                    "additionalProperties": {
                        "anyOf": [
                            _TEXT_SCHEMA,
                            {"type": "array", "items": _TEXT_SCHEMA, "minItems": 1},
                        ]
                    },
                    "minProperties": 1,
                },
            ],
            "description": _(
                'Text, or a table of it by BCP-47 language tag: { en = "…", id = "…" };'
                ' several in one language are an array: { id = ["…", "…"] }.'
            ),
        }
    ),
]
"""A string in the registry's language, or a table by BCP-47 tag."""

T = TypeVar("T")
Many = list[T]
# TOML has strings where a vocabulary has members.
Lax = Strict(False)


def reader(model: Any) -> Callable[[Any], Any]:
    """Return the function that reads a value as `model` describes it: a table, or what is in one.

    It raises a ValidationError that says everything that is wrong.
    """
    return _reader(model)


@cache
def _reader(model: Any) -> Callable[[Any], Any]:
    # A table has a config of its own.
    config = None if is_typeddict(model) else ConfigDict(strict=True)
    read: Callable[[Any], Any] = TypeAdapter(model, config=config).validator.validate_python
    return read


def or_table(plain: Any, table: Any, fits: Callable[[str], object] | None = None) -> WrapValidator:
    """Read a value of type `plain`, or a table that says more about it.

    The value stays as it is written. Errors name the place in the file; errors of a union would
    also name the type. If `fits` accepts a value, it is not checked further: there are very many of
    these.
    """

    def read(value: Any, _inner: ValidatorFunctionWrapHandler) -> Any:
        if fits is not None and type(value) is str and fits(value):
            return value
        return reader(table if isinstance(value, dict) else plain)(value)

    return WrapValidator(read)


def one_or_many(plain: Any) -> WrapValidator:
    """Read one value of type `plain` or an array of values. The form stays as it is written."""

    def read(value: Any, _inner: ValidatorFunctionWrapHandler) -> Any:
        return reader(Many[plain] if isinstance(value, list) else plain)(value)

    return WrapValidator(read)
