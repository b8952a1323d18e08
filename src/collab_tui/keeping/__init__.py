"""Changes to the files of a registry: tried before they are written, completely or not at all.

What is not changed stays as it is, byte by byte: files are edited by position (`parts.py`,
`rewriting.py`), not written again. A change is a new table for a record. `keeper.py` decides which
records change, and `draft.py` tries, shows and writes the changes.
"""
