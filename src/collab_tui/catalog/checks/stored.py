"""Problems in the form in which a catalog keeps them: code, case, arguments and place."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from collab_tui.catalog.checks import BY_CODE, doubles
from collab_tui.catalog.checks.across import CHECKS, NO_SUCH_RECORD, unread
from collab_tui.catalog.checks.alike import keep_similar
from collab_tui.catalog.checks.circles import CIRCLE
from collab_tui.catalog.checks.overdue import Overdue, count_overdue, files_of_overdue, overdue
from collab_tui.catalog.checks.papers import papers
from collab_tui.catalog.checks.places import read_place
from collab_tui.records.kinds import Kind
from collab_tui.registry.checks.files import BAD_NAME, NO_SUCH_PATH, UNREADABLE
from collab_tui.registry.problems import Place, Problem, Severity

MOST_AT_ONCE = 20_000
"""Records of a registry up to which all who ask for problems look for doubles."""

_DOUBLES = "doubles"
"""The key in the table ``meta`` that says that the doubles are among the problems."""

_MISSING = (UNREADABLE, NO_SUCH_PATH, BAD_NAME)


def write_problems(
    connection: sqlite3.Connection, problems: Iterable[Problem], file: int | None
) -> None:
    """Keep `problems`. Those of a `file` are removed when the file is read again."""
    connection.executemany(
        "INSERT INTO problem VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                file,
                problem.code,
                problem.severity,
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
    connection.execute("DELETE FROM meta WHERE key = ?", (_DOUBLES,))
    found = [problem for check in checks for problem in check.find(connection)]
    missing = [problem for problem in files if problem.check in _MISSING]
    if missing:  # what is named may exist there
        kept = [problem for problem in found if problem.check is not NO_SUCH_RECORD]
        if len(kept) < len(found):
            kept.append(unread(missing[0].place, len(found) - len(kept)))
        found = kept
    write_problems(connection, [*files, *found], None)


def write_doubles(connection: sqlite3.Connection) -> None:
    """Look for doubles, and keep them among the problems."""
    if not has_doubles(connection):
        keep_similar(connection)
        write_problems(connection, _doubles(connection), None)
        connection.execute("INSERT INTO meta VALUES (?, '')", (_DOUBLES,))


def has_doubles(connection: sqlite3.Connection) -> bool:
    """Tell whether the doubles are among the problems since the registry was read."""
    query = "SELECT EXISTS (SELECT 1 FROM meta WHERE key = ?)"
    return bool(connection.execute(query, (_DOUBLES,)).fetchone()[0])


def _doubles(connection: sqlite3.Connection) -> list[Problem]:
    return [problem for check in doubles.CHECKS for problem in check.find(connection)]


def is_large(connection: sqlite3.Connection) -> bool:
    """Tell whether doubles are looked for only if that is asked for expressly."""
    query = "SELECT count(*) FROM (SELECT 1 FROM definition LIMIT ?)"
    return bool(connection.execute(query, (MOST_AT_ONCE + 1,)).fetchone()[0] > MOST_AT_ONCE)


def all_problems(
    connection: sqlite3.Connection,
    today: date,
    *,
    is_thorough: bool = False,
    known: Mapping[Overdue, int] = MappingProxyType({}),
) -> list[Problem]:
    """Return all problems, most of them without line and column.

    Doubles in a large registry are only reported if it `is_thorough`. `known` is as for `overdue`.
    """
    rows = connection.execute(
        'SELECT code, "case", arguments, at_key, place, also FROM problem'
    ).fetchall()
    is_hidden = is_large(connection) and not is_thorough
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
        if not (is_hidden and BY_CODE[code] in doubles.CHECKS)
    ]
    return [
        *_with_known(connection, stored),
        *overdue(connection, today, known),
        *papers(connection),
        *([] if is_hidden or has_doubles(connection) else _doubles(connection)),
    ]


def files_of_problems(connection: sqlite3.Connection, today: date) -> set[str]:
    """Return the files that have problems."""
    kept = connection.execute("SELECT DISTINCT place ->> 0 FROM problem")
    is_hidden = is_large(connection)
    more = [] if is_hidden or has_doubles(connection) else _doubles(connection)
    found = (problem.place.file for problem in (*papers(connection), *more))
    return {*(file for (file,) in kept), *files_of_overdue(connection, today), *found}


def count_problems(connection: sqlite3.Connection, today: date) -> dict[str, int]:
    """Return the number of problems of each severity, without doubles in a large registry."""
    counts = dict.fromkeys((str(severity) for severity in Severity), 0)
    is_hidden = is_large(connection)
    for code, count in connection.execute("SELECT code, count(*) FROM problem GROUP BY code"):
        if not (is_hidden and BY_CODE[code] in doubles.CHECKS):
            counts[BY_CODE[code].severity] += count
    if not (is_hidden or has_doubles(connection)):
        for problem in _doubles(connection):
            counts[problem.severity] += 1
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
