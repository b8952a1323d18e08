"""What might help where a query finds nothing."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from collab_tui.catalog.text import tokens
from collab_tui.query.syntax import And, Node, Or, Word
from collab_tui.suggest import nearest


@dataclass(frozen=True, slots=True)
class Rescue:
    """A query with its words spelt as the catalog does, and what each term costs."""

    suggestion: str | None
    without: list[tuple[str, int]]
    """Each term of the query and how many records match without it."""

    def __bool__(self) -> bool:
        """Tell whether there is anything to offer."""
        return bool(self.suggestion or self.without)


def respell(connection: sqlite3.Connection, text: str, node: Node) -> str | None:
    """Return the query with each word that begins no word of the catalog spelt anew."""
    found = text
    for word in sorted(_words(node), key=lambda w: w.span.start, reverse=True):
        better = _better(connection, word.text)
        if better is not None:
            found = found[: word.span.start] + better + found[word.span.end :]
    return found if found != text else None


def _words(node: Node) -> list[Word]:
    if isinstance(node, And | Or):
        return [word for child in node.nodes for word in _words(child)]
    return [node] if isinstance(node, Word) else []


def _better(connection: sqlite3.Connection, word: str) -> str | None:
    """Return another spelling of a word; None where it is known or nothing is near."""
    spelt = []
    for token in tokens(word):
        query = "SELECT 1 FROM vocabulary WHERE term >= ? AND term < ? LIMIT 1"
        if connection.execute(query, (token, token + "\U0010ffff")).fetchone():
            spelt.append(token)
            continue
        # A wrong first letter is rare; looking only at words of like length keeps it quick.
        terms = connection.execute(
            "SELECT term FROM vocabulary WHERE length(term) BETWEEN ? AND ?",
            (max(3, len(token) - 2), len(token) + 2),
        )
        better = nearest(token, (term for (term,) in terms))
        if better is None:
            return None
        spelt.append(better)
    found = "-".join(spelt)
    return found if found != "-".join(tokens(word)) else None
