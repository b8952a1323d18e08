"""A value with its count: what most views are made of."""

from __future__ import annotations

from dataclasses import dataclass

from collab_tui.records.kinds import Ref


@dataclass(frozen=True, slots=True)
class Count:
    """A value, how many agreements have it, and the term that finds them."""

    key: str
    label: str
    count: int
    term: str
    ref: Ref | None = None
