"""What was agreed: the type of an agreement, its status, the name of what it founds."""

from __future__ import annotations

import re
from collections.abc import Sequence

from collab_tui.drafting.article import Sentence, inside
from collab_tui.drafting.said import LEAD, TRIGGER, Said, Zone
from collab_tui.drafting.wording import Wording, wording_of
from collab_tui.records.vocabulary import AgreementStatus, AgreementType

_SPECIFIC = {
    "joint-laboratory": 2.6,
    "joint-centre": 2.4,
    "non-disclosure": 1.6,
    "material-transfer": 1.6,
    "mou": 1.4,
    "other": 1.2,
    "affiliation": 1.1,
    "joint-degree": 1.1,
    "student-exchange": 1.1,
    "data-sharing": 1.1,
    "clinical-trial": 1.05,
    "licence": 1.05,
    "supply": 1.0,
    "staff-exchange": 1.0,
    "exchange": 0.95,
    "research-project": 0.9,
    "framework": 0.85,
    "initiative": 0.75,
}
"""How much the words of a type say. Those that name a paper weigh less than what it founds, and
more than what it is about: a memorandum on research is a memorandum."""

_FOUNDED = frozenset({"joint-laboratory", "joint-centre"})
_HIDDEN = "□"
_AGAIN = 0.15
"""How much a further sentence of less weight adds."""


def type_of(zone: Zone, hidden: Sequence[tuple[int, int]] = ()) -> Said[str] | None:
    """Return the type of an agreement, by the words of the sentences about it.

    `hidden` are the sorted places of the names of its parties: ``Heart Centre`` in a name founds
    nothing.
    """
    wording = wording_of(zone.article.language)
    weights: dict[str, list[float]] = {}
    places: dict[str, tuple[Sentence, int, int]] = {}
    for sentence, weight in zone:
        text = _without_past(wording, _without(sentence, hidden))
        for sort in (one.value for one in AgreementType):
            if sort not in wording.named("types"):
                continue
            match = wording.words("types", sort).search(text)
            if match is not None and weight not in weights.get(sort, ()):
                weights.setdefault(sort, []).append(weight)
                span = (sentence.start + match.start(), sentence.start + match.end())
                places.setdefault(sort, (sentence, *span))
    if not weights:
        return _paper(zone, wording)
    scores = {
        sort: _SPECIFIC[sort] * (max(found) + _AGAIN * (sum(found) - max(found)))
        for sort, found in weights.items()
    }
    best = max(scores, key=scores.__getitem__)
    return Said(best, *places[best], min(1.0, max(weights[best]) / TRIGGER + 0.1))


def _paper(zone: Zone, wording: Wording) -> Said[str] | None:
    """Return a framework if an agreement is named, but no word tells on what."""
    for sentence, weight in zone:
        match = wording.words("paper").search(sentence.text)
        if match is not None and weight >= LEAD:
            start = sentence.start + match.start()
            return Said(AgreementType.FRAMEWORK.value, sentence, start, start + len(match[0]), 0.4)
    return None


def status_of(zone: Zone, sort: str | None) -> Said[str] | None:
    """Return how far along an agreement is, by the verbs of the sentences about it."""
    wording = wording_of(zone.article.language)
    telling = [sentence for sentence, weight in zone if weight >= LEAD]
    for cue, status in (("signed", AgreementStatus.SIGNED), ("started", AgreementStatus.ACTIVE)):
        if cue == "started" and sort not in _FOUNDED and sort != "initiative":
            continue
        for sentence in telling:
            text = _without_past(wording, sentence.text)
            match = wording.words("cues", cue).search(text)
            if match is None or _is_future(wording, text, match):
                continue
            start = sentence.start + match.start()
            return Said(status.value, sentence, start, start + len(match[0]))
    if not zone.about:
        return None
    first = zone.about[0]
    return Said(AgreementStatus.ANNOUNCED.value, first, first.start, first.end, 0.6)


def name_of(
    zone: Zone, sort: str | None, hidden: Sequence[tuple[int, int]] = ()
) -> tuple[Said[str], str | None] | None:
    """Return the name of the centre or laboratory that an agreement founds, and its acronym."""
    if sort not in _FOUNDED:
        return None
    pattern = _NAMES.get(wording_of(zone.article.language).tag, _NAMES["en"])
    found: list[tuple[Said[str], str | None]] = []
    for sentence, weight in zone:
        text = _without(sentence, hidden)
        for match in pattern.finditer(text):
            name = " ".join(match["name"].strip(" “”\"'‘’").split())
            if _HIDDEN in name or len(name) < 4 or not (" " in name or ord(name[0]) > 0x2E7F):
                continue
            start = sentence.start + match.start("name")
            said = Said(name, sentence, start, start + len(match["name"]), weight)
            found.append((said, match["short"]))
    if not found:
        return None
    return max(found, key=lambda one: (one[1] is not None, one[0].score, len(one[0].value)))


_WORD = r"[A-Z0-9][\w'’&–-]*"
_SMALL = r"(?:of|for|and|on|in|the|dan|untuk|de|&|–|-)"
_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
_SHORT = r"(?:\s*[(（]\s*[“\"]?(?P<short>[A-Za-z][\w&–-]{1,14})[”\"]?\s*[)）])?"
_NAMES = {
    "en": re.compile(
        rf"(?P<name>(?:{_WORD}\s+(?:{_SMALL}\s+){{0,2}}){{1,8}}"
        rf"(?:Cent(?:re|er)|Lab(?:oratory)?|Institute|Hub)"
        rf"(?:\s+(?:(?:of|for|on(?!\s+{_MONTH}))\s+)(?:{_WORD}(?:\s+(?:{_SMALL}\s+){{0,2}})?){{1,6}})?){_SHORT}"
    ),
    "id": re.compile(
        rf"(?P<name>(?:(?:Pusat|Laboratorium|Lab|Institut)\s+{_WORD}"
        rf"(?:\s+(?:{_SMALL}\s+){{0,2}}{_WORD}){{0,9}}"
        rf"|(?:{_WORD}\s+(?:{_SMALL}\s+){{0,2}}){{1,8}}(?:Cent(?:re|er)|Laboratory|Hub))){_SHORT}"
    ),
    "zh": re.compile(
        r"[“\"「『](?P<name>[^“”\"「」『』]{3,40}(?:中心|实验室|研究院|研究所|實驗室))[”\"」』]"
        rf"{_SHORT}"
    ),
}


def _is_future(wording: Wording, text: str, match: re.Match[str]) -> bool:
    """Tell whether a verb is about something to come: ``will sign``."""
    before = text[max(0, match.start() - 30) : match.start()]
    future = wording.words("future").search(before)
    return future is not None and not re.search(r"[,.;，。；]", before[future.end() :])


def _without(sentence: Sentence, hidden: Sequence[tuple[int, int]]) -> str:
    """Return the text of a sentence without what is at some places, as long as before."""
    text = sentence.text
    for start, end in inside(hidden, sentence):
        at, until = start - sentence.start, end - sentence.start
        text = text[:at] + _HIDDEN * (until - at) + text[until:]
    return text


def _without_past(wording: Wording, text: str) -> str:
    """Return a sentence without what it says of before: ``, following a framework agreement``."""
    match = wording.words("cues", "earlier").search(text)
    if match is None:
        return text
    end = re.search(r"[,;，；。]", text[match.end() :])
    until = match.end() + end.start() if end else len(text)
    return text[: match.start()] + _HIDDEN * (until - match.start()) + text[until:]
