"""What a record made of cells cannot have, and the columns that it came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from typing import Any

from collab_tui.importing.mapping import Map
from collab_tui.importing.naming import Named, missing
from collab_tui.importing.placing import Place
from collab_tui.importing.slugs import slug
from collab_tui.language import _
from collab_tui.records.kinds import Kind
from collab_tui.registry.checks.values import BAD_SLUG, MISSING_FIELD
from collab_tui.registry.problems import Problem, Severity, keys_in
from collab_tui.registry.validate import read_record


def errors(kind: Kind, table: Mapping[str, Any]) -> list[Problem]:
    """Return what is wrong with a record."""
    problems = read_record(kind, deepcopy(dict(table)), "").problems
    return [problem for problem in problems if problem.severity is Severity.ERROR]


def usable(kind: Kind, table: dict[str, Any]) -> dict[str, Any]:
    """Return a record without what it cannot have."""
    rest = deepcopy(table)
    read_record(kind, rest, "")  # this takes it out
    return {key: value for key, value in rest.items() if value not in ([], {}) or key == "extra"}


def faults_of(
    mapping: Map,
    table: dict[str, Any],
    origins: Iterable[tuple[Place, str]],
    named: Iterable[Named],
) -> dict[str, str]:
    """Return the headings of cells whose values a record cannot have, and why not.

    A text that has to be a slug, such as a tag, becomes one.
    """
    faults: dict[str, str] = {}
    origins = list(origins)
    for origin, heading in origins:
        if origin == ():
            faults[heading] = _("is about something that no cell of the row names")
    for problem in errors(mapping.kind, table):
        _mend_slug(problem, table)
    for problem in errors(mapping.kind, table):
        path = problem.place.path
        if problem.check is MISSING_FIELD:
            path = path[:-1] or path  # the error is in what remains without it
        for origin, heading in origins:
            shared = min(len(origin), len(path))
            if shared and origin[:shared] == path[:shared]:
                faults.setdefault(heading, reason_of(problem))
    for one in named:
        said = {"id": one.entry.id, "name": one.entry.name, **one.said}
        said |= missing(one.entry.kind, said)
        for problem in errors(one.entry.kind, said):
            for heading in _about(mapping, one.entry.kind, problem):
                faults.setdefault(heading, reason_of(problem))
    return faults


def reason_of(problem: Problem) -> str:
    """Return why a cell does not fit, as text after the cell."""
    return _("does not fit: {problem}", problem=problem.with_fate("").message)


def _about(mapping: Map, kind: Kind, problem: Problem) -> Iterator[str]:
    """Yield the headings for something that a named record cannot have."""
    keys = keys_in(problem.place.path)
    for column in mapping.columns:
        inner = column.target.about
        if column.target.names is kind and inner is not None:
            steps = inner.field.keys
            if steps[: len(keys)] == keys[: len(steps)]:
                yield column.heading
        elif column.target.names is kind and problem.check is MISSING_FIELD:
            yield column.heading


def _mend_slug(problem: Problem, table: dict[str, Any]) -> None:
    if problem.check is not BAD_SLUG:
        return
    holder: Any = table
    *path, last = problem.place.path
    for step in path:
        holder = holder[step]
    if isinstance(holder[last], str):
        holder[last] = slug(holder[last], "x")
