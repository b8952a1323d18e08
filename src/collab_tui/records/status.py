"""The statuses of agreements, grouped by what they say about a day; and days as numbers."""

from __future__ import annotations

from datetime import date

from collab_tui.records.vocabulary import AgreementStatus

IN_FORCE = (AgreementStatus.SIGNED, AgreementStatus.ACTIVE)
"""Statuses that mean "in force" until the last day has passed. A missing status is treated the
same."""

OVER = (
    AgreementStatus.COMPLETED,
    AgreementStatus.EXPIRED,
    AgreementStatus.LAPSED,
    AgreementStatus.TERMINATED,
)
"""Statuses that mean "was in force, and is no longer"."""


def day_number(day: date) -> int:
    """Return a day as the number yyyymmdd, which sorts as days do."""
    return day.year * 10000 + day.month * 100 + day.day
