"""What views show of one agreement: name, status, and dates as they are recorded."""

from __future__ import annotations

from typing import NamedTuple

from collab_tui.records.kinds import Ref


class Item(NamedTuple):
    """An agreement with its dates, as partial dates in EDTF; empty if none is recorded."""

    n: int
    ref: Ref
    name: str
    status: str
    """As shown today; empty if none is known."""
    announced: str
    signed: str
    start: str
    end: str
    """As given, else as it follows from the duration."""
    terminated: str
    milestones: tuple[str, ...]
    next_end: str
    """If it renews itself, the end of the present term."""
    notice: str
    """The next last day to give notice."""
    is_expiring: bool = False
    """Whether it ends within a year: see ``is:expiring``."""

    @property
    def began(self) -> str:
        """The date by which it is sorted and found as ``year:``."""
        return self.start or self.signed or self.announced

    @property
    def dates(self) -> tuple[str, ...]:
        """Every date that is recorded or derived."""
        found = (self.announced, self.signed, self.start, self.end, self.terminated, self.next_end)
        return tuple(date for date in (*found, *self.milestones) if date)
