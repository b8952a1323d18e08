"""Every word that the catalog can find, to spell a mistyped one as it does.

Numbers are left out. A large registry has more of them than words, and none is a word misspelt.

FTS5 counts each word that it lists: for 95,000 words that takes a quarter of a second. So the list
is kept for the day.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from datetime import date

from collab_tui.catalog.answered import keep_answer, kept_answer
from collab_tui.catalog.text import LAST

NAME = "words"

AFTER_DIGITS = ":"
"""The character after the digits. Tokens have none of the characters before these."""


def known_words(connection: sqlite3.Connection, today: date) -> list[str]:
    """Return every word that does not begin with a digit, sorted by its characters."""
    kept = kept_answer(connection, NAME, today)
    return (kept if kept is not None else _listed(connection)).split("\n")


def keep_words(connection: sqlite3.Connection, today: date) -> None:
    """Keep the words."""
    keep_answer(connection, NAME, today, _listed(connection))


def beginning(words: list[str], begin: str) -> list[str]:
    """Return the words that begin with `begin`."""
    return words[bisect_left(words, begin) : bisect_left(words, begin + LAST)]


def _listed(connection: sqlite3.Connection) -> str:
    query = "SELECT term FROM vocabulary WHERE term >= ?"
    return "\n".join(sorted(term for (term,) in connection.execute(query, (AFTER_DIGITS,))))
