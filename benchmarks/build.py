"""How long it takes to build a catalog and to open it again, against parsing and validating."""

from __future__ import annotations

import json
import re
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks.figures import megabytes, seconds
from benchmarks.subjects import CHILDREN, Subject, child, environment
from benchmarks.table import Line, Pairs, tell

MEMORY_LIMIT = 600_000_000 / 1024
"""The memory that a build may take, in KiB."""
LOOK_EVERY = 0.05
_CITY = re.compile(r'^city = ".*"$', re.MULTILINE)


@dataclass(slots=True)
class _Measured:
    subject: Subject
    registry: Path
    """A copy, in which files may be changed."""
    cache: Path
    files: int
    cold: Pairs = field(default_factory=Pairs)
    cold_cpu: Pairs = field(default_factory=Pairs)
    nothing: Pairs = field(default_factory=Pairs)
    one: Pairs = field(default_factory=Pairs)
    inside: dict[str, list[float]] = field(default_factory=dict)
    """Seconds from opening the catalog to the end of the refresh, without starting the
    interpreter.
    """
    main_kib: float = 0.0
    all_kib: float = 0.0


def builds(subjects: Sequence[Subject], runs: int) -> Iterator[Line]:
    """Measure whole processes, floor and ours in turn, for all registries in each run."""
    scratch = subjects[0].folder / "scratch" if subjects else Path()
    shutil.rmtree(scratch, ignore_errors=True)
    try:
        measured = [_copied(subject, scratch) for subject in subjects]
        for one in measured:
            tell(f"build: {one.subject.name}, memory")
            one.main_kib, one.all_kib = _peaks(one)
        for run in range(1, runs + 1):
            for one in measured:
                if run <= one.subject.runs(runs):
                    tell(f"build: {one.subject.name}, run {run} of {one.subject.runs(runs)}")
                    _run(one, run)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    for one in measured:
        yield from _lines(one)
    yield from _growth([one for one in measured if one.subject.records >= 1_000])


def _copied(subject: Subject, scratch: Path) -> _Measured:
    name = subject.registry.name
    registry, cache = scratch / name, scratch / f"cache-{name}"
    shutil.copytree(subject.registry, registry)
    return _Measured(subject, registry, cache, len(list(registry.rglob("*.toml"))))


def _run(one: _Measured, run: int) -> None:
    before = _cpu()
    floor = _timed("parse_and_validate.py", one.registry)
    floor_cpu, before = _cpu() - before, _cpu()
    shutil.rmtree(one.cache, ignore_errors=True)
    cold = _refresh(one, "cold")
    one.cold_cpu.add(floor_cpu, _cpu() - before)
    nothing = _refresh(one, "nothing")
    _change(one.registry, run)
    changed = _refresh(one, "one")
    one.cold.add(floor, cold)
    one.nothing.add(cold, nothing)
    one.one.add(cold, changed)


def _cpu() -> float:
    """Return the seconds that processes which have ended spent on all cores, with their own."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _timed(script: str, *arguments: Path) -> float:
    began = time.perf_counter()
    child(script, *arguments)
    return time.perf_counter() - began


def _refresh(one: _Measured, what: str) -> float:
    """Return the seconds of a whole process that brings the catalog up to date."""
    began = time.perf_counter()
    told: dict[str, Any] = json.loads(child("refresh.py", one.registry, one.cache))
    took = time.perf_counter() - began
    one.inside.setdefault(what, []).append(told["seconds"])
    return took


def _change(registry: Path, run: int) -> None:
    """Change one record, in the middle of the registry."""
    files = sorted(registry.rglob("institution*.toml"))
    path = files[len(files) // 2]
    text, count = _CITY.subn(f'city = "Moved {run}"', path.read_text(encoding="utf-8"), 1)
    assert count == 1, f"{path} has an institution with a city"
    path.write_text(text, encoding="utf-8")


def _lines(one: _Measured) -> Iterator[Line]:
    name = one.subject.name

    def inside(what: str) -> str:
        return f"{seconds(statistics.median(one.inside[what]))} inside the process"

    large = one.subject.records >= 100_000  # here, starting the interpreter does not matter
    yield one.cold.line("cold build : tomli + pydantic", name, 1.6, inside("cold"))
    yield one.cold_cpu.line("cold build, CPU of all processes : tomli + pydantic", name, 2.0)
    what = "opened again, nothing changed : cold build"
    yield one.nothing.line(what, name, 0.03 if large else None, inside("nothing"))
    what = "opened again, one file changed : cold build"
    note = f"1 of {one.files} files, {inside('one')}"
    yield one.one.line(what, name, 0.05 if large else None, note)
    if one.main_kib:
        limit = megabytes(MEMORY_LIMIT)
        for what, peak in (("its process", one.main_kib), ("with its workers", one.all_kib)):
            text = f"peak memory of a cold build, {what} : limit"
            yield Line(text, name, limit, megabytes(peak), peak / MEMORY_LIMIT, 1.0)


def _growth(measured: Sequence[_Measured]) -> Iterator[Line]:
    """Show how the cost of a record grows from one made registry to the next larger one."""
    made = sorted(
        (one for one in measured if one.subject.name == f"{one.subject.records:,}"),
        key=lambda one: one.subject.records,
    )
    for small, large in pairwise(made):
        costs = Pairs()
        # The larger one may have fewer runs.
        for a, b in zip(small.inside["cold"], large.inside["cold"], strict=False):
            costs.add(a / small.subject.records, b / large.subject.records)
        name = f"{small.subject.name} → {large.subject.name}"
        floors, ours = (f"{1e6 * statistics.median(c):.0f} µs" for c in (costs.floors, costs.ours))
        target = 1.15 if small.subject.records >= 10_000 else None
        yield Line("cost of a record, cold build : at the size before", name, floors, ours,
                   costs.ratio, target)  # fmt: skip


def _peaks(one: _Measured) -> tuple[float, float]:
    """Return the peak memory of a cold build in KiB: of its own process, and of all together.

    The sum is read at short intervals, and shared memory counts once. It is 0 if the system does
    not report it.
    """
    command = [sys.executable, str(CHILDREN / "refresh.py"), str(one.registry), str(one.cache)]
    most = 0
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment()) as process:
        while process.poll() is None:
            most = max(most, sum(map(_kib, _family(process.pid))))
            time.sleep(LOOK_EVERY)
        assert process.stdout is not None, "it is a pipe"
        own = json.loads(process.stdout.read())["peak_kib"] or 0
    return own, max(most, own)


def _family(pid: int) -> list[int]:
    """Return a process and all processes below it."""
    found = [pid]
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            below = path.read_text(encoding="ascii").split()
        except OSError:  # it has ended
            continue
        found += [n for child_pid in below for n in _family(int(child_pid))]
    return found


def _kib(pid: int) -> int:
    """Return the memory of a process in KiB, with its part of shared memory."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
