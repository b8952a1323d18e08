"""Keeping a registry: changes to its files, tried before they are written, whole or not at all.

What is not touched stays as it is, to the byte: files are edited by position (`parts.py`,
`rewriting.py`), not written anew. A change is a new table for a record; everything above that
(`keeper.py`) is about which records change, and `draft.py` about trying, showing and writing it.
"""
