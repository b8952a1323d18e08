"""The records that cells can name: those of a registry and of the file that is written."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tomli

from collab_tui.importing.likeness import Weights, key, words_of
from collab_tui.importing.places import country_of
from collab_tui.records.declared import DECLARED
from collab_tui.records.field import Searched
from collab_tui.records.identifiers import canonical
from collab_tui.records.kinds import Kind
from collab_tui.registry.files import find_files

NEAR = 0.7
"""The least similarity of two names that are reported as perhaps the same."""

_MOST_NEAR = 3
_TAIL = re.compile(r"(.+?)\s*[,;]\s*([^,;]+)$", re.DOTALL)
_BRACKETS = re.compile(r"(.+?)\s*\(([^()]+)\)$", re.DOTALL)


@dataclass(slots=True)
class Entry:
    """A record that a cell can name."""

    kind: Kind
    id: str
    name: str
    names: list[str]
    country: str | None = None
    city: str | None = None
    identifiers: list[str] = field(default_factory=list)
    source: str | None = None
    """A fingerprint of the cell from which an earlier import made it."""
    is_here: bool = False
    """Whether it is in the file that is written."""

    @property
    def ref(self) -> str:
        """Return ``kind/id``."""
        return f"{self.kind}/{self.id}"

    def contradicts(self, country: str | None) -> bool:
        """Tell whether it is known to be in another country."""
        return None not in (country, self.country) and country != self.country


def entry_of(kind: Kind, table: Mapping[str, Any], *, is_here: bool = False) -> Entry | None:
    """Return a record's entry; None for a table without an id."""
    record_id = table.get("id")
    if not isinstance(record_id, str):
        return None
    tops = {one.top: None for one in DECLARED[kind].fields if one.words is Searched.NAMES}
    tops |= {one.top: None for one in DECLARED[kind].fields if one.words is Searched.ALIASES}
    names = [text for top in tops if top != "id" for text in texts(table.get(top))]
    identifiers = list(texts(table.get("identifiers"))) + list(texts(table.get("mesh")))
    country, city = table.get("country"), table.get("city")
    return Entry(
        kind,
        record_id,
        names[0] if names else record_id,
        list(dict.fromkeys(names)),
        country if isinstance(country, str) else None,
        city if isinstance(city, str) else None,
        identifiers,
        is_here=is_here,
    )


def texts(value: Any) -> Iterator[str]:
    """Yield the texts inside a value; if a table has a ``text``, only that."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)
    elif isinstance(value, dict):
        for inner in [value["text"]] if "text" in value else value.values():
            yield from texts(inner)


class Known:
    """All records of one kind, by their names."""

    def __init__(self, kind: Kind) -> None:
        """Start without any."""
        self.kind = kind
        self.by_id: dict[str, Entry] = {}
        self.weights = Weights()
        self._by_key: dict[str, dict[str, Entry]] = defaultdict(dict)
        self._by_word: dict[str, dict[str, Entry]] = defaultdict(dict)
        self._by_identifier: dict[str, Entry] = {}

    def add(self, entry: Entry) -> None:
        """Add one more. If several have the same id, the last one counts."""
        self.by_id[entry.id] = entry
        self.weights.add(entry.names)
        for name in entry.names:
            self._by_key[key(name)][entry.id] = entry
            for word in words_of(name):
                self._by_word[word][entry.id] = entry
        for text in entry.identifiers:
            for bare in _identifiers(text):
                self._by_identifier[bare] = entry

    def exact(self, text: str, country: str | None = None) -> list[Entry]:
        """Return the records that `text` names: one, or several with the same name.

        It is an id, an identifier or a name. A name may be followed by the city or country, or by
        another name in brackets. A record that is known to be in another country is left out.
        """
        stripped = " ".join(text.split())
        by_id = self.by_id.get(stripped.removeprefix(f"{self.kind}/"))
        if by_id is not None:
            return [by_id]
        for bare in _identifiers(stripped):
            if bare in self._by_identifier:
                return [self._by_identifier[bare]]
        found = self._by_key.get(key(stripped), {})
        for part in (_tailed, _bracketed):
            if not found:
                found = part(self._by_key, stripped)
        return [one for one in found.values() if not one.contradicts(country)]

    def near(self, text: str, country: str | None = None) -> list[Entry]:
        """Return the records whose names are similar to `text`, the most similar first; three at
        most.
        """
        words = sorted(words_of(text), key=self.weights.__getitem__, reverse=True)
        candidates: dict[str, Entry] = {}
        for word in words[:4]:
            for spelt in [word] if word in self._by_word else self._respelt(word):
                if len(candidates) < 2000:
                    candidates |= self._by_word[spelt]
        scored = []
        for entry in candidates.values():
            score = max(self.weights.likeness(text, name) for name in entry.names)
            if entry.contradicts(country):
                score -= 0.1
            if score >= NEAR:
                scored.append((-score, entry.id, entry))
        return [entry for *_, entry in sorted(scored)[:_MOST_NEAR]]

    def _respelt(self, word: str) -> list[str]:
        """Return the known words that a misspelt word may be."""
        return self.weights.near(word) if len(word) > 4 else []


def _tailed(by_key: Mapping[str, dict[str, Entry]], text: str) -> dict[str, Entry]:
    """Find ``Name, City`` and ``Name, Country`` if the record is there."""
    parts = _TAIL.fullmatch(text)
    if parts is None:
        return {}
    tail = parts[2]
    found = by_key.get(key(parts[1]), {})
    return {
        one.id: one
        for one in found.values()
        if (one.city is not None and key(one.city) == key(tail))
        or (one.country is not None and country_of(tail) == one.country)
    }


def _bracketed(by_key: Mapping[str, dict[str, Entry]], text: str) -> dict[str, Entry]:
    """Find ``Name (Acronym)`` if the record has both."""
    parts = _BRACKETS.fullmatch(text)
    if parts is None:
        return {}
    inner = by_key.get(key(parts[2]), {})
    return {one: entry for one, entry in by_key.get(key(parts[1]), {}).items() if one in inner}


def _identifiers(text: str) -> Iterator[str]:
    """Yield the forms in which an identifier may be kept; nothing for other texts."""
    for scheme in ("ror", "wikidata", "isni", "mesh"):
        bare = canonical(scheme, text)
        if any(char.isdigit() for char in bare) and len(bare) < 40:
            yield re.sub(r"\s", "", bare).lower()


def read_tables(layers: Sequence[Path], besides: Path) -> Iterator[tuple[Kind, dict[str, Any]]]:
    """Yield the tables of a registry, without those of one file."""
    left_out = os.path.realpath(besides)
    for path, kind, table in read_files(layers):
        if os.path.realpath(path) != left_out:
            yield kind, table


def read_files(layers: Sequence[Path]) -> Iterator[tuple[Path, Kind, dict[str, Any]]]:
    """Yield the tables of a registry with the paths of their files.

    Files and tables that cannot be read are skipped: `check` reports them.
    """
    files, _ = find_files(layers)
    for file in files:
        path = Path(file.path)
        try:
            document = tomli.loads(path.read_bytes().decode("utf-8-sig"))
        except (OSError, ValueError, RecursionError):
            continue
        for name, tables in document.items():
            kind = Kind.of_table(name)
            if kind is not None and isinstance(tables, list):
                yield from ((path, kind, table) for table in tables if isinstance(table, dict))
