"""Abbreviations that a text itself introduces: "National University Hospital (NUH)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from collab_tui.drafting import geography, who
from collab_tui.drafting.who import Who

if TYPE_CHECKING:
    from collab_tui.drafting.mention import Mention

_BRACKET = re.compile(r"[^\S\n]{0,2}[(（]([^()（）\n]{1,70})[)）]")
_BEFORE = re.compile(r"([A-Z][\w&.-]{1,11})\s?[(（]$")
_PARTS = re.compile(r"\s*(?:[/,;，、；]|\bor\b|\batau\b|或)\s*")
_QUOTES = '“”"「」『』‘’《》'
_CAPITALS = re.compile(r"[A-Z]")
_ABBREVIATION = re.compile(r"[^\W\d_][\w&.’-]{0,19}(?: [A-Z][\w&.-]{0,12}){0,2}")
_CJK = re.compile(r"[\u3400-\u9fff]{2,10}")
_MOST = 300
"""The most abbreviations that one text introduces."""


def introductions(text: str, mentions: Sequence[Mention], tongue: str) -> list[Mention]:
    """Return the mentions, with those by an abbreviation from its introduction on.

    In the title, an abbreviation counts also before.
    """
    rules = who.of(tongue) or who.every()[0]
    introduced: dict[str, Mention] = {}
    for one, following in zip(mentions, [*mentions[1:], None], strict=False):
        if one.is_person:
            continue
        for short in _said(text, one, following, rules):
            if len(introduced) < _MOST:
                introduced.setdefault(short, one)
    return [*mentions, *_places(text, introduced)] if introduced else list(mentions)


def _places(text: str, introduced: dict[str, Mention]) -> Iterator[Mention]:
    line = text.find("\n")
    every = sorted(introduced, key=len, reverse=True)
    spaced = [re.escape(short) for short in every if not _CJK.match(short)]
    unspaced = [re.escape(short) for short in every if _CJK.match(short)]
    patterns = [rf"(?<![\w-])(?:{'|'.join(spaced)})(?![\w-])"] if spaced else []
    patterns += ["|".join(unspaced)] if unspaced else []
    for match in re.finditer("|".join(patterns), text):
        name = introduced[match[0]]
        if match.start() >= name.end or match.start() < line:
            yield replace(
                name, start=match.start(), end=match.end(), text=match[0], how="introduced"
            )


def _said(text: str, one: Mention, following: Mention | None, rules: Who) -> Iterator[str]:
    """Yield the short names that stand behind a name in brackets, or before it."""
    before = _BEFORE.search(text, max(0, one.start - 16), one.start)
    if before and text[one.end : one.end + 1] in (")", "）") and _fits(before[1], one.text):
        yield before[1]
    bracket = _BRACKET.match(text, one.end)
    if bracket is None and following is not None:
        # "Ruijin Hospital, Shanghai Jiao Tong University School of Medicine (RJH)"
        gap = text[one.end : following.start]
        later = _BRACKET.match(text, following.end)
        short = later[1].strip(_QUOTES) if later and gap in (", ", "，") else ""
        if short and _initials(short, one.text) and not _initials(short, following.text):
            bracket = later
    if bracket is None:
        rest = text[one.end : one.end + 40]
        country = next((c for c in geography.find(rest) if c.start <= 1), None)
        bracket = _BRACKET.match(text, one.end + country.end) if country else None
    if bracket is None:
        yield from _hereafter(text[one.end : one.end + 30], rules)
        return
    for part in _PARTS.split(bracket[1]):
        told = rules.introduce.search(part)
        short = rules.introduce.sub("", part, count=1) if told else part
        is_quoted = any(sign in short for sign in _QUOTES)
        short = short.strip(f" :：的{_QUOTES}")
        if _is_short(short, one.text, is_sure=bool(told) or is_quoted):
            yield short


def _hereafter(rest: str, rules: Who) -> Iterator[str]:
    """Yield what follows "以下简称" or "hereinafter" without brackets."""
    told = rules.introduce.match(rest.lstrip(" ,，"))
    if told and told.end() > 1:
        found = re.match(
            r"[\s:：]*[“\"「『]([^”\"」』]{2,16})[”\"」』]", rest.lstrip(" ,，")[told.end() :]
        )
        if found:
            yield found[1]


def _is_short(short: str, name: str, *, is_sure: bool) -> bool:
    if not 2 <= len(short) <= 30 or ":" in short or short.casefold() == name.casefold():
        return False
    if any(country.end - country.start == len(short) for country in geography.find(short)):
        return False
    if _CJK.fullmatch(short):
        return is_sure or (len(short) < len(name) and short[0] in name)
    if not _ABBREVIATION.fullmatch(short) or not _CAPITALS.search(short):
        return False
    if short.upper() in {one.upper() for rules in who.every() for one in rules.no_acronyms}:
        return False
    return is_sure or (short.isupper() and len(short) <= 10) or _fits(short, name)


def _fits(short: str, name: str) -> bool:
    """Tell whether the letters of `short` stand in `name` in this order, the first as a first."""
    letters = [char for char in short.casefold() if char.isalnum()]
    rest = name.casefold()
    start = re.search(rf"\b{re.escape(letters[0])}", rest) if letters else None
    if start is None:
        return False
    place = start.start()
    for char in letters:
        place = rest.find(char, place) + 1
        if not place:
            return False
    return True


def _initials(short: str, name: str) -> bool:
    return short.isupper() and len(short) < 9 and _fits(short, name)
