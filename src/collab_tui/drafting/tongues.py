"""Which language a text is in, by its script and its most frequent words."""

from __future__ import annotations

import re

from collab_tui.drafting.wording import WORDINGS, wording_of

_SAMPLE = 20_000
_WORD = re.compile(r"[^\W\d_]+")
_HANT = frozenset("國學醫與對於這個說時會發體灣議機關開業務務療雙")
_HANS = frozenset("国学医与对于这个说时会发体湾议机关开业务疗双")
_LEAST_SHARE = 0.04
"""The share of its frequent words from which a text counts as one of the language."""


def language_of(text: str, declared: str = "") -> str:
    """Return the BCP-47 tag of a text. What its page declares counts unless the text contradicts.

    ``und`` if neither tells.
    """
    declared = declared.strip().replace("_", "-")
    declared = declared if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", declared) else ""
    guess = _guess(text[:_SAMPLE])
    main = declared.partition("-")[0].lower()
    if guess is None or main == guess.partition("-")[0] or (main == "ms" and guess == "id"):
        return declared or guess or "und"
    return guess


def _guess(text: str) -> str | None:
    letters = [char for char in text if char.isalpha()]
    if not letters:
        return None
    share = len(letters) * 0.1
    if sum("\u3040" <= char <= "\u30ff" for char in letters) > share:
        return "ja"
    if sum("\uac00" <= char <= "\ud7af" for char in letters) > share:
        return "ko"
    if sum("\u4e00" <= char <= "\u9fff" for char in letters) > share * 2:
        hant = sum(char in _HANT and char not in _HANS for char in letters)
        hans = sum(char in _HANS and char not in _HANT for char in letters)
        return "zh-Hant" if hant > hans else "zh-Hans"
    words = _WORD.findall(text.lower())
    scores = {
        tag: sum(word in common for word in words) / max(len(words), 1)
        for tag in WORDINGS
        if (common := wording_of(tag).common)
    }
    best = max(scores, key=scores.__getitem__, default=None)
    return best if best is not None and scores[best] >= _LEAST_SHARE else None
