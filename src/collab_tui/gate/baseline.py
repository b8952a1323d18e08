"""Problems that a registry had before somebody began to guard it. They are no longer reported."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import tomli

from collab_tui.files import MOST_OF_A_REGISTRY, read_bytes
from collab_tui.language import _
from collab_tui.reasons import why
from collab_tui.registry.problems import Problem


class BaselineError(ValueError):
    """A file that is not a baseline, or cannot be read. The message says why."""


class Known(NamedTuple):
    """What makes a problem different from others, wherever its record is in the file."""

    file: str
    """Relative to the folder of the baseline."""
    record: str
    path: str
    code: str
    message: str


class Compared(NamedTuple):
    """The problems that are not in a baseline, and how many of the baseline's are gone."""

    new: list[Problem]
    gone: int


def as_baseline(problems: Iterable[Problem], folder: Path) -> str:
    """Return the text of a baseline in `folder`: JSON, one line for each problem."""
    known = sorted(_known(problem, folder) for problem in problems)
    lines = ",\n".join(f"  {json.dumps(one._asdict(), ensure_ascii=False)}" for one in known)
    return f'{{"version": 1, "problems": [\n{lines}\n]}}\n'


def compare(problems: Iterable[Problem], baseline: Path) -> Compared:
    """Return what is new since a baseline was written.

    Raises:
        BaselineError: it cannot be read.
    """
    try:
        content = json.loads(baseline.read_text("utf-8"))
        known = Counter(Known(**one) for one in content["problems"])
    except OSError as error:
        reason = why(error)
        message = _("{file} cannot be read: {reason}", file=baseline, reason=reason)
        raise BaselineError(message) from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        message = _("{file} is not a baseline; write it with --write-baseline", file=baseline)
        raise BaselineError(message) from error
    new: list[Problem] = []
    for problem in problems:
        key = _known(problem, baseline.parent)
        if known[key]:
            known[key] -= 1
        else:
            new.append(problem)
    return Compared(new, known.total())


def _known(problem: Problem, folder: Path) -> Known:
    place = problem.place
    try:
        file = os.path.relpath(os.path.realpath(place.file), os.path.realpath(folder))
    except ValueError:  # on another drive
        file = place.file
    table, index, *inside = (*place.path, None, None)[: max(2, len(place.path))]
    record = ""
    if isinstance(index, int):
        record = _ids(place.file, _stamp(place.file)).get((str(table), index), "")
    steps = ".".join(str(step) for step in inside if not isinstance(step, int))
    name = file.replace(os.sep, "/")
    return Known(name, f"{table or ''}/{record}", steps, problem.code, problem.english)


def _stamp(file: str) -> int:
    try:
        return Path(file).stat().st_mtime_ns
    except OSError:
        return 0


@lru_cache(8)
def _ids(file: str, _stamped: int) -> dict[tuple[str, int], str]:
    """Return the ids of the records of a file, by table and place."""
    try:
        document = tomli.loads(read_bytes(file, MOST_OF_A_REGISTRY).decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return {}
    return {
        (key, index): str(table["id"])
        for key, tables in document.items()
        if isinstance(tables, list)
        for index, table in enumerate(tables)
        if isinstance(table, dict) and "id" in table
    }
