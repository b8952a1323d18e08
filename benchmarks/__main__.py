"""Measures speed against floors in the same run, and prints one table of ratios.

    python -m benchmarks [SIZE ...] [--runs N] [--folder PATH]

Every figure is the median of N runs. Sizes are records; the registries are made once below
the folder and are the same every time.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.make_registry import make_registry

QUERIES = (
    "hospital",
    "national hosp",
    "oncology training",
    "上海",
    '"agreement on vaccines"',
    "cardiology -training",
    "genomics OR surgery",
)
"""Queries of words alone, which a bare FTS5 statement can answer as well."""

_FLOOR = """
import sys, tomli
from pathlib import Path
from collab_tui.records.kinds import Kind
from collab_tui.records.models import MODELS
for path in sorted(Path(sys.argv[1]).rglob("*.toml")):
    for table, rows in tomli.loads(path.read_text(encoding="utf-8")).items():
        kind = Kind.of_table(table)
        if kind is not None:
            for row in rows:
                MODELS[kind].model_validate(row)
"""
_BUILD = """
import sys
from pathlib import Path
from collab_tui.catalog.catalog import Catalog
if __name__ == "__main__":
    Catalog.open([Path(sys.argv[1])], Path(sys.argv[2])).refresh()
"""
_FIRST_FRAME = """
import asyncio
async def first_frame(app):
    async with app.run_test(size=(140, 45)) as pilot:
        await pilot.pause()
"""
_EMPTY = f"""{_FIRST_FRAME}
from textual.app import App
asyncio.run(first_frame(App()))
"""
_EXPLORER = f"""{_FIRST_FRAME}
import sys
from pathlib import Path
from collab_tui.catalog.catalog import Catalog
from collab_tui.config import Settings
from collab_tui.tui.app import Explorer
catalog = Catalog.open([Path(sys.argv[1])], Path(sys.argv[2]))
asyncio.run(first_frame(Explorer(catalog, Settings())))
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "collab-tui")
    options = parser.parse_args()
    print(f"{'what':<44}{'floor':>12}{'ours':>12}{'ratio':>8}")
    for size in options.sizes:
        _measure(make_registry(options.folder, size), options.folder / "cache", options.runs, size)


def _measure(registry: Path, cache: Path, runs: int, size: int) -> None:
    def build() -> float:
        shutil.rmtree(cache, ignore_errors=True)
        return _seconds(_BUILD, registry, cache)

    def one_changed() -> float:
        path = sorted(registry.rglob("institution-*.toml"))[0]
        path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        return _seconds(_BUILD, registry, cache)

    floor, cold = _pair(lambda: _seconds(_FLOOR, registry), build, runs)
    _row(size, "cold build : tomli + pydantic", floor, cold)
    nothing = statistics.median(_seconds(_BUILD, registry, cache) for _ in range(runs))
    _row(size, "opening, nothing changed : cold build", cold, nothing)
    changed = statistics.median(one_changed() for _ in range(runs))
    _row(size, "opening, one file changed : cold build", cold, changed)
    empty, first = _pair(
        lambda: _seconds(_EMPTY), lambda: _seconds(_EXPLORER, registry, cache), runs
    )
    _row(size, "explorer, start to end : empty Textual app", empty, first)
    bare, found = _search(registry, cache, runs)
    _row(size, "ranked search, all lists : bare FTS5", bare, found)
    print(f"{size:>9,}  peak memory of the largest process: {_peak_mib():,.0f} MiB")


def _pair(floor: Callable[[], float], ours: Callable[[], float], runs: int) -> tuple[float, float]:
    """Return the medians of two measurements taken in turn, after one run not counted."""
    floor(), ours()
    pairs = [(floor(), ours()) for _ in range(runs)]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


def _seconds(code: str, *arguments: Path) -> float:
    """Return how long a fresh interpreter takes to run a script."""
    with tempfile.NamedTemporaryFile("w", suffix=".py", encoding="utf-8") as script:
        script.write(code)
        script.flush()
        command = [sys.executable, script.name, *map(str, arguments)]
        began = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        return time.perf_counter() - began


def _search(registry: Path, cache: Path, runs: int) -> tuple[float, float]:
    """Return the slowest of the medians of `QUERIES`, bare and through the catalog."""
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.catalog.compile import fts_match
    from collab_tui.query import parse
    from collab_tui.tui.exploration import PANES

    catalog = Catalog.open([registry], cache)
    catalog.refresh()
    (path,) = cache.glob("*.sqlite")
    connection = sqlite3.connect(path)
    bare, ours = [], []
    for query in QUERIES:
        node = parse(query)
        match = fts_match(node)

        def ask_bare(match: str | None = match) -> float:
            began = time.perf_counter()
            sql = "SELECT rowid FROM text WHERE text MATCH ? ORDER BY bm25(text, 10, 6, 3, 1)"
            connection.execute(sql, (match,)).fetchall()
            return time.perf_counter() - began

        def ask_ours(query: str = query) -> float:
            began = time.perf_counter()
            catalog.search(parse(query), PANES)
            return time.perf_counter() - began

        if match is not None:  # FTS5 has no negation that stands by itself
            a, b = _pair(ask_bare, ask_ours, runs)
            bare.append(a)
            ours.append(b)
    connection.close()
    catalog.close()
    worst = max(range(len(ours)), key=lambda i: ours[i] / bare[i])
    return bare[worst], ours[worst]


def _row(size: int, what: str, floor: float, ours: float) -> None:
    times = f"{1000 * floor:>9.1f} ms{1000 * ours:>9.1f} ms"
    print(f"{size:>9,}  {what:<42}{times}{ours / floor:>8.2f}")


def _peak_mib() -> float:
    """Return the peak memory of the largest process so far (ru_maxrss is in KiB on Linux)."""
    largest = max(
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return largest / 1024


if __name__ == "__main__":
    main()
