"""The types of the records' fields: texts, slugs, codes. They say what is wrong with a value."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
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
from pydantic_core import PydanticCustomError, from_json, to_json
from typing_extensions import is_typeddict

from collab_tui.language import _
from collab_tui.records import dates, durations
from collab_tui.records.countries import code_called, country_codes, currency_codes, is_country
from collab_tui.records.edtf import EDTF_PATTERN
from collab_tui.records.identifiers import canonical, valid_isni, valid_ror, written_pattern
from collab_tui.records.kinds import SLUG_PATTERN
from collab_tui.records.refused import RefusedError

LANGUAGE_TAG_PATTERN = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$"
URL_PATTERN = r"^https?://[^\s\x00-\x1f\x7f]+$"

DOI_PATTERN = r"^10\.[0-9]{4,9}/\S+$"
DOMAIN_PATTERN = r"^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$"
EMAIL_PATTERN = r"^[^@\s\x00-\x1f\x7f]+@[^@\s\x00-\x1f\x7f]+\.[^@\s\x00-\x1f\x7f.]+$"
REGION_PATTERN = "^[A-Z]{2}-[A-Z0-9]{1,3}$"

_TEXT_SCHEMA = {"type": "string", "pattern": r"\S"}
_LANGUAGE_TAG = re.compile(LANGUAGE_TAG_PATTERN)


def _refused(code: str, case: str = "", **values: str) -> PydanticCustomError:
    """Return an error of a check, by its code: `case` and `values` are what its words need."""
    return PydanticCustomError(code, "is refused", {"case": case, **values})


def _text(value: str) -> str:
    if not value.strip():
        raise _refused("empty")
    return value


def _local_text(value: Any) -> Any:
    if isinstance(value, str):
        return _text(value)
    if not isinstance(value, dict) or not value:
        raise _refused("wrong_type", "" if value != {} else "bare", expected="local-text")
    for error in faults_of_text(value):
        raise error
    return value


def faults_of_text(texts: dict[Any, Any]) -> Iterator[PydanticCustomError]:
    """Yield what is wrong in a table of texts by language, one error for each language."""
    for language, text in texts.items():
        if not _LANGUAGE_TAG.fullmatch(language):
            yield _refused("bad_language", language=language, value=language)
        elif not _is_text(text):
            case = "blank" if isinstance(text, str) else ""
            yield _refused("wrong_type", case, language=language, expected="texts")


def _is_text(value: Any) -> bool:
    """Tell whether it is a text or an array of texts."""
    if isinstance(value, list | tuple):
        return bool(value) and all(isinstance(one, str) and one.strip() for one in value)
    return isinstance(value, str) and bool(value.strip())


def _date(value: Any) -> str:
    try:
        return dates.as_edtf(value)
    except RefusedError as error:
        raise error.for_model("bad_date") from error


def _duration(value: Any) -> str:
    try:
        return str(durations.Duration.parse(value))
    except RefusedError as error:
        raise error.for_model("bad_duration") from error


def _as_json(value: dict[str, Any]) -> Any:
    """Return a table of the user's own as JSON has it: days and times are texts."""
    return from_json(to_json(value, inf_nan_mode="null"))


def _figure(value: Any) -> Any:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _refused("wrong_type", expected="string-or-number")
    if isinstance(value, float) and not math.isfinite(value):
        raise _refused("bad_value", "finite")
    return value


def _ror(value: str) -> str:
    value = canonical("ror", value)
    if not valid_ror(value):
        raise _refused("bad_ror")
    return value


def _isni(value: str) -> str:
    value = canonical("isni", value)
    if not valid_isni(value):
        raise _refused("bad_isni")
    return value


def _bare(scheme: str, value: Any) -> Any:
    return canonical(scheme, value) if isinstance(value, str) else value


def _currency(value: str) -> str:
    if value not in currency_codes():
        raise _refused("bad_currency")
    return value


