"""One table of a file → a record, and what is wrong with it.

A value that is wrong is reported and left out; the record stays usable as long as it has
an id and a name and whatever else its kind requires.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from collab_tui.records import models, types
from collab_tui.records.dates import PartialDate
from collab_tui.records.evidence import SOURCED_KINDS, unknown_supports, unsourced
from collab_tui.records.kinds import SLUG_PATTERN, Kind
from collab_tui.registry.problems import MAX_DEPTH, KeyPath, Place, Problem, Severity, original_path
from collab_tui.suggest import did_you_mean

_PATTERNS: dict[str, tuple[str, str, str]] = {
    SLUG_PATTERN: (
        "bad-slug",
        "{value} is not an id",
        "use lower-case letters a-z, digits and single hyphens, as in 'ruijin-hospital'",
    ),
    types.URL_PATTERN: (
        "bad-url",
        "{value} is not a web address",
        "it begins with http:// or https:// and has no spaces",
    ),
    types.LANGUAGE_TAG_PATTERN: (
        "bad-language",
        "{value} is not a language tag",
        "use a BCP-47 tag such as en, id or zh-Hans",
    ),
}
_WRONG_TYPES = {
    "string_type": "a string",
    "int_type": "a whole number",
    "float_type": "a number",
    "tuple_type": "an array",
    "dict_type": "a table",
    "model_type": "a table",
}
_HINTS = {
    "bad-date": 'write 2024-10-15, "2024-10" or 2024; add ~ (approximate) or ? (uncertain)',
    "bad-ror": "copy the id from the institution's page on ror.org",
    "bad-isni": "copy the 16 characters from the institution's page on isni.org",
    "bad-language": "use a BCP-47 tag such as en, id or zh-Hans",
    "bad-country": "use two capital letters: SG, CN, ID, GB …",
}
_FREE = ("facts", "extra")  # keys whose values a model does not bound
_PASSES = 20  # leaving a value out can bring up another error, but not forever


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of one table."""

    record: models.Record | None
    problems: list[Problem]
    kept: Mapping[KeyPath, list[int]] = field(default_factory=dict)
    """For each array that lost elements, the original index of those that remain."""


def read_table(model: type[BaseModel], table: Any, file: str) -> tuple[Any, Reading]:
    """Validate `table` as `model`; return what remained of the table, and the reading."""
    free = [key for key in _FREE if isinstance(table, dict) and key in table]
    problems = [problem for key in free for problem in _unfit(table[key], (key,), file)]
    if problems:
        return table, Reading(None, problems)
    kept: dict[KeyPath, list[int]] = {}
    for _ in range(_PASSES):
        try:
            return table, Reading(model.model_validate(table), problems, kept)  # type: ignore[arg-type]
        except ValidationError as error:
            unfit = list(_unfit(table, (), file)) if not problems else []
            if unfit:
                return table, Reading(None, unfit)
            details = error.errors(include_url=False)
        # What an earlier pass left out is not missing as well.
        fresh = [d for d in details if not (problems and d["type"] == "missing")]
        problems += [_problem(d, model, file, kept) for d in fresh]
        if any(len(d["loc"]) == 1 and d["type"] == "missing" for d in details):
            break
        if not isinstance(table, dict):
            break
        table = _without([_faulty(d) for d in details], deepcopy(table), kept)
    return table, Reading(None, problems, kept)


def read_record(kind: Kind, table: Any, file: str) -> Reading:
    """Validate one table of an array such as ``[[agreement]]``, with its own-record checks.

    Problems carry paths relative to the table.
    """
    rest, reading = read_table(models.MODELS[kind], table, file)
    if reading.record is not None:
        reading.problems.extend(_check(kind, reading.record, rest, file, reading.kept))
    return reading


def _unfit(value: Any, path: KeyPath, file: str) -> Iterator[Problem]:
    """Yield what TOML can say, and a model let pass, but no catalog can hold."""
    message = hint = None
    if isinstance(value, int):
        if not -(2**63) <= value < 2**63:
            message = f"'{key_name(path)}' does not fit into 64 bits"
            hint = "write it as a string"
    elif len(path) >= MAX_DEPTH:
        message = "is nested too deeply"
        hint = f"nest tables and arrays less than {MAX_DEPTH} deep"
    elif isinstance(value, dict | list):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, inner in items:
            if isinstance(inner, dict | list | int):
                yield from _unfit(inner, (*path, key), file)
    if message is not None:
        yield Problem(Severity.ERROR, "bad-value", message, Place(file, path), hint)


def _faulty(detail: ErrorDetails) -> KeyPath:
    """Return the path of what to leave out: for a missing key, the table that lacks it."""
    path = _path(detail)
    return path[:-1] if detail["type"] == "missing" else path


def _path(detail: ErrorDetails) -> KeyPath:
    """Return where the error is; one language of a text is a place of its own."""
    language = (detail.get("ctx") or {}).get("language")
    return (*detail["loc"], language) if language else tuple(detail["loc"])


def _without(paths: list[KeyPath], table: Any, kept: dict[KeyPath, list[int]]) -> Any:
    before = {path: list(indices) for path, indices in kept.items()}
    for path in sorted(set(paths), key=_reading_order, reverse=True):
        parent = table
        try:
            for step in path[:-1]:
                parent = parent[step]
            if isinstance(parent, list) and isinstance(path[-1], int):
                written = original_path(path[:-1], before)
                indices = kept.setdefault(written, list(range(len(parent))))
                del indices[path[-1]]
            del parent[path[-1]]
        except (KeyError, IndexError, TypeError):
            continue  # what held it is left out already
    return table


