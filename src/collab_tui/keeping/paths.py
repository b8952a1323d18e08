"""What people write for a place in a record and for a value: ``dates.signed``, ``2024-10``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from math import inf, isfinite
from typing import Any, NamedTuple

import tomli

from collab_tui.keeping.toml_text import key_order
from collab_tui.keeping.values import identity
from collab_tui.language import _
from collab_tui.reasons import told
from collab_tui.records.dates import PartialDate
from collab_tui.records.declared import DECLARED
from collab_tui.records.field import Field, Sort
from collab_tui.records.kinds import Kind
from collab_tui.registry.problems import KeyPath
from collab_tui.suggest import did_you_mean

_STEP = re.compile(r'"([^"]*)"|([^."]+)')
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_WHOLE = re.compile(r"[+-]?\d+", re.ASCII)
_SLUGS = (Sort.TERM, Sort.NAME, Sort.CODE)


class PathError(ValueError):
    """A place or a value that a record cannot have. The message says why and what to do."""


class Spot(NamedTuple):
    """A place in a record: the steps to it, the field there, and whether it is one element."""

    path: KeyPath
    field: Field | None
    is_element: bool
    is_there: bool


def spot(kind: Kind, table: Mapping[str, Any], text: str) -> Spot:
    """Return the place of a path such as ``participants.nuh.role`` in a record.

    An element of a list is named by its key, as in evidence, or by its number from 0.

    Raises:
        PathError: the kind has no such field.
    """
    steps = [quoted or bare for quoted, bare in _STEP.findall(text)]
    if not steps:
        raise PathError(_("a field is missing before '='"))
    path: list[str | int] = []
    keys: tuple[str, ...] = ()
    held: Any = table
    is_element, is_there, is_free = False, True, False
    for step in steps:
        field = DECLARED[kind].at(keys)
        if path and not is_free and not is_element and field is not None and field.steps[-1][1]:
            index = _index(kind, keys, held, step)
            is_there = is_there and index is not None
            path.append(index if index is not None else _new_element(field, text, step, held))
            held = held[index] if index is not None else {}
            is_element = True
            continue
        _check_key(kind, keys, step, text, is_free=is_free)
        is_free = is_free or step == "extra" or (field is not None and field.sort is Sort.TEXT)
        path.append(step)
        keys = (*keys, step)
        is_element = False
        is_there = isinstance(held, Mapping) and step in held
        held = held[step] if is_there else None
    return Spot(tuple(path), None if is_free else DECLARED[kind].at(keys), is_element, is_there)


def _check_key(kind: Kind, keys: tuple[str, ...], step: str, text: str, *, is_free: bool) -> None:
    known = list(key_order(kind, keys))
    field = DECLARED[kind].at(keys)
    has_languages = field is not None and field.by_language
    if not (is_free or step in known or has_languages):
        what = ".".join(keys)
        if not known:
            raise PathError(_("'{path}': '{field}' has no parts", path=text, field=what))
        hint = did_you_mean(step, known) or _("its fields: {fields}", fields=", ".join(known))
        what = what or _("the kind '{kind}'", kind=kind)
        raise PathError(
            _(
                "'{path}': {around} has no field '{field}'; {hint}",
                path=text,
                around=what,
                field=step,
                hint=hint,
            )
        )


def _index(kind: Kind, keys: tuple[str, ...], held: Any, step: str) -> int | None:
    elements = held if isinstance(held, list) else []
    for index, element in enumerate(elements):
        mine = identity(kind, keys, element)
        mine = mine[1] if isinstance(mine, tuple) else mine
        if str(mine) == step:
            return index
    return int(step) if step.isdigit() and int(step) < len(elements) else None


def _new_element(field: Field, text: str, step: str, held: Any) -> int:
    """Return the place of an element that does not exist yet; it needs a key to be made."""
    if not field.key:
        raise PathError(
            _("'{path}': there is no '{name}' in '{list}'", path=text, name=step, list=field.top)
        )
    return len(held) if isinstance(held, list) else 0


def read_value(where: Spot, text: str) -> Any:
    """Return the value of `text` at a place: dates, numbers and ids as they are written.

    Lists and tables are written as in TOML; a list of ids or terms may also use commas.

    Raises:
        PathError: it is not a value for this field.
    """
    field = where.field
    if field is None:
        return _toml(text) if re.match(r"[\[{]|(true|false|[\d.-]+)$", text) else text
    is_list = field.steps[-1][1] and not where.is_element
    if field.sort is Sort.TABLE or (is_list and text.lstrip().startswith("[")):
        return _toml(text)
    if field.by_language and text.startswith("{"):
        return _toml(text)
    if not is_list:
        return _one(field, text)
    parts = text.split(",") if field.sort in _SLUGS or field.top == "tags" else [text]
    found = [_one(field, part.strip()) for part in parts if part.strip()]
    return found[0] if len(found) == 1 and field.is_alone else found


def _one(field: Field, text: str) -> Any:
    if field.inner and text.startswith("{"):
        return _toml(text)
    if field.sort is Sort.NAME and field.names is not None:
        return text.strip().removeprefix(f"{field.names.kind}/")
    if field.sort is Sort.NUMBER:
        return read_number(text)
    if field.sort is Sort.DATE:
        return read_date(text)
    return text


def read_number(text: str) -> int | float:
    """Return a number; without a point, a whole one.

    Raises:
        PathError: it is not a number.
    """
    text = text.strip()
    try:
        number = float(text)
    except ValueError:
        number = inf
    if not isfinite(number):
        raise PathError(
            _("'{text}' is not a number; write digits, such as 1250 or 1.29", text=text)
        )
    return int(text) if _WHOLE.fullmatch(text) else number


def read_date(text: str) -> Any:
    """Return a date in the form of TOML: a day as a date, a year as a number, else text.

    Raises:
        PathError: it is not a partial date.
    """
    text = text.strip()
    try:
        PartialDate.parse(text)
        is_day, is_year = _DAY.fullmatch(text), text.isdigit()
        return date.fromisoformat(text) if is_day else int(text) if is_year else text
    except ValueError as error:
        hint = _("write 2024-10-15, 2024-10 or 2024; add ~ (approximate) or ? (uncertain)")
        raise PathError(_("{problem}; {hint}", problem=error, hint=hint)) from error


def _toml(text: str) -> Any:
    try:
        return tomli.loads(f"x = {text}")["x"]
    except tomli.TOMLDecodeError as error:
        message = _("'{text}' is not a value of TOML: {reason}", text=text, reason=told(error.msg))
        raise PathError(message) from error
