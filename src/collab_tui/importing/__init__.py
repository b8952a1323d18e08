"""From spreadsheets and from ROR into registry files. What people wrote there stays.

A source (a table, a dump) becomes records. `file.py` brings them into a file. `merge.py` decides
from what is in the file, what was imported last, and what the source says now.
"""
