"""Query text → syntax tree, with the column of every mistake.

    query  = any
    any    = all ("OR" all)*
    all    = item+                      words side by side must all match; "AND" may stand between
    item   = "-" item | "(" any ")" | field ":" value ("," value)* | '"' … '"' | word
    value  = '"' … '"' | bare text      dates, numbers: a range (2024..2026), a comparison (>=5)
             | "none"                   nothing recorded
             | "=" bare text            without what is narrower, or part of it

Inside quotes, a doubled quote stands for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from collab_tui.language import LANGUAGE, _, all_of
from collab_tui.query.fields import FIELDS, QueryField, Takes, canonical, field_named
from collab_tui.query.possible_kinds import kinds_at
from collab_tui.query.ranges import read_days, read_numbers
from collab_tui.query.syntax import (
    COLON,
    FIELD_NAME,
    NONE,
    And,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    QueryError,
    Span,
    Term,
    Text,
    Value,
    Word,
)
from collab_tui.records.kinds import Kind
from collab_tui.records.pasted import key_of
from collab_tui.suggest import by_nearness, did_you_mean

MAX_DEPTH = 40
"""How deeply parentheses and minuses may be nested."""

_ALONE = re.compile("[\ud800-\udfff]")
_SPACE = re.compile(r"\s*")
_WORD = re.compile(r'[^\s"()]+')
_FIELD = re.compile(rf"({FIELD_NAME})({COLON})(?!//)")
_BARE_VALUE = re.compile(r'[^\s"(),]+')
_OPERATOR = re.compile(r'(OR|AND)(?=[\s()"]|$)')


def parse(text: str, kinds: Iterable[Kind] = tuple(Kind)) -> Node:
    """Read a query; an empty one is ``And()``, which matches everything.

    `kinds` are the kinds that are searched. Messages about mistakes are limited to them.

    Raises:
        QueryError: the text is not a query; the error says where and what to do.
    """
    alone = _ALONE.search(text)
    if alone is not None:  # half of a character: no database and no terminal accepts it
        hint = _("leave it out, or type it again")
        raise QueryError(_("this is not a character"), *alone.span(), hint)
    return _Parser(text, kinds).query()


def _lonely(operator: str, at: int) -> QueryError:
    """Return the mistake of an operator, at `at`, that has nothing on one side."""
    message = _("{operator} needs something on both sides", operator=operator)
    hint = _('or search for "{word}"', word=operator.lower())
    return QueryError(message, at, at + len(operator), hint)


class _Parser:
    def __init__(self, text: str, kinds: Iterable[Kind]) -> None:
        self.text = text
        self.kinds = kinds
        self.at = 0
        self.unknown: list[tuple[QueryField, Text]] = []
        """Values that no list has. Which values fit depends on the terms beside them."""

    def query(self) -> Node:
        self._space()
        if self.at == len(self.text):
            return And()
        node = self._any(0)
        if self.at < len(self.text):  # `_any` stops early only at a closing parenthesis
            raise _not_open(self.at)
        if self.unknown:
            field, value = self.unknown[0]
            kinds = kinds_at(node, value.span, self.kinds) or kinds_at(node, value.span)
            raise _no_such_term(field, value, kinds or list(Kind))
        return node

    def _any(self, depth: int) -> Node:
        start = self.at
        nodes = [self._all(depth)]
        while self._operator() == "OR":
            self.at += len("OR")
            nodes.append(self._all(depth))
        return nodes[0] if len(nodes) == 1 else Or(tuple(nodes), Span(start, self.at))

    def _all(self, depth: int) -> Node:
        self._space()
        start = self.at
        nodes: list[Node] = []
        while True:
            self._space()
            operator = self._operator()
            if operator == "AND" and nodes:
                end = self.at + len("AND")
                self.at = end
                self._space()
                if self._at_end_of_all() or self._operator():
                    raise _lonely("AND", end - 3)
            elif self._at_end_of_all() or operator:
                break
            nodes.append(self._item(depth))
        if not nodes:
            operator = self._operator()
            if operator:
                raise _lonely(operator, self.at)
            if depth == 0 and self.at < len(self.text):
                raise _not_open(self.at)
            raise QueryError(_("something is missing here"), max(0, self.at - 1), self.at)
        return nodes[0] if len(nodes) == 1 else And(tuple(nodes), Span(start, self.at))

    def _item(self, depth: int) -> Node:
        start, char = self.at, self.text[self.at]
        if depth > MAX_DEPTH:
            raise QueryError(_("this is nested too deeply"), start, start + 1)
        following = self.text[self.at + 1 : self.at + 2]
        if char == "-" and following and not following.isspace() and following != ")":
            self.at += 1
            node = self._item(depth + 1)
            return Not(node, Span(start, self.at))
        if char == "(":
            self.at += 1
            node = self._any(depth + 1)
            if self.at >= len(self.text):
                message = _("this parenthesis is never closed")
                raise QueryError(message, start, start + 1, _("add )"))
            self.at += 1
            return replace(node, span=Span(start, self.at))
        if char == '"':
            return Phrase(self._quoted(), Span(start, self.at))
        match = _FIELD.match(self.text, self.at)
        word = _WORD.match(self.text, self.at)
        assert word is not None, "space, quote and parentheses were handled above"
        if match is not None and _is_field(match, word[0]):
            return self._term(match)
        self.at = word.end()
        return Word(word[0], Span(start, self.at))

    def _term(self, match: re.Match[str]) -> Node:
        name = canonical(match[1])
        field = field_named(name)
        if field is None:
            known = [*FIELDS, *(one.asked.said for one in FIELDS.values())]
            hint = did_you_mean(name, known) or _(
                "the fields are {fields}", fields=", ".join(FIELDS)
            )
            message = _("there is no field '{name}'", name=match[1])
            raise QueryError(message, match.start(1), match.end(1), hint)
        start, self.at = self.at, match.end()
        values = [self._value(field)]
        while self.text[self.at : self.at + 1] == ",":
            self.at += 1
            values.append(self._value(field))
        return Term(name, tuple(values), Span(start, self.at))

    def _value(self, field: QueryField) -> Value:
        start = self.at
        is_bare = self.text[start : start + 1] != '"'
        if not is_bare:
            text = self._quoted()
        else:
            match = _BARE_VALUE.match(self.text, start)
            if match is None:
                raise _no_value(field, start, start + 1)
            text = match[0]
            self.at = match.end()
        span = Span(start, self.at)
        if is_bare and field.has_none and text.lower() == NONE:
            return Nothing(span)
        if field.takes in (Takes.DAYS, Takes.DAY):
            return read_days(text, span, field)
        if field.takes is Takes.NUMBERS:
            return read_numbers(text, span, field)
        if field.takes is Takes.TERM:
            term = text.lower().replace("_", "-").replace(" ", "-")
            if term not in field.terms:
                meant = field.term_called(text) if LANGUAGE != "en" else None
                if meant is None:
                    self.unknown.append((field, Text(text, span)))
                term = meant or term
            return Text(term, span)
        if not text.strip():
            raise _no_value(field, span.start, span.end)
        return Text(text, span)

    def _quoted(self) -> str:
        start = self.at
        at = start + 1
        parts: list[str] = []
        while True:
            end = self.text.find('"', at)
            if end < 0:
                raise QueryError(_("this quote is never closed"), start, start + 1, _('add "'))
            parts.append(self.text[at:end])
            if self.text[end + 1 : end + 2] != '"':
                break
            parts.append('"')
            at = end + 2
        self.at = end + 1
        return "".join(parts)

    def _operator(self) -> str | None:
        self._space()
        match = _OPERATOR.match(self.text, self.at)
        return match[1] if match else None

    def _at_end_of_all(self) -> bool:
        return self.at >= len(self.text) or self.text[self.at] == ")"

    def _space(self) -> None:
        match = _SPACE.match(self.text, self.at)
        assert match is not None, "the pattern matches the empty string"
        self.at = match.end()


def _is_field(match: re.Match[str], word: str) -> bool:
    """Tell whether a name before a colon means a field, or is a mistake for one."""
    if field_named(canonical(match[1])) is not None:
        return True
    return match[1].isascii() and match[2] == ":" and key_of(word) is None


def _not_open(at: int) -> QueryError:
    return QueryError(_("there is no open parenthesis to close"), at, at + 1)


def _no_value(field: QueryField, start: int, end: int) -> QueryError:
    message = _("{field}: needs a value", field=field.name)
    return QueryError(message, start, end, _("as in {example}", example=field.example))


def _no_such_term(field: QueryField, value: Text, kinds: list[Kind]) -> QueryError:
    """Return the mistake of a value that no list has, with the values that records can have."""
    labels = field.labels(kinds)
    order, is_near = by_nearness(value.text, {term: [label] for term, label in labels.items()})
    if not order:
        nouns = all_of([kind.nouns for kind in kinds])
        hint = _("{kinds} have no {field}", kinds=nouns, field=field.name)
    elif is_near:
        nearest = order[0]
        label = labels[nearest]
        hint = (
            _("did you mean '{word}'?", word=nearest)
            if label == nearest.replace("-", " ")
            else _("did you mean '{word}' ({meaning})?", word=nearest, meaning=label)
        )
    else:
        hint = _("one of: {values}", values=", ".join(order))
    message = _("{field}: has no value '{value}'", field=field.name, value=value.text)
    return QueryError(message, value.span.start, value.span.end, hint)
