"""A plain word of a query while it is being typed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from collab_tui.query.edit import without, without_typed
from collab_tui.query.syntax import Span

_TYPED_WORD = re.compile(r'(?:^|(?<=[\s(-]))([^\s(),":：<>=-][^\s(),":：<>=]*)$')
_EARLIER_WORD = re.compile(r'(?<![^\s(])([^\s(),":：<>=-][^\s(),":：<>=]*)(?=\s)')
_OPERATORS = ("OR", "AND")

MOST_EARLIER = 3
"""How many of the words before the one that is typed are looked at, the nearest first."""


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
    earlier: tuple[TypedWord, ...] = ()
    """The plain words before it, the nearest first."""

    @property
    def end(self) -> int:
        """The column after it."""
        return self.start + len(self.typed)

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
        rest = without_typed(text, match.start(), column)
        return cls(match[1], match.start(), rest, earlier=cls._before(text, match.start()))

    @classmethod
    def _before(cls, text: str, start: int) -> tuple[TypedWord, ...]:
        """Return the plain words of `text` that end before `start`."""
        found = [
            cls(match[1], match.start(), without(text, Span(match.start(), match.end())), "")
            for match in _EARLIER_WORD.finditer(text[:start])
            if match[1] not in _OPERATORS and not text[: match.start()].count('"') % 2
        ]
        return tuple(found[: -MOST_EARLIER - 1 : -1])
