"""The names under which organisations and people are found in texts.

Every name becomes a key: its folded words with a space between them. A further key holds only the
words that tell it from others, sorted, so that "Universitas Tsinghua" finds "Tsinghua University".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from collab_tui.catalog.catalog import Catalog
from collab_tui.catalog.text import tokens
from collab_tui.importing.dump import Tell, read_dump, short
from collab_tui.importing.known import texts
from collab_tui.importing.likeness import words_of
from collab_tui.importing.ror import countries_of
from collab_tui.records.identifiers import canonical
from collab_tui.records.kinds import Kind

MOST_WORDS = 40
"""Longer names are not looked for; the longest of ROR have about 30 words."""

WORDS = "~"
"""The sign before a key of sorted words."""

_BRACKETS = re.compile(r"\s*[(（][^()（）]*[)）]$")
_LEGAL = (
    "inc incorporated ltd limited llc plc corp corporation co company gmbh ag sa nv bv spa srl ab"
    " oy pte sdn bhd berhad tbk persero kk jsc"
)
LEGAL = frozenset(_LEGAL.split())
"""Words for the legal form of a company."""


class Sort(StrEnum):
    """What sort of name it is."""

    NAME = "name"
    ALIAS = "alias"
    ACRONYM = "acronym"
    SHORT = "short"
    """A name without its country or legal form."""
    WORDS = "words"


@dataclass(slots=True)
class Named:
    """An organisation or person, with all names."""

    id: str
    """A ref, ``institution/nuh``, or a ROR id."""
    name: str
    kind: Kind
    country: str = ""
    city: str = ""
    ror: tuple[str, ...] = ()
    names: list[tuple[str, Sort]] = field(default_factory=list)
    is_government: bool = False

    def found_by(self) -> Iterator[tuple[str, Sort, str]]:
        """Yield every key, its sort, and the name as it is written."""
        for written, sort in self.names:
            yield from self._keys(written, sort)

    def _keys(self, written: str, sort: Sort) -> Iterator[tuple[str, Sort, str]]:
        written = " ".join(written.split())
        bare = _BRACKETS.sub("", written) or written
        words = _without_article(tokens(bare))
        if not words or len(words) > MOST_WORDS:
            return
        key = " ".join(words)
        yield key, sort, bare
        if sort is Sort.ACRONYM or self.kind is Kind.PERSON:
            return
        shorter = _without_legal(words)
        if shorter != words:
            yield " ".join(shorter), Sort.SHORT, bare
        if self.is_government:
            without = _without_country(words, self.country)
            if without != words:
                yield " ".join(without), Sort.SHORT, bare
                words = without
        found = sorted_words(bare)
        if found is not None:
            yield found, Sort.WORDS, bare


def _without_article(words: list[str]) -> list[str]:
    return words[1:] if len(words) > 1 and words[0] == "the" else words


def _without_legal(words: list[str]) -> list[str]:
    left = list(words)
    while len(left) > 1 and left[-1] in LEGAL:
        left.pop()
    if len(left) > 1 and left[0] == "pt":
        left.pop(0)
    return left


def _without_country(words: list[str], country: str) -> list[str]:
    """Take a country from the beginning or the end, with the small words that join it."""
    for name in country_names(country):
        size = len(name)
        if size < len(words) and words[-size:] == list(name):
            left = words[:-size]
            while len(left) > 1 and left[-1] in ("of", "the", "republic", "republik", "kingdom"):
                left.pop()
            return left if len(left) > 1 else words
        if size < len(words) and words[:size] == list(name) and len(words) - size > 1:
            return words[size:]
    return words


def sorted_words(name: str) -> str | None:
    """Return the key of sorted words; None if too few words would make it."""
    found = sorted(set(words_of(name)))
    is_spaced = all(len(word) > 1 for word in found)
    return f"{WORDS} {' '.join(found)}" if len(found) > 1 and is_spaced else None


@cache
def country_names(code: str) -> tuple[tuple[str, ...], ...]:
    """Return the names of a country in the languages of articles, folded, the longest first."""
    from babel import Locale

    found = set()
    for language in ("en", "id", "zh", "ms"):
        name = Locale(language).territories.get(code)
        if name:
            found.add(tuple(tokens(str(name))))
    if code == "ID":
        found.add(tuple("印尼"))
    return tuple(sorted(found, key=len, reverse=True))


def in_catalog(catalog: Catalog) -> Iterator[Named]:
    """Yield the institutions and people of a registry."""
    kinds = (Kind.INSTITUTION, Kind.PERSON)
    for kind, numbers in catalog.everything(kinds).items():
        for whole in catalog.shown.whole(numbers):
            yield of_record(kind, str(whole.ref), whole.name, whole.document)


def of_record(kind: Kind, ref: str, name: str, document: Mapping[str, Any]) -> Named:
    """Return the names of one record."""
    names = [(name, Sort.NAME), *((one, Sort.NAME) for one in texts(document.get("name")))]
    names += [(one, Sort.ALIAS) for one in texts(document.get("aliases"))]
    names += [(one, Sort.ACRONYM) for one in texts(document.get("acronyms"))]
    identifiers = document.get("identifiers")
    held = identifiers.get("ror") if isinstance(identifiers, dict) else None
    return Named(
        ref,
        name,
        kind,
        str(document.get("country") or ""),
        str(document.get("city") or ""),
        tuple(canonical("ror", one) for one in texts(held)),
        list(dict.fromkeys(names)),
        "government" in list(texts(document.get("types"))),
    )


def in_dump(dump: Path, tell: Tell | None = None) -> Iterator[Named]:
    """Yield the organisations of a dump of ROR that are not withdrawn.

    Raises:
        DumpError: the dump cannot be read.
    """
    for organisation in read_dump(dump, tell):
        if organisation.get("status") != "withdrawn":
            yield _of_organisation(organisation)


def _of_organisation(organisation: Mapping[str, Any]) -> Named:
    shown = ""
    names: list[tuple[str, Sort]] = []
    for name in organisation["names"]:
        types, value = name["types"], str(name["value"])
        if "ror_display" in types:
            shown = value
        if types == ["acronym"]:
            names.append((value, Sort.ACRONYM))
        else:
            names.append((value, Sort.ALIAS if types == ["alias"] else Sort.NAME))
    places = [one.get("geonames_details") or {} for one in organisation.get("locations") or ()]
    countries = countries_of(organisation)
    ror = short(organisation["id"])
    return Named(
        ror,
        shown or (names[0][0] if names else ror),
        Kind.INSTITUTION,
        countries[0] if countries else "",
        next((str(place["name"]) for place in places if place.get("name")), ""),
        (ror,),
        names,
        "government" in (organisation.get("types") or ()),
    )


def heads(keys: Iterable[str]) -> dict[str, set[int]]:
    """Return the first two words of keys, with the numbers of words of the keys that begin so."""
    found: dict[str, set[int]] = {}
    for key in keys:
        words = key.split(" ")
        found.setdefault(" ".join(words[:2]), set()).add(len(words))
    return found
