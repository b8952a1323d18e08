"""Which sentences announce an agreement, and which only speak of one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from collab_tui.drafting.article import Article, Sentence
from collab_tui.drafting.who import Who, even

MOST = 1_500
"""The most characters of a sentence that are looked at."""

_YEAR = re.compile(r"(?<!\d)(?:19[5-9]|20[0-4])\d(?!\d)")
_CLAUSE = re.compile(r"[;；。]")
_EDGE = 90
_RECENT = 8
"""For how many months back a year before the present one is still news."""

Sort = Literal["sign", "found", "tie", "named"]


class Trigger(NamedTuple):
    """The words of a sentence that announce something; places are inside the sentence."""

    start: int
    end: int
    sort: Sort
    """A paper is signed, a joint body is set up, some work together, or a paper is only named."""
    is_past: bool
    """Whether it tells of an agreement of another time."""
    is_fresh: bool
    """Whether the sentence says that it is new."""


def present(article: Article) -> date | None:
    """Return the day from which an article speaks: its own, else the end of its latest year."""
    if article.published is not None:
        return article.published
    years = [int(match[0]) for match in _YEAR.finditer(article.text[:50_000])]
    return date(max(years), 12, 31) if years else None


def trigger(sentence: Sentence, rules: Who, now: date | None) -> Trigger | None:
    """Return what a sentence announces: the strongest, and rather something new than past."""
    text = even(sentence.text[:MOST])
    if rules.void.search(text):
        return None
    past: Trigger | None = None
    is_fresh = rules.announcing.fresh.search(text) is not None
    for sort, match in _matches(text, rules):
        verb = match.start("verb") if "verb" in match.re.groupindex else match.start()
        if _is_void(text[:verb], rules):
            continue
        is_past = _is_past(text, match, rules, now)
        found = Trigger(match.start(), match.end(), sort, is_past, is_fresh)
        if not is_past:
            return found
        past = past or found
    return past


def _matches(text: str, rules: Who) -> Iterator[tuple[Sort, re.Match[str]]]:
    announcing = rules.announcing
    sorts: tuple[tuple[Sort, tuple[re.Pattern[str], ...]], ...] = (
        ("sign", announcing.sign),
        ("found", announcing.found),
        ("tie", announcing.tie),
        ("named", announcing.named),
    )
    for sort, patterns in sorts:
        for pattern in patterns:
            for match in pattern.finditer(text):
                yield sort, match


def _is_void(before: str, rules: Who) -> bool:
    """Tell whether what stands before makes it a wish, a plan or a question."""
    clause = _CLAUSE.split(before)[-1][-160:]
    for match in rules.void_before.finditer(clause):
        if not rules.done.search(clause[: match.start()]):
            return True
    return False


def _is_past(text: str, match: re.Match[str], rules: Who, now: date | None) -> bool:
    around = text[max(0, match.start() - _EDGE) : match.end() + _EDGE]
    before = text[max(0, match.start() - _EDGE) : match.end()]
    years = {int(found[0]) for found in _YEAR.finditer(around)}
    if years and now is not None:
        return max(years) < _first_year(now)
    return rules.past.search(before) is not None


def _first_year(now: date) -> int:
    months = now.year * 12 + now.month - _RECENT
    return months // 12
