"""One table of a file → a record, and the problems in it.

A wrong value is reported and left out. The record stays as long as it has an id and a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from collab_tui.records import given, models, types
from collab_tui.records.declared import DECLARED
from collab_tui.records.kinds import SLUG_PATTERN, Kind
from collab_tui.records.texts import LANGUAGE_TAG_PATTERN
from collab_tui.registry.checks import records, values
from collab_tui.registry.checks.records import Subject
from collab_tui.registry.problems import MAX_DEPTH, KeyPath, Place, Problem, keys_in, original_path

_PATTERNS = {
    SLUG_PATTERN: (values.BAD_SLUG, ""),
    LANGUAGE_TAG_PATTERN: (values.BAD_LANGUAGE, ""),
    types.REGION_PATTERN: (values.BAD_REGION, ""),
    types.WIKIDATA_PATTERN: (values.BAD_VALUE, "wikidata"),
    types.GRID_PATTERN: (values.BAD_VALUE, "grid"),
    types.FUNDREF_PATTERN: (values.BAD_VALUE, "fundref"),
    types.DOI_PATTERN: (values.BAD_VALUE, "doi"),
    types.DOMAIN_PATTERN: (values.BAD_VALUE, "domain"),
    types.EMAIL_PATTERN: (values.BAD_VALUE, "email"),
    types.MESH_PATTERN: (values.BAD_VALUE, "mesh"),
    types.SHA256_PATTERN: (values.BAD_VALUE, "sha256"),
}
_BOUNDS = {"greater_than_equal": ("low", "ge"), "less_than_equal": ("high", "le")}
_WRONG_TYPES = {
    "string_type": "string",
    "int_type": "integer",
    "float_type": "number",
    "bool_type": "boolean",
    "list_type": "array",
    "dict_type": "table",
}
_FREE = dict.fromkeys(("facts", "extra")).keys()  # for these, models allow any value
_PASSES = 20  # leaving a value out can cause another error, but not forever

CHECKS_OF = {kind: [one for one in records.CHECKS if kind in one.kinds] for kind in Kind}
"""What is asked of each record of a kind."""


class Reading(NamedTuple):
    """The result for one table."""

    document: dict[str, Any] | None
    """What can be used of it."""
    problems: list[Problem]
    kept: Mapping[KeyPath, list[int]] = MappingProxyType({})
    """For each array that lost elements, the original index of the elements that remain."""


def read_table(model: Any, table: Any, file: str) -> Reading:
    """Read `table` as `model`, and take out of it what cannot be used.

    Nothing is left only if it is not a table, or lacks a key that it needs. Each problem says what
    was left out because of it.
    """
    try:
        if isinstance(table, dict) and (
            _FREE.isdisjoint(table) or next(_unfit_free(table, file), None) is None
        ):
            return Reading(types.reader(model)(table), [])
    except ValidationError:  # only then it is worth to look what is wrong
        pass
    return _read_unfit(model, table, file)


def _read_unfit(model: Any, table: Any, file: str) -> Reading:
    kept: dict[KeyPath, list[int]] = {}
    left_out: list[KeyPath] = []
    problems = list(_unfit_free(table, file)) if isinstance(table, dict) else []
    _leave_out([problem.place.path for problem in problems], table, kept, left_out)
    document, is_bounded, read = None, False, types.reader(model)
    for number in range(_PASSES + 1):
        try:
            document = read(table)
            break
        except ValidationError as error:
            details = [one for d in error.errors(include_url=False) for one in _each(d)]
        if not isinstance(table, dict):
            problems += [_problem(d, model, file, kept) for d in details]
            break
        if not is_bounded:  # first what messages could not show
            is_bounded = True
            unfit = {_unfit_path(p): p for p in _unfit(table, (), file)}
            if unfit:
                problems += unfit.values()
                _leave_out(unfit, table, kept, left_out)
                continue
        # What an earlier pass left out is not reported as missing.
        fresh = [d for d in details if not (problems and d["type"] == "missing")]
        problems += [_problem(d, model, file, kept) for d in fresh]
        faulty = [_faulty(d)[: None if number < _PASSES - 1 else 1] for d in details]
        if () in faulty or not _leave_out(faulty, table, kept, left_out):
            break
    whole = "record" if model in models.MODELS.values() else "table"
    lost = whole if document is None else None
    told = [_with_fate(problem, left_out, lost) for problem in problems]
    return Reading(document, told, kept)


def _with_fate(problem: Problem, left_out: Iterable[KeyPath], lost: str | None) -> Problem:
    """Return `problem` with what is left out because of it: the value, or what holds the value."""
    if lost is not None:
        return problem.with_fate(lost)
    path = problem.place.path
    gone = min((p for p in left_out if p == path[: len(p)]), key=len, default=path)
    if gone == path:
        return problem.with_fate("value")
    part = "element" if isinstance(gone[-1], int) else "part"
    return problem.with_fate(part, key_name(gone))


def read_record(kind: Kind, table: Any, file: str) -> Reading:
    """Read one table of an array such as ``[[agreement]]``, with the checks of single records.

    Problems carry paths relative to the table. What cannot be used is taken out of `table`.
    """
    keys = table if isinstance(table, dict) else {}
    missing = [one for one in DECLARED[kind].expected if one.top not in keys]
    reading = read_table(models.MODELS[kind], table, file)
    if reading.document is not None:
        for one in missing:
            problem = values.MISSING_FIELD.at(Place(file), key=one.top)
            reading.problems.append(problem.with_fate("kept"))
        reading.problems.extend(_check(Subject(kind, table), file, reading.kept))
    return reading


def _unfit_free(table: dict[str, Any], file: str) -> Iterator[Problem]:
    """Yield what no catalog can hold in the values that models do not look at."""
    for key in _FREE:
        if key in table:
            yield from _unfit(table[key], (key,), file)


def _unfit(value: Any, path: KeyPath, file: str) -> Iterator[Problem]:
    """Yield what TOML and the models allow, but no catalog can hold."""
    if isinstance(value, int):
        if not -(2**63) <= value < 2**63:
            yield values.BAD_VALUE.at(Place(file, path), "big", key=key_name(path))
    elif len(path) >= MAX_DEPTH:
        yield values.BAD_VALUE.at(Place(file, path), "deep", most=MAX_DEPTH)
    elif isinstance(value, dict | list):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, inner in items:
            if isinstance(inner, dict | list | int):
                yield from _unfit(inner, (*path, key), file)


def _unfit_path(problem: Problem) -> KeyPath:
    """Return the path of what to leave out; if the nesting has no end, all of the key."""
    path = problem.place.path
    return path[:1] if len(path) >= MAX_DEPTH else path


def _each(detail: ErrorDetails) -> Iterator[ErrorDetails]:
    """Yield an error for each wrong language of a text; a model reports only the first."""
    if "language" not in (detail.get("ctx") or {}):
        yield detail
        return
    for error in given.faults_of_text(detail["input"]):
        context = error.context or {}
        text = detail["input"][context["language"]]
        yield {**detail, "type": error.type, "input": text, "ctx": context}


def _faulty(detail: ErrorDetails) -> KeyPath:
    """Return the path of what to leave out: for a missing key, the table that lacks it."""
    path = _path(detail)
    return path[:-1] if detail["type"] == "missing" else path


def _path(detail: ErrorDetails) -> KeyPath:
    """Return the place of the error. Each language of a text is a separate place."""
    language = (detail.get("ctx") or {}).get("language")
    return (*detail["loc"], language) if language else tuple(detail["loc"])


def _leave_out(
    paths: Iterable[KeyPath],
    table: Any,
    kept: dict[KeyPath, list[int]],
    left_out: list[KeyPath],
) -> bool:
    """Remove what is at `paths` from `table`; tell whether anything was there.

    `kept` is updated, and the paths as written are added to `left_out`.
    """
    before = {path: list(indices) for path, indices in kept.items()}
    count = len(left_out)
    for path in sorted(set(paths), key=_reading_order, reverse=True):
        parent = table
        try:
            for step in path[:-1]:
                parent = parent[step]
            del parent[path[-1]]
        except (KeyError, IndexError, TypeError):
            continue  # its table is already left out
        left_out.append(original_path(path, before))
        if isinstance(parent, list) and isinstance(path[-1], int):
            written = original_path(path[:-1], before)
            del kept.setdefault(written, list(range(len(parent) + 1)))[path[-1]]
    return len(left_out) > count


def _reading_order(path: KeyPath) -> list[tuple[int, str | int]]:
    return [(0, step) if isinstance(step, int) else (1, step) for step in path]


def _problem(
    detail: ErrorDetails, model: Any, file: str, kept: Mapping[KeyPath, list[int]]
) -> Problem:
    path = _path(detail)
    place = Place(file, original_path(path, kept))
    kind, name = detail["type"], key_name(path)
    value, context = detail.get("input"), detail.get("ctx") or {}
    shown, found = _shortened(value), _toml_type(value)
    if kind == "extra_forbidden":
        case = "extra" if "extra" in models.keys_of(model) else ""
        known = list(models.keys_of(models.table_at(model, path[:-1])))
        return values.UNKNOWN_KEY.at(place, case, at_key=True, word=str(path[-1]), known=known)
    if kind == "missing":
        return values.MISSING_FIELD.at(place, key=str(path[-1]))
    if kind in ("enum", "literal_error"):
        terms = re.findall(r"'([^']*)'|(\d+)", str(context.get("expected", "")))
        known = [quoted or number for quoted, number in terms]
        return values.UNKNOWN_TERM.at(place, value=shown, word=str(value), key=name, known=known)
    if kind in _WRONG_TYPES:
        case = "" if path else "element"
        return values.WRONG_TYPE.at(place, case, key=name, found=found, expected=_WRONG_TYPES[kind])
    if kind == "string_pattern_mismatch" and context.get("pattern") in _PATTERNS:
        check, case = _PATTERNS[context["pattern"]]
        return check.at(place, case, value=shown)
    if kind in _BOUNDS:
        case, bound = _BOUNDS[kind]
        limit = str(context[bound]).removesuffix(".0")
        return values.BAD_VALUE.at(place, case, key=name, value=shown, bound=limit)
    own = values.BY_CODE.get(kind.replace("_", "-"))
    if own is None:  # one of pydantic's own, in its words
        reason = detail["msg"][:1].lower() + detail["msg"][1:]
        return values.BAD_VALUE.at(place, value=shown, reason=reason)
    # What a type of ours refuses says which words of its check apply, and what they need.
    needed = {k: _shortened(v) for k, v in context.items() if k not in ("case", "language")}
    arguments = {"key": name, "value": shown, "found": found} | needed
    return Problem(own, place, str(context.get("case", "")), arguments)


def key_name(path: KeyPath) -> str:
    """Return the last key of `path`, ignoring array indices."""
    return ("", *keys_in(path))[-1]


def _shortened(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def _toml_type(value: Any) -> str:
    names = {str: "string", bool: "boolean", int: "integer", float: "number"}
    names |= {list: "array", dict: "table"}
    return names.get(type(value), "date")


def _check(subject: Subject, file: str, kept: Mapping[KeyPath, list[int]]) -> Iterator[Problem]:
    for check in CHECKS_OF[subject.kind]:
        for found in check.find(subject):
            place = Place(file, original_path(found.path, kept))
            yield Problem(check, place, found.case, found.arguments)
