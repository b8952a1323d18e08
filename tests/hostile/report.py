"""The tally of a run as a table, and its place in a page."""

from __future__ import annotations

import platform
from collections.abc import Sequence

import collab_tui
from tests.hostile.part import Tally

BEGIN, END = "<!-- tally: begin -->", "<!-- tally: end -->"


def lines_of(tallies: Sequence[Tally], seed: int, minutes: float) -> list[str]:
    """Return a Markdown table of what was tried and what failed."""
    lines = [
        f"Version {collab_tui.__version__}, Python {platform.python_version()},"
        f" {platform.system()}; {minutes:g} minutes, seed {seed}.",
        "",
        "| part | what was done | what must hold | tried | failed |",
        "| --- | --- | --- | ---: | ---: |",
    ]
    for tally in tallies:
        part = tally.part
        counts = (f"{tally.tried:,}", f"{tally.failed:,}")
        tried, failed = (f"not tried: {tally.missing}", "") if tally.missing else counts
        lines.append(f"| {part.name} | {part.attacks} | {part.holds} | {tried} | {failed} |")
    tried_in_all = sum(tally.tried for tally in tallies)
    failed_in_all = sum(tally.failed for tally in tallies)
    return [*lines, f"| all | | | {tried_in_all:,} | {failed_in_all:,} |"]


def written_into(page: str, lines: Sequence[str]) -> str:
    """Return a page with the tally between its marks."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the page lacks {BEGIN} and {END}")
    return "\n".join([before + begin, "", *lines, "", end + after])
