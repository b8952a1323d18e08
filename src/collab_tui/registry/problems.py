"""What is wrong in a registry, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeAlias

from collab_tui.suggest import nearest

Argument: TypeAlias = str | int | list[str]
"""What fills the words of a problem; JSON can hold it."""

Example: TypeAlias = str | Mapping[str, bytes | None] | None
"""What brings a problem: the text of a file; or the files of a folder by name, where None stands
for a link that leads nowhere; or None, a folder that is not there."""

KeyPath: TypeAlias = tuple[str | int, ...]
"""Keys and array indices from a file's root to a value: ``("institution", 3, "country")``."""

MAX_DEPTH = 60
"""How long a path may get: no field needs more than six steps, a table of one's own few more."""


class Severity(StrEnum):
    """Errors fail ``collab-tui check``; warnings do so only with ``--strict``."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Place:
    """A value in a file; line and column count from 1 and are filled in by `positions`."""

    file: str
    path: KeyPath = ()
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        """Return ``file:line:column``, as far as it is known."""
        parts = [self.file, *(str(n) for n in (self.line, self.column) if n is not None)]
        return ":".join(parts)


@dataclass(frozen=True, slots=True)
class Words:
    """How a problem is told: templates that are filled with its arguments when it is shown."""

    message: str
    hint: str | None = None
    near: str = "did you mean '{near}'?"
    """Takes the place of the hint where one of the argument `known` is near to `word`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that can be wrong in a registry, declared once.

    Reports, ``docs/checks.md`` and ``collab-tui check --explain CODE`` follow from it.
    """

    code: str
    """Stable: scripts may rely on it."""
    severity: Severity
    means: str
    """What it means, in a sentence or two."""
    remedy: str
    """What to do about it."""
    example: Example
    words: Words | Mapping[str, Words]
    """What is said; by case, where that differs."""
    is_of_file: bool = False
    """Whether it is about a file rather than a value; such come first."""

    def at(
        self,
        place: Place,
        case: str = "",
        *,
        also: Place | None = None,
        at_key: bool = False,
        **arguments: Argument,
    ) -> Problem:
        """Return the problem that this check found at `place`."""
        return Problem(self, place, case, arguments, also, at_key)

    def words_for(self, case: str) -> Words:
        """Return what is said in one of the cases."""
        return self.words if isinstance(self.words, Words) else self.words[case]


FATES = {
    "value": "it is left out",
    "element": "this element of '{within}' is left out",
    "part": "'{within}' is left out",
    "table": "the whole table is left out",
    "record": "the whole record is left out",
    "kept": "the record is kept without it",
}
"""What becomes of what a problem is about, as a clause."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong: what was found where. Its words are made when it is shown."""

    check: Check
    place: Place
    case: str = ""
    """Which of the words of its check are meant."""
    arguments: Mapping[str, Argument] = field(default_factory=dict)
    also: Place | None = None
    at_key: bool = False
    """Whether the key is at fault rather than its value."""

    @property
    def code(self) -> str:
        """The code of the check."""
        return self.check.code

    @property
    def severity(self) -> Severity:
        """How bad it is."""
        return self.check.severity

    @property
    def message(self) -> str:
        """What is wrong, as a clause without a full stop."""
        message = _filled(self.check.words_for(self.case).message, self.arguments)
        fate = FATES.get(str(self.arguments.get("fate", "")))
        return f"{message}; {_filled(fate, self.arguments)}" if fate else message

    @property
    def hint(self) -> str | None:
        """What to do about it here, if there is anything to say."""
        words = self.check.words_for(self.case)
        word, known = self.arguments.get("word"), self.arguments.get("known")
        near = nearest(word, known) if isinstance(word, str) and isinstance(known, list) else None
        if near is not None:
            return _filled(words.near, {**self.arguments, "near": near})
        return _filled(words.hint, self.arguments) if words.hint else None

    def with_fate(self, fate: str, within: str = "") -> Problem:
        """Return this problem with what becomes of what it is about, one of `FATES`."""
        return replace(self, arguments={**self.arguments, "fate": fate, "within": within})

    def within(self, *prefix: str | int) -> Problem:
        """Return this problem with `prefix` put before its path."""
        return replace(self, place=replace(self.place, path=(*prefix, *self.place.path)))


def _filled(template: str, arguments: Mapping[str, Argument]) -> str:
    shown = {k: ", ".join(v) if isinstance(v, list) else v for k, v in arguments.items()}
    return template.format_map(shown)


def original_path(path: KeyPath, kept: Mapping[KeyPath, list[int]]) -> KeyPath:
    """Translate a path into what remained of a table into one into the table as written."""
    if not kept:
        return path
    found: list[str | int] = []
    for step in path:
        indices = kept.get(tuple(found))
        found.append(indices[step] if indices is not None and isinstance(step, int) else step)
    return tuple(found)
