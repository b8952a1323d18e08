"""What the search bar offers: values of a field, terms that a plain word begins, questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from collab_tui.catalog.compile import Compiler
from collab_tui.catalog.facets import as_written, facets, kinds_counted
from collab_tui.catalog.fts import searchable
from collab_tui.catalog.matching import count_matching
from collab_tui.catalog.search import answering
from collab_tui.catalog.text import tokens
from collab_tui.query import parse
from collab_tui.query.edit import TypedValue, written
from collab_tui.query.fields import FIELDS, QueryField, field_named
from collab_tui.query.ready import READY
from collab_tui.query.syntax import And, Node, QueryError, Span
from collab_tui.query.typed_word import TypedWord
from collab_tui.records.kinds import LISTED, Kind
from collab_tui.records.texts import SHOWN_IN

LETTERS_OF_FIELD = 2
"""Letters from which on a word may be the beginning of a field's name."""

LETTERS_OF_TERM = 3
"""The same for a term."""

MOST_OF_FIELD = 2
"""The most terms of one field that a word is offered."""

MOST = 6
"""The most offers for a word."""

MOST_VALUES = 1000
"""The most records that are offered as values of a field. Typing finds the others."""

_CLOSED = ("is", "type", "status", "role")
"""Fields with a closed list of values that a word may begin."""

_NAMED = {"with": "institution", "focus": "focus-area", "person": "person"}
"""Fields whose values are records, with the kind. Their ids and acronyms are offered."""

