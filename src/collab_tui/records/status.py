"""What an agreement's status is on a given day."""

from __future__ import annotations

from datetime import date

from collab_tui.records.dates import PartialDate
from collab_tui.records.vocabulary import AgreementStatus

RUNNING = frozenset({AgreementStatus.SIGNED, AgreementStatus.ACTIVE})
"""Recorded statuses that the passing of the end date overtakes."""


def effective_status(
    recorded: AgreementStatus | None, end: PartialDate | None, day: date
) -> AgreementStatus | None:
    """Return the status on `day`: a running agreement whose end has passed is expired.

    An end known to the year passes with the year's last day.
    """
    if recorded in RUNNING and end is not None and end.latest < day:
        return AgreementStatus.EXPIRED
    return recorded
