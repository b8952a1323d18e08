"""The people whom an article names: post, institution, and whether they signed or witnessed.

Names are found by what stands beside them: a title, a post, a verb of saying.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from collab_tui.drafting import geography, who
from collab_tui.drafting.article import Article, Sentence, inside
from collab_tui.drafting.hanzi_persons import hanzi_names
from collab_tui.drafting.persons import Named, latin_names
from collab_tui.drafting.wording import Wording, wording_of

_NEAR = 170
"""Characters from a person to the verb that tells the role."""
_OF = 70
"""Characters from a post to the institution where it is held."""


class Place(NamedTuple):
    """Where an organisation is named in the text; `key` is the same for all its names."""

    start: int
    end: int
    key: int


@dataclass(frozen=True, slots=True)
class Person:
    """A person in an article."""

    name: str
    start: int
    end: int
    sentence: Sentence
    post: str | None = None
    role: str | None = None
    """``signatory``, ``witness`` or None."""
    institution: int | None = None
    """The `key` of the organisation where the post is held."""


def people_in(
    article: Article, sentences: Sequence[Sentence], organisations: Sequence[Place]
) -> list[Person]:
    """Return the people whom an article names, each once, in the order of their first mention."""
    wording = wording_of(article.language)
    places = sorted(organisations)
    found: list[Person] = []
    for sentence in sentences:
        near = [
            (start - sentence.start, end - sentence.start, key)
            for start, end, key in inside(places, sentence)
        ]
        taken = [(start, end) for start, end, _ in near]
        taken += _lands(wording, sentence.text)
        names = latin_names if wording.is_spaced else hanzi_names
        named = list(names(wording, sentence.text, taken))
        for at, one in enumerate(named):
            after = _begins(named[at + 1]) if at + 1 < len(named) else len(sentence.text)
            person = Person(
                one.name,
                sentence.start + one.start,
                sentence.start + one.end,
                sentence,
                one.post,
                _role(wording, sentence.text, one),
                _institution(wording, sentence.text, one, near, after),
            )
            _add(found, person)
    return found


def _begins(named: Named) -> int:
    """Return where what is said of a person begins: with the post, if it stands before the name."""
    return min(named.start, named.post_start) if named.post else named.start


def _lands(wording: Wording, text: str) -> Iterator[tuple[int, int]]:
    """Yield the countries just after a post, where a name could be: "Minister of Laos …"."""
    ends = {match.end() for match in wording.words("people", "posts").finditer(text)}
    for one in geography.find(who.even(text)):
        if one.is_noun and not ends.isdisjoint((one.start - 1, one.start)):
            yield one.start, one.end


def _add(found: list[Person], person: Person) -> None:
    """Add a person, or what is new about one who was named before, perhaps with more names."""
    words = set(person.name.lower().split())
    for at, known in enumerate(found):
        theirs = set(known.name.lower().split())
        if words <= theirs or theirs <= words:
            if person.role and not known.role:
                known = replace(known, role=person.role, sentence=person.sentence)
            found[at] = replace(
                known,
                post=known.post or person.post,
                institution=known.institution
                if known.institution is not None
                else person.institution,
            )
            return
    found.append(person)


def _role(wording: Wording, text: str, named: Named) -> str | None:
    """Return what a person did, by the nearest verb: sign, witness or speak."""
    forward = wording.words("people", "forward")
    best: tuple[int, str | None] = (_NEAR, None)
    for sort in ("signatory", "witness", "speaking"):
        for match in wording.words("people", sort).finditer(text):
            if match.end() <= named.start:
                gap = named.start - match.end()
            elif match.start() >= named.end:
                gap = match.start() - named.end
                if any(last.end() == len(match[0]) for last in forward.finditer(match[0])):
                    continue
            else:
                continue
            if gap < best[0]:
                best = (gap, sort if sort != "speaking" else None)
    return best[1]


def _institution(
    wording: Wording, text: str, named: Named, near: Sequence[tuple[int, int, int]], after: int
) -> int | None:
    """Return the organisation beside a person's post, or for which the person signs.

    `near` are the places of organisations in the sentence with their keys; `after` is where the
    next person begins.
    """
    if named.post is None:
        for start, _, key in near:
            between = text[named.end : start] if named.end <= start <= after else ""
            if len(between) <= _OF and wording.words("people", "for").search(between):
                return key
        return None
    best: tuple[int, int] | None = None
    first, last = min(named.post_start, named.start), max(named.end, named.post_start)
    for start, end, key in near:
        if start > after:
            continue
        if start >= last:
            gap, between = start - last, text[last:start]
        elif start >= first:
            gap, between = 0, ""
        else:
            gap, between = first - end + 2, text[max(end, 0) : first]
        is_apart = any(sign in between for sign in ";；。") or between.count(",") > 1
        if gap <= _OF and not is_apart and (best is None or gap < best[0]):
            best = (gap, key)
    return best[1] if best is not None else None
