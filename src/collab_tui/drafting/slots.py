"""Names that only their place shows to be names of organisations: "with Walvax and RNA Cure"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from collab_tui.drafting import geography, who
from collab_tui.drafting.announcing import Trigger
from collab_tui.drafting.article import Sentence
from collab_tui.drafting.dateline import dateline_of
from collab_tui.drafting.lexicon import Candidate
from collab_tui.drafting.mention import Mention
from collab_tui.drafting.trust import no_acronyms
from collab_tui.drafting.who import Who
from collab_tui.records.kinds import Kind

_NAME = re.compile(r"[A-Z][\w&-]*(?: [A-Z][\w&-]*){0,2}")
_INNER = re.compile(r"[a-z][A-Z]|[A-Z]{2}|\d|-[A-Z]")
_OWNED = re.compile(r"^\s*(?:the |The )?(?:[A-Z][\w ]{2,20}(?:’s|-based) (?:[a-z]+ ){0,2})?$")
_OWNER = re.compile(r"(?:’s|-)?\s*(?:minister|president|government|authorities|pemerintah)|’s\b")
_HELPERS = re.compile(r"(?:\([^()]*\)|[a-z ]){1,40}")
_LISTED = re.compile(r"\s*\((?:[A-Za-z/]{2,20}:|\w{2,8}\.[A-Z])[^()]{1,50}\)")
_JOINED = re.compile(r"(?:\band|\bdan|\bserta|&|/)\s*$")
_FOREIGN = re.compile(
    r"(?:[与和同跟由、]|授权给?|许可给?)[\u3400-\u9fff]{0,8}?"
    r"(?P<name>[A-Z][A-Za-zÀ-ÿ0-9.&-]*(?: [A-Z][A-Za-zÀ-ÿ0-9.&-]*){0,4})"
    r"(?=[\u3400-\u9fff(（]|\s[\u3400-\u9fff])"
)
_UNIT = re.compile(
    r"子公司(?P<name>[\u3400-\u9fff]{2,8}?)(?=[与和同跟]|(?:近日|今日|已|将)|[（(，])"
)
_TICKER = re.compile(r"\b[A-Z]{2,6}:\s?$")
_BRACKETS = re.compile(r"\([^()]{0,60}\)")
_LEFT = 90
_GAP = 70
_LEAST = 5
_FIRST = -1_000
"""Numbers of their entities go down from here; those of other mentions are not negative."""


def slots(
    sentence: Sentence, named: Sequence[Mention], told: Trigger | None, rules: Who
) -> Iterator[Mention]:
    """Yield names beside "with", joined to an organisation, or before the words that announce
    something (`told`), that look like those of a firm.
    """
    text = who.even(sentence.text)
    if not rules.is_spaced:
        yield from _unspaced(sentence, named, told)
        return
    begin = dateline.until if (dateline := dateline_of(text, rules)) else 0
    covered = [(one.start - sentence.start, one.end - sentence.start) for one in named]
    ends = [end for _, end in covered]
    for match in _NAME.finditer(text):
        start, end = match.span()
        if any(start < other and begin < end for begin, other in covered):
            continue
        left = geography.without_last(text[max(0, start - _LEFT) : start])
        before = max((one for one in ends if one <= start), default=-1)
        is_joined = before >= 0 and rules.joined.match(text[before:start]) is not None
        if _TICKER.search(left):
            continue
        name = match[0]
        is_beside = _is_beside(text, start, end, covered, rules) and _is_plain(name)
        if told is not None and begin <= start and end <= told.start:
            is_told = _LISTED.match(text, end) or _opens_firm(text, end, told, rules)
            is_firm = _is_brand(name, least=3) or (is_told and _is_plain(name))
            is_beside |= _acts(text, begin, start, end) and bool(is_firm)
        is_plain = told is not None and _is_signed_with(text, start, told, rules)
        is_beside |= is_plain and _is_plain(name) and not _OWNER.match(text, end)
        if is_beside or ((is_joined or rules.with_.search(left)) and _is_brand(name)):
            yield _firm(name, sentence.start + start, "beside" if is_beside else "")
            covered.append((start, end))
            ends.append(end)


def _is_signed_with(text: str, start: int, told: Trigger, rules: Who) -> bool:
    """Tell whether something is signed, and the name stands right after "with"."""
    left = geography.without_last(text[max(0, start - _LEFT) : start])
    return told.sort == "sign" and start >= told.end and rules.with_.search(left) is not None


def _firm(name: str, start: int, sort: str) -> Mention:
    unknown = Candidate("", name, None, Kind.INSTITUTION, False)
    number = _FIRST - (hash_of(name) % 1_000_000)
    return Mention(start, start + len(name), name, (unknown,), "word", sort, number)


def _acts(text: str, begin: int, start: int, end: int) -> bool:
    """Tell whether a name stands where the one who acts does: first, or joined to the first."""
    before = _OWNED.sub("", text[begin:start])
    is_first = not before.strip() or (len(before) < _LEFT and _JOINED.search(before) is not None)
    after = _BRACKETS.sub("", text[end:], count=1).lstrip()
    word = re.match(r"[^\W\d_]+", after)
    is_followed = after[:1] in (",", "/", "&") or (word is not None and word[0][0].islower())
    return is_first and is_followed and not after.startswith(("’s", "-"))


def _opens_firm(text: str, end: int, told: Trigger, rules: Who) -> bool:
    """Tell whether what acts goes straight on to a signature, in a sentence about a firm."""
    is_next = told.sort == "sign" and _HELPERS.fullmatch(text, end, told.start) is not None
    return is_next and rules.firm is not None and rules.firm.search(text) is not None


def _unspaced(
    sentence: Sentence, named: Sequence[Mention], told: Trigger | None
) -> Iterator[Mention]:
    """Yield the names in foreign letters, and those of subsidiaries, in a script without spaces."""
    text = who.even(sentence.text)
    covered = [(one.start - sentence.start, one.end - sentence.start) for one in named]
    found = list(_UNIT.finditer(text))
    if told is not None:
        found += [match for match in _FOREIGN.finditer(text) if _is_brand(match["name"], least=3)]
    for match in found:
        start, end = match.span("name")
        if not any(start < other and first < end for first, other in covered):
            yield _firm(match["name"], sentence.start + start, "beside")


def _is_beside(
    text: str, start: int, end: int, covered: Sequence[tuple[int, int]], rules: Who
) -> bool:
    """Tell whether only "and", and what stands in brackets, is between a name and another one."""
    gaps = [text[other:start] for _, other in covered if other <= start]
    gaps += [text[end:other] for other, _ in covered if other >= end]
    bare = (_BRACKETS.sub("", gap).strip() for gap in gaps if len(gap) < _GAP)
    return any(gap.removesuffix(" the") in rules.ands for gap in bare)


def _is_plain(name: str) -> bool:
    """Tell whether a name can be one, and is no country and no word that begins a sentence."""
    spaced = [rules for rules in who.every() if rules.is_spaced]
    words = name.split()
    is_common = any(
        words[0] in rules.topics | rules.vague or not rules.stops.isdisjoint(words)
        for rules in spaced
    )
    is_short = len(words) > 2 or len(name) < _LEAST or name.upper() in no_acronyms()
    return not is_common and not is_short and not _is_placed(name)


def _is_placed(name: str) -> bool:
    """Tell whether a name has a country in it, and is no "UNICEF Indonesia"."""
    countries = list(geography.find(name))
    first = name.split()[0]
    is_branch = len(first) > 2 and first.isupper() and first not in no_acronyms()
    return bool(countries) and not (is_branch and all(one.start > 0 for one in countries))


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


def _is_brand(name: str, least: int = 4) -> bool:
    if re.search(r"-[a-z]", name):  # "AI-assisted"
        return False
    words = name.split()
    spaced = [rules for rules in who.every() if rules.is_spaced]
    parts = [*words, *re.split(r"[ -]", name)]
    if any(word in rules.stops or word in rules.vague for word in parts for rules in spaced):
        return False
    if name.upper() in no_acronyms() or _is_placed(name):
        return False
    is_ended = any(rules.brand and rules.brand.search(words[-1]) for rules in spaced)
    is_odd = any(_INNER.search(word) for word in words)
    return len(name) >= least and (is_ended or is_odd)
