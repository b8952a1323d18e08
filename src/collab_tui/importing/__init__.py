"""From spreadsheets and from ROR into registry files: what people wrote there stays.

A source (a table, a dump) becomes records; `file.py` brings them into a file, by what
`merge.py` makes of what stands there, what was imported last, and what the source says now.
"""
