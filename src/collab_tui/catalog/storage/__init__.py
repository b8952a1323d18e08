"""Where a catalog is kept: the SQLite file, its seal, and whose turn it is to change it."""
