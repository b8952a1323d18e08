"""Where an agreement was signed or begun."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from collab_tui.drafting import geography, who
from collab_tui.drafting.article import Sentence
from collab_tui.drafting.dateline import dateline_of
from collab_tui.drafting.said import NEAR, TRIGGER, Said, Zone
from collab_tui.drafting.wording import Wording, wording_of

_NEAR = 170
"""Characters from a place to the verb of signing or beginning."""

_FALLBACK = 1.5
"""How much less a country counts, and a place just after an organisation, which may be its own."""
_AFTER = 40
"""Characters between an organisation's name and the place where it is."""

_DATELINE = 0.4


def place_of(zone: Zone, hidden: Sequence[tuple[int, int]]) -> Said[str] | None:
    """Return where an agreement was signed or begun: the place named beside that verb.

    Without one, it is that of the dateline, if the sentence behind it announces the agreement.
    `hidden` are the places in the text where institutions are named.
    """
    wording = wording_of(zone.article.language)
    best: tuple[float, Said[str]] | None = None
    for sentence, weight in zone:
        cues = _cues(wording, sentence.text)
        is_earlier = weight == NEAR and wording.words("cues", "earlier").search(sentence.text)
        if weight < NEAR or not cues or is_earlier:
            continue
        for name, start in _named(wording, sentence, hidden):
            end = start + len(name)
            at, until = start - sentence.start, end - sentence.start
            gap = min(max(at - cue.end(), cue.start() - until, 0) for cue in cues)
            score = weight - gap / 60
            is_after = any(_is_own(sentence, other, start) for _, other in hidden)
            score -= _FALLBACK * (is_after + _is_country(name))
            if gap <= _NEAR and (best is None or score > best[0]):
                best = (score, Said(name, sentence, start, end))
    if best is None or _is_country(best[1].value):
        return _of_dateline(zone, wording) or (best[1] if best else None)
    return best[1]


def _is_own(sentence: Sentence, end: int, start: int) -> bool:
    """Tell whether a place is that of an organisation: "Hospital in Laos", "(NUH) in Seoul"."""
    between = sentence.text[max(0, end - sentence.start) : start - sentence.start]
    return (
        0 < start - end < _AFTER and re.fullmatch(r"\s*(?:\([^()]*\))?,? \w+ ", between) is not None
    )


def _cues(wording: Wording, text: str) -> list[re.Match[str]]:
    paths = (("cues", "signed"), ("cues", "started"), ("places", "events"))
    return [match for path in paths for match in wording.words(*path).finditer(text)]


def _of_dateline(zone: Zone, wording: Wording) -> Said[str] | None:
    rules = who.of(zone.article.tongue)
    if rules is None or not any(_cues(wording, one.text) for one in zone.about):
        return None
    for sentence, weight in zone:
        is_title = sentence.start == 0 and sentence.text == zone.article.title
        line = dateline_of(sentence.text, rules)
        if weight == TRIGGER and line is not None and line.place and not is_title:
            start = sentence.start + line.start
            return Said(line.place, sentence, start, sentence.start + line.end, _DATELINE)
    return None


def _named(
    wording: Wording, sentence: Sentence, hidden: Sequence[tuple[int, int]]
) -> Iterator[tuple[str, int]]:
    """Yield what stands where a place would, and where in the article it begins.

    Of "Siloam Hospital, Jakarta" and "Hall A, Jakarta" that is the last part.
    """
    for match in _places(wording.tag).finditer(sentence.text):
        whole = _without_day(wording, match["p"])
        last = whole.rpartition(", ")[2]
        begin = sentence.start + match.start("p")
        for name, start in ((whole, begin), (last, begin + len(whole) - len(last))):
            end = start + len(name)
            is_named = any(one < end and start < other for one, other in hidden)
            if not is_named and _is_place(wording, name):
                yield name, start
                break


def _is_country(name: str) -> bool:
    return any(one.end - one.start == len(name) for one in geography.find(name))


@cache
def _places(tag: str) -> re.Pattern[str]:
    wording = wording_of(tag)
    before = "|".join(sorted(wording.listed("places", "before"), key=len, reverse=True))
    if not wording.is_spaced:
        return re.compile(
            rf"(?:{before})(?P<p>[一-鿿·]{{2,14}}?)"
            r"(?=正式|隆重|成功|共同|签|举行|召开|揭牌|启动|成立|举办|开幕|落成|簽|舉行)"
        )
    word = r"[A-ZÀ-Ý][\w'’.-]*\w"
    name = rf"{word}(?:\s+(?:(?:of|de|the)\s+)?{word}){{0,5}}"
    return re.compile(rf"\b(?:{before})\s+(?:the\s+)?(?P<p>{name}(?:,\s+{word}(?:\s+{word})?)?)")


def _without_day(wording: Wording, text: str) -> str:
    """Leave out a day after a place: ``Bandung, Monday``."""
    name, comma, last = text.rpartition(",")
    days = wording.named("days")
    word = last.split()[0].lower().strip(".") if last.split() else ""
    return name if comma and (word in days["months"] or word in days["weekdays"]) else text


def _is_place(wording: Wording, text: str) -> bool:
    if not wording.is_spaced:
        return (
            text not in wording.listed("places", "no_town")
            and not text.endswith(("下", "上", "中", "期间", "之际", "后", "时"))
            and "的" not in text
        )
    folded = text.lower().strip(".,")
    first = folded.split()[0].strip(".,")
    days = wording.named("days")
    if {first, folded} & set(wording.listed("places", "no_town")):
        return False
    return first not in days["months"] and first not in days["weekdays"] and not first.isdigit()
