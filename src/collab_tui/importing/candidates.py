"""Which organisations of ROR an institution may be: by names, country, city and web address.

A score is the similarity of the most similar names, from 0 to 1, less what speaks against it and
plus what speaks for it. An organisation with the same name comes before one with a similar name.
`reconciling.measure` shows how good this is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from collab_tui.addresses import parts_of
from collab_tui.importing.dump import short
from collab_tui.importing.known import texts
from collab_tui.importing.likeness import Weights, key, words_of

CERTAIN = 0.95
"""The least score of a certain organisation, if no other one comes near."""

DOUBTFUL = 0.62
"""The least score of an organisation that is worth a look."""

AHEAD = 0.1
"""How far a certain one must be ahead of the next."""

MOST = 3
"""How many candidates are kept for each institution."""

_COUNTRY = re.compile(r"\s*\([^()]*\)$")
_HOSTS = ("www", "web", "en", "portal")


@dataclass(frozen=True, slots=True)
class Party:
    """What makes an institution, or an organisation of ROR, different from others."""

    id: str
    names: tuple[str, ...]
    acronyms: frozenset[str]
    """Folded."""
    countries: frozenset[str]
    cities: frozenset[str]
    """Folded."""
    hosts: frozenset[str]
    """The hosts of its web addresses, without ``www``."""
    city: str = ""
    """As it is shown."""
    status: str = "active"
    aliases: frozenset[str] = frozenset()
    """Those of its names that are neither the official one nor a translation, folded. A former name
    of one organisation may be the name of another.
    """

    @property
    def shown(self) -> str:
        """Return its name, with its country and city."""
        places = [*sorted(self.countries), *([self.city] if self.city else [])]
        return " · ".join([self.names[0], *places])


@dataclass(frozen=True, slots=True)
class Candidate:
    """An organisation that an institution may be, and why."""

    score: float
    """The similarity of the names, plus what else speaks for it: above 1 if much does."""
    party: Party
    reasons: tuple[str, ...]


@dataclass(slots=True)
class Candidates:
    """What was found for one institution, the best first."""

    party: Party
    found: list[Candidate] = field(default_factory=list)

    def offer(self, candidate: Candidate) -> None:
        """Keep a candidate if it is among the best."""
        self.found.append(candidate)
        self.found.sort(key=lambda one: (-one.score, one.party.id))
        del self.found[MOST:]

    @property
    def certain(self) -> Candidate | None:
        """The organisation that the institution is, if that is certain."""
        if not self.found:
            return None
        best = self.found[0]
        is_called_so = "name" in best.reasons
        for other in self.found[1:]:
            is_behind = best.score - other.score >= AHEAD
            if not is_behind and not (is_called_so and not {"name", "alias"} & {*other.reasons}):
                return None
        # Names that are only similar, and aliases, can belong to two institutions of one country.
        placing = ("country", "web address") if is_called_so else ("city", "web address")
        is_placed = any(reason in best.reasons for reason in placing)
        is_there = best.party.status == "active"
        return best if best.score >= CERTAIN and is_placed and is_there else None


def party_of(table: Mapping[str, Any]) -> Party:
    """Return what makes an institution of a registry different from others."""
    names = [*texts(table.get("name")), *texts(table.get("aliases"))]
    country, city, links = table.get("country"), table.get("city"), table.get("links")
    addresses = [
        link["url"] if isinstance(link, dict) and "url" in link else link
        for link in (links if isinstance(links, list) else [links])
        if not isinstance(link, dict) or link.get("type") in (None, "website")
    ]
    return Party(
        str(table["id"]),
        tuple(dict.fromkeys(names)) or (str(table["id"]),),
        frozenset(map(key, texts(table.get("acronyms")))),
        frozenset([country] if isinstance(country, str) else []),
        frozenset([key(city)] if isinstance(city, str) else []),
        frozenset(_hosts([*texts(table.get("domains")), *texts(addresses)])),
        city if isinstance(city, str) else "",
    )


def party_in(organisation: Mapping[str, Any]) -> Party:
    """Return what makes an organisation of ROR different from others."""
    names = sorted(organisation["names"], key=lambda one: "ror_display" not in one["types"])
    long = [one["value"] for one in names if one["types"] != ["acronym"]]
    places = [one.get("geonames_details") or {} for one in organisation.get("locations") or ()]
    links = [
        one["value"] for one in organisation.get("links") or () if one.get("type") == "website"
    ]
    cities = [place["name"] for place in places if place.get("name")]
    official = {key(one["value"]) for one in names if {"label", "ror_display"} & {*one["types"]}}
    return Party(
        short(organisation["id"]),
        tuple(dict.fromkeys(long)) or (names[0]["value"],),
        frozenset(key(one["value"]) for one in names if "acronym" in one["types"]),
        frozenset(place["country_code"] for place in places if place.get("country_code")),
        frozenset(map(key, cities)),
        frozenset(_hosts([*(organisation.get("domains") or ()), *links])),
        cities[0] if cities else "",
        str(organisation.get("status") or "active"),
        frozenset(key(name) for name in long) - official,
    )


def _hosts(addresses: Iterable[str]) -> Iterator[str]:
    """Yield the hosts of web addresses, but only of whole sites."""
    for address in addresses:
        parts = parts_of(address if "//" in address else f"//{address}")
        if parts.hostname and len(parts.path.strip("/")) <= len("en/index.html"):
            labels = parts.hostname.lower().split(".")
            yield ".".join(labels[1:] if labels[0] in _HOSTS else labels)


class Finder:
    """Finds, for some institutions, the organisations of a dump that they may be."""

    def __init__(self, parties: Sequence[Party], weights: Weights) -> None:
        """Look for `parties`. `weights` count the words of the whole dump."""
        self._weights = weights
        self.candidates = [Candidates(party) for party in parties]
        self._by_key: dict[str, set[int]] = defaultdict(set)
        self._by_word: dict[str, set[int]] = defaultdict(set)
        self._by_host: dict[str, set[int]] = defaultdict(set)
        for number, party in enumerate(parties):
            for name in party.names:
                self._by_key[key(name)].add(number)
                for word in words_of(name):
                    for spelt in self._spelt(word):
                        if weights.is_rare(spelt):
                            self._by_word[spelt].add(number)
            for host in party.hosts:
                self._by_host[host].add(number)

    def _spelt(self, word: str) -> list[str]:
        """Return a word; if it is misspelt, the known words that it may be."""
        if word in self._weights or len(word) < 5:
            return [word]
        return self._weights.near(word)

    def look_at(self, organisation: Mapping[str, Any]) -> None:
        """Offer an organisation to the institutions that it may be."""
        party = party_in(organisation)
        if party.status == "withdrawn":
            return
        numbers: set[int] = set()
        for host in party.hosts:
            numbers |= self._by_host.get(host, set())
        for name in party.names:
            numbers |= self._by_key.get(key(_COUNTRY.sub("", name)), set())
            numbers |= self._by_key.get(key(name), set())
            for word in words_of(name):
                numbers |= self._by_word.get(word, set())
        for number in numbers:
            candidate = self._compare(self.candidates[number].party, party)
            if candidate.score >= DOUBTFUL:
                self.candidates[number].offer(candidate)

    def _compare(self, mine: Party, other: Party) -> Candidate:
        """Return how well two fit together."""
        score, reasons = self._names(mine, other), []
        if score >= 1:
            is_alias = {key(name) for name in mine.names} & _keys(other) <= other.aliases
            reasons.append("alias" if is_alias else "name")
        if mine.countries and other.countries:
            if mine.countries & other.countries:
                reasons.append("country")
            else:
                score -= 0.35
        else:
            score -= 0.03
        if mine.cities and other.cities:
            if mine.cities & other.cities:
                reasons.append("city")
                score += 0.03
            else:
                score -= 0.08
        if mine.hosts & other.hosts:
            reasons.append("web address")
            score += 0.25
        elif mine.hosts and other.hosts:
            score -= 0.06
        if mine.acronyms & other.acronyms:
            reasons.append("acronym")
            score += 0.05
        return Candidate(round(score, 3), other, tuple(reasons))

    def _names(self, mine: Party, other: Party) -> float:
        """Return the similarity of the most similar names. Equal names count as more than similar
        ones.
        """
        others = _written(other)
        keys = _keys(other)
        if any(key(name) in keys for name in mine.names):
            return 1.0
        best = max(self._weights.likeness(one, two) for one in mine.names for two in others)
        return min(best, 0.97)


def _written(party: Party) -> list[str]:
    """Return its names, also without the country in brackets that ROR puts after some."""
    return [one for name in party.names for one in {name, _COUNTRY.sub("", name)}]


def _keys(party: Party) -> set[str]:
    return {key(name) for name in _written(party)}
