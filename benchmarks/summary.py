"""A run in at most ten lines: what was met, what was missed by how much, what changed."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.kept import SAME, Change
from benchmarks.table import Line

MOST = 10
"""Lines of a summary."""
MOST_CHANGES = 3
"""Lines of it about what got slower."""


def summary(lines: Sequence[Line], found: Sequence[Change] = ()) -> str:
    """Return the summary of a run, and of what `found` says since an earlier one."""
    aimed = [line for line in lines if line.is_met is not None]
    missed = sorted((line for line in aimed if not line.is_met), key=_over, reverse=True)
    said = [f"{len(lines)} figures; {len(aimed) - len(missed)} of {len(aimed)} targets met"]
    slower = [change for change in found if change.times > 1 + SAME]
    if found:
        faster = sum(change.times < 1 - SAME for change in found)
        said.append(f"{faster} faster and {len(slower)} slower than in the earlier run")
    told = slower[:MOST_CHANGES]
    room = MOST - len(said) - len(told)
    more = len(missed) > room
    said += [
        f"missed: {line.what}, {line.registry}: {line.ours}, {_over(line):.2f} × the target"
        for line in missed[: room - more]
    ]
    if more:
        said.append(f"and {len(missed) - room + 1} more missed")
    said += [
        f"slower: {c.line.what}, {c.line.registry}: {c.before} → {c.now}, {c.times:.2f} ×"
        for c in told
    ]
    return "\n".join(said) + "\n"


def _over(line: Line) -> float:
    assert line.ratio is not None, "it has a target"
    assert line.target is not None, "it has a target"
    return line.ratio / line.target
