"""Checks that need a whole catalog, and every check of a registry by its code."""

from __future__ import annotations

from collab_tui.catalog.checks import across, circles, doubles, overdue, papers
from collab_tui.registry.checks import files, records, values
from collab_tui.registry.problems import Check

CHECKS: tuple[Check, ...] = (
    *files.CHECKS,
    *values.CHECKS,
    *records.CHECKS,
    *across.CHECKS,
    across.UNREAD_RECORD,
    circles.CIRCLE,
    overdue.STATUS_AGAINST_DATES,
    *doubles.CHECKS,
    papers.NO_SUCH_DOCUMENT,
    papers.OTHER_DOCUMENT,
)
"""In the order of the documentation."""

BY_CODE = {check.code: check for check in CHECKS}
