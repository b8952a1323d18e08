"""Changes to a query as text. A person can read and undo what a key does to it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from collab_tui.query.fields import canonical
from collab_tui.query.parse import parse
from collab_tui.query.syntax import (
    COLON,
    FIELD_NAME,
    And,
    Node,
    Or,
    Phrase,
    QueryError,
    Span,
    Text,
    Word,
)
from collab_tui.records.declared.asked import EXTRA

_TYPED_FIELD = re.compile(
    rf'(?:^|(?<=[\s(-]))({FIELD_NAME}){COLON}((?:(?:"(?:[^"]|"")*"|[^\s(),"]*),)*)'
    r'("(?:[^"]|"")*|[^\s(),"]*)$'
)
_TYPED_KEY = re.compile(rf"(?:^|(?<=[\s(-])){EXTRA.name}\.([\w.-]*)$", re.IGNORECASE)
_AND_BEFORE = re.compile(r'(?:^|(?<=[\s()"]))AND$')
_AND_AFTER = re.compile(r'AND(?=[\s()"]|$)')


def top_terms(text: str) -> list[Node]:
    """Return the terms that stand side by side in a query; nothing if it has a mistake."""
    try:
        node = parse(text)
    except QueryError:
        return []
    return list(node.nodes) if isinstance(node, And) else [node]


def without(text: str, span: Span) -> str:
    """Return `text` without the piece at `span` and the space and AND that would remain."""
    left, right = text[: span.start].rstrip(), text[span.end :].lstrip()
    if _AND_BEFORE.search(left):
        left = left.removesuffix("AND").rstrip()
    elif _AND_AFTER.match(right):
        right = right.removeprefix("AND").lstrip()
    return f"{left} {right}".strip() if left and right else left + right


def without_typed(text: str, start: int, column: int) -> str:
    """Return `text` without the term that is typed from `start` to `column`, and its minus."""
    return without(text, Span(start - text[:start].endswith("-"), column))


def with_term(text: str, term: str) -> str:
    """Return `text` with `term` after it. A query with OR is put in parentheses first."""
    if not text.strip():
        return term
    joined = f"{text.strip()} {term}"
    # Without parentheses, the term would belong only to the last alternative.
    is_loose = top_terms(text) and _is_alternatives(joined)
    return f"({text.strip()}) {term}" if is_loose else joined


def _is_alternatives(text: str) -> bool:
    try:
        return isinstance(parse(text), Or)
    except QueryError:
        return False


def toggle(text: str, term: str) -> str:
    """Put `term` into the query, or remove it everywhere it stands by itself.

    Of several terms, those that are not there are put in; where all are, they are removed.
    """
    if any(not has_term(text, one) for one in _pieces(term)):
        return with_terms(text, term)
    for one in _pieces(term):
        while has_term(text, one):
            spans = [node.span for node in top_terms(text) if node == parse(one)]
            text = without(text, spans[0])
    return text


def with_terms(text: str, terms: str) -> str:
    """Return `text` with those of some terms after it that it has not."""
    for one in _pieces(terms):
        if not has_term(text, one):
            text = with_term(text, one)
    return text


def _pieces(terms: str) -> list[str]:
    """Return the terms that stand side by side, each as it is written."""
    return [terms[node.span.start : node.span.end] for node in top_terms(terms)] or [terms]


def without_words(text: str) -> str:
    """Return the query without the words that find records; negated words stay.

    Words beside a field in an OR or in parentheses stay, too.
    """
    for node in reversed(top_terms(text)):
        if _is_words(node):
            text = without(text, node.span)
    return text


def _is_words(node: Node) -> bool:
    if isinstance(node, And | Or):
        return bool(node.nodes) and all(map(_is_words, node.nodes))
    return isinstance(node, Word | Phrase)


def has_term(text: str, term: str) -> bool:
    """Tell whether `term` stands in the query by itself."""
    return parse(term) in top_terms(text)


def drop_at(text: str, column: int) -> str:
    """Remove the term at `column`, or the last one before it.

    If the query has a mistake, terms are the texts between spaces.
    """
    spans = [node.span for node in top_terms(text)]
    spans = spans or [Span(*match.span()) for match in re.finditer(r"\S+", text)]
    before = [span for span in spans if span.start < max(1, column)]
    found = before[-1] if before else (spans[0] if spans else None)
    return without(text, found) if found is not None else text


@dataclass(frozen=True, slots=True)
class TypedValue:
    """A field's value while it is being typed, just left of the cursor."""

    field: str
    """The field's name."""
    typed: str
    """The part of the value that is typed, without quotes."""
    start: int
    """The column where the value begins."""
    rest: str
    """The query without the whole term."""
    ending: str = " "
    """What comes after the value when it is taken."""

    @classmethod
    def find(cls, text: str, column: int) -> TypedValue | None:
        """Return the value that is being typed at `column`; None if there is none."""
        if column < len(text) and not text[column].isspace():
            return None
        match = _TYPED_FIELD.search(text[:column])
        key = _TYPED_KEY.search(text[:column])
        if key is not None:
            rest = without_typed(text, key.start(), column)
            return cls(EXTRA.name, key[1], key.start(1), rest, ending=":")
        if match is None:
            return None
        rest = without_typed(text, match.start(), column)
        typed = match[3].strip('"').replace('""', '"')
        return cls(canonical(match[1]), typed, match.start(3), rest)


def written(value: str) -> str:
    """Return a field's value as a query writes it, quoted if needed."""
    return str(Text(value))
