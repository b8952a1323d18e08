"""When an agreement was signed, announced and begun: dates by the verbs beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from collab_tui.drafting.article import Article, Sentence
from collab_tui.drafting.days import Day, days_in
from collab_tui.drafting.said import FAR, LEAD, NEAR, TRIGGER, Zone
from collab_tui.drafting.wording import Wording, wording_of
from collab_tui.records.dates import PartialDate

_FIELDS = {
    "signed": "signed",
    "announced": "announced",
    "started": "start",
    "effective": "start",
    "ended": "end",
    "founded": "",
    "elsewhere": "",
    "published": "",
}
"""The field of a date by the sort of word beside it; nothing if it is of something else."""

_NEAR = 160
"""Characters from a date to a word that can still be about it."""

_LEAST = 0.5
_NEARNESS = {TRIGGER: 1.0, LEAD: 0.85, NEAR: 0.6}
"""How much a date counts by the sentence in which it stands."""
_BYLINE = 90
"""Characters that a line with nothing but the day of a page has at most."""

_VAGUE = 0.2
"""How much less a year alone counts."""
_WRITTEN_BEFORE = 7
"""Days from the dateline of an article to its page."""
_LINES = 8
"""Lines at the start of an article that can have the day of its page."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of an agreement, and the sentence that says so."""

    field: str
    """``signed``, ``announced``, ``start`` or ``end``."""
    date: PartialDate
    sentence: Sentence
    day: Day | None
    """Where it stands; None if it is the day of the page."""
    score: float
    is_launch: bool = False
    """Whether something was opened then, for all to see."""


def day_of_page(article: Article) -> date | None:
    """Return the day on which an article says it was published: in a line of its own, or before
    its first sentence.
    """
    wording = wording_of(article.language)
    published = wording.words("cues", "published")
    lines = article.text.split("\n", _LINES)
    for at, line in enumerate(lines[:_LINES]):
        for day in days_in(line, article.language, None):
            if not day.is_full or day.date is None or day.date.day is None:
                continue
            rest = line[: day.start] + line[day.end :]
            is_own_line = len(line) <= _BYLINE and (
                published.search(rest) is not None or len(re.findall(r"\w{3,}", rest)) <= 6
            )
            if (is_own_line and at + 1 < len(lines)) or _is_dateline(line, day):
                return day.date.earliest
    return None


def _is_dateline(line: str, day: Day) -> bool:
    """Tell whether a date is part of what stands before an article: ``Hanoi, 3 May 2025 –``,
    ``HANOI, May 3 (Agency) --``.
    """
    before, after = line[: day.start], line[day.end :]
    return (
        re.match(r"\s*[)）]?\s*(?:[(（/][^()（）/]{2,40}[)）/])?\s*(?:[–—:：-]|讯)", after)
        is not None
        and len(before) <= 80
        and "." not in before.removeprefix("St.")
    )


def day_of_writing(article: Article) -> date | None:
    """Return the day that ``today`` is: that of the dateline, else of the page."""
    page = article.published
    if page is not None:
        for line in article.text.split("\n", _LINES)[:_LINES]:
            for day in days_in(line[:120], article.language, page):
                is_day = day.date is not None and day.date.earliest == day.date.latest
                if day.date is None or not is_day or not _is_dateline(line, day):
                    continue
                if 0 <= (page - day.date.earliest).days <= _WRITTEN_BEFORE:
                    return day.date.earliest
    return page


def dates_of(zone: Zone) -> list[Dated]:
    """Return the dates of an agreement, the best of each field."""
    article, about = zone.article, zone.about
    wording = wording_of(article.language)
    found = list(_candidates(zone, wording))
    best: dict[str, Dated] = {}
    for one in sorted(found, key=lambda one: (-one.score, one.sentence.start)):
        if one.score >= _LEAST:
            best.setdefault(one.field, one)
    has_unknown = any(one.day is not None and one.date is None for one in found)
    if not best.keys() & {"signed", "announced", "start"} and not has_unknown:
        announced = _of_page(article, about)
        if announced is not None:
            best["announced"] = announced
    return _consistent(best)


def _candidates(zone: Zone, wording: Wording) -> Iterator[Dated]:
    article = zone.article
    today = day_of_writing(article)
    is_signing = any(wording.words("cues", "signed").search(one.text) for one in zone.about)
    for sentence, weight in zone.weighed:
        if weight > FAR:
            for day in days_in(sentence.text, article.language, today):
                one = _judged(article, sentence, day, wording, _NEARNESS[weight], is_signing)
                if one is not None:
                    yield one


