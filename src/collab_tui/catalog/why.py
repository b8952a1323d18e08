"""Why a record matched: where its text has the words that were asked for."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from collab_tui.catalog import documents
from collab_tui.catalog.building.findable import label_of_term
from collab_tui.catalog.text import fold, placed_tokens, tokens
from collab_tui.language import _c
from collab_tui.query.syntax import And, Node, Or, Phrase, Word
from collab_tui.records.declared import DECLARED
from collab_tui.records.declared.shared import NAMING
from collab_tui.records.field import Searched, strings, words_of
from collab_tui.records.kinds import Kind, Relation
from collab_tui.records.texts import SHOWN_IN

Asked: TypeAlias = tuple[tuple[str, ...], bool]
"""Tokens that follow each other, and whether the last one may be only a beginning."""

_CALLED = {
    names.relation: names.searched_as
    for declaration in DECLARED.values()
    for _, names in declaration.naming
    if names.searched_as
}


_ACRONYMS, _ALIASES = (
    next(field for field in NAMING if field.path == path) for path in ("acronyms[]", "aliases[]")
)


@dataclass(frozen=True, slots=True)
class Match:
    """The text that matched, if it is not in the name shown, and what sort of text it is."""

    field: str
    text: str


def asked_words(node: Node) -> list[Asked]:
    """Return the words and phrases that a query asks for, without negated ones."""
    if isinstance(node, And | Or):
        return [asked for child in node.nodes for asked in asked_words(child)]
    if isinstance(node, Word | Phrase):
        found = tuple(tokens(node.text))
        return [(found, isinstance(node, Word))] if found else []
    return []


def find_words(text: str, asked: Iterable[Asked]) -> list[tuple[int, int]]:
    """Return where `text` has any of the words, as (start, end) of its characters."""
    folded = fold(text)
    asked = [one for one in asked if all(word in folded for word in one[0])]
    if not asked:  # most texts have none, and placing words takes ten times as long
        return []
    placed = placed_tokens(text)
    spans: list[tuple[int, int]] = []
    for words, is_beginning in asked:
        size = len(words)
        for at in range(len(placed) - size + 1):
            here = [token for token, _, _ in placed[at : at + size]]
            last = here[-1].startswith(words[-1]) if is_beginning else here[-1] == words[-1]
            if last and here[:-1] == list(words[:-1]):
                spans.append((placed[at][1], placed[at + size - 1][2]))
    return sorted(set(spans))


def explain(
    connection: sqlite3.Connection, numbers: Sequence[int], asked: Sequence[Asked]
) -> dict[int, Match]:
    """Return, for each record, where the first word was found that is not in its shown name."""
    if not asked:
        return {}
    found: dict[int, Match] = {}
    rows = connection.execute(
        "SELECT record.n, kind, name, doc FROM record JOIN definition USING (d)"
        " WHERE record.n IN (SELECT value FROM json_each(?))",
        (str(list(numbers)),),
    ).fetchall()
    for n, kind, name, doc in rows:
        missing = [words for words in asked if not find_words(name, [words])]
        if missing:
            document = documents.read(doc)
            places = (
                _where(connection, n, Kind.named(kind), name, document, words) for words in missing
            )
            match = next(filter(None, places), None)
            if match is not None:
                found[n] = match
    return found


def _where(
    connection: sqlite3.Connection,
    n: int,
    kind: Kind,
    shown: str,
    document: dict[str, Any],
    asked: Asked,
) -> Match | None:
    for field, text in _texts(connection, n, kind, shown, document):
        if find_words(text, [asked]):
            return Match(field, text)
    return None


def _texts(
    connection: sqlite3.Connection, n: int, kind: Kind, shown: str, document: dict[str, Any]
) -> Iterator[tuple[str, str]]:
    """Yield the texts of a record in the order of their weight."""
    names = document["name"]
    if isinstance(names, dict):
        every = ((language, text) for language, held in names.items() for text in strings(held))
        yield from (
            (_language(connection, language), text) for language, text in every if text != shown
        )
    acronym, alias = _c("where a word was found", "acronym"), _c("where a word was found", "alias")
    yield from ((acronym, text) for text in _ACRONYMS.values(document))
    yield from ((alias, text) for text in _ALIASES.values(document))
    yield _c("where a word was found", "id"), document["id"]
    rows = connection.execute(
        "SELECT relation, name, doc FROM link JOIN record ON record.n = link.target"
        " JOIN definition USING (d) WHERE link.source = ?",
        (n,),
    )
    for relation, name, doc in rows:
        called = _CALLED.get(Relation(relation))
        if called is not None:
            yield called, name
            yield from ((called, text) for text in _names(documents.read(doc)))
    labels = connection.execute(
        "SELECT text FROM label WHERE scheme = 'country' AND code = ? AND language IN (?, 'en')",
        (document.get("country"), SHOWN_IN),
    )
    country = _c("where a word was found", "country")
    yield from ((country, text) for (text,) in labels)
    for one in DECLARED[kind].fields:
        if one.terms is not None and one.words is not Searched.NONE:
            terms = (label_of_term(one.terms, value) for value in one.values(document))
            yield from ((words_of(one.top), label) for label in terms if label)
    for key, value in document.items():
        if key not in ("name", "acronyms", "aliases", "id", "evidence"):
            yield from ((words_of(key), text) for text in strings(value))


def _language(connection: sqlite3.Connection, tag: str) -> str:
    """Return the name of a language: its tag may look like a field, as `id` does."""
    row = connection.execute(
        "SELECT text FROM label WHERE scheme = 'language' AND code = ? AND language = ?",
        (tag, SHOWN_IN),
    ).fetchone()
    return str(row[0]).partition(" (")[0] if row is not None else tag


def _names(document: dict[str, Any]) -> Iterator[str]:
    yield from strings(document["name"])
    yield from _ACRONYMS.values(document)
    yield from _ALIASES.values(document)
