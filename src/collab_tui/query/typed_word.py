"""A plain word of a query while it is being typed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from collab_tui.query.edit import without
from collab_tui.query.syntax import Span

_TYPED_WORD = re.compile(r'(?:^|(?<=[\s(-]))([^\s(),":<>=-][^\s(),":<>=]*)$')
_OPERATORS = ("OR", "AND")


@dataclass(frozen=True, slots=True)
class TypedWord:
    """The word just left of the cursor; empty if the whole query is."""

    typed: str
    start: int
    """The column where it begins."""
    rest: str
    """The query without it."""
    ending: str = " "
    """What comes after the term that takes its place."""

    @classmethod
    def find(cls, text: str, column: int) -> TypedWord | None:
        """Return the word that is being typed at `column`; None if there is none."""
        if not text.strip():
            return cls("", 0, "")
        if (column < len(text) and not text[column].isspace()) or text[:column].count('"') % 2:
            return None
        match = _TYPED_WORD.search(text[:column])
        if match is None or match[1] in _OPERATORS:
            return None
        begin = match.start() - (1 if text[: match.start()].endswith("-") else 0)
        return cls(match[1], match.start(), without(text, Span(begin, column)))
