"""What an article proposes, one by one: each can be taken, left, or corrected."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from collab_tui.drafting.proposal import Places
from collab_tui.records.kinds import Kind, Ref

PARTICIPANTS = "participants"


class Meaning(StrEnum):
    """What a place in an article means. The order is that of proposals that are equally sure."""

    NAME = "name"
    TYPE = "type"
    PARTY = "party"
    DATE = "date"
    PERSON = "person"
    PLACE = "place"
    TOPIC = "topic"
    OTHER = "other"
    BYSTANDER = "bystander"
    """Somebody who is named and is not taken."""


class Standing(StrEnum):
    """What a proposal is for an agreement that the registry has already."""

    NEW = "new"
    """The registry does not have the agreement."""
    ADDS = "adds"
    SAME = "same"
    CONTRADICTS = "contradicts"


_MEANINGS = {
    "name": Meaning.NAME,
    "type": Meaning.TYPE,
    "status": Meaning.TYPE,
    "dates": Meaning.DATE,
    "place": Meaning.PLACE,
    "occasion": Meaning.PLACE,
    "focus_areas": Meaning.TOPIC,
}


@dataclass(slots=True, eq=False)
class Item:
    """One proposal: a value of an agreement, and the sentence that says it."""

    path: str
    """Where it goes in the record: ``dates.signed``, ``participants``, ``focus_areas``."""
    value: Any
    """In the form of TOML. For a record, its id."""
    sentence: str = ""
    """Empty only for a name that is made."""
    start: int = -1
    end: int = -1
    """Where it stands in the text; -1 if it stands nowhere."""
    score: float = 1.0
    """How sure it is, from 0 to 1."""
    is_taken: bool = True
    kind: Kind | None = None
    """The kind of the record that it is; None for a value."""
    places: Places = ()
    """Everywhere that the text names it."""
    candidates: tuple[Ref, ...] = ()
    """Which records it may be, the likeliest first."""
    why: str = ""
    """Why it was left out; empty for what was proposed."""
    standing: Standing = Standing.NEW
    registry: Any = None
    """What the registry says in its place."""
    party: Item | None = None
    """For whom a person acts."""
    role: str = ""
    """The part of a party, or of a person."""
    is_corrected: bool = False

    @property
    def ref(self) -> Ref | None:
        """The record that it is; None for a value."""
        return Ref(self.kind, self.value) if self.kind is not None else None

    @property
    def is_other(self) -> bool:
        """Whether it is somebody who is named and was left out."""
        return bool(self.why)

    @property
    def meaning(self) -> Meaning:
        """What its places in the article mean."""
        if self.is_other and not self.is_taken:
            return Meaning.BYSTANDER
        if self.kind is Kind.PERSON:
            return Meaning.PERSON
        if self.kind is Kind.INSTITUTION:
            return Meaning.PARTY
        if self.path == "dates.duration":
            return Meaning.OTHER
        return _MEANINGS.get(self.path.partition(".")[0], Meaning.OTHER)

    @property
    def fact(self) -> str:
        """Its path as evidence names it: ``participants.nuh``; empty without a party."""
        if self.kind is Kind.PERSON:
            return f"{PARTICIPANTS}.{self.party.value}" if self.party is not None else ""
        return f"{self.path}.{self.value}" if self.kind is not None else self.path

    @property
    def counts(self) -> bool:
        """Whether it is taken, and so is the party for which a person acts."""
        if self.kind is not Kind.PERSON:
            return self.is_taken
        return self.is_taken and self.party is not None and self.party.is_taken


def strength(score: float) -> float:
    """Return a score of the drafter from 0 to 1: above 1, it is the weight of a sentence."""
    return round(score if score <= 1 else min(0.95, 0.7 + score / 15), 2)