def _region(value: str) -> str:
    if not is_country(value.partition("-")[0]):
        raise _refused("bad_region")
    return value


def _relative(value: str) -> str:
    if not value.strip() or value.startswith(("/", "\\", "~")) or "\0" in value or ":" in value[:2]:
        raise _refused("bad_path")
    return value


def _amount(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _refused("wrong_type", expected="number")
    if not 0 <= value < 2**63:
        raise _refused("bad_value", "amount")
    return value


def _country(value: str) -> str:
    if not is_country(value):
        meant = code_called(value)
        raise _refused("bad_country", "meant", meant=meant) if meant else _refused("bad_country")
    return value


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
Url = Annotated[str, StringConstraints(pattern=URL_PATTERN)]
LanguageTag = Annotated[str, StringConstraints(pattern=LANGUAGE_TAG_PATTERN)]
Text = Annotated[str, AfterValidator(_text), Field(json_schema_extra={"pattern": r"\S"})]
Country = Annotated[str, AfterValidator(_country), Field(json_schema_extra=_countries)]
Ror = Annotated[
    str, AfterValidator(_ror), _form("ror", "0[0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{6}[0-9]{2}")
]
Isni = Annotated[
    str, AfterValidator(_isni), _form("isni", "(?:[0-9]{4}(?: |-|%20)?){3}[0-9]{3}[0-9Xx]")
]
Wikidata = Annotated[
    str,
    BeforeValidator(partial(_bare, "wikidata")),
    StringConstraints(pattern=r"^Q[1-9][0-9]*$"),
    _form("wikidata", "Q[1-9][0-9]*"),
]
Grid = Annotated[str, StringConstraints(pattern=r"^grid\.[0-9]+\.[0-9a-f]+$")]
FundRef = Annotated[
    str,
    BeforeValidator(partial(_bare, "fundref")),
    StringConstraints(pattern="^[1-9][0-9]{5,}$"),
    _form("fundref", "[1-9][0-9]{5,}"),
]
Doi = Annotated[
    str,
    BeforeValidator(partial(_bare, "doi")),
    StringConstraints(pattern=DOI_PATTERN),
    _form("doi", DOI_PATTERN.strip("^$")),
]
Domain = Annotated[str, StringConstraints(pattern=DOMAIN_PATTERN)]
Email = Annotated[str, StringConstraints(pattern=EMAIL_PATTERN)]
Region = Annotated[
    str,
    StringConstraints(pattern=REGION_PATTERN),
    AfterValidator(_region),
    Field(json_schema_extra=_regions),
]
Currency = Annotated[str, AfterValidator(_currency), Field(json_schema_extra=_currencies)]
Amount = Annotated[int | float, BeforeValidator(_amount), Field(json_schema_extra={"minimum": 0})]
GeoNames = Annotated[int, Field(ge=1, lt=2**53)]
Mesh = Annotated[
    str,
    BeforeValidator(partial(_bare, "mesh")),
    StringConstraints(pattern="^D[0-9]{6,9}$"),
    _form("mesh", "D[0-9]{6,9}"),
]
RelativePath = Annotated[
    str, AfterValidator(_relative), Field(json_schema_extra={"pattern": r"^(?![/\\~]|.:).*\S"})
]
Sha256 = Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]
FigureValue = Annotated[
    str | int | float, BeforeValidator(_figure), Field(json_schema_extra={"pattern": r"\S"})
]
Date = Annotated[
    str,
    PlainValidator(_date),
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
    PlainValidator(_duration),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": durations.DURATION_PATTERN,
            "description": _(
                "A duration: P5Y is five years, P18M eighteen months, P90D ninety days."
            ),
        }
    ),
]
"""ISO 8601 text: see `collab_tui.records.durations`."""
Extra = Annotated[dict[str, Any], AfterValidator(_as_json)]
"""A table of the user's own."""
LocalText = Annotated[
    str | dict[str, str | list[str]],
    BeforeValidator(_local_text),
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
