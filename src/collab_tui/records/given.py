"""The values that the fields of records take.

Each function returns a value in the form in which it is kept. Another value raises an error that
says, by the code of a check, what is wrong with it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any

from pydantic_core import PydanticCustomError, from_json, to_json

from collab_tui.records import dates, durations
from collab_tui.records.countries import code_called, currency_codes, is_country
from collab_tui.records.identifiers import canonical, valid_isni, valid_ror
from collab_tui.records.refused import RefusedError
from collab_tui.records.texts import LANGUAGE_TAG_PATTERN
from collab_tui.records.web import fault_of

_LANGUAGE_TAG = re.compile(LANGUAGE_TAG_PATTERN)


def _refused(code: str, case: str = "", **values: str) -> PydanticCustomError:
    """Return an error of a check, by its code: `case` and `values` are what its words need."""
    return PydanticCustomError(code, "is refused", {"case": case, **values})


def text(value: str) -> str:
    """Return a text that is not empty."""
    if not value.strip():
        raise _refused("empty")
    return value


def url(value: str) -> str:
    """Return a web address, if it is complete and its site can exist."""
    fault = fault_of(value)
    if fault is not None:
        case, values = fault
        raise _refused("bad_url", case, **values)
    return value


def local_text(value: Any) -> Any:
    """Return a text, or texts by language."""
    if isinstance(value, str):
        return text(value)
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


def date(value: Any) -> str:
    """Return a date as EDTF text."""
    try:
        return dates.as_edtf(value)
    except RefusedError as error:
        raise error.for_model("bad_date") from error


def duration(value: Any) -> str:
    """Return a duration as ISO 8601 text."""
    try:
        return str(durations.Duration.parse(value))
    except RefusedError as error:
        raise error.for_model("bad_duration") from error


def as_json(value: dict[str, Any]) -> Any:
    """Return a table of the user's own as JSON has it: days and times are texts."""
    return from_json(to_json(value, inf_nan_mode="null"))


def figure(value: Any) -> Any:
    """Return a text or a finite number."""
    if isinstance(value, str):
        return text(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _refused("wrong_type", expected="string-or-number")
    if isinstance(value, float) and not math.isfinite(value):
        raise _refused("bad_value", "finite")
    return value


def ror(value: str) -> str:
    """Return a ROR id in its usual form, if its checksum fits."""
    value = canonical("ror", value)
    if not valid_ror(value):
        raise _refused("bad_ror")
    return value


def isni(value: str) -> str:
    """Return an ISNI in its usual form, if its check digit fits."""
    value = canonical("isni", value)
    if not valid_isni(value):
        raise _refused("bad_isni")
    return value


def bare(scheme: str, value: Any) -> Any:
    """Return an identifier without its web address."""
    return canonical(scheme, value) if isinstance(value, str) else value


def currency(value: str) -> str:
    """Return a code of ISO 4217."""
    if value not in currency_codes():
        raise _refused("bad_currency")
    return value


def region(value: str) -> str:
    """Return a code of ISO 3166-2, if its country is one."""
    if not is_country(value.partition("-")[0]):
        raise _refused("bad_region")
    return value


def relative(value: str) -> str:
    """Return a path that begins in the folder of the registry's file."""
    if not value.strip() or value.startswith(("/", "\\", "~")) or "\0" in value or ":" in value[:2]:
        raise _refused("bad_path")
    return value


def amount(value: Any) -> Any:
    """Return an amount of money, which 63 bits can hold."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _refused("wrong_type", expected="number")
    if not 0 <= value < 2**63:
        raise _refused("bad_value", "amount")
    return value


def country(value: str) -> str:
    """Return a code of ISO 3166-1; say which one was probably meant."""
    if not is_country(value):
        meant = code_called(value)
        raise _refused("bad_country", "meant", meant=meant) if meant else _refused("bad_country")
    return value
