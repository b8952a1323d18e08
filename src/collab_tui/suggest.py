"""Did-you-mean: the known word that is most similar to a mistaken one."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from itertools import islice

from collab_tui.language import _

SIMILAR_ENOUGH = 70.0
"""The least similarity (0 to 100) at which a suggestion helps more than it misleads."""


_AT_ONCE = 2000
"""Known words that are compared in one call. There may be a million, and other threads wait for the
end of a call."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word most similar to `word`; None if none is similar."""
    from rapidfuzz import fuzz, process

    asked, rest = word.casefold(), iter(known)
    best, least = None, SIMILAR_ENOUGH
    while some := list(islice(rest, _AT_ONCE)):
        found = process.extractOne(
            asked, some, scorer=fuzz.ratio, processor=str.casefold, score_cutoff=least
        )
        if found is not None and (best is None or found[1] > least):
            best, least = found[0], found[1]
    return best


def similar_lengths(word: str) -> tuple[int, int]:
    """Return the least and the most characters that a word similar enough to `word` may have.

    The similarity is twice the number of characters in common, of the characters of both.
    """
    share = SIMILAR_ENOUGH / 100
    return int(len(word) * share / (2 - share)), math.ceil(len(word) * (2 - share) / share)


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """Return ``did you mean 'x'?``; None if nothing known is similar."""
    suggestion = nearest(word, known)
    return _("did you mean '{word}'?", word=suggestion) if suggestion else None


def by_nearness(word: str, known: Mapping[str, Iterable[str]]) -> tuple[list[str], bool]:
    """Return known words, each with its other names, most similar first.

    The second value tells whether the first one is similar enough to be meant.
    """
    from rapidfuzz import fuzz

    typed = word.casefold().replace("_", " ").replace("-", " ")

    def score(text: str) -> float:
        called = text.casefold().replace("-", " ")
        parts = [called, *called.split()]
        is_begun = len(typed) > 2 and any(part.startswith(typed) for part in parts)
        return 100.0 if is_begun else max(fuzz.ratio(typed, part) for part in parts)

    scores = {one: max(map(score, (one, *also))) for one, also in known.items()}
    order = sorted(scores, key=lambda one: -scores[one])
    return order, bool(order) and scores[order[0]] >= SIMILAR_ENOUGH
