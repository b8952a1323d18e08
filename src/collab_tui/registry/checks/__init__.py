"""What can be wrong in files and records: every check of this layer, declared once.

`files` has mistakes of a file as a whole, `values` what a model refuses, and `records` mistakes
that show in one record. Mistakes that only show in all records together are in
`collab_tui.catalog.checks`.
"""

from __future__ import annotations

from collab_tui.registry.checks import files, records, values

CHECKS = (*files.CHECKS, *values.CHECKS, *records.CHECKS)
"""In the order of the documentation."""
