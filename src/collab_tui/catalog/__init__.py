"""Records → an SQLite index, and every question asked of it."""
