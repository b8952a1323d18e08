"""Countries as texts name them: nouns, and words such as "Indonesian"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from collab_tui.drafting import who
from collab_tui.records.countries import country_codes

_LANGUAGES = ("en", "id", "ms", "zh", "zh_Hant")

_LAST = re.compile(r"[A-Z\u3000-\uffff][\w.-]*(?:’s|[ -]based)?[ -]?$")
_LONGEST = 60
"""Characters of the longest name of a country, and what belongs to it."""


class Country(NamedTuple):
    """A country that a text names."""

    start: int
    end: int
    code: str
    is_noun: bool


def find(text: str) -> Iterator[Country]:
    """Yield the countries in `text`, by their place."""
    nouns, words, spaced, unspaced = _names()
    for pattern in (spaced, unspaced):
        for match in pattern.finditer(text):
            folded = match[0].casefold()
            code = nouns.get(folded) or words[folded]
            is_small = match[0][0].islower() or (len(match[0]) == 2 and not match[0].isupper())
            if pattern is unspaced or not is_small:
                yield Country(match.start(), match.end(), code, folded in nouns)


def without_last(text: str) -> str:
    """Return `text` without the country at its end: "with Brazil’s " becomes "with "."""
    if _LAST.search(text, max(0, len(text) - _LONGEST)) is None:
        return text
    for one in find(text[-_LONGEST:]):
        at = max(0, len(text) - _LONGEST)
        if text[at + one.end :].strip(" -") in ("", "’s", "based"):
            return text[: at + one.start]
    return text


@cache
def _names() -> tuple[dict[str, str], dict[str, str], re.Pattern[str], re.Pattern[str]]:
    from babel import Locale

    nouns: dict[str, str] = {}
    for language in _LANGUAGES:
        territories = Locale.parse(language).territories
        for code in sorted(country_codes()):
            name = str(territories.get(code, "")).casefold().replace("'", "’")
            if len(name) > 1:
                nouns.setdefault(name, code)
    words: dict[str, str] = {}
    for rules in who.every():
        for code, texts in rules.countries.items():
            for text in texts:
                (words if rules.language == "en" else nouns).setdefault(text.casefold(), code)
    every = sorted({*nouns, *words}, key=len, reverse=True)
    spaced = [re.escape(name) for name in every if name[0] < "\u3000"]
    unspaced = [re.escape(name) for name in every if name[0] >= "\u3000"]
    return (
        nouns,
        words,
        re.compile(rf"(?<![\w-])(?:{'|'.join(spaced)})(?![\w-])", re.IGNORECASE),
        re.compile("|".join(unspaced)),
    )