def _reading_order(path: KeyPath) -> list[tuple[int, str | int]]:
    return [(0, step) if isinstance(step, int) else (1, step) for step in path]


def _problem(
    detail: ErrorDetails, model: type[BaseModel], file: str, kept: Mapping[KeyPath, list[int]]
) -> Problem:
    path = _path(detail)
    kind, key = detail["type"], str(path[-1]) if path else ""
    value, context = detail.get("input"), detail.get("ctx") or {}
    hint: str | None = None
    if kind == "extra_forbidden":
        known = _keys(_model_at(path[:-1], model))
        code, message = "unknown-key", f"'{key}' is not a key here"
        hint = did_you_mean(key, known) or f"known keys: {', '.join(known)}"
        if "extra" in model.model_fields:
            hint += "; keys of your own go into 'extra'"
    elif kind == "missing":
        code, message = "missing-field", f"'{key}' is missing"
        hint = f"add {key} = …"
    elif kind in ("enum", "literal_error"):
        terms = re.findall(r"'([^']*)'|(\d+)", str(context.get("expected", "")))
        known = [quoted or number for quoted, number in terms]
        code, message = "unknown-term", f"{_show(value)} is not a term of '{key_name(path)}'"
        hint = did_you_mean(str(value), known) or f"one of: {', '.join(known)}"
    elif kind == "string_pattern_mismatch" and context.get("pattern") in _PATTERNS:
        code, form, hint = _PATTERNS[str(context["pattern"])]
        message = form.format(value=_show(value))
    elif kind in _WRONG_TYPES:
        code = "wrong-type"
        what = f"'{key_name(path)}'" if path else "this"
        message = f"{what} is {_toml_type(value)}; expected {_WRONG_TYPES[kind]}"
    elif "_" in kind and not kind.startswith(("bad_", "wrong_")):
        code, message = (
            "bad-value",
            f"{_show(value)}: {detail['msg'][:1].lower()}{detail['msg'][1:]}",
        )
    else:
        code, message = kind.replace("_", "-"), detail["msg"]
        hint = _HINTS.get(code)
        if kind in ("empty", "wrong_type"):
            message = f"'{key_name(path)}': {message}"
    place = Place(file, original_path(path, kept))
    at_key = kind == "extra_forbidden"
    return Problem(Severity.ERROR, code, message, place, hint, at_key=at_key)


def key_name(path: KeyPath) -> str:
    """Return the last key of `path`, passing over array indices."""
    return next((str(step) for step in reversed(path) if isinstance(step, str)), "")


def _show(value: Any) -> str:
    text = str(value)
    return f"'{text}'" if len(text) <= 60 else f"'{text[:57]}…'"


def _toml_type(value: Any) -> str:
    names = {str: "a string", bool: "true or false", int: "a whole number", float: "a number"}
    names |= {list: "an array", dict: "a table"}
    return names.get(type(value), "a date")


def _model_at(path: KeyPath, model: type[BaseModel]) -> type[BaseModel]:
    return models.TABLES.get(key_name(path), model)


def _keys(model: type[BaseModel]) -> list[str]:
    return [info.alias or name for name, info in model.model_fields.items()]


def _check(
    kind: Kind,
    record: models.Record,
    table: Mapping[str, Any],
    file: str,
    kept: Mapping[KeyPath, list[int]],
) -> list[Problem]:
    problems: list[Problem] = []

    def add(severity: Severity, code: str, message: str, path: KeyPath, hint: str | None) -> None:
        place = Place(file, original_path(path, kept))
        problems.append(Problem(severity, code, message, place, hint))

    if isinstance(record, models.Agreement):
        _check_dates(record.dates, add)
    elif isinstance(record, models.Person):
        for i, post in enumerate(record.affiliations):
            if post.since and post.until and post.until.latest < post.since.earliest:
                path = ("affiliations", i, "until")
                add(*_before("until", post.until, "from", post.since), path, None)
    if kind in SOURCED_KINDS:
        _check_sources(kind, table, add)
    for i, j, supported, known in unknown_supports(kind, table):
        hint = did_you_mean(supported, known) or f"it states: {', '.join(known)}"
        message = f"this record states no '{supported}'"
        add(Severity.WARNING, "supports-nothing", message, ("evidence", i, "supports", j), hint)
    return problems


_Add = Callable[[Severity, str, str, KeyPath, str | None], None]


def _check_dates(dates: models.Dates, add: _Add) -> None:
    for first, last in (("start", "end"), ("start", "terminated"), ("signed", "terminated")):
        early, late = getattr(dates, first), getattr(dates, last)
        if early is not None and late is not None and late.latest < early.earliest:
            hint = "correct one of the two dates"
            add(*_before(last, late, first, early), ("dates", last), hint)


def _before(
    last: str, late: PartialDate, first: str, early: PartialDate
) -> tuple[Severity, str, str]:
    return Severity.ERROR, "end-before-start", f"'{last}' {late} is before '{first}' {early}"


def _check_sources(kind: Kind, table: Mapping[str, Any], add: _Add) -> None:
    facts = unsourced(kind, table)
    if not facts:
        return
    if not table.get("evidence"):
        message, hint = "no source backs this record", "add evidence = [{ source = … }]"
    else:
        message = f"no source backs {', '.join(facts)}"
        hint = "name them in the 'supports' of a source that states them"
    add(Severity.WARNING, "unsourced", message, (), hint)
