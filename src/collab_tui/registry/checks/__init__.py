"""What can be wrong in files and records: every check of this layer, declared once.

`files` has mistakes of a file as a whole, `values` what a model refuses, and `records` mistakes
that show in one record. Mistakes that only show in all records together are in
`collab_tui.catalog.checks`.

Nothing is imported here: every start needs `files`, and only that.
"""
