"""How similar two names are, and which pairs to compare."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import combinations
from typing import NamedTuple

from collab_tui.catalog.text import fold

LEAST = 90.0
"""Score (0 to 100) from which two names are reported; measured on ROR, see CONTRIBUTING.md."""

LEFT_LEAST = 88.0
"""The same for only the words that the two do not share."""

MOST_BY_WORD = 40
"""The most names that may share a word; a more common word is not used to look for pairs."""

_ARTICLES = ("a", "an", "das", "der", "die", "la", "le", "les", "the")
_BETWEEN = ("and", "at", "dan", "de", "del", "des", "di", "du", "for", "in", "of", "und", "y")
_WEAK = frozenset((*_ARTICLES, *_BETWEEN))
_TELLING = re.compile(r"\d|^[ivx]+$|^.$")
_WORD = re.compile(r"\w+")


class Name(NamedTuple):
    """A name, and a number for its owner."""

    owner: int
    text: str


class Pair(NamedTuple):
    """Two owners with similar names."""

    one: int
    other: int
    score: float


def score(one: Sequence[str], other: Sequence[str]) -> float:
    """Return how similar two names are, given as folded words: 0 if they mean two things.

    Numbers, single letters and numerals have to be the same. A word that only one of them has must
    be a misspelling of a word of the other, or a word that says nothing.
    """
    mine, theirs = _not_shared(one, other)
    if any(map(_is_telling, (*mine, *theirs))):
        return 0.0
    mine = [word for word in mine if word not in _WEAK]
    theirs = [word for word in theirs if word not in _WEAK]
    # One space more or less is also a typing error.
    is_slip = "".join(mine) == "".join(theirs)
    if not is_slip and _ratio()(" ".join(mine), " ".join(theirs)) < LEFT_LEAST:
        return 0.0
    said = (" ".join(sorted(word for word in name if word not in _WEAK)) for name in (one, other))
    return _ratio()(*said)


def _not_shared(one: Sequence[str], other: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the words of each that the other does not have, or has less often, sorted."""
    mine, theirs = [], list(other)
    for word in one:  # names are short, and there are very many: this is faster than counting
        if word in theirs:
            theirs.remove(word)
        else:
            mine.append(word)
    return sorted(mine), sorted(theirs)


@lru_cache(50_000)
def _is_telling(word: str) -> bool:
    """Tell whether names that differ in this word mean two things."""
    return word not in _WEAK and _TELLING.search(word) is not None


@cache
def _ratio() -> Callable[[str, str], float]:
    """Return the function that compares two texts; it is loaded when it is needed."""
    from rapidfuzz.fuzz import ratio

    return ratio


def words_of(text: str) -> list[str]:
    """Return the folded words of a name."""
    return _WORD.findall(fold(text))


def pairs(names: Iterable[Name]) -> Iterator[Pair]:
    """Yield the pairs of owners with similar names; each pair once, with its best score."""
    words = [(name.owner, words_of(name.text)) for name in names]
    words = [(owner, found) for owner, found in words if found]
    counts = Counter(word for _, found in words for word in set(found))
    by_key: defaultdict[str, list[int]] = defaultdict(list)
    for index, (_, found) in enumerate(words):
        rare = sorted(set(found), key=lambda word: (counts[word], word))[:2]
        together = "".join(sorted(word for word in found if word not in _WEAK))
        for key in {*rare, f"={together}", f"={''.join(found)}"}:
            by_key[key].append(index)
    best: dict[tuple[int, int], float] = {}
    for key, indexes in by_key.items():
        if len(indexes) > MOST_BY_WORD and not key.startswith("="):
            continue
        for i, j in combinations(indexes[: 10 * MOST_BY_WORD], 2):
            one, other = sorted((words[i][0], words[j][0]))
            if one == other:
                continue
            alike = score(words[i][1], words[j][1])
            if alike >= LEAST and alike > best.get((one, other), 0.0):
                best[one, other] = alike
    for (one, other), alike in sorted(best.items()):
        yield Pair(one, other, alike)
