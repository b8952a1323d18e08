"""Problems in forms for other programs: SARIF and JUnit; and how many there are of each."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from collab_tui.registry.problems import Problem
from collab_tui.render.problems import near, with_hint
from collab_tui.render.words import clean

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def as_sarif(problems: Sequence[Problem], version: str = "") -> str:
    """Return a SARIF 2.1.0 log (OASIS, 2020), in the form that code scanning reads.

    `version` is the version of this program.
    """
    checks = {problem.code: problem.check for problem in problems}
    rules = [
        {
            "id": check.code,
            "shortDescription": {"text": check.means},
            "help": {"text": check.remedy},
            "defaultConfiguration": {"level": str(check.severity)},
        }
        for check in checks.values()
    ]
    places = {code: index for index, code in enumerate(checks)}
    results = [
        {
            "ruleId": problem.code,
            "ruleIndex": places[problem.code],
            "level": str(problem.severity),
            "message": {"text": with_hint(problem)},
            "locations": [{"physicalLocation": _location(problem)}],
        }
        for problem in problems
    ]
    driver = {"name": "collab-tui", "version": version, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=True, indent=2) + "\n"


def _location(problem: Problem) -> dict[str, object]:
    place = near(problem.place)
    path = Path(place.file)
    uri = path.as_uri() if path.is_absolute() else quote(path.as_posix())
    found: dict[str, object] = {"artifactLocation": {"uri": uri}}
    if place.line is not None:
        found["region"] = {"startLine": place.line, "startColumn": place.column or 1}
    return found


def as_junit(problems: Sequence[Problem]) -> str:
    """Return JUnit's XML: a test case for each file, which fails once for each of its problems."""
    by_file: dict[str, list[Problem]] = {}
    for problem in problems:
        by_file.setdefault(near(problem.place).file, []).append(problem)
    count = len(problems)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuite name="collab-tui check" tests="{max(count, 1)}" failures="{count}">',
    ]
    for file, found in by_file.items():
        for problem in found:
            place = near(problem.place)
            name = f"{problem.code} {place.line or ''}".strip()
            lines.append(f"  <testcase classname={_quoted(file)} name={_quoted(name)}>")
            kind = f"type={_quoted(problem.code)} message={_quoted(problem.message)}"
            text = escape(clean(f"{place}: {with_hint(problem)}"))
            lines.append(f"    <failure {kind}>{text}</failure>")
            lines.append("  </testcase>")
    if not count:
        lines.append('  <testcase classname="registry" name="check"/>')
    return "\n".join([*lines, "</testsuite>", ""])


def as_summary(problems: Sequence[Problem]) -> str:
    """Count the problems of each code, most frequent first: severity, code, number."""
    counts = Counter((str(problem.severity), problem.code) for problem in problems)
    width = max((len(code) for _, code in counts), default=0)
    ordered = sorted(counts.items(), key=lambda one: (one[0][0], -one[1], one[0][1]))
    return "".join(f"{severity:<8} {code:<{width}} {n:>6}\n" for (severity, code), n in ordered)


def _quoted(text: str) -> str:
    return quoteattr(clean(text))
