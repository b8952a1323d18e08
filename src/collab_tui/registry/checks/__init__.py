"""What can be wrong in files and records: every check of this layer, declared once.

`files` has what is wrong with a file as a whole, `values` what a model refuses, and `records`
what shows in one good record. What only shows in all records together is in
`collab_tui.catalog.checks`.
"""

from __future__ import annotations

from collab_tui.registry.checks import files, records, values

CHECKS = (*files.CHECKS, *values.CHECKS, *records.CHECKS)
"""In the order of the documentation."""
