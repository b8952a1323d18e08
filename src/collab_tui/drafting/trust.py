"""Which names found in a text are names there: not "nature" for Nature, not "it" for IT."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from collab_tui.drafting import who
from collab_tui.drafting.lexicon import Found, Hit
from collab_tui.drafting.naming import Sort
from collab_tui.records.kinds import Kind

_LEAST_UNSPACED = 4
"""The least characters of a name of ROR in a script without spaces."""

_LEAST_WORD = 4
_CAPITALS = re.compile(r"[A-ZÀ-ÖØ-Þ]")


def usable(found: Sequence[Found], text: str) -> list[Found]:
    """Return the names that stand in `text` as names, each with the hits that may be meant.

    Acronyms count in capitals only. Those of ROR count only if the text also has their names.
    """
    sure = {
        hit.id
        for one in found
        if one.size > 1 and _stands(one, text)
        for hit in one.hits
        if hit.sort is not Sort.ACRONYM
    }
    kept = []
    for one in found:
        if _stands(one, text):
            hits = tuple(hit for hit in one.hits if _may_be(hit, one, text, sure))
            if hits:
                kept.append(one._replace(hits=hits))
    return kept


def _stands(one: Found, text: str) -> bool:
    """Tell whether it stands there as a word of its own, with a capital."""
    first = text[one.start]
    if not _is_cased(first) and not first.isdigit():
        return one.end - one.start > 1
    if first.islower():
        return False
    before, after = text[max(one.start - 1, 0) : one.start], text[one.end : one.end + 1]
    if one.size == 1 and (before in _TIES or after in _TIES) and (before or after):
        joined = before in _TIES and text[max(one.start - 2, 0) : one.start - 1].isalnum()
        joined |= after in _TIES and text[one.end + 1 : one.end + 2].isalnum()
        return not joined
    return True


_TIES = frozenset("-–/_@.")


def _may_be(hit: Hit, one: Found, text: str, sure: set[str]) -> bool:
    written = text[one.start : one.end]
    is_ours = "/" in hit.id
    if hit.kind is Kind.PERSON:
        return one.size > 1
    if hit.sort is Sort.ACRONYM:
        is_same = written == hit.written and len(_CAPITALS.findall(written)) > (not is_ours)
        if not _is_cased(written[0]):
            return is_ours or len(written) >= _LEAST_UNSPACED
        return is_same and written.upper() not in no_acronyms() and (is_ours or hit.id in sure)
    if not _is_cased(written[0]):
        least = 2 if is_ours else _LEAST_UNSPACED
        return len(written) >= least and (is_ours or written.endswith(_signs()))
    if one.size == 1:
        is_common = re.search(rf"\b{re.escape(written.lower())}\b", text) is not None
        is_plain = written in _common() or len(written) < _LEAST_WORD
        return not is_common and not is_plain and (is_ours or written == hit.written)
    words = written.split()
    if all(word in _common() or not _is_cased(word[0]) for word in words):
        return (is_ours and hit.sort is not Sort.SHORT) or _has_head(words)
    large = sum(not word[0].islower() for word in words)
    return large * 2 >= len(words) and (is_ours or written == hit.written or _has_head(words))


def _has_head(words: Sequence[str]) -> bool:
    return any(word.strip(".,") in _heads() for word in words)


def _is_cased(char: str) -> bool:
    return char.isupper() or char.islower()


@cache
def no_acronyms() -> frozenset[str]:
    """Return short words in capitals that are no organisation, in any language."""
    return frozenset(text.upper() for rules in who.every() for text in rules.no_acronyms)


@cache
def _common() -> frozenset[str]:
    """Words that alone name nobody, in any language."""
    found: set[str] = set()
    for rules in who.every():
        if rules.is_spaced:
            found |= rules.vague | rules.stops | rules.topics
    return frozenset(found)


@cache
def _heads() -> frozenset[str]:
    return frozenset(
        head for rules in who.every() if rules.is_spaced for head in rules.heads if " " not in head
    )


@cache
def _signs() -> tuple[str, ...]:
    return tuple(head for rules in who.every() if not rules.is_spaced for head in rules.heads)
