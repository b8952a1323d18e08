"""Names that only look like names: those of a headline in capitals, "Indonesian Company"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from collab_tui.drafting import geography, who
from collab_tui.drafting.repeated import sort_of

if TYPE_CHECKING:
    from collab_tui.drafting.mentions import Mention

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
            yield _cut(one, body) if one.start < title and body.strip() else one


def is_general(name: str) -> bool:
    """Tell whether a name is only a country and a common word: "Rumah Sakit Jepang", 印尼公司."""
    rest = name
    for country in sorted(geography.find(name), reverse=True):
        rest = f"{rest[: country.start]} {rest[country.end :]}"
    bare = " ".join(rest.replace("’s", " ").split())
    return any(bare in rules.general for rules in who.every())


def _cut(one: Mention, body: str) -> Mention:
    words = list(re.finditer(r"\S+", one.text))
    spans = sorted(combinations(range(len(words) + 1), 2), key=lambda span: span[0] - span[1])
    for first, last in spans:
        if last - first < _LEAST:
            break
        start, end = words[first].start(), words[last - 1].end()
        name = one.text[start:end]
        if name in body and sort_of(name):
            is_whole = end - start == len(one.text)
            candidate = replace(one.best, name=name)
            return (
                one
                if is_whole
                else replace(
                    one,
                    start=one.start + start,
                    end=one.start + end,
                    text=name,
                    candidates=(candidate,),
                )
            )
    return one
