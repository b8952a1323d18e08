"""Organisations by the form of their names: "… Hospital", "Kementerian …", "…大学"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from collab_tui.drafting.hanzi_forms import hanzi_forms
from collab_tui.drafting.naming import LEGAL
from collab_tui.drafting.who import Who

_WORD = re.compile(r"[^\W_]+(?:[’&/][^\W_]{2,}|-[^\W_]+)*")
_MOST = 14
"""The most words of a name."""

_LONGEST = 60
"""The most words that are looked at together, as in a headline in capitals."""


class Form(NamedTuple):
    """A name by its form."""

    start: int
    end: int
    sort: str
    """``hospital``, ``university`` …: see the rules."""


@dataclass(slots=True)
class _Word:
    text: str
    start: int
    end: int
    glue: str
    """What stands before it, if that does not end a name; else a full stop."""

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper() or self.text[0].isdigit()


def find(text: str, who: Who) -> list[Form]:
    """Return the names in `text` that have a form of this language; they may overlap."""
    return list(_spaced(text, who) if who.is_spaced else map(Form._make, hanzi_forms(text, who)))


def _spaced(text: str, who: Who) -> Iterator[Form]:
    heads = _by_first(who)
    for run in _runs(text, who):
        place = 0
        while place < len(run):
            size, sort = _head_at(run, place, heads)
            if not size:
                place += 1
                continue
            form, place = _around(run, place, size, sort, who)
            if form is not None:
                yield form


@cache
def _heads(who_heads: tuple[tuple[str, str], ...]) -> dict[str, list[tuple[list[str], str]]]:
    found: dict[str, list[tuple[list[str], str]]] = {}
    for head, sort in who_heads:
        words = head.split()
        found.setdefault(words[0].casefold(), []).append((words, sort))
    for one in found.values():
        one.sort(key=lambda entry: -len(entry[0]))
    return found


def _by_first(who: Who) -> dict[str, list[tuple[list[str], str]]]:
    return _heads(tuple(who.heads.items()))


def _runs(text: str, who: Who) -> Iterator[list[_Word]]:
    """Yield what may be names: capital words, and small words between them."""
    run: list[_Word] = []
    before = 0
    for match in _WORD.finditer(text):
        word = _Word(match[0], *match.span(), text[before : match.start()])
        if word.text == "s" and word.glue == "’":
            continue
        before = match.end()
        is_small = bool(run) and word.text in who.inner | who.tails | who.titles
        is_in = word.is_capital or is_small
        holds = bool(run) and (_holds(run[-1], word, who) or _lists(run[-1], word, text, who))
        if run and not (is_in and len(run) < _LONGEST and holds):
            yield run
            run = []
        if word.is_capital or (run and is_in):
            run.append(word)
    if run:
        yield run


def _holds(one: _Word, other: _Word, who: Who) -> bool:
    """Tell whether two words can belong to one name, by what stands between them."""
    glue = other.glue
    if glue in {" ", " & ", "\u200b", "–", "-"}:
        return True
    if glue in {". ", "."}:
        return (
            one.text.casefold() in LEGAL
            or (len(one.text) == 1 and other.text.casefold() in LEGAL)
            or one.text in who.titles
            or one.text in {"St", "Sdn", "Co", "Dr", "Univ"}
        )
    if glue in {", ", "., "}:
        return other.text.casefold() in LEGAL
    return (glue == "’s " and one.text in who.possessed) or (
        glue == "’ " and one.text.endswith("s")
    )


_LIST = re.compile(r"(?:[A-Z]\w+(?: [A-Z]\w+)?, )*(?:[A-Z]\w+(?: [A-Z]\w+)?,? )?(\w+|&) ([A-Z]\w+)")


def _lists(one: _Word, other: _Word, text: str, who: Who) -> bool:
    """Tell whether a comma stands inside a name: "Ministry of Health, Labour and Welfare"."""
    if other.glue != ", " or not _is_topic(one, who):
        return False
    rest = _LIST.match(text, other.start)
    is_list = rest is not None and rest[1] in who.ands and rest[2] in who.topics
    return is_list and (_is_topic(other, who) or other.text in who.ands)


def _head_at(
    run: Sequence[_Word], place: int, heads: dict[str, list[tuple[list[str], str]]]
) -> tuple[int, str]:
    """Return how many words the head at a place has, and its sort."""
    for words, sort in heads.get(run[place].text.casefold(), ()):
        size = len(words)
        some = run[place : place + size]
        if len(some) == size and all(
            one.text == word or (one.text.isupper() and one.text == word.upper())
            for one, word in zip(some, words, strict=True)
        ):
            return size, sort
    return 0, ""


def _around(
    run: Sequence[_Word], place: int, size: int, sort: str, who: Who
) -> tuple[Form | None, int]:
    """Return the name around the head at a place, and where to go on."""
    head = " ".join(word.text for word in run[place : place + size])
    start = place
    is_first = head in who.first
    if not is_first or head.casefold() not in _leading(who):
        start = _to_left(run, place, who)
    end = place + size
    if start == place and is_first:
        end = _to_right(run, end, who, plain=True)
    else:
        end = _to_right(run, end, who, plain=False)
    end = max(_legal(run, end), place + size)
    words = [word.text for word in run[start:end]]
    telling = [word for word in words if word not in who.vague and word not in who.inner]
    is_telling = bool(telling) or len(words) > (1 if sort == "ministry" else 2)
    is_telling &= " ".join(words) != head
    if len(words) < 2 or not is_telling or len(words) > _MOST:
        return None, place + size
    return Form(run[start].start, run[end - 1].end, sort), end


@cache
def _leading_words(first: frozenset[str], heads: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word.casefold() for word in first if word in heads)


def _leading(who: Who) -> frozenset[str]:
    """Return the heads that never have a word of the name before them, if all heads are so."""
    led = who.first.issuperset(who.heads) or len(who.first) > len(who.heads) / 2
    return _leading_words(who.first, tuple(who.heads)) if led else frozenset()


def _to_left(run: Sequence[_Word], place: int, who: Who) -> int:
    start = place
    while start > 0:
        word = run[start - 1]
        if word.text in who.stops:
            break
        if word.text in who.ands or word.text == "&":
            is_inside = start >= 2 and _is_topic(run[start], who) and _is_topic(run[start - 2], who)
            if not is_inside or run[start - 2].text in who.stops:
                break
            start -= 2
            continue
        if not word.is_capital:
            if (
                word.text in who.tails & who.inner
                and start >= 2
                and _is_headed(run, start - 2, who)
            ):
                start -= 2
                continue
            break
        start -= 1
    return start


def _is_headed(run: Sequence[_Word], place: int, who: Who) -> bool:
    """Tell whether the word at a place is a head: "School of Medicine Hospital"."""
    return run[place].text in who.heads


def _is_topic(word: _Word, who: Who) -> bool:
    return word.text in who.topics


def _to_right(run: Sequence[_Word], end: int, who: Who, *, plain: bool) -> int:
    """Return where a name ends that goes on to the right of its head.

    `plain` names go on with capital words, others only with "of" and what belongs to it.
    """
    is_open = plain
    begin = end
    while plain and end + 1 < len(run) and run[end].text in who.titles:
        end += 1
    while end < len(run):
        word = run[end]
        following = run[end + 1] if end + 1 < len(run) else None
        if word.is_capital:
            if word.text in who.stops:
                break
            if not is_open:
                is_last = following is None and run[end - 1].text in who.placed
                return end + 1 if is_last and word.glue == " " and word.text[1:].islower() else end
            end += 1
        elif word.text in who.ands:
            if not is_open or following is None or not _is_topic(following, who):
                break
            end += 2
        elif word.text in who.inner if is_open and end > begin else word.text in who.tails:
            skip = end + 1
            while skip < len(run) and run[skip].text in who.inner and not run[skip].is_capital:
                skip += 1
            if skip >= len(run) or run[skip].text in who.stops or skip - end > 3:
                break
            is_open, end = True, skip + 1
        else:
            break
    return end


def _legal(run: Sequence[_Word], end: int) -> int:
    while end < len(run) and run[end].text.casefold() in LEGAL and run[end].is_capital:
        end += 1
    return end
