"""What is wrong in a registry, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeAlias

from collab_tui.language import _, _later
from collab_tui.reasons import told
from collab_tui.suggest import nearest

Argument: TypeAlias = str | int | list[str]
"""The values that are filled into the words of a problem; JSON can hold them. They are codes, names
and values, never sentences: only the words of the check are in a language. The exceptions are the
arguments named in `REASONS`, in the words of tomli and of the system (see `collab_tui.reasons`)."""

REASONS = ("reason", "detail")
"""The arguments that are in the words of others."""

Example: TypeAlias = str | Mapping[str, bytes | None] | None
"""What causes a problem: the text of a file; or the files of a folder by name, where None stands
for a link that leads nowhere; or None, for a folder that does not exist."""

KeyPath: TypeAlias = tuple[str | int, ...]
"""Keys and array indices from a file's root to a value: ``("institution", 3, "country")``."""

MAX_DEPTH = 60
"""The greatest length of a path. No field needs more than six steps, and a user's own table only a
few more."""


def keys_in(path: KeyPath) -> tuple[str, ...]:
    """Return the keys of a path, without places in lists."""
    return tuple(step for step in path if isinstance(step, str))


class Severity(StrEnum):
    """Errors make ``collab-tui check`` fail; warnings only do so with ``--strict``."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Place:
    """A value in a file. Line and column count from 1; `positions` fills them in."""

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
    """The words of a problem: templates that are filled with its arguments when it is shown.

    They are kept in English, because a baseline compares problems in any language.
    """

    message: str
    hint: str | None = None
    near: str = _later("did you mean '{near}'?")
    """Replaces the hint if one of the values of the argument `known` is similar to `word`."""
    terms: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """For arguments that are codes: the words for these codes, by argument."""

    def filled(
        self,
        template: str,
        arguments: Mapping[str, Argument],
        said: Callable[[str], str] = _,
    ) -> str:
        """Return one of the templates with arguments in it; `said` translates."""
        shown: dict[str, Argument] = {}
        for name, value in arguments.items():
            of_codes = self.terms.get(name, {})
            many = [str(one) for one in (value if isinstance(value, list) else [value])]
            many = [told(one, said) for one in many] if name in REASONS else many
            shown[name] = ", ".join(said(of_codes[one]) if one in of_codes else one for one in many)
        return said(template).format_map(shown)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that can be wrong in a registry, declared once.

    Reports, ``docs/checks.md`` and ``collab-tui check --explain CODE`` follow from it.
    """

    code: str
    """Stable: scripts may depend on it."""
    severity: Severity
    means: str
    """What it means, in a sentence or two."""
    remedy: str
    """What to do about it."""
    example: Example
    words: Words | Mapping[str, Words]
    """The message; by case, if there are several."""
    is_of_file: bool = False
    """Whether it is about a file and not about a value; such problems come first."""

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
        """Return the words of one of the cases."""
        return self.words if isinstance(self.words, Words) else self.words[case]


FATES = {
    "value": _later("it is left out"),
    "element": _later("this element of '{within}' is left out"),
    "part": _later("'{within}' is left out"),
    "table": _later("the whole table is left out"),
    "record": _later("the whole record is left out"),
    "kept": _later("the record is kept without it"),
}
"""What happens to the thing that a problem is about, as a clause."""

_WITH_FATE = _later("{problem}; {fate}")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong: what was found where. Its words are made when it is shown."""

    check: Check
    place: Place
    case: str = ""
    """Which of the messages of its check is meant."""
    arguments: Mapping[str, Argument] = field(default_factory=dict)
    also: Place | None = None
    at_key: bool = False
    """Whether the key is wrong, and not its value."""

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
        """The message, as a clause without a full stop."""
        return self._message(_)

    @property
    def english(self) -> str:
        """The message in English, whatever the language of the program is."""
        return self._message(str)

    def _message(self, said: Callable[[str], str]) -> str:
        words = self.check.words_for(self.case)
        message = words.filled(words.message, self.arguments, said)
        fate = FATES.get(str(self.arguments.get("fate", "")))
        if not fate:
            return message
        return said(_WITH_FATE).format(
            problem=message, fate=words.filled(fate, self.arguments, said)
        )

    @property
    def hint(self) -> str | None:
        """What to do about it here; empty if there is nothing to say."""
        words = self.check.words_for(self.case)
        word, known = self.arguments.get("word"), self.arguments.get("known")
        near = nearest(word, known) if isinstance(word, str) and isinstance(known, list) else None
        if near is not None:
            return words.filled(words.near, {**self.arguments, "near": near})
        return words.filled(words.hint, self.arguments) if words.hint else None

    def with_fate(self, fate: str, within: str = "") -> Problem:
        """Return this problem with what happens to the thing that it is about, one of `FATES`."""
        return replace(self, arguments={**self.arguments, "fate": fate, "within": within})

    def within(self, *prefix: str | int) -> Problem:
        """Return this problem with `prefix` added in front of its path."""
        return replace(self, place=replace(self.place, path=(*prefix, *self.place.path)))


def original_path(path: KeyPath, kept: Mapping[KeyPath, list[int]]) -> KeyPath:
    """Translate a path in what remained of a table into a path in the table as written."""
    if not kept:
        return path
    found: list[str | int] = []
    for step in path:
        indices = kept.get(tuple(found))
        found.append(indices[step] if indices is not None and isinstance(step, int) else step)
    return tuple(found)
