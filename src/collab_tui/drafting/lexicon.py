"""All names that can be found in a text: those of a registry and those of a dump of ROR."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple, Self

from collab_tui.catalog.catalog import Catalog
from collab_tui.catalog.text import placed_tokens
from collab_tui.drafting.naming import Sort, in_catalog, in_dump
from collab_tui.drafting.shelf import Hit, Shelf
from collab_tui.importing.dump import Tell
from collab_tui.records.kinds import Kind

KEPT_FROM = 3_000
"""Registries with fewer institutions and people are read each time, in less than a second."""

_MOST_KEYS = 400_000


@dataclass(frozen=True, slots=True)
class Candidate:
    """An organisation or person that a mention may be."""

    id: str
    """A ref, ``institution/nuh``; a ROR id; or empty for one that nobody knows."""
    name: str
    country: str | None
    kind: Kind
    known: bool
    """Whether the registry has it."""
    city: str = ""
    why: tuple[str, ...] = ()
    """What speaks for it if several have the name: ``country``, ``city``, ``beside``."""


class Found(NamedTuple):
    """A name that stands in a text."""

    start: int
    end: int
    size: int
    """How many words it has; characters, in scripts without spaces."""
    hits: tuple[Hit, ...]


class Lexicon:
    """The names of a registry, and those of ROR if there is a dump."""

    def __init__(self, registry: Shelf, ror: Shelf | None = None) -> None:
        """Look names up in these."""
        self._registry = registry
        self._ror = ror

    @classmethod
    def of(
        cls,
        catalog: Catalog,
        ror_dump: Path | None,
        cache: Path | None,
        tell: Tell | None = None,
    ) -> Self:
        """Return the names of a registry and of a dump.

        Those of the dump are read once and then kept in the folder `cache`. `tell` is called while
        the dump is read, which takes a minute for all of ROR.

        Raises:
            DumpError: the dump cannot be read.
        """
        registry = _of_registry(catalog, cache)
        return cls(registry, _of_dump(ror_dump, cache, tell) if ror_dump is not None else None)

    def close(self) -> None:
        """Close the files."""
        self._registry.close()
        if self._ror is not None:
            self._ror.close()

    def find(self, text: str) -> list[Found]:
        """Return every name that stands in `text`, by its place, longer ones first.

        Names may overlap. A name is found as search folds it: case, accents and signs between
        words do not count.
        """
        placed = placed_tokens(text)
        words = [word for word, *_ in placed]
        found: list[Found] = []
        for shelf in self._shelves():
            found += _find_on(shelf, placed, words)
        return self._joined(found)

    def called(self, keys: Iterable[str]) -> dict[str, list[Hit]]:
        """Return what keys name; see `naming`."""
        wanted = list(dict.fromkeys(keys))
        found: dict[str, list[Hit]] = {}
        for shelf in self._shelves():
            for key, hits in shelf.hits(wanted).items():
                found.setdefault(key, []).extend(hits)
        return {key: list(self._with_records(hits)) for key, hits in found.items()}

    def _shelves(self) -> list[Shelf]:
        return [self._registry, *([self._ror] if self._ror is not None else [])]

    def _joined(self, found: Sequence[Found]) -> list[Found]:
        """Put the hits of one place together."""
        places: dict[tuple[int, int], Found] = {}
        for one in found:
            held = places.get((one.start, one.end))
            hits = one.hits if held is None else (*held.hits, *one.hits)
            places[one.start, one.end] = one._replace(hits=hits)
        joined = [one._replace(hits=tuple(self._with_records(one.hits))) for one in places.values()]
        return sorted(joined, key=lambda one: (one.start, -one.end))

    def _with_records(self, hits: Iterable[Hit]) -> Iterator[Hit]:
        """Put the registry's record in the place of the same organisation of ROR."""
        hits = list(hits)
        records = self._registry.with_ror(hit.id for hit in hits if "/" not in hit.id)
        seen: set[str] = set()
        for hit in hits:
            record = records.get(hit.id)
            if record is not None:
                hit = record._replace(sort=hit.sort, written=hit.written)
            if hit.id not in seen:
                seen.add(hit.id)
                yield hit


def candidate(hit: Hit, why: tuple[str, ...] = ()) -> Candidate:
    """Return what a hit names as a candidate."""
    return Candidate(hit.id, hit.name, hit.country or None, hit.kind, "/" in hit.id, hit.city, why)


def _find_on(
    shelf: Shelf, placed: Sequence[tuple[str, int, int]], words: Sequence[str]
) -> Iterator[Found]:
    pairs = [" ".join(words[place : place + 2]) for place in range(len(words))]
    lengths = shelf.lengths(dict.fromkeys([*pairs, *words]))
    asked: dict[str, list[tuple[int, int]]] = {}
    total = 0
    for place, pair in enumerate(pairs):
        sizes = [size for size in lengths.get(pair, b"") if place + size <= len(words)]
        if 1 in lengths.get(words[place], b"") and 1 not in sizes:
            sizes.append(1)
        for size in sizes:
            asked.setdefault(" ".join(words[place : place + size]), []).append((place, size))
        total += len(sizes)
        if total > _MOST_KEYS:
            break
    hits = shelf.hits(asked)
    for key, places in asked.items():
        if key in hits:
            for place, size in places:
                start, end = placed[place][1], placed[place + size - 1][2]
                yield Found(start, end, size, tuple(hits[key]))


def _of_registry(catalog: Catalog, folder: Path | None) -> Shelf:
    counts = catalog.counts()
    if folder is None or counts[Kind.INSTITUTION] + counts[Kind.PERSON] < KEPT_FROM:
        return Shelf.in_memory(in_catalog(catalog))
    _, read, _ = catalog.as_it_is()
    path = _path(folder, "registry", [*map(str, catalog.layers), read])
    try:
        return Shelf.kept(path, in_catalog(catalog))
    except (OSError, sqlite3.Error):
        return Shelf.in_memory(in_catalog(catalog))


def _of_dump(dump: Path, folder: Path | None, tell: Tell | None) -> Shelf:
    if folder is None or not dump.is_file():
        return Shelf.in_memory(in_dump(dump, tell))
    state = dump.stat()
    path = _path(folder, "ror", [str(dump.resolve()), str(state.st_size), str(state.st_mtime_ns)])
    try:
        return Shelf.kept(path, in_dump(dump, tell))
    except (OSError, sqlite3.Error):
        return Shelf.in_memory(in_dump(dump, tell))


def _path(folder: Path, what: str, parts: Sequence[str]) -> Path:
    """Return where names are kept. Files of older states are removed: each would be large."""
    source = "\0".join(parts[:1])
    place = hashlib.sha256(source.encode()).hexdigest()[:12]
    state = hashlib.sha256("\0".join([*parts, _makers()]).encode()).hexdigest()[:12]
    path = folder / f"names-{what}-{place}-{state}.sqlite"
    with suppress(OSError):
        for older in folder.glob(f"names-{what}-{place}-*.sqlite"):
            if older != path:
                older.unlink(missing_ok=True)
    return path


@cache
def _makers() -> str:
    """Return what changes when names are made in another way."""
    digest = hashlib.sha256()
    for name in ("naming.py", "shelf.py"):
        digest.update((Path(__file__).parent / name).read_bytes())
    return digest.hexdigest()


__all__ = ["Candidate", "Found", "Hit", "Lexicon", "Sort", "candidate"]
