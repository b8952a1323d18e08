"""Names that only look like names: those of a headline in capitals, "Indonesian Company"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING

from collab_tui.drafting import geography, who
from collab_tui.drafting.repeated import sort_of

if TYPE_CHECKING:
    from collab_tui.drafting.mention import Mention

_LEAST = 2
"""Words that a name has at least if a headline is cut to it."""


def in_headline(text: str, title: int, mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Yield mentions without those that name nobody.

    A name by its form in the first `title` characters is cut to what the rest of the text has of
    it: in "Poltekkes Bandung Sends Graduates" only that tells where the name ends.
    """
    body = text[title:]
    for one in mentions:
        if one.how != "form":
            yield one
        elif not is_general(one.text):
            one = _without_country(one, text)
            yield _cut(one, body) if one.start < title and body.strip() else one


def is_general(name: str) -> bool:
    """Tell whether a name is only a country and a common word: "Rumah Sakit Jepang", 印尼公司."""
    rest = name
    for country in sorted(geography.find(name), reverse=True):
        rest = f"{rest[: country.start]} {rest[country.end :]}"
    bare = " ".join(rest.replace("’s", " ").split())
    return any(bare in rules.general for rules in who.every())


def _without_country(one: Mention, text: str) -> Mention:
    """Return a name without its country, if the text also has it so: "Korea GC Biopharma"."""
    country = next((found for found in geography.find(one.text) if found.start == 0), None)
    rest = one.text[country.end :].lstrip(" ") if country is not None else ""
    if country is None or not sort_of(rest) or not _tells(rest):
        return one
    owner = re.escape(one.text[: len(one.text) - len(rest)])
    if re.search(rf"(?<!{owner}){re.escape(rest)}", text) is None:
        return one
    return _shorter(one, len(one.text) - len(rest), len(one.text))


def _tells(name: str) -> bool:
    """Tell whether a name has more in it than words for any hospital or university."""
    return any(word.strip() not in _common() for word in _words().split(name) if word.strip())


@cache
def _common() -> frozenset[str]:
    return frozenset(word for rules in who.every() for word in rules.vague | rules.topics)


@cache
def _words() -> re.Pattern[str]:
    """Return what is between the words of a name; heads do not count."""
    heads = sorted({head for rules in who.every() for head in rules.heads}, key=len, reverse=True)
    spaced = "|".join(re.escape(head) for head in heads if head[0] < "\u3000")
    unspaced = "|".join(re.escape(head) for head in heads if head[0] >= "\u3000")
    return re.compile(rf"\b(?:{spaced})\b|{unspaced}|\s")


def _shorter(one: Mention, start: int, end: int) -> Mention:
    name = one.text[start:end]
    return replace(
        one,
        start=one.start + start,
        end=one.start + end,
        text=name,
        candidates=(replace(one.best, name=name),),
    )


def _cut(one: Mention, body: str) -> Mention:
    words = list(re.finditer(r"\S+", one.text))
    spans = sorted(combinations(range(len(words) + 1), 2), key=lambda span: span[0] - span[1])
    for first, last in spans:
        if last - first < _LEAST:
            break
        start, end = words[first].start(), words[last - 1].end()
        name = one.text[start:end]
        if name in body and sort_of(name):
            return one if end - start == len(one.text) else _shorter(one, start, end)
    return one
