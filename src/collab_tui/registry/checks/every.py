"""Every check of this layer."""

from __future__ import annotations

from collab_tui.registry.checks import files, records, values

CHECKS = (*files.CHECKS, *values.CHECKS, *records.CHECKS)
"""In the order of the documentation."""
