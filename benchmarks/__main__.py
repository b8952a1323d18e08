"""Measures speed against floors in the same run, and prints one table of ratios.

    python -m benchmarks [SIZE ...] [--runs N] [--folder PATH] [--only PART,...] [--ror FILE]
                         [--json FILE] [--compare FILE] [--page FOLDER]

Sizes are numbers of records. The registries are made once, below the folder, and are always the
same. Floor and ours are measured in turn, and figures are medians. After Ctrl+C, the table has what
was measured until then. A summary of ten lines follows the table.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from subprocess import CalledProcessError

from benchmarks import growth, kept
from benchmarks.build import builds
from benchmarks.bytes_sent import bytes_sent
from benchmarks.explorer import keys
from benchmarks.first_frame import first_frames
from benchmarks.forms import forms
from benchmarks.from_ror import from_ror
from benchmarks.holds import holds
from benchmarks.in_and_out import in_and_out
from benchmarks.languages import languages
from benchmarks.make_registry import make_registry
from benchmarks.peers import peers
from benchmarks.queries import ROR
from benchmarks.search import searches
from benchmarks.subjects import Subject
from benchmarks.summary import summary
from benchmarks.table import Line, as_table, tell
from benchmarks.terminal import NotSeenError
from benchmarks.views import views

SMALLEST = 100
"""The size of the registry that the explorer's figures are compared with, in records."""
DUMP = Path(__file__).parents[2] / "shared" / "ror" / "ror-v2.json.gz"


@dataclass(frozen=True, slots=True)
class _Plan:
    builtin: Subject
    smallest: Subject
    made: list[Subject]
    varied: list[Subject]
    """The largest one again, more like a real registry."""
    ror: list[Subject]
    runs: int


PARTS: dict[str, Callable[[_Plan], Iterator[Line]]] = {
    "first-frame": lambda p: first_frames([p.builtin, *p.made, *p.ror], p.runs),
    "build": lambda p: builds([*p.made, *p.ror], p.runs),
    "search": lambda p: searches([*p.made, *p.ror], p.runs),
    "keys": lambda p: keys(_others([*p.made, *p.ror]), p.smallest, p.runs),
    "bytes": lambda p: bytes_sent([p.builtin, *_others([*p.made, *p.ror])], p.runs),
    "event-loop": lambda p: holds([p.smallest, *_others([*p.made, *p.ror])], p.runs),
    "views": lambda p: views([p.builtin, *p.made, *p.varied], p.runs),
    "forms": lambda p: forms(_others(p.made), p.smallest, p.runs),
    "languages": lambda p: languages([p.builtin, *p.made[-1:]], p.runs),
    "in-and-out": lambda p: in_and_out(p.made, p.runs),
    "peers": lambda p: peers(p.made, p.runs),
}


def _others(subjects: Sequence[Subject]) -> list[Subject]:
    """Return the subjects that are compared with the smallest one."""
    return [one for one in subjects if one.records != SMALLEST]


def main() -> None:
    """Measure and print."""
    options = _options()
    lines: list[Line] = []
    failed = False
    try:
        plan = _plan(options)
        for part in options.only:
            try:
                for line in PARTS[part](plan):
                    lines.append(line)  # noqa: PERF402 - what was measured before a failure counts
            except (NotSeenError, CalledProcessError) as error:
                tell(f"{part}: {error}")
                failed = True
    except KeyboardInterrupt:
        tell("interrupted: this is what was measured until then")
    _report(lines, options)
    sys.exit(failed)


def _report(lines: Sequence[Line], options: argparse.Namespace) -> None:
    found = kept.changes(options.compare, lines)
    print(as_table(lines))
    if found:
        print(kept.as_changes(found))
    print(summary(lines, found), end="")
    if options.json:
        kept.write(options.json, lines)
    if options.page:
        growth.write(options.page, lines, kept.machine())


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000, 100_000])
    parser.add_argument("--runs", type=int, default=5, help="by default 5")
    parser.add_argument(
        "--folder",
        type=Path,
        default=Path(tempfile.gettempdir()) / "collab-tui-benchmarks",
        help="where registries and catalogs are kept",
    )
    parser.add_argument(
        "--only", type=_parts, default=list(PARTS), metavar="PART,...", help=", ".join(PARTS)
    )
    parser.add_argument("--ror", type=Path, default=DUMP, help="a dump of ROR, v2, gzipped JSON")
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep the figures in a file")
    parser.add_argument(
        "--compare", type=_run_of, default=[], metavar="FILE", help="an earlier run's --json"
    )
    parser.add_argument(
        "--page", type=Path, metavar="FOLDER", help="write performance.md and its plot there"
    )
    options = parser.parse_args()
    if options.runs < 1 or any(size < 1 for size in options.sizes):
        parser.error("sizes and runs are at least 1")
    return options


def _run_of(path: str) -> list[Line]:
    try:
        return kept.read(Path(path))
    except (OSError, ValueError) as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _parts(text: str) -> list[str]:
    parts = text.split(",")
    for part in parts:
        if part not in PARTS:
            raise argparse.ArgumentTypeError(f"'{part}' is none of {', '.join(PARTS)}")
    return parts


def _plan(options: argparse.Namespace) -> _Plan:
    folder: Path = options.folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    subject = partial(Subject, folder=folder)

    def made(size: int) -> Subject:
        tell(f"registry: {size:,}")
        return subject(f"{size:,}", make_registry(folder, size), records=size)

    ror = []
    if options.ror.exists():
        tell("registry: ROR")
        root = from_ror(options.ror, folder / "registry-imported-ror")
        records = sum(
            line == "[[institution]]\n"
            for path in root.glob("institution*.toml")
            for line in path.open(encoding="utf-8")
        )
        ror.append(subject("ROR", root, records=records, queries=ROR))
    sizes = sorted(set(options.sizes))
    varied = []
    if "views" in options.only and sizes:
        size = sizes[-1]
        tell(f"registry: {size:,}, varied")
        root = make_registry(folder, size, is_varied=True)
        varied.append(subject(f"{size:,} varied", root, records=size))
    return _Plan(
        subject("built-in", None),
        made(SMALLEST),
        [made(size) for size in sizes],
        varied,
        ror,
        options.runs,
    )


if __name__ == "__main__":
    main()
