"""Who takes part in what a sentence announces, and who only stands by: told by where they stand."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from collab_tui.drafting import geography
from collab_tui.drafting.announcing import Trigger
from collab_tui.drafting.article import Sentence
from collab_tui.drafting.mention import Mention
from collab_tui.drafting.repeated import sort_of
from collab_tui.drafting.who import Who, even

CLEAR = 0.6
"""The least score of a party that is taken into a draft."""

_LEFT = 90
_RIGHT = 80
_SIGNATORY = 0.72
_OF_STAFF = 0.65
_OPENING = 14
_FUNDER = 0.62
_CLAUSE = re.compile(r"[,，]\s*(?:the )?$", re.IGNORECASE)
_NEAR = 25
"""How near before the words that announce a name must stand that is also a common word."""


class Role(NamedTuple):
    """How likely a mention is a party, from 0 to 1, and what speaks for or against it."""

    mention: Mention
    score: float
    why: str
    """``with``, ``subject``, ``signatory``, ``funder``; for bystanders ``venue``, ``present``,
    ``source``, ``parent``, ``regulator``, ``market``, ``made``, ``occasion``,
    ``earlier``, ``served``, ``post``, ``spoke``, ``object``.
    """

    @property
    def is_clear(self) -> bool:
        """Tell whether it is a party."""
        return self.score >= CLEAR


def roles(
    sentence: Sentence, mentions: Sequence[Mention], trigger: Trigger | None, rules: Who
) -> list[Role]:
    """Return the roles of the organisations in a sentence.

    Without a trigger, the sentence only tells who was spoken of before "both sides".
    """
    text = even(sentence.text)
    owned = {one.start - sentence.start for one in mentions if not one.is_person}
    found: list[Role] = []
    for group in _groups(text, sentence, mentions, rules):
        start = group[0].start - sentence.start
        score, why = _of_group(text, start, trigger, rules)
        are_names = any(one.how != "word" for one in group)
        for one in group:
            if are_names and one.how == "word" and score > 0.7:
                one = replace(one, sort="beside")
            role = _of_one(text, one, sentence, score, why, trigger, rules)
            if _owns(text, one.end - sentence.start, owned):
                role = Role(one, min(role.score, 0.2), "parent")
            found.append(role)
    return found


def _owns(text: str, end: int, starts: Container[int]) -> bool:
    """Tell whether another organisation follows as its own: "the Commission’s Directorate"."""
    return text.startswith("’s ", end) and end + 3 in starts


def funders(sentence: Sentence, mentions: Sequence[Mention], rules: Who) -> Iterator[Role]:
    """Yield the foundations that a sentence says pay."""
    text = even(sentence.text)
    for one in mentions:
        start, end = one.start - sentence.start, one.end - sentence.start
        left, right = text[max(0, start - _LEFT) : start], text[end : end + _RIGHT]
        pays = rules.funder_before.search(left) or rules.funder_after.match(right)
        if pays and not one.is_person and sort_of(one.text) == "foundation":
            yield Role(one, _FUNDER, "funder")


def _groups(
    text: str, sentence: Sentence, mentions: Sequence[Mention], rules: Who
) -> Iterator[list[Mention]]:
    """Yield the organisations that stand side by side: "A, B and C"."""
    group: list[Mention] = []
    for one in mentions:
        start = one.start - sentence.start
        is_bracket = text[max(start - 1, 0) : start] in ("(", "（")
        is_repeated = bool(group) and one.entity == group[-1].entity
        if one.is_person or (start > 0 and is_bracket and group) or (is_repeated and is_bracket):
            continue
        if group:
            gap = text[group[-1].end - sentence.start : start]
            is_fronted = gap.strip() in (",", "，") and _opens(text, group[0], sentence, rules)
            if (
                is_fronted
                or len(gap) > 160
                or rules.anew.search(gap)
                or not rules.joined.match(gap)
            ):
                yield group
                group = []
        group.append(one)
    if group:
        yield group


def _opens(text: str, first: Mention, sentence: Sentence, rules: Who) -> bool:
    """Tell whether a name opens a sentence after "with": "With A, the hospital signed"."""
    before = text[: first.start - sentence.start]
    return 0 < len(before.strip()) < _OPENING and rules.with_.search(before) is not None


def _of_group(text: str, start: int, trigger: Trigger | None, rules: Who) -> tuple[float, str]:
    left = geography.without_last(text[max(0, start - _LEFT) : start])
    if _in_scope(text, start, trigger, rules):
        return 0.15, "present"
    is_before = trigger is None or start <= trigger.start
    if is_before and rules.staff.search(left):
        return _OF_STAFF, "subject"
    for reason, pattern in rules.before.items():
        if pattern.search(left):
            return 0.2, reason
    if rules.with_.search(left):
        return 0.85, "with"
    if is_before:
        return 0.75, "subject"
    return 0.45, "object"


def _of_one(
    text: str,
    one: Mention,
    sentence: Sentence,
    score: float,
    why: str,
    trigger: Trigger | None,
    rules: Who,
) -> Role:
    start, end = one.start - sentence.start, one.end - sentence.start
    left, right = text[max(0, start - _LEFT) : start], text[end : end + _RIGHT]
    if rules.made.search(one.text) and "made" not in why:
        return Role(one, 0.1, "made")
    if trigger is not None and trigger.sort == "found" and why != "with":
        is_inside = start < trigger.end and end > trigger.start
        if is_inside and sort_of(one.text) == "centre":
            return Role(one, 0.1, "made")
    is_staff = score == _OF_STAFF and rules.staff.search(left) is not None
    if rules.after["present"].match(right):
        return Role(one, 0.2, "present")
    is_person = rules.person_before.search(left) is not None and not is_staff
    if is_person or rules.after["post"].match(right):
        is_signing = trigger is not None and trigger.sort == "sign" and rules.signing.search(text)
        if score < 0.4 and why not in ("object", "made"):
            return Role(one, score, why)
        return Role(one, _SIGNATORY, "signatory") if is_signing else Role(one, 0.3, "post")
    for reason, pattern in rules.after.items():
        if reason not in ("post", "acts") and pattern.match(right):
            return Role(one, 0.2, reason)
    is_beside = one.sort == "beside" or (
        trigger is not None and why == "subject" and 0 <= trigger.start - end < _NEAR
    )
    acts = rules.after["acts"].match(right) is not None
    if why == "object" and acts and (_CLAUSE.search(left) or not rules.is_spaced):
        return Role(one, _SIGNATORY, "subject")
    if one.how == "word" and score < 0.8 and not (is_beside and score > 0.7):
        return Role(one, 0.3, "word")
    if score > 0.4 and one.best.known:
        score += 0.05
    return Role(one, round(min(score, 1.0), 2), why)


def _in_scope(text: str, start: int, trigger: Trigger | None, rules: Who) -> bool:
    """Tell whether a place is among those who witness or are present."""
    for cue in rules.scope_after.finditer(text, 0, start):
        end = len(text)
        if trigger is not None and cue.start() < trigger.start:
            commas = max(text.rfind(sign, cue.end(), trigger.start) for sign in ",，")
            end = commas if commas >= 0 else cue.end()
        if cue.end() <= start < end:
            return True
    for cue in rules.scope_before.finditer(text, start):
        clause = max(text.rfind(sign, 0, cue.start()) for sign in ",，;；。")
        if clause < start and not (trigger is not None and start < trigger.start < cue.start()):
            return True
        break
    return False
