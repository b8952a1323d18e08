"""Problems → text, JSON, GitHub annotations."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace

from collab_tui.language import _, _n, several
from collab_tui.records.kinds import Kind
from collab_tui.registry.problems import Place, Problem
from collab_tui.render.words import clean, safe_json


def as_text(problems: Sequence[Problem]) -> str:
    """Return ``file:line:column: severity[code]: message`` for each, with a hint below."""
    return "".join(f"{line}\n" for problem in problems for line in problem_lines(problem))


def problem_lines(problem: Problem) -> list[str]:
    """Return a problem as one line, with a second one if there is a hint."""
    also = ""
    if problem.also:
        also = " " + _("(the other: {place})", place=clean(str(near(problem.also))))
    place = clean(str(near(problem.place)))
    head = f"{place}: {problem.severity}[{problem.code}]: {clean(problem.message)}{also}"
    return [head, f"    {clean(problem.hint)}"] if problem.hint else [head]


def as_json(problems: Sequence[Problem]) -> str:
    """Return a JSON array. Line and column count from 1 and may be null."""
    content = [
        {
            "file": problem.place.file,
            "line": problem.place.line,
            "column": problem.place.column,
            "severity": str(problem.severity),
            "code": problem.code,
            "message": problem.message,
            "hint": problem.hint,
            "also": str(problem.also) if problem.also else None,
        }
        for problem in problems
    ]
    return safe_json(json.dumps(content, ensure_ascii=False, indent=2)) + "\n"


def as_github(problems: Sequence[Problem]) -> str:
    """Return workflow commands that make GitHub Actions show the problems beside their lines."""
    lines = []
    for problem in problems:
        place = near(problem.place)
        fields = {
            "file": place.file,
            "line": place.line,
            "col": place.column,
            "title": problem.code,
        }
        known = ",".join(f"{k}={_property(str(v))}" for k, v in fields.items() if v is not None)
        lines.append(f"::{problem.severity} {known}::{_data(with_hint(problem))}\n")
    return "".join(lines)


def with_hint(problem: Problem) -> str:
    """Return the message of a problem, with its hint in parentheses if there is one."""
    return problem.message + (f" ({problem.hint})" if problem.hint else "")


def tally(counts: Mapping[Kind, int], errors: int, warnings: int) -> str:
    """Return the last line of a check: what was read, and what was found."""
    records = several(kind.counted(n) for kind, n in counts.items() if n)
    return _(
        "{records}: {errors}, {warnings}",
        records=records or _("no records"),
        errors=_n("{count} error", "{count} errors", errors),
        warnings=_n("{count} warning", "{count} warnings", warnings),
    )


def near(place: Place) -> Place:
    """Return `place`, with its file relative to the current folder if it is in it."""
    here = os.path.abspath(os.curdir).rstrip(os.sep) + os.sep
    below = place.file.startswith(here)
    return replace(place, file=place.file.removeprefix(here)) if below else place


def _data(text: str) -> str:
    return clean(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
