"""What an article proposes: a source, agreements, and the institutions and people new with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from collab_tui.drafting.article import Article
from collab_tui.records.kinds import Kind

Places: TypeAlias = tuple[tuple[int, int], ...]
"""Where something stands in a text: each start and end."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A value of a record, and the sentence that says it."""

    path: str
    """As evidence names it: ``dates.signed``, ``participants.nuh``, ``focus_areas.oncology``."""
    value: Any
    """In the form of TOML and JSON; that of a list is one of its elements."""
    sentence: str
    start: int
    end: int
    """Where it stands in the text. For a value that follows from the whole sentence, that."""
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Taken:
    """A participant, as the text names it."""

    institution: str
    mention: str
    score: float
    role: str | None = None
    candidates: tuple[str, ...] = ()
    """Who it may be, the likeliest first: refs, or ROR ids."""
    places: Places = ()
    """Everywhere that the text names it."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A fact where an article and a record of the registry are not the same."""

    path: str
    registry: Any
    """None if the record has nothing there."""
    article: Any
    sentence: str


@dataclass(frozen=True, slots=True)
class Known:
    """An agreement that the registry has already, beside what the article says."""

    ref: str
    name: str
    same: tuple[str, ...]
    """The paths on which both agree."""
    adds: tuple[Difference, ...]
    contradicts: tuple[Difference, ...]
    is_cited: bool = False
    """Whether the record cites the source of the draft already."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """A proposed agreement."""

    record: Mapping[str, Any]
    """A table of the format."""
    facts: tuple[Fact, ...]
    participants: tuple[Taken, ...]
    known: Known | None = None


@dataclass(frozen=True, slots=True)
class Other:
    """Who or what is named and is not in the draft."""

    mention: str
    why: str
    start: int = -1
    end: int = -1
    """Where it stands in the text; -1 if an outside program did not say."""
    candidates: tuple[str, ...] = ()
    """Who it may be: refs, or ROR ids."""
    kind: Kind = Kind.INSTITUTION
    """Whether it is an organisation or a person."""
    places: Places = ()
    """Everywhere that the text names it."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """All that an article proposes. Nothing is announced if there are no agreements."""

    article: Article
    source: Mapping[str, Any]
    is_source_known: bool = False
    """Whether the registry has the source already; then it is that record."""
    agreements: tuple[Drafted, ...] = ()
    institutions: tuple[Mapping[str, Any], ...] = ()
    """New ones, as tables of the format."""
    people: tuple[Mapping[str, Any], ...] = ()
    others: tuple[Other, ...] = ()
    notes: tuple[str, ...] = field(default=())
    """What the reader should know: what was left out, and why."""


def evidence_of(source: str, facts: Sequence[Fact]) -> list[dict[str, Any]]:
    """Return evidence: one entry for each sentence, with all that it supports."""
    by_sentence: dict[str, list[str]] = {}
    for fact in facts:
        paths = by_sentence.setdefault(fact.sentence, [])
        if fact.path not in paths:
            paths.append(fact.path)
    return [
        {"source": source, "supports": paths, "note": sentence}
        for sentence, paths in by_sentence.items()
    ]
