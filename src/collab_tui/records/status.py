"""The statuses of agreements by what they say of a day, and days as numbers."""

from __future__ import annotations

from datetime import date

from collab_tui.records.vocabulary import AgreementStatus

IN_FORCE = (AgreementStatus.SIGNED, AgreementStatus.ACTIVE)
"""Statuses of what is in force, which the passing of the last day ends; so does it none at all."""

OVER = (
    AgreementStatus.COMPLETED,
    AgreementStatus.EXPIRED,
    AgreementStatus.LAPSED,
    AgreementStatus.TERMINATED,
)
"""Statuses of what has been in force, and is no more."""


def day_number(day: date) -> int:
    """Return a day as the number yyyymmdd, which orders as days do."""
    return day.year * 10000 + day.month * 100 + day.day
