"""How fast registries are written for other programs, and lists are brought in.

Whole processes are measured: rows in a second, peak memory, and for what goes to stdout the time
until its first byte.
"""

from __future__ import annotations

import csv
import os
import shutil
import statistics
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.figures import megabytes, rows_a_second, seconds
from benchmarks.subjects import Subject, command
from benchmarks.table import Line, tell

FORMATS = ("jsonl", "sqlite", "datapackage", "geojson")
_SPEC = """
kind = "institution"
id = "listed-{No}"
[columns]
"Name" = "name"
"Country" = "country"
"City" = "city"
"""
_CITIES = (("Jakarta", "ID"), ("Shanghai", "CN"), ("Singapore", "SG"), ("Delft", "NL"))


@dataclass(frozen=True, slots=True)
class _Took:
    seconds: float
    first: float
    """Seconds until the first byte on stdout; all of them if there was none."""
    peak_kib: float


def in_and_out(subjects: Sequence[Subject], runs: int) -> Iterator[Line]:
    """Write each registry in each format, and import a list of as many rows."""
    for subject in subjects:
        subject.warm()
        folder = subject.folder / "in-and-out"
        for form in FORMATS:
            tell(f"in and out: {subject.name}, dump {form}")
            to_stdout = form == "jsonl"
            rest = [] if to_stdout else ["-o", str(folder / f"dump.{form}"), "--force"]
            words = ["dump", "-f", form, "-d", str(subject.registry), *rest]
            yield from _lines(f"dump {form}", subject, folder, words, runs, to_stdout=to_stdout)
        tell(f"in and out: {subject.name}, import table")
        words = ["import", "table", "list.csv", "--map", "list.toml", "-o", "found.toml"]
        yield from _lines("import table", subject, folder, words, runs)


def _lines(
    what: str,
    subject: Subject,
    folder: Path,
    words: Sequence[str],
    runs: int,
    *,
    to_stdout: bool = False,
) -> Iterator[Line]:
    took = []
    try:
        for _ in range(runs):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            _write_list(folder, subject.records)
            took.append(_run([command("collab-tui"), *words], subject, folder))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    middle = statistics.median(one.seconds for one in took)
    peak = max(one.peak_kib for one in took)
    speed = rows_a_second(subject.records / middle)
    yield Line(what, subject.name, "", speed, note=f"{seconds(middle)} in all")
    yield Line(f"{what}, peak memory", subject.name, "", megabytes(peak))
    if to_stdout:
        first = statistics.median(one.first for one in took)
        yield Line(f"{what}, first byte", subject.name, "", seconds(first))


def _write_list(folder: Path, rows: int) -> None:
    (folder / "list.toml").write_text(_SPEC, encoding="utf-8")
    with (folder / "list.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["No", "Name", "Country", "City"])
        for number in range(rows):
            city, country = _CITIES[number % len(_CITIES)]
            writer.writerow([number, f"Hospital {number} of {city}", country, city])


def _run(arguments: Sequence[str], subject: Subject, folder: Path) -> _Took:
    began = time.perf_counter()
    process = subprocess.Popen(
        arguments,
        cwd=folder,
        env=subject.environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdout is not None, "it is a pipe"
    with process.stdout:
        is_answered = bool(process.stdout.read(1))
        first = time.perf_counter() - began
        while process.stdout.read(1 << 20):
            pass
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    took = time.perf_counter() - began
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, arguments)
    return _Took(took, first if is_answered else took, used.ru_maxrss)
