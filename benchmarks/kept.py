"""Lines kept in a file, as JSON, and the comparison of two runs."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure, Unit
from benchmarks.table import Line, in_columns

SAME = 0.1
"""Up to this share of a difference, two figures count as the same: machines are not quieter."""


@dataclass(frozen=True, slots=True)
class Change:
    """A figure in an earlier run and in this one."""

    line: Line
    before: Figure
    now: Figure

    @property
    def times(self) -> float:
        """How many times as much it takes now."""
        a, b = self.before.amount, self.now.amount
        return a / b if self.now.is_better_larger else b / a


def machine() -> str:
    """Return what the run ran on, in words."""
    system = f"{platform.system()} {platform.machine()}"
    return f"{os.cpu_count()} cores, {system}, Python {platform.python_version()}"


def write(path: Path, lines: Sequence[Line]) -> None:
    """Write a run, with what it ran on."""
    run = {
        "when": datetime.now().astimezone().isoformat(timespec="seconds"),
        "machine": machine(),
        "lines": [asdict(line) for line in lines],
    }
    path.write_text(json.dumps(run, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def read(path: Path) -> list[Line]:
    """Return the lines of a run.

    Raises:
        OSError, ValueError: it cannot be read, or is not a run.
    """
    try:
        lines = json.loads(path.read_text(encoding="utf-8"))["lines"]
        return [Line(**{**line, **_figures(line)}) for line in lines]
    except (KeyError, TypeError) as error:
        raise ValueError(f"{path} is not what --json writes") from error


def _figures(line: dict[str, Any]) -> dict[str, Figure | str]:
    def figure(value: dict[str, Any] | str) -> Figure | str:
        return value if isinstance(value, str) else Figure(value["amount"], Unit(value["unit"]))

    return {key: figure(line[key]) for key in ("floor", "ours")}


def changes(before: Sequence[Line], now: Sequence[Line]) -> list[Change]:
    """Return what was measured in both runs, what got worse most first."""
    known = {(line.what, line.registry): line.ours for line in before}
    found = [
        Change(line, old, line.ours)
        for line in now
        if isinstance(line.ours, Figure)
        and isinstance(old := known.get((line.what, line.registry)), Figure)
        and old.amount > 0 < line.ours.amount
        and old.unit is line.ours.unit
    ]
    return sorted(found, key=lambda change: -change.times)


def as_changes(found: Sequence[Change]) -> str:
    """Return a table of what differs by more than `SAME`."""
    rows = [
        (c.line.what, c.line.registry, str(c.before), str(c.now), f"{c.times:.2f}")
        for c in found
        if abs(c.times - 1) > SAME
    ]
    if not rows:
        return f"Nothing differs by more than {SAME:.0%}.\n"
    return in_columns(("what : floor", "registry", "before", "now", "now : before"), rows, (0, 1))
