"""Problems in the form in which a catalog keeps them: code, case, arguments and place."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from collab_tui.catalog.checks import BY_CODE, doubles
from collab_tui.catalog.checks.across import CHECKS, NO_SUCH_RECORD, unread
from collab_tui.catalog.checks.circles import CIRCLE
from collab_tui.catalog.checks.overdue import count_overdue, overdue
from collab_tui.catalog.checks.papers import papers
from collab_tui.catalog.checks.places import read_place
from collab_tui.records.kinds import Kind
from collab_tui.registry.checks.files import BAD_NAME, NO_SUCH_PATH, UNREADABLE
from collab_tui.registry.problems import Place, Problem, Severity

MOST_AT_ONCE = 20_000
"""Records of a registry up to which doubles are looked for at each change."""

_MISSING = (UNREADABLE, NO_SUCH_PATH, BAD_NAME)


def write_problems(
    connection: sqlite3.Connection, problems: Iterable[Problem], file: int | None
) -> None:
    """Keep `problems`. Those of a `file` are removed when the file is read again."""
    connection.executemany(
        "INSERT INTO problem VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (
                file,
                problem.code,
                problem.case,
                json.dumps(problem.arguments, ensure_ascii=False),
                problem.at_key,
                _place_json(problem.place),
                _place_json(problem.also) if problem.also else None,
            )
            for problem in problems
        ],
    )


def write_cross_checks(
    connection: sqlite3.Connection, files: list[Problem], is_hierarchy_changed: bool
) -> None:
    """Replace the problems that belong to no single file. `files` are those found while listing
    files.

    To find circles, every link must be looked at. This is not needed if the hierarchy did not
    change and had no circles.
    """
    circles = "SELECT EXISTS (SELECT 1 FROM problem WHERE code = ?)"
    had_circles = connection.execute(circles, (CIRCLE.code,)).fetchone()[0]
    connection.execute("DELETE FROM problem WHERE file IS NULL")
    checks = [*CHECKS, *([CIRCLE] if is_hierarchy_changed or had_circles else [])]
    if not _is_large(connection):
        checks += doubles.CHECKS
    found = [problem for check in checks for problem in check.find(connection)]
    missing = [problem for problem in files if problem.check in _MISSING]
    if missing:  # what is named may exist there
        kept = [problem for problem in found if problem.check is not NO_SUCH_RECORD]
        if len(kept) < len(found):
            kept.append(unread(missing[0].place, len(found) - len(kept)))
        found = kept
    write_problems(connection, [*files, *found], None)


def _is_large(connection: sqlite3.Connection) -> bool:
    query = "SELECT count(*) FROM (SELECT 1 FROM definition LIMIT ?)"
    return bool(connection.execute(query, (MOST_AT_ONCE + 1,)).fetchone()[0] > MOST_AT_ONCE)


def all_problems(
    connection: sqlite3.Connection, today: date, *, is_thorough: bool = False
) -> list[Problem]:
    """Return all problems, most of them without line and column.

    Doubles in a large registry are only looked for if it `is_thorough`.
    """
    rows = connection.execute(
        'SELECT code, "case", arguments, at_key, place, also FROM problem'
    ).fetchall()
    stored = [
        Problem(
            BY_CODE[code],
            read_place(place),
            case,
            json.loads(arguments),
            read_place(also) if also else None,
            bool(at_key),
        )
        for code, case, arguments, at_key, place, also in rows
    ]
    found = [
        *_with_known(connection, stored),
        *overdue(connection, today),
        *papers(connection),
    ]
    if is_thorough and _is_large(connection):
        found += [problem for check in doubles.CHECKS for problem in check.find(connection)]
    return found


def count_problems(connection: sqlite3.Connection, today: date) -> dict[str, int]:
    """Return the number of problems of each severity."""
    counts = dict.fromkeys((str(severity) for severity in Severity), 0)
    for code, count in connection.execute("SELECT code, count(*) FROM problem GROUP BY code"):
        counts[BY_CODE[code].severity] += count
    counts[Severity.WARNING] += count_overdue(connection, today)
    for problem in papers(connection):
        counts[problem.severity] += 1
    return counts


def _with_known(connection: sqlite3.Connection, problems: list[Problem]) -> list[Problem]:
    """Add the ids that may be meant. Similar ones are looked for when the problem is shown."""
    known: dict[str, list[str]] = {}
    for i, problem in enumerate(problems):
        if problem.check is NO_SUCH_RECORD:
            table = str(problem.arguments["table"])
            if table not in known:
                query = "SELECT id FROM record WHERE kind = ?"
                kind = Kind.of_table(table)
                known[table] = [row[0] for row in connection.execute(query, (kind,))]
            arguments = {**problem.arguments, "known": known[table]}
            problems[i] = replace(problem, arguments=arguments)
    return problems


def _place_json(place: Place) -> str:
    return json.dumps([place.file, place.path, place.line, place.column], ensure_ascii=False)
