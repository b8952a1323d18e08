"""Which of several organisations with one name is meant: by country, city, and others beside it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from collab_tui.catalog.text import tokens
from collab_tui.drafting.geography import Country
from collab_tui.drafting.lexicon import Candidate, Found, Hit, Lexicon, candidate
from collab_tui.drafting.naming import WORDS, Sort, sorted_words
from collab_tui.drafting.who import Who, in_english
from collab_tui.records.kinds import Kind

MOST = 5
"""How many candidates of a mention are kept."""

_OWNED = re.compile(r"(?:’s|’)?[ ]?")
_JOINS = re.compile(
    r"\s*(?:\([^()]{1,20}\)\s*)?(?:of (?:the )?|,\s*|for )?(?:(?:the )?(?:People’s )?"
    r"(?:Democratic |Socialist |Islamic )*(?:Republic|Republik|Kingdom) (?:of )?)?$"
)
_GLUE = re.compile(r"(?:[\s,]|of|the|Republic|Republik|Kingdom|’s|’)*")


class Chooser:
    """What an article says about where organisations are."""

    def __init__(
        self, text: str, countries: Sequence[Country], lexicon: Lexicon, found: Sequence[Found]
    ) -> None:
        """Choose among names found in `text`, which names `countries`."""
        self._text = text
        self._countries = sorted(countries, key=lambda one: (one.start, -one.end))
        self._starts = [one.start for one in self._countries]
        self._ends = {one.end: one for one in self._countries}
        self._lexicon = lexicon
        self._cities: dict[str, bool] = {}
        self._named = Counter(one.code for one in self._countries)
        self._sure = Counter(
            hits[0].country for one in found if len(hits := one.hits) == 1 and one.size > 1
        )

    def extent(self, start: int, end: int, *, is_government: bool) -> tuple[int, int]:
        """Return where a name begins and ends together with its country, if that stands there."""
        if not is_government:
            return start, end
        left, right = self._left(start), self._right(end)
        begin = left.start if left is not None else start
        if right is not None and "(" not in self._text[end : right.start]:
            comma = self._text[end : right.start].lstrip().startswith(",")
            end = end if comma else right.end
        return begin, end

    def whole(self, start: int, end: int) -> int:
        """Return where a name ends that breaks off inside a country: "of Papua New Guinea"."""
        place = bisect_left(self._starts, end)
        near = self._countries[max(0, place - 2) : place]
        return max([end, *(one.end for one in near if start < one.start < end)])

    def core(self, start: int, end: int) -> tuple[int, int]:
        """Return where a name begins and ends without a country at its beginning or end."""
        text = self._text
        for one in self._inside(start, end):
            if one.start == start:
                start = one.end + _length(_GLUE, text[one.end : end])
            elif one.end == end:
                before = text[start : one.start]
                end = start + len(
                    re.sub(r"(?:[\s,]|\b(?:of|the|Republic|Republik|Kingdom)\b)*$", "", before)
                )
        return start, end

    def country(self, start: int, end: int) -> str | None:
        """Return the country that stands in or beside a name; None if none does."""
        for one in (self._left(start), *self._inside(start, end), self._right(end)):
            if one is not None:
                return one.code
        return None

    def unknown(self, start: int, end: int) -> Candidate:
        """Return an organisation that nobody knows, under the name in the text."""
        name = " ".join(self._text[start:end].split())
        return Candidate("", name, self.country(start, end), Kind.INSTITUTION, False)

    def order(
        self, hits: Sequence[Hit], start: int, end: int, *, is_placed: bool = False
    ) -> tuple[Candidate, ...]:
        """Return the candidates, the most likely first, with what speaks for each.

        A name `is_placed` if its country stands beside it. Without a word of its country, an
        organisation under a name without one is not proposed.
        """
        said = self.country(start, end)
        scored = []
        for hit in hits:
            score, why = self._score(hit, said, start)
            is_elsewhere = said is not None and bool(hit.country) and said != hit.country
            is_bare = hit.sort is Sort.SHORT or len(hits) > 1
            if is_elsewhere and (is_bare or is_placed or hit.sort is Sort.WORDS):
                continue
            if is_bare and hit.kind is Kind.INSTITUTION and not why and "/" not in hit.id:
                continue
            scored.append((-score, hit.id, hit, why))
        scored.sort(key=lambda one: one[:2])
        return tuple(candidate(hit, why) for _, _, hit, why in scored[:MOST])

    def looked_up(self, names: Sequence[str], rules: Who) -> list[list[Hit]]:
        """Return for each name what it is in the lexicon once its words are put into English."""
        keys = [_translated(name) if rules.translated else None for name in names]
        hits = self._lexicon.called(key for key in keys if key)
        return [hits.get(key, []) if key else [] for key in keys]

    def _score(self, hit: Hit, said: str | None, start: int) -> tuple[float, tuple[str, ...]]:
        why = []
        score = 4.0 if "/" in hit.id else 0.0
        score += {Sort.NAME: 1.0, Sort.ALIAS: 0.5}.get(hit.sort, 0.0)
        if hit.country and hit.country == said:
            why.append("country")
            score += 8
        elif hit.country in self._named:
            why.append("country in the text")
            score += min(self._named[hit.country], 6) / 2
            near = self._before(start)
            score += 0.7 if near is not None and near.code == hit.country else 0
        if hit.city and self._has_city(hit.city):
            why.append("city in the text")
            score += 2
        if hit.country and self._sure[hit.country] > 0 and said is None:
            why.append("others of its country beside it")
            score += 1
        return score, tuple(why)

    def _has_city(self, city: str) -> bool:
        if city not in self._cities:
            self._cities[city] = re.search(rf"\b{re.escape(city)}\b", self._text) is not None
        return self._cities[city]

    def _inside(self, start: int, end: int) -> list[Country]:
        place = bisect_left(self._starts, start)
        found = []
        while place < len(self._countries) and self._countries[place].start < end:
            if self._countries[place].end <= end:
                found.append(self._countries[place])
            place += 1
        return found

    def _left(self, start: int) -> Country | None:
        """Return the country just before: "Indonesia’s", "Thai", "印尼"."""
        for skip in (0, 1, 2, 3):
            one = self._ends.get(start - skip)
            if one is not None and _OWNED.fullmatch(self._text[one.end : start]):
                return one
        return None

    def _right(self, end: int) -> Country | None:
        """Return the country just after: "of Indonesia", "(NUH) Singapura", ", Vietnam"."""
        place = bisect_left(self._starts, end)
        if place < len(self._countries):
            one = self._countries[place]
            is_unspaced = ord(self._text[one.start]) >= 0x3000
            gap = self._text[end : one.start]
            if one.is_noun and not is_unspaced and len(gap) < 60 and gap and _JOINS.fullmatch(gap):
                return one
        return None

    def _before(self, start: int) -> Country | None:
        place = bisect_left(self._starts, start)
        return self._countries[place - 1] if place else None


def _length(pattern: re.Pattern[str], text: str) -> int:
    match = pattern.match(text)
    return match.end() if match else 0


def _translated(name: str) -> str | None:
    """Return the key of sorted words in English; None if no word of the name is translated."""
    changed = in_english(name)
    if changed == " ".join(tokens(name)):
        return None
    key = sorted_words(changed)
    return key if key is not None and key.startswith(WORDS) else None
