"""Second mentions that are shorter: "the hospital", "Bio Farma" for PT Bio Farma, 徐医大."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from collab_tui.drafting import geography, who
from collab_tui.drafting.naming import LEGAL
from collab_tui.drafting.who import Who

if TYPE_CHECKING:
    from collab_tui.drafting.mention import Mention

_CJK = re.compile(r"[\u3400-\u9fff]")
_PLACED = re.compile(r"^[\u3400-\u9fff]{2,3}?(?:省|市|州|县)?(?=[\u3400-\u9fff]{4,})")
_ENDS = "大院校局部所会委"
_MOST = 300


def repeats(text: str, mentions: Sequence[Mention], tongue: str) -> list[Mention]:
    """Return the mentions, with the shorter second ones that can only mean one organisation."""
    rules = who.of(tongue)
    firsts = _firsts(mentions)
    found = list(mentions)
    shorter: dict[str, Mention | None] = {}
    for one in firsts[:_MOST]:
        for short in _shorter(one.text):
            shorter[short] = one if short not in shorter else None
    found += _places(text, {short: one for short, one in shorter.items() if one is not None})
    if rules is not None:
        found += _again(text, mentions, rules)
    return found


@lru_cache(maxsize=4096)
def sort_of(name: str) -> str:
    """Return the sort of organisation that a name says: ``hospital``; empty if none."""
    best, last = "", -1
    for rules in who.every():
        for sort, pattern in _patterns(rules):
            for match in pattern.finditer(name):
                place = match.end() if not rules.first else -match.start() + len(name)
                if rules.language == "en" or not rules.is_spaced:
                    place = match.end()
                if place > last:
                    best, last = sort, place
    return best


@cache
def _patterns(rules: Who) -> tuple[tuple[str, re.Pattern[str]], ...]:
    edge = r"\b" if rules.is_spaced else ""
    by_sort: dict[str, list[str]] = {}
    for head, sort in rules.heads.items():
        by_sort.setdefault(sort, []).append(re.escape(head))
    return tuple(
        (sort, re.compile(f"{edge}(?:{'|'.join(sorted(heads, key=len, reverse=True))}){edge}"))
        for sort, heads in by_sort.items()
    )


def _firsts(mentions: Sequence[Mention]) -> list[Mention]:
    """Return the first mention of each organisation by a whole name."""
    seen: dict[str, Mention] = {}
    for one in mentions:
        if not one.is_person and one.how not in ("introduced", "acronym", "word"):
            seen.setdefault(one.best.id or one.best.name, one)
    return list(seen.values())


def _shorter(name: str) -> Iterator[str]:
    """Yield what a name may shrink to."""
    if _CJK.search(name):
        place = _PLACED.match(name)
        if place and any(name.endswith(end) for end in ("医院", "大学", "学院", "研究院", "局")):
            yield name[place.end() :]
        return
    words = name.replace(",", " ").split()
    is_company = sort_of(name) == "company"
    left = [word for word in words if word.strip(".").casefold() not in LEGAL]
    heads = {head for rules in who.every() if rules.is_spaced for head in rules.heads}
    vague = {word for rules in who.every() if rules.is_spaced for word in rules.vague}
    bare = list(left)
    while len(bare) > 1 and (bare[-1] in heads or bare[-1] in vague or _is_country(bare[-1])):
        bare.pop()
    while len(bare) > 1 and (bare[0] in heads):
        bare.pop(0)
    telling = [word for word in bare if word not in vague and word not in heads]
    for short in (left, bare):
        phrase = " ".join(short)
        is_enough = len(short) > 1 or (is_company and len(phrase) > 3)
        is_other = phrase != name and phrase[:1].isupper() and not _is_country(phrase)
        if telling and is_enough and is_other:
            yield phrase
    is_telling = len(bare[0]) > 4 and bare[0] not in vague and not _is_country(bare[0])
    if is_company and len(bare) > 1 and is_telling:
        yield bare[0]


def _is_country(word: str) -> bool:
    return any(one.end - one.start == len(word) for one in geography.find(word))


def _places(text: str, shorter: dict[str, Mention]) -> Iterator[Mention]:
    every = sorted(shorter, key=len, reverse=True)
    spaced = [re.escape(short) for short in every if not _CJK.search(short)]
    unspaced = [re.escape(short) for short in every if _CJK.search(short)]
    patterns = [rf"(?<![\w-])(?:{'|'.join(spaced)})(?![\w-])"] if spaced else []
    patterns += ["|".join(unspaced)] if unspaced else []
    if patterns:
        for match in re.finditer("|".join(patterns), text):
            one = shorter[match[0]]
            yield replace(one, start=match.start(), end=match.end(), text=match[0], how="again")
    for one in {id(one): one for one in shorter.values() if _CJK.search(one.text)}.values():
        yield from _contracted(text, one)


def _contracted(text: str, one: Mention) -> Iterator[Mention]:
    """Yield where some characters of a name stand for it: 徐医大 for 徐州医科大学."""
    name = one.text
    first = re.escape(name[0])
    inner = "".join(map(re.escape, dict.fromkeys(name[1:])))
    for match in re.finditer(rf"{first}[{inner}]{{1,2}}[{_ENDS}]", text, re.DOTALL):
        short = match[0]
        place = 0
        for char in short:
            place = name.find(char, place) + 1
            if not place:
                break
        if place and text[match.start() : match.start() + len(name)] != name:
            yield replace(one, start=match.start(), end=match.end(), text=short, how="again")


def _again(text: str, mentions: Sequence[Mention], rules: Who) -> Iterator[Mention]:
    """Yield "the hospital" where only one hospital was named before."""
    sorts: dict[str, list[Mention]] = {}
    for one in mentions:
        if not one.is_person and one.how != "word":
            sort = one.sort or sort_of(one.best.name) or sort_of(one.text)
            sorts.setdefault(sort, []).append(one)
    for sort, pattern in rules.again.items():
        held = sorts.get(sort, [])
        place = 0
        names: dict[str, Mention] = {}
        for match in pattern.finditer(text):
            while place < len(held) and held[place].start < match.start():
                names.setdefault(held[place].best.id or held[place].best.name, held[place])
                place += 1
            if len(names) == 1 or (names and match[0][0] == "我"):
                one = next(iter(names.values()))
                yield replace(one, start=match.start(), end=match.end(), text=match[0], how="again")
