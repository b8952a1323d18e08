"""A place where an article names somebody."""

from __future__ import annotations

from dataclasses import dataclass

from collab_tui.drafting.lexicon import Candidate
from collab_tui.records.kinds import Kind


@dataclass(frozen=True, slots=True)
class Mention:
    """An organisation or a person that an article names at one place."""

    start: int
    end: int
    text: str
    candidates: tuple[Candidate, ...]
    """The best first. One that nobody knows has no id."""
    how: str
    """``name``, ``alias``, ``acronym``, ``short``, ``words`` (the same words in another order or
    language), ``introduced`` (by the text itself), ``form``, ``again`` ("the hospital"),
    ``word`` (one common word: it counts only where a party must stand), ``country``.
    """
    sort: str = ""
    """The sort of organisation by its form: ``hospital``, ``university`` …"""
    entity: int = -1
    """Equal for the mentions of one organisation."""

    @property
    def best(self) -> Candidate:
        """The most likely candidate."""
        return self.candidates[0]

    @property
    def is_person(self) -> bool:
        """Tell whether it is a person."""
        return self.best.kind is Kind.PERSON
