"""Which problems of a registry count: by code, by file, or by a comment on their line."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from collab_tui.files import MOST_OF_A_REGISTRY, read_bytes
from collab_tui.records.kinds import Kind
from collab_tui.registry.problems import Problem

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog

_REMARK = re.compile(r"#\s*check:\s*ignore\s+([a-z][\w-]*(?:[\s,]+[a-z][\w-]*)*)\s*$")
_OWN_TABLE = re.compile(rb"^[ \t]*\[[ \t]*registry[ \t]*\]", re.MULTILINE)
_RECORDS = re.compile(
    rb"^[ \t]*\[\[[ \t]*(?:%s)[ \t]*\]\]" % b"|".join(kind.table.encode() for kind in Kind),
    re.MULTILINE,
)
_ANY_REMARK = re.compile(rb"check:\s*ignore\s")


@dataclass(frozen=True, slots=True)
class Choice:
    """What counts: problems in `files`, of the `selected` codes if there are any, not `ignored`."""

    ignored: frozenset[str] = frozenset()
    selected: frozenset[str] = frozenset()
    files: frozenset[str] | None = None
    """Real paths; None for all."""

    def of(self, problems: Iterable[Problem]) -> list[Problem]:
        """Return the problems that count, in their order."""
        return [problem for problem in problems if self._counts(problem)]

    def _counts(self, problem: Problem) -> bool:
        if problem.code in self.ignored or (self.selected and problem.code not in self.selected):
            return False
        places = [problem.place, *([problem.also] if problem.also else [])]
        if self.files is not None and not any(_real(p.file) in self.files for p in places):
            return False
        line = problem.place.line
        return line is None or problem.code not in _ignored_at(problem.place.file, line)


def own_choice(catalog: Catalog) -> Choice:
    """Return what counts by the ``[registry.check]`` table of a registry.

    Raises:
        UnknownCodeError: the table names a check that there is not.
    """
    own = catalog.about.checking()
    if not own:
        return Choice()
    # What all the checks are is not read before the first screen, unless it must be known.
    from collab_tui.gate.codes import known_codes

    return Choice(known_codes(own.get("ignore", ())), known_codes(own.get("select", ())))


def counting(catalog: Catalog) -> Choice:
    """Return `own_choice`; a table that cannot be understood leaves nothing out."""
    try:
        return own_choice(catalog)
    except ValueError:
        return Choice()


def count(catalog: Catalog) -> dict[str, int]:
    """Return how many problems of each severity count, as ``collab-tui check`` reports them.

    Lines have to be found only if something is left out, so this is usually fast.
    """
    counts, choice = catalog.problems.counts(), counting(catalog)
    is_all = choice == Choice() and not any(map(_has_remark, catalog.problems.files()))
    if is_all or not any(counts.values()):
        return counts
    counts = dict.fromkeys(counts, 0)
    for found in catalog.problems.by_file():
        for problem in choice.of(found):
            counts[problem.severity] += 1
    return counts


def _has_remark(file: str) -> bool:
    return _is_remarked(file, _stamp(file))


@lru_cache(65_536)
def _is_remarked(file: str, _: int) -> bool:
    """Tell whether a file has remarks. It is read again only if its stamp has changed."""
    try:
        content = read_bytes(file, MOST_OF_A_REGISTRY)
    except OSError:
        return False
    return _ANY_REMARK.search(content) is not None


@lru_cache(4096)
def _real(path: str) -> str:
    return os.path.realpath(path)


def _ignored_at(file: str, line: int) -> frozenset[str]:
    """Return the codes that a comment at the end of a line ignores."""
    lines = _lines(file, _stamp(file))
    found = _REMARK.search(lines[line - 1]) if line <= len(lines) else None
    return frozenset(re.split(r"[\s,]+", found[1])) if found else frozenset()


def _stamp(file: str) -> int:
    try:
        return Path(file).stat().st_mtime_ns
    except OSError:
        return 0


@lru_cache(4)
def _lines(file: str, _: int) -> Sequence[str]:
    try:
        content = read_bytes(file, MOST_OF_A_REGISTRY)
    except OSError:
        return ()
    return [line.rstrip("\r") for line in content.decode("utf-8", "replace").split("\n")]


def registry_of(file: Path) -> Path | None:
    """Return the registry of a file: the nearest folder above with a [registry] table.

    It is not looked for above a repository. If there is none, it is the folder of the file, if the
    file holds records; else the file belongs to no registry, and this is None.
    """
    folder = Path(os.path.abspath(file)).parent
    for candidate in (folder, *folder.parents):
        if any(_has(_OWN_TABLE, one) for one in sorted(candidate.glob("*.toml"))):
            return candidate
        if (candidate / ".git").exists():
            break
    return folder if _has(_RECORDS, file) else None


def _has(pattern: re.Pattern[bytes], file: Path) -> bool:
    """Tell whether a file has a table of a registry."""
    try:
        return pattern.search(read_bytes(str(file), MOST_OF_A_REGISTRY)) is not None
    except OSError:
        return False
