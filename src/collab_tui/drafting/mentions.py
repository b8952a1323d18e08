"""Who is named in an article, and which organisation of the registry or of ROR that may be."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

from collab_tui.drafting import forms, geography, who
from collab_tui.drafting.article import Article
from collab_tui.drafting.choosing import Chooser
from collab_tui.drafting.headlines import in_headline
from collab_tui.drafting.introduced import introductions
from collab_tui.drafting.lexicon import Found, Lexicon
from collab_tui.drafting.mention import Mention
from collab_tui.drafting.naming import Sort, sorted_words
from collab_tui.drafting.repeated import repeats, sort_of
from collab_tui.drafting.trust import usable

MOST_CHARACTERS = 200_000
"""Of longer articles, only the beginning is read."""

_PUBLIC = frozenset({"ministry", "agency", "government"})
_MOST_OF_A_NAME = 40
_PLACES = re.compile(r"自治区|共和国|[省市县区州]")


def find(article: Article, lexicon: Lexicon) -> list[Mention]:
    """Return whom the article names, by place, without overlaps: the longer name counts.

    Only the first `MOST_CHARACTERS` characters are read.
    """
    text = who.even(article.text[:MOST_CHARACTERS])
    countries = list(geography.find(text))
    found = usable(lexicon.find(text), text)
    chooser = Chooser(text, countries, lexicon, found)
    spans = [
        *(_of_name(one, text, chooser) for one in found),
        *_of_forms(text, article.tongue, chooser, found),
    ]
    spans = list(in_headline(text, len(article.title), spans))
    kept = _longest(spans)
    kept = introductions(text, kept, article.tongue)
    kept = repeats(text, kept, article.tongue)
    return _numbered(_longest(kept))


def _of_name(one: Found, text: str, chooser: Chooser) -> Mention:
    start, end = chooser.extent(one.start, one.end, is_government=_is_short(one))
    is_placed = (start, end) != (one.start, one.end)
    candidates = chooser.order(one.hits, start, end, is_placed=is_placed)
    first = next(hit for hit in one.hits if hit.id == candidates[0].id) if candidates else None
    how = str(first.sort) if first is not None else "form"
    if not candidates:
        candidates = (chooser.unknown(start, end),)
    if one.size == 1 and how != Sort.ACRONYM and not candidates[0].known:
        how = "word"
    return Mention(start, end, text[start:end], candidates, how)


def _is_short(one: Found) -> bool:
    return any(hit.sort is Sort.SHORT for hit in one.hits)


def _of_forms(
    text: str, tongue: str, chooser: Chooser, found: Sequence[Found]
) -> Iterable[Mention]:
    """Return the names that have the form of an organisation's name, in any language."""
    strong = sorted((one for one in found if one.size > 1), key=lambda one: one.start)
    starts = [one.start for one in strong]
    for rules in who.every():
        spans = forms.find(text, who.beside(rules, tongue))
        looked_up = chooser.looked_up([text[one.start : one.end] for one in spans], rules)
        for form, hits in zip(spans, looked_up, strict=True):
            some = strong[bisect_left(starts, form.start) : bisect_left(starts, form.end)]
            inside = [one for one in some if one.end <= form.end]
            if _covers(inside, form, text):
                continue
            form = form._replace(end=chooser.whole(form.start, form.end))
            is_public = form.sort in _PUBLIC
            start, end = chooser.extent(form.start, form.end, is_government=is_public)
            core = chooser.core(form.start, form.end)
            same = next((one for one in inside if (one.start, one.end) == core), None)
            candidates = chooser.order(
                same.hits if same else hits, start, end, is_placed=same is not None
            )
            how = (Sort.SHORT if same else Sort.WORDS) if candidates else "form"
            candidates = candidates or (chooser.unknown(start, end),)
            yield Mention(start, end, text[start:end], candidates, str(how), form.sort)


def _covers(inside: Sequence[Found], form: forms.Form, text: str) -> bool:
    """Tell whether known names tell more about a place than its form does.

    That is so if there are two side by side, as in a headline, or if one is all of it.
    """
    apart = 0
    end = -1
    is_all = False
    for one in inside:
        if one.start >= end:
            apart += 1
            end = one.end
        rest = text[form.start : one.start] + text[one.end : form.end]
        head = text[form.start : one.start].strip()
        is_first = form.start == 0 or text[form.start - 1] == "\n"
        if is_first and one.end == form.end and head.isalpha() and not sort_of(head):
            is_all = True  # the first word of a line: "Grant Temasek Foundation"
        is_all |= not any(char.isalnum() for char in rest)
    return apart > 1 or is_all


def _longest(mentions: Iterable[Mention]) -> list[Mention]:
    """Leave out what overlaps something longer, or something better of the same length."""
    rank = {
        "name": 0,
        "alias": 1,
        "introduced": 1,
        "acronym": 2,
        "short": 3,
        "words": 4,
        "again": 5,
    }
    ordered = sorted(
        mentions, key=lambda one: (one.start - one.end, rank.get(one.how, 6), one.start)
    )
    taken: list[Mention] = []
    covered: set[int] = set()
    for one in ordered:
        if not (one.start in covered or one.end - 1 in covered):
            taken.append(one)
            covered.update(range(one.start, one.end))
    return sorted(taken, key=lambda one: one.start)


def _key(name: str) -> str:
    """Return what is equal for a name in two spellings or languages."""
    key = sorted_words(who.in_english(name))
    if key is None:
        for country in sorted(geography.find(name), reverse=True):
            name = f"{name[: country.start]}{country.code}{name[country.end :]}"
        key = _PLACES.sub("", " ".join(name.casefold().split()))
    return key


def _fuller(keys: set[str]) -> dict[str, str]:
    """Return, for names without spaces that only end one longer name, that name's key."""
    unspaced = sorted(key for key in keys if key[:1] >= "\u3000" and len(key) <= _MOST_OF_A_NAME)
    ends: dict[str, set[str]] = {}
    for key in unspaced:
        for place in range(1, len(key) - 3):
            ends.setdefault(key[place:], set()).add(key)
    return {key: min(ends[key]) for key in unspaced if len(ends.get(key, ())) == 1}


def _numbered(mentions: Sequence[Mention]) -> list[Mention]:
    """Give the mentions of one organisation the same number."""
    numbers: dict[str, int] = {}
    result = []
    keys = [one.best.id or _key(one.best.name) for one in mentions]
    fuller = _fuller({key for one, key in zip(mentions, keys, strict=True) if not one.best.id})
    for one, key in zip(mentions, keys, strict=True):
        key = fuller.get(key, key)
        result.append(replace(one, entity=numbers.setdefault(key, len(numbers))))
    return result
