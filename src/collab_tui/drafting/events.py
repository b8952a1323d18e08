"""What an article announces: an agreement, who takes part, and who only stands by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from collab_tui.drafting.article import Sentence
from collab_tui.drafting.mention import Mention
from collab_tui.drafting.roles import Role
from collab_tui.drafting.who import Who, even


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who takes part."""

    mention: Mention
    score: float
    """From `roles.CLEAR` to 1."""
    why: str


@dataclass(frozen=True, slots=True)
class Bystander:
    """Somebody who is named and does not take part."""

    mention: Mention
    why: str
    """A reason of `roles.Role`, or ``publisher``, ``unclear``, ``elsewhere``."""


@dataclass(frozen=True, slots=True)
class Event:
    """An announced agreement."""

    sentences: tuple[Sentence, ...]
    """Those that announce it, by place; the first outside the title is its evidence."""
    sort: str
    """``sign``, ``found``, ``tie`` or ``named``: what the strongest of them tells."""
    parties: tuple[Party, ...]
    """Two at least, each organisation once."""
    others: tuple[Bystander, ...] = ()
    parts: tuple[Sentence, ...] = ()
    """What of the sentences is about this agreement: all of each, or what stands between
    semicolons.
    """


@dataclass(slots=True)
class Draft:
    """An event that grows sentence by sentence."""

    sort: str
    sentences: list[Sentence]
    roles: dict[int, Role] = field(default_factory=dict)
    """The best role of each organisation."""
    is_title: bool = False
    told: set[int] = field(default_factory=set)
    """Those whom the text itself, not only the title, says to take part."""

    def add(self, found: Iterable[Role]) -> None:
        """Add roles; of each organisation the one that tells more is kept."""
        for role in found:
            if role.is_clear and not (
                self.is_title and self.sentences[0].holds(role.mention.start)
            ):
                self.told.add(role.mention.entity)
            held = self.roles.get(role.mention.entity)
            if held is None or _is_better(role, held):
                self.roles[role.mention.entity] = role

    def clear(self) -> set[int]:
        """Return the organisations that take part."""
        return {entity for entity, role in self.roles.items() if role.is_clear}

    def partners(self) -> set[int]:
        """Return those with whom somebody makes an agreement."""
        return {
            entity for entity, role in self.roles.items() if role.is_clear and role.why == "with"
        }


def _is_better(role: Role, held: Role) -> bool:
    """Tell whether a mention tells more: a clear party first, then the fuller name."""
    if role.is_clear == held.is_clear and abs(role.score - held.score) < 0.3:
        return _fullness(role.mention) > _fullness(held.mention)
    return role.score > held.score


def _fullness(mention: Mention) -> tuple[bool, int]:
    return mention.how not in ("introduced", "acronym", "again", "word"), len(mention.text)


def divided(event: Event, whole: Sequence[Sentence], rules: Who) -> list[Event]:
    """Return one event for each paper, if the same parties are said to sign several."""
    papers: dict[str, Sentence] = {}
    for sentence in whole:
        found = rules.one.search(even(sentence.text))
        if found is not None and sentence.start >= event.sentences[0].start:
            papers.setdefault(found["paper"].casefold(), sentence)
    told = list(papers.values())
    if len(set(told)) < 2 or len(set(told)) < len(told):
        return [event]
    shared = [one for one in event.sentences if one not in told]
    by_place = [sorted([*shared, one], key=lambda part: part.start) for one in told]
    return [replace(event, sentences=tuple(sentences)) for sentences in by_place]
