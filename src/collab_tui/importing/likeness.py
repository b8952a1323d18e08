"""How similar two names are: by their words, of which rare ones count more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from math import log

from collab_tui.catalog.text import tokens

_IDLE = frozenset(
    {
        *("the", "of", "and", "for", "in", "at", "to", "an", "de", "la", "le", "les", "du", "des"),
        *("di", "da", "do", "e", "y", "et", "und", "der", "die", "das", "fur", "van", "del", "l"),
    }
)
_SHORT = {
    "univ": "university",
    "uni": "university",
    "inst": "institute",
    "dept": "department",
    "center": "centre",
    "hosp": "hospital",
    "govt": "government",
    "natl": "national",
    "intl": "international",
    "acad": "academy",
    "lab": "laboratory",
    "min": "ministry",
    "st": "saint",
    "ltd": "limited",
    "co": "company",
    "corp": "corporation",
}
_SPELT = 0.84
"""The least similarity of two words that may be the same, misspelt."""

_RARE = 20
_RARE_SHARE = 0.004


@lru_cache(maxsize=200_000)
def key(text: str) -> str:
    """Return a name without case, accents, punctuation and leading article: equal keys, equal
    names.
    """
    words = tokens(text)
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


@lru_cache(maxsize=200_000)
def words_of(text: str) -> tuple[str, ...]:
    """Return the words that make a name different from others, each once."""
    found = dict.fromkeys(_SHORT.get(word, word) for word in tokens(text))
    return tuple(word for word in found if word not in _IDLE) or tuple(found)


class Weights:
    """The weight of each word: the fewer names have it, the higher."""

    def __init__(self) -> None:
        """Start without any names."""
        self._counts: Counter[str] = Counter()
        self._names = 0

    def add(self, names: Iterable[str]) -> None:
        """Count the names of one record."""
        self._names += 1
        self._counts.update({word for name in names for word in words_of(name)})

    def __getitem__(self, word: str) -> float:
        """Return the weight of a word."""
        return log(1 + (self._names + 1) / (self._counts[word] + 1))

    def __contains__(self, word: str) -> bool:
        """Tell whether any name has this word."""
        return word in self._counts

    def is_rare(self, word: str) -> bool:
        """Tell whether a word is rare enough to find others by it."""
        return self._counts[word] <= max(_RARE, _RARE_SHARE * self._names)

    def near(self, word: str) -> list[str]:
        """Return the known words that a misspelt word may be; three at most."""
        from rapidfuzz import fuzz, process

        found = process.extract(
            word, self._counts.keys(), scorer=fuzz.ratio, limit=3, score_cutoff=_SPELT * 100
        )
        return [known for known, *_ in found]

    def likeness(self, one: str, other: str) -> float:
        """Return how similar two names are, from 0 to 1; misspelt words count by their letters."""
        from rapidfuzz import fuzz

        mine, others = words_of(one), set(words_of(other))
        if not mine or not others:
            return 0.0
        total = sum(map(self.__getitem__, (*mine, *others)))
        shared = 0.0
        left = [word for word in mine if word not in others]
        rest = others.difference(mine)
        shared += sum(2 * self[word] for word in mine if word in others)
        for word in left:
            best, found = 0.0, ""
            for candidate in rest:
                ratio = fuzz.ratio(word, candidate) / 100
                if ratio > best:
                    best, found = ratio, candidate
            if best >= _SPELT and min(len(word), len(found)) > 3:
                shared += best * (self[word] + self[found])
                rest.discard(found)
        return min(shared / total, 1.0)