_CALLED = """
SELECT id, name FROM record WHERE kind = :kind AND id = :word
UNION SELECT id, name FROM acronym JOIN record USING (n)
WHERE kind = :kind AND text = :word
"""


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to put into the query."""

    text: str
    """What is put in, as a query writes it."""
    value: str
    """What it is compared with, if it is typed already."""
    label: str
    count: int | None = None
    """How many records have it, if that is counted."""
    is_question: bool = False
    """Whether it is a whole query."""
    place: Span | None = None
    """The earlier word that it takes the place of; None for the one that is typed."""


def offers(compiler: Compiler, typed: TypedValue | TypedWord, last: date | None) -> list[Offer]:
    """Return what may be meant by what is typed; if nothing is typed, the ready questions.

    `last` is the day of the last visit, if the registry is in git.
    """
    if isinstance(typed, TypedValue):
        return _values(compiler, typed)
    return _words(compiler, typed) if typed.typed else _questions(compiler, last)


def _values(compiler: Compiler, typed: TypedValue) -> list[Offer]:
    """Return the values for a field that is being typed.

    If the rest of the query has a mistake, every value is offered.
    """
    field = field_named(typed.field)
    if field is None:
        return []
    try:
        found = facets(compiler, field, parse(typed.rest), typed.typed, MOST_VALUES)
    except QueryError:
        found = facets(compiler, field, And(), typed.typed, MOST_VALUES)
    return [Offer(as_written(one), one.value, one.label, one.count) for one in found]


def _words(compiler: Compiler, typed: TypedWord) -> list[Offer]:
    """Return the fields and terms that a plain word may mean: ``thai`` → ``country:TH``.

    What it is called exactly comes first, then fields, then what it begins. If it may mean nothing,
    an earlier word may: ``china ai`` → ``country:CN ai``.
    """
    found = _meant(compiler, typed)
    for one in () if found else typed.earlier:
        named = _meant(compiler, one, is_whole=True)
        if named:
            return [replace(offer, place=Span(one.start, one.end)) for offer in named]
    return found


def _meant(compiler: Compiler, typed: TypedWord, *, is_whole: bool = False) -> list[Offer]:
    """Return the fields and terms that a word may mean; if it `is_whole`, terms that are called
    so, and that leave something.
    """
    word = typed.typed.casefold()
    terms = _Terms(compiler, typed)
    exact = [one for one in terms.named(word) if one.count]
    fields = [
        Offer(f"{name}:", f"{name}:", field.help)
        for name, field in FIELDS.items()
        if len(word) >= LETTERS_OF_FIELD
        and (name.startswith(word) or field.asked.said.casefold().startswith(word))
    ]
    begun = list(terms.begun(word)) if len(word) >= LETTERS_OF_TERM else []
    same = [one for one in begun if word in (one.value.casefold(), one.label.casefold())]
    if is_whole:
        return [one for one in dict.fromkeys([*same, *exact]) if one.count][:MOST]
    rest = [one for one in begun if one not in same]
    return list(dict.fromkeys([*same, *exact, *fields, *rest]))[:MOST]


class _Terms:
    """The terms that one word may mean, each with its count under the rest of the query."""

    def __init__(self, compiler: Compiler, typed: TypedWord) -> None:
        self._db = compiler.db
        self._compiler = compiler
        try:
            self._node = searchable(parse(typed.rest))
            self._compiler.condition(self._node, LISTED[0])
        except QueryError:
            self._node = And()

    def named(self, word: str) -> Iterator[Offer]:
        """Yield records by their ids and acronyms."""
        for name, kind in _NAMED.items():
            rows = self._db.execute(_CALLED, {"kind": kind, "word": word}).fetchall()
            for record_id, label in rows[:MOST_OF_FIELD]:
                yield self._offer(name, record_id, label)

    def begun(self, word: str) -> Iterator[Offer]:
        """Yield countries and terms that begin with a word."""
        countries = self._db.execute(
            "SELECT DISTINCT code, text FROM label WHERE scheme = 'country'"
        ).fetchall()
        shown = dict(
            self._db.execute(
                "SELECT code, text FROM label WHERE scheme = 'country' AND language = ?",
                (SHOWN_IN,),
            )
        )
        codes = [code for code, text in countries if _begins(text, word)]
        for code in list(dict.fromkeys(codes))[:MOST_OF_FIELD]:
            yield self._offer("country", code, shown.get(code, code))
        for name in _CLOSED:
            labels = FIELDS[name].labels(LISTED)
            wanted = [one for one in labels if _begins(one, word) or _begins(labels[one], word)]
            for value in wanted[:MOST_OF_FIELD]:
                yield self._offer(name, value, labels[value])

    def _offer(self, name: str, value: str, label: str) -> Offer:
        """Return an offer with the count that the values of the field have, too."""
        text = f"{name}:{written(value)}"
        return Offer(text, text, label, self._count(FIELDS[name], parse(text)))

    def _count(self, field: QueryField, term: Node) -> int:
        """Count as the values of the field do; if no institution has it, count agreements."""
        node = And((self._node, term))
        kinds = [kinds_counted(field)]
        if field.asked.is_through:
            kinds.append([Kind.AGREEMENT])
        with answering():
            try:
                counts = (
                    sum(count_matching(self._compiler, node, kind) for kind in some)
                    for some in kinds
                )
                return next(filter(None, counts), 0)
            except QueryError:  # a code that occurs nowhere
                return 0


def _begins(text: str, word: str) -> bool:
    return "".join(tokens(text)).startswith("".join(tokens(word)))


def _questions(compiler: Compiler, last: date | None) -> list[Offer]:
    """Return the ready questions, with the number of records that answer each.

    What only git knows is not counted: that would take long.
    """
    found = []
    for ready in READY:
        query = ready.asks(compiler.today, last)
        if query is not None:
            count = None if ready.asks_git else _count(compiler, query, ready.kinds or LISTED)
            found.append(Offer(query, query, ready.words, count, is_question=True))
    return found


def _count(compiler: Compiler, query: str, kinds: Iterable[Kind]) -> int:
    known = compiler.worked_out.counts
    if query not in known:
        asker = compiler.anew()  # it holds every set that a question needs
        known[query] = sum(count_matching(asker, parse(query), kind) for kind in kinds)
    return known[query]
