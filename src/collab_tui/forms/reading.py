"""Typed text as a value of a field: what it is, and how it will be read."""

from __future__ import annotations

import re
from typing import Any

from collab_tui.forms.shape import Part
from collab_tui.forms.words import Words
from collab_tui.keeping.paths import PathError, read_date, read_number
from collab_tui.keeping.toml_text import value_text
from collab_tui.language import _
from collab_tui.records.countries import code_called, is_country
from collab_tui.records.durations import Duration
from collab_tui.records.field import Sort
from collab_tui.records.texts import LANGUAGE_TAG_PATTERN

LINE_END = "↵"
"""Stands for a new line of a text, in the one line that it is typed into."""

_TAG = re.compile(LANGUAGE_TAG_PATTERN)
_FREE_VALUE = re.compile(r"[\[{].*|true|false|[+-]?\d[\d.:T-]*", re.DOTALL)


def text_for(part: Part | None, value: Any) -> str:
    """Return a value as it is typed."""
    if value is None:
        return ""
    if part is not None and part.is_free and not isinstance(value, str):
        return value_text(value, None)
    return str(value).replace("\r\n", "\n").replace("\n", LINE_END)


def read(part: Part, text: str, old: Any = None) -> Any:
    """Return the value that a typed text is; None if nothing is typed.

    `old` is the value before: a number stays a number, and a text with several lines keeps them.

    Raises:
        PathError: it is not a value of the field. The message says what to write.
    """
    text = text.strip()
    field = part.field
    if not text:
        return None
    if part.is_free:
        return _free(text, old)
    if field.sort is Sort.DATE:
        return read_date(text)
    if field.sort is Sort.NUMBER:
        return read_number(text)
    if field.sort is Sort.DURATION:
        return _duration(text)
    if field.terms is not None and text not in [*field.terms]:
        raise PathError(_("'{text}' is not one of the terms; choose one from the list", text=text))
    if field.scheme == "country":
        return _country(text)
    if field.scheme == "language":
        return tag_of(text)
    if field.names is not None:
        return text.removeprefix(f"{field.names.kind}/")
    if isinstance(old, str) and "\n" in old:
        return text.replace(LINE_END, "\n")
    if isinstance(old, int | float):
        try:
            return read_number(text)
        except PathError:
            return text
    return text


def reads_as(part: Part, text: str, words: Words) -> str:
    """Return how a typed text will be read, if that is not plain to see; else nothing.

    Raises:
        PathError: as in `read`.
    """
    value = read(part, text)
    if value is None or part.field.sort not in (Sort.DATE, Sort.DURATION, Sort.CODE, Sort.NUMBER):
        return ""
    found = words.value(Part(part.field), value)
    return found if found != text.strip() else ""


def tag_of(text: str) -> str:
    """Return a language tag.

    Raises:
        PathError: it is none.
    """
    if not _TAG.fullmatch(text):
        raise PathError(_("'{text}' is not a language tag; write en, id or zh-Hans", text=text))
    return text


def _duration(text: str) -> str:
    try:
        return str(Duration.parse(text.upper()))
    except ValueError as error:
        hint = _("write P5Y (five years), P18M (eighteen months) or P90D (ninety days)")
        raise PathError(_("{problem}; {hint}", problem=error, hint=hint)) from error


def _country(text: str) -> str:
    code = text if is_country(text) else code_called(text)
    if code is None:
        raise PathError(
            _("'{text}' is not a country; write its name, or a code such as SG", text=text)
        )
    return code


def _free(text: str, old: Any) -> Any:
    from tomli import TOMLDecodeError, loads

    if isinstance(old, str) or not _FREE_VALUE.fullmatch(text):
        return text.replace(LINE_END, "\n")
    try:
        return loads(f"x = {text}")["x"]
    except TOMLDecodeError as error:
        message = _("'{text}' is not a value of TOML; write it in words instead", text=text)
        raise PathError(message) from error
