"""Names that only their place shows to be names of organisations: "with Walvax and RNA Cure"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from collab_tui.drafting import geography, who
from collab_tui.drafting.article import Sentence
from collab_tui.drafting.lexicon import Candidate
from collab_tui.drafting.mentions import Mention
from collab_tui.drafting.trust import no_acronyms
from collab_tui.drafting.who import Who
from collab_tui.records.kinds import Kind

_NAME = re.compile(r"[A-Z][\w&-]*(?: [A-Z][\w&-]*){0,2}")
_INNER = re.compile(r"[a-z][A-Z]|[A-Z]{2}|\d")
_TICKER = re.compile(r"\b[A-Z]{2,6}:\s?$")
_BRACKETS = re.compile(r"\([^()]{0,60}\)")
_LEFT = 90
_GAP = 70
_LEAST = 5
_FIRST = -1_000
"""Numbers of their entities go down from here; those of other mentions are not negative."""


def slots(sentence: Sentence, named: Sequence[Mention], rules: Who) -> Iterator[Mention]:
    """Yield names beside "with", or joined to an organisation, that look like those of a firm."""
    text = who.even(sentence.text)
    if not rules.is_spaced:
        return
    covered = [(one.start - sentence.start, one.end - sentence.start) for one in named]
    ends = [end for _, end in covered]
    for match in _NAME.finditer(text):
        start, end = match.span()
        if any(start < other and begin < end for begin, other in covered):
            continue
        left = text[max(0, start - _LEFT) : start]
        before = max((one for one in ends if one <= start), default=-1)
        is_joined = before >= 0 and rules.joined.match(text[before:start]) is not None
        if _TICKER.search(left):
            continue
        name = match[0]
        is_beside = _is_beside(text, start, end, covered, rules) and _is_plain(name)
        if is_beside or ((is_joined or rules.with_.search(left)) and _is_brand(name)):
            unknown = Candidate("", name, None, Kind.INSTITUTION, False)
            number = _FIRST - (hash_of(name) % 1_000_000)
            place = sentence.start + start
            sort = "beside" if is_beside else ""
            yield Mention(place, place + len(name), name, (unknown,), "word", sort, number)
            covered.append((start, end))
            ends.append(end)


def _is_beside(
    text: str, start: int, end: int, covered: Sequence[tuple[int, int]], rules: Who
) -> bool:
    """Tell whether only "and", and what stands in brackets, is between a name and another one."""
    gaps = [text[other:start] for _, other in covered if other <= start]
    gaps += [text[end:other] for other, _ in covered if other >= end]
    return any(len(gap) < _GAP and _BRACKETS.sub("", gap).strip() in rules.ands for gap in gaps)


def _is_plain(name: str) -> bool:
    """Tell whether a name can be one, and is no country and no word that begins a sentence."""
    spaced = [rules for rules in who.every() if rules.is_spaced]
    words = name.split()
    is_common = any(
        word in rules.stops or word in rules.topics or word in rules.vague
        for word in words
        for rules in spaced
    )
    is_short = len(words) > 2 or len(name) < _LEAST or name.upper() in no_acronyms()
    return not is_common and not is_short and not any(True for _ in geography.find(name))


def has_name(before: str) -> bool:
    """Tell whether somebody is named before the words that announce, known or not."""
    return any(word[:1].isupper() for word in before.split()[1:]) or before[:1] >= "\u3000"


def side_by_side(sentence: Sentence, rules: Who) -> tuple[Mention, ...]:
    """Return two countries that stand side by side, "Indonesia and Singapore", as parties."""
    text = who.even(sentence.text)
    found = [one for one in geography.find(text) if one.is_noun]
    for one, two in pairwise(sorted(found)):
        if one.code != two.code and rules.joined.match(text[one.end : two.start]):
            return tuple(_country(one, sentence, number) for number, one in enumerate((one, two)))
    return ()


def _country(one: geography.Country, sentence: Sentence, number: int) -> Mention:
    name = sentence.text[one.start : one.end]
    unknown = Candidate("", name, one.code, Kind.INSTITUTION, False)
    start, end = sentence.start + one.start, sentence.start + one.end
    return Mention(start, end, name, (unknown,), "country", "government", -2 - number)


def hash_of(name: str) -> int:
    """Return a number that is the same for the same name, in every run."""
    return int.from_bytes(name.casefold().encode()[-12:], "big")


def _is_brand(name: str) -> bool:
    words = name.split()
    spaced = [rules for rules in who.every() if rules.is_spaced]
    if any(word in rules.stops or word in rules.vague for word in words for rules in spaced):
        return False
    if name.upper() in no_acronyms() or any(True for _ in geography.find(name)):
        return False
    is_ended = any(rules.brand and rules.brand.search(words[-1]) for rules in spaced)
    is_odd = any(_INNER.search(word) for word in words) and not (len(words) == 1 and len(name) < 4)
    return len(name) > 3 and (is_ended or is_odd)
