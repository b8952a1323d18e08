"""What may help if a query finds nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from collab_tui.catalog.compile import Compiler
from collab_tui.catalog.kept_lists import count_all
from collab_tui.catalog.known_words import AFTER_DIGITS, beginning, known_words
from collab_tui.catalog.matching import count_matching
from collab_tui.catalog.text import LAST, tokens
from collab_tui.language import _, _n, number
from collab_tui.query.subject import dates_asked
from collab_tui.query.syntax import And, Days, Node, Or, Term, Word
from collab_tui.records.kinds import Kind
from collab_tui.records.pasted import key_of
from collab_tui.suggest import nearest

MOST_RESCUED = 8
"""The most terms of a query for which the cost of each is worked out; nobody would read more."""

EVER = Days(date.min, None, "")
"""Any day."""


class Known(NamedTuple):
    """How many records, of how many, have a date; and its name, such as ``an end``."""

    found: int
    total: int
    kinds: str
    noun: str

    def __str__(self) -> str:
        """Return ``11 of 60 agreements have an end``."""
        total, records, noun = number(self.total), self.kinds, self.noun
        if not self.found:
            return _(
                "none of {total} {records} have {date}", total=total, records=records, date=noun
            )
        return _n(
            "{count} of {total} {records} has {date}",
            "{count} of {total} {records} have {date}",
            self.found,
            total=total,
            records=records,
            date=noun,
        )


@dataclass(frozen=True, slots=True)
class Rescue:
    """A query with its words spelt as the catalog does, the cost of each term, and how many records
    have the dates that are asked for.
    """

    suggestion: str | None
    without: list[tuple[str, int]]
    """Each term of the query, and how many records match without it."""
    known: Sequence[Known] = ()
    elsewhere: Sequence[tuple[Kind, int]] = ()
    """The kinds that were not asked for, in which records match, and how many."""

    def __bool__(self) -> bool:
        """Tell whether there is anything to offer."""
        return bool(self.suggestion or self.without or self.known or self.elsewhere)


def rescue(
    connection: sqlite3.Connection, text: str, node: Node, kinds: Sequence[Kind], today: date
) -> Rescue:
    """Return what may help if the query `text`, parsed as `node`, finds nothing."""
    from collab_tui.catalog.fts import searchable
    from collab_tui.catalog.search import answering, count_without_each

    others = [kind for kind in Kind if kind not in kinds]
    compiler, asked = Compiler(connection, today), searchable(node)
    with answering():
        elsewhere = [(kind, count_matching(compiler, asked, kind)) for kind in others]
    elsewhere = [(kind, count) for kind, count in elsewhere if count]
    terms = node.nodes if isinstance(node, And) else (node,)
    if len(terms) > MOST_RESCUED:
        return Rescue(None, [], elsewhere=elsewhere)
    counts: list[tuple[str, int]] = []
    if len(terms) > 1:
        found = count_without_each(connection, terms, kinds, today)
        counts = [(str(term), count) for term, count in zip(terms, found, strict=True)]
    known = known_dates(connection, node, kinds, today)
    return Rescue(respell(connection, text, node, today), counts, known, elsewhere)


def known_dates(
    connection: sqlite3.Connection, node: Node, kinds: Collection[Kind], today: date
) -> list[Known]:
    """Return how many records of some kinds have each date that a query asks for."""
    found = []
    totals, compiler = count_all(connection), Compiler(connection, today)
    for field in dates_asked(node):
        having = [kind for kind in sorted(field.kinds) if kind in kinds]
        if not having:
            continue
        ever = Term(field.name, (EVER,))
        count = sum(count_matching(compiler, ever, kind) for kind in having)
        called = having[0].nouns if len(having) == 1 else _("records")
        noun = field.asked.noun or _("a date for {field}:", field=field.name)
        found.append(Known(count, sum(totals[kind] for kind in having), called, noun))
    return found


def respell(connection: sqlite3.Connection, text: str, node: Node, today: date) -> str | None:
    """Return the query, with a new spelling for each word that begins no word of the catalog."""
    found, known = text, cache(lambda: known_words(connection, today))
    for word in sorted(_words(node), key=lambda w: w.span.start, reverse=True):
        better = _better(connection, word.text, known)
        if better is not None:
            found = found[: word.span.start] + better + found[word.span.end :]
    return found if found != text else None


def _words(node: Node) -> list[Word]:
    if isinstance(node, And | Or):
        return [word for child in node.nodes for word in _words(child)]
    # If an identifier or address differs by one letter, it is another one, not a typing error.
    is_exact = isinstance(node, Word) and ("://" in node.text or key_of(node.text) is not None)
    return [node] if isinstance(node, Word) and not is_exact else []


def _better(
    connection: sqlite3.Connection, word: str, known: Callable[[], list[str]]
) -> str | None:
    """Return another spelling of a word; None if it is known or nothing is similar."""
    spelt = []
    for token in tokens(word):
        query = "SELECT 1 FROM vocabulary WHERE term >= ? AND term < ? LIMIT 1"
        if connection.execute(query, (token, token + LAST)).fetchone():
            spelt.append(token)
            continue
        if token < AFTER_DIGITS:  # a number
            return None
        better = _nearest(token, beginning(known(), token[0])) or _nearest(token, known())
        if better is None:
            return None
        spelt.append(better)
    found = "-".join(spelt)
    return found if found != "-".join(tokens(word)) else None


def _nearest(token: str, words: Sequence[str]) -> str | None:
    """Return the most similar of some words, of those of similar length."""
    least, most = max(3, len(token) - 2), len(token) + 2
    return nearest(token, (word for word in words if least <= len(word) <= most))
