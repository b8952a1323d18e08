"""An article, and its sentences."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

P = TypeVar("P", bound=tuple[Any, ...])


@dataclass(frozen=True, slots=True)
class Article:
    """What somebody published. Positions elsewhere are offsets in `text`, in characters."""

    title: str
    """Also the first line of `text`, unless it is empty."""
    text: str
    """Lines are paragraphs; a sentence never runs over the end of a line."""
    language: str = "en"
    """A BCP-47 tag: ``en``, ``id``, ``zh``, ``zh-Hant``, ``ms`` …"""
    published: date | None = None
    url: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()

    @property
    def tongue(self) -> str:
        """The language without script and country: ``zh-Hans`` → ``zh``."""
        return self.language.partition("-")[0].lower()

    @classmethod
    def of(cls, title: str, body: str, **rest: object) -> Article:
        """Make an article whose text begins with its title, unless `body` already does."""
        title = " ".join(title.split())
        lines = [stripped for line in body.splitlines() if (stripped := line.strip())]
        if title and (not lines or " ".join(lines[0].split()) != title):
            lines.insert(0, title)
        return cls(title, "\n".join(lines), **rest)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article: ``article.text[start:end] == text``."""

    start: int
    end: int
    text: str

    def holds(self, start: int, end: int | None = None) -> bool:
        """Tell whether a position, or a whole range, is in it."""
        return self.start <= start and (start if end is None else end) <= self.end


def inside(places: Sequence[P], sentence: Sentence) -> list[P]:
    """Return the places in a sentence. `places` are tuples of start, end and more, sorted."""
    at = bisect_left(places, (sentence.start,))
    found = []
    while at < len(places) and places[at][0] < sentence.end:
        if places[at][1] <= sentence.end:
            found.append(places[at])
        at += 1
    return found


_END = re.compile(r"[.!?…]+[\"”’»)\]]*(?=\s)|[。！？!?]+[”’」』）)\"]*|\n+")
_WORD_BEFORE = re.compile(r"[\w.]+\Z")
_SHORT_WORDS = (
    "prof dr drs dra ir mr mrs ms mx st no nos vol art assoc asst co corp dept est fig gen gov hon"
    " jan feb mar apr jun jul aug sep sept oct nov dec rep rev rp rs sen sr univ vs"
    " jl jln kol letjen mayjen brigjen h hj kab prov apt ns sp kes e.g i.e a.m p.m u.s u.k"
    " m.sc ph.d dr.med ass dipl eng"
)
_SHORT = frozenset(_SHORT_WORDS.split())
"""Words that end in a full stop inside a sentence."""


def sentences(article: Article) -> list[Sentence]:
    """Return the sentences of an article in their order, the title first."""
    text = article.text
    found: list[Sentence] = []
    start = 0
    for end in _ends(text):
        one = _stripped(text, start, end)
        if one is not None:
            found.append(one)
        start = end
    last = _stripped(text, start, len(text))
    return [*found, last] if last is not None else found


def _ends(text: str) -> Iterator[int]:
    """Yield where sentences end."""
    for match in _END.finditer(text):
        sign = match[0]
        if sign.startswith(".") and not sign.startswith("..") and _goes_on(text, match):
            continue
        yield match.end()


def _goes_on(text: str, stop: re.Match[str]) -> bool:
    """Tell whether a full stop is that of an abbreviation, an initial or a number."""
    following = text[stop.end() : stop.end() + 2].lstrip(" \t\xa0")
    if following.startswith("\n"):
        return False
    if following and (following[0].islower() or following[0] in ",;("):
        return True
    before = _WORD_BEFORE.search(text, max(0, stop.start() - 12), stop.start())
    if before is None or len(stop[0]) > 1:
        return False
    word = before[0].lower().strip(".")
    return word in _SHORT or (len(word) == 1 and word.isalpha() and before[0][-1].isupper())


def _stripped(text: str, start: int, end: int) -> Sentence | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Sentence(start, end, text[start:end]) if end > start else None