def _judged(
    article: Article,
    sentence: Sentence,
    day: Day,
    wording: Wording,
    nearness: float,
    is_signing: bool,
) -> Dated | None:
    """Return a date with its field and score; None if it is not the agreement's.

    `is_signing` says that something is signed, in whatever sentence.
    """
    text = sentence.text
    if day.date is None:
        return None
    gaps = {sort: _gap(wording, sort, text, day) for sort in _FIELDS}
    sort = min(gaps, key=lambda one: (gaps[one], one != "signed"))
    is_line = _is_dateline(text, day)
    if is_line:
        return Dated("announced", day.date, sentence, day, 0.6)
    if gaps[sort] > _NEAR or not _FIELDS[sort]:
        # A visit or meeting is often where something is signed.
        if sort == "elsewhere" and gaps["signed"] <= _NEAR and not day.is_span:
            sort = "signed"
        elif nearness == 1.0 and gaps[sort] > _NEAR and not day.is_span:
            is_signed = is_signing or _is_paper(wording, text)
            return Dated("signed" if is_signed else "announced", day.date, sentence, day, 0.7)
        else:
            return None
    score = nearness * (1 - gaps[sort] / (2 * _NEAR))
    if nearness < 1 and sort not in ("signed", "started", "announced"):
        score *= 0.7
    earlier = wording.words("cues", "earlier").search(text)
    if earlier is not None and earlier.start() < day.start:
        score -= 0.25 if nearness == 1.0 else 0.6
    if day.is_span and sort in ("signed", "announced"):
        score -= 0.4
    page = article.published
    if page is not None and day.date.earliest > page and sort != "ended":
        score -= 0.2
    if page is not None and nearness < 1 and (page - day.date.latest).days > 200:
        score -= 0.5
    is_ahead = page is not None and day.date.earliest > page
    if sort == "started" and is_ahead and nearness < 1:  # production begins, a building opens
        return None
    score -= _VAGUE if day.date.month is None else 0
    return Dated(_FIELDS[sort], day.date, sentence, day, score, sort == "started" and not is_ahead)


def _is_paper(wording: Wording, text: str) -> bool:
    """Tell whether a sentence names something that is signed."""
    return any(wording.words("types", sort).search(text) for sort in ("mou", "framework"))


def _gap(wording: Wording, sort: str, text: str, day: Day) -> int:
    """Return how far from a date the nearest word of a sort is; before it counts as nearer."""
    best = 10_000
    for match in wording.words("cues", sort).finditer(text):
        if match.start() < day.end and day.start < match.end():
            continue
        before = match.end() <= day.start
        between = text[match.end() : day.start] if before else text[day.end : match.start()]
        gap = len(between) + 25 * len(re.findall(r"[,;，；:—]", between))
        best = min(best, gap if before or not wording.is_spaced else gap + 15)
    return best


def _of_page(article: Article, about: Sequence[Sentence]) -> Dated | None:
    """Return the day of the page as the day of the announcement: it was then, or shortly before."""
    if article.published is None or not about:
        return None
    if wording_of(article.language).words("cues", "earlier").search(about[0].text):
        return None
    day = article.published
    guess = PartialDate(day.year, day.month, day.day, approximate=True)
    return Dated("announced", guess, about[0], None, _LEAST)


def _consistent(best: dict[str, Dated]) -> list[Dated]:
    """Leave out an end before the beginning, and an announcement on the day of the signing.

    What is opened is announced on that day.
    """
    began = min(
        (one.date.earliest for key, one in best.items() if key in ("signed", "start")), default=None
    )
    end = best.get("end")
    if end is not None and (began is None or end.date.latest <= began):
        del best["end"]
    start = best.get("start")
    if start is not None and start.is_launch and "signed" not in best:
        best["announced"] = replace(start, field="announced")
        return [best[key] for key in ("announced", "start", "end") if key in best]
    announced = best.get("announced")
    first = best.get("signed") or best.get("start")
    if announced is not None and first is not None and announced.date.earliest <= first.date.latest:
        same = replace(announced.date, approximate=False) == replace(first.date, approximate=False)
        if same or announced.score < first.score:
            del best["announced"]
    return [best[key] for key in ("announced", "signed", "start", "end") if key in best]
