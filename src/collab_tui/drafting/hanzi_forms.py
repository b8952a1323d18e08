"""Organisations by the form of their names in a script without spaces: "…大学", "…医院"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from collab_tui.drafting.who import Who

_CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\u30a0-\u30ff·•]+")
_FOREIGN = re.compile(r"[A-Z][A-Za-z0-9&.-]*(?: [A-Z][A-Za-z0-9&.-]*){0,2}$")
_BEFORE = 60
"""Characters in which a foreign word before a name stands: "GeneOne生命科学公司"."""

_MOST_CHARACTERS = 26
"""The most characters of a name before its head."""


@cache
def _signs(heads: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(heads, key=len, reverse=True))))


@cache
def _edges(stops: frozenset[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(stops, key=len, reverse=True))))


def hanzi_forms(text: str, who: Who) -> Iterator[tuple[int, int, str]]:
    """Yield where names begin and end, and the sort of organisation."""
    heads = _signs(tuple(who.heads))
    for chunk in _CJK.finditer(text):
        stops = _stops_in(chunk[0], who)
        edges = [0, *(end for _, end in stops)]
        for head in heads.finditer(chunk[0]):
            place = bisect_right(stops, (head.start(), len(chunk[0])))
            if place and stops[place - 1][1] > head.start():  # 署 in 签署
                continue
            begin = edges[bisect_right(edges, head.start()) - 1]
            start = max(begin, head.start() - _MOST_CHARACTERS)
            name = chunk[0][start : head.end()]
            if name in who.vague or len(name) <= len(head[0]) or len(name) < 3:
                continue
            if len(head[0]) == 1 and len(name) < 4:
                continue
            foreign = _FOREIGN.search(text[max(0, chunk.start() - _BEFORE) : chunk.start()])
            before = len(foreign[0]) if foreign is not None and start == 0 else 0
            begin, end = chunk.start() + start - before, chunk.start() + head.end()
            yield begin, end, who.heads[head[0]]


def _stops_in(chunk: str, who: Who) -> list[tuple[int, int]]:
    """Return where words are that no name holds, except inside the words that are kept."""
    kept = [False] * len(chunk)
    for one in who.kept:
        place = chunk.find(one)
        while place >= 0:
            kept[place : place + len(one)] = [True] * len(one)
            place = chunk.find(one, place + len(one))
    edges = _edges(who.stops).finditer(chunk)
    return [one.span() for one in edges if not all(kept[one.start() : one.end()])]
