"""Did-you-mean: the nearest known word to a mistaken one."""

from __future__ import annotations

from collections.abc import Iterable

SIMILAR_ENOUGH = 70.0
"""Least similarity (0 to 100) at which a suggestion helps more than it misleads."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word nearest to `word`, or None where none is near."""
    from rapidfuzz import fuzz, process

    found = process.extractOne(
        word.casefold(),
        list(known),
        scorer=fuzz.ratio,
        processor=str.casefold,
        score_cutoff=SIMILAR_ENOUGH,
    )
    return found[0] if found else None


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """Return ``did you mean 'x'?``, or None where nothing known is near."""
    suggestion = nearest(word, known)
    return f"did you mean '{suggestion}'?" if suggestion else None
