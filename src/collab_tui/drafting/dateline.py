"""What stands before the first sentence of a report: ``HANOI, May 3 (Agency) --``."""

from __future__ import annotations

import re
from typing import NamedTuple

from collab_tui.drafting.who import Who, even

_CITY = r"[A-Z][\w’.-]*(?: (?:de |da |del |di )?[A-Z][\w’.-]*){0,3}"
_CAPS = r"[A-Z]{2}[A-Z’.-]*(?: [A-Z’.-]+){0,3}"
_MORE = r"(?:,[^\n–—():]{1,50}?)?"
_AGENCY = r"\s*(?:[(（/][^()（）/\n]{2,40}[)）/])"
_DASH = r"\s*(?:--|[–—]|-(?=\s)|:(?=\s))\s*"
_DAY = r"\d{1,2}(?:[ ,./-][\w ,./-]{0,20}?)?\d{4}|[A-Z][a-z]{2,8}\.? \d{1,2}"

_SPACED = (
    re.compile(rf"(?P<place>{_CAPS}){_MORE}(?:{_AGENCY})?{_DASH}"),
    re.compile(rf"(?P<place>{_CITY}){_MORE}{_AGENCY}{_DASH}"),
    re.compile(
        rf"(?P<place>{_CITY}),[^\n–—():.]{{0,20}}?(?:{_DAY})\.?(?:{_AGENCY})?(?:{_DASH}|\.?\s)"
    ),
    re.compile(rf"(?P<place>{_CITY}),\s[\w.]+(?: [\w.]+)?\s*(?:-\s|[–—]|--)\s*"),
    re.compile(rf"(?P<place>{_CITY})\s*(?:-\s|[–—]|--)\s*"),
    re.compile(r"(?P<place>[A-Z][a-z]+(?: [A-Z][a-z]+)?):\s+(?=[A-Z])"),
)
_UNSPACED = (
    re.compile(
        r"[\u3400-\u9fff]{2,8}社(?P<place>[\u3400-\u9fff]{2,6}?)\d{1,2}月\d{1,2}日[电讯電訊]\s*"
    ),
    re.compile(r"(?P<place>[\u3400-\u9fff]{2,6}?)\d{1,2}月\d{1,2}日[电讯電訊]\s*"),
    re.compile(
        r"(?:本报|本刊|本网|[\u3400-\u9fff]{2,8}[报网])?[讯電讯](?:[(（][^()（）]{1,20}[)）])?\s*(?P<place>)"
    ),
)


class Dateline(NamedTuple):
    """A dateline, with positions in the text it was found in."""

    place: str
    """Where the report was written; empty if it does not say."""
    start: int
    end: int
    """Where the place stands."""
    until: int
    """Where the report itself begins."""


def dateline_of(text: str, rules: Who) -> Dateline | None:
    """Return the dateline with which a sentence or line begins; None if there is none."""
    for pattern in _SPACED if rules.is_spaced else _UNSPACED:
        match = pattern.match(even(text[:160]))
        if match is not None and not _is_word(match["place"], rules):
            return Dateline(match["place"].title(), *match.span("place"), match.end())
    return None


def _is_word(place: str, rules: Who) -> bool:
    """Tell whether what stands there is no place, but the head of an organisation or a stop."""
    words = place.split()
    return any(word in rules.stops or word in rules.heads or word in rules.vague for word in words)
