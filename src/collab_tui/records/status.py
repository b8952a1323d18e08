"""What an agreement's status is on a given day."""

from __future__ import annotations

from datetime import date

from collab_tui.records.vocabulary import AgreementStatus

OVERTAKEN = (AgreementStatus.SIGNED, AgreementStatus.ACTIVE)
"""Recorded statuses that the passing of the last day overtakes, as does none at all."""


def effective_status(recorded: str | None, last_day: int | None, day: int) -> str | None:
    """Return the status on `day`: one that runs, or has no status, expires with its last day.

    Days are numbers yyyymmdd; the last day of an end known to the year is that year's last.
    """
    if last_day is not None and last_day < day and (recorded is None or recorded in OVERTAKEN):
        return AgreementStatus.EXPIRED.value
    return recorded


def day_number(day: date) -> int:
    """Return a day as the number yyyymmdd, which orders as days do."""
    return day.year * 10000 + day.month * 100 + day.day
