"""A form as rows: one for each value, element and place where something can be added."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from collab_tui.forms.evidence import fact_at
from collab_tui.forms.shape import Part, parts_of
from collab_tui.forms.tables import as_table, elements
from collab_tui.forms.words import Words
from collab_tui.keeping.toml_text import value_text
from collab_tui.language import _, _c
from collab_tui.records.field import Sort
from collab_tui.records.kinds import Kind
from collab_tui.registry.problems import KeyPath


class Does(Enum):
    """What Enter does on a row."""

    EDIT = auto()  # edit or choose the value
    OPEN = auto()  # show the values of an element, or hide them
    ADD = auto()  # add an element to a list
    ADD_LANGUAGE = auto()  # add a text in another language
    ADD_KEY = auto()  # add a key of the user's own
    ADD_FIELD = auto()  # show a field that has no value yet
    NOTHING = auto()  # a heading, or an id that does not change here


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a form."""

    does: Does
    path: KeyPath
    part: Part | None
    label: str = ""
    value: str = ""
    depth: int = 0
    language: str = ""
    """The language of a text."""
    hint: str = ""
    """What is shown in the place of a missing value."""
    fact: str = ""
    """The path of the fact, as evidence names it."""
    is_open: bool = False
    is_element: bool = False
    """Whether it can be moved within its list."""


@dataclass(frozen=True, slots=True)
class Looking:
    """What decides which rows there are, besides the record."""

    language: str
    """The language of a text that does not say its own."""
    is_new: bool
    unfolded: KeyPath = ()
    """The element whose values are shown, and what is around it."""
    wanted: frozenset[tuple[str, ...]] = frozenset()
    """The fields that are shown because somebody named them."""
    id_hint: str = ""


class Rows:
    """Lays out the rows of one record."""

    def __init__(
        self, kind: Kind, table: Mapping[str, Any], words: Words, looking: Looking
    ) -> None:
        """Lay out `table`, a record of a kind."""
        self._kind = kind
        self._table = table
        self._words = words
        self._looking = looking

    def all(self) -> list[Row]:
        """Return every row, from the top."""
        found: list[Row] = []
        for part in parts_of(self._kind):
            if is_shown(part, self._table, self._looking):
                found += self._part(part, (part.key,), self._table.get(part.key), 0)
        return [*found, Row(Does.ADD_FIELD, (), None, value=_("+ another field"))]

    def _part(self, part: Part, path: KeyPath, value: Any, depth: int) -> Iterator[Row]:
        if part.is_free:
            yield from self._free(part, path, value)
        elif part.field.by_language:
            yield from self._texts(part, path, value, depth)
        elif part.is_list:
            yield from self._list(part, path, value, depth)
        elif part.is_table:
            yield from self._inside(part, path, value, depth)
        else:
            yield self._value(part, path, value, depth)

    def _value(self, part: Part, path: KeyPath, value: Any, depth: int, label: str = "") -> Row:
        words = self._words.value(part, value)
        is_fixed = path == ("id",) and not self._looking.is_new
        hint = self._looking.id_hint if path == ("id",) else ""
        return Row(
            Does.NOTHING if is_fixed else Does.EDIT,
            path,
            part,
            label or part.label,
            words,
            depth,
            hint=hint,
            fact=self._fact(path),
        )

    def _inside(self, part: Part, path: KeyPath, value: Any, depth: int) -> Iterator[Row]:
        """Yield the heading of a table, and its values below."""
        table = value if isinstance(value, Mapping) else {}
        yield Row(Does.NOTHING, path, part, part.label, depth=depth, fact=self._fact(path))
        for inner in part.parts:
            if is_shown(inner, table, self._looking, part):
                yield from self._part(inner, (*path, inner.key), table.get(inner.key), depth + 1)

    def _list(self, part: Part, path: KeyPath, value: Any, depth: int) -> Iterator[Row]:
        label = part.label
        for place, element in enumerate(elements(value)):
            yield from self._element(part, (*path, place), element, label, depth)
            label = ""
        words = f"+ {part.field.one or part.label_inside}"
        yield Row(Does.ADD, path, part, label, words, depth, fact=self._fact(path))

    def _element(
        self, part: Part, path: KeyPath, element: Any, label: str, depth: int
    ) -> Iterator[Row]:
        if not part.has_rows_inside:
            row = self._value(part, path, element, depth)
            yield Row(row.does, path, part, label, row.value, depth, fact=row.fact, is_element=True)
            return
        is_open = self._looking.unfolded[: len(path)] == path
        words = self._words.element(part, element)
        yield Row(
            Does.OPEN,
            path,
            part,
            label,
            words,
            depth,
            hint=_("(empty)"),
            fact=self._fact(path),
            is_open=is_open,
            is_element=True,
        )
        if not is_open:
            return
        table = as_table(part, element)
        for inner in part.element_parts:
            key = part.field.inner if inner.field is part.field else inner.key
            here = (*path, key)
            if inner.field is part.field:
                alone = Part(part.field)
                words = self._words.value(alone, table.get(key))
                yield Row(Does.EDIT, here, alone, inner_label(part), words, depth + 1)
            else:
                yield from self._part(inner, here, table.get(key), depth + 1)

    def _texts(self, part: Part, path: KeyPath, value: Any, depth: int) -> Iterator[Row]:
        label = part.label
        fact = self._fact(path)
        found = [*_texts_in(path, value, self._looking.language)]
        for language, here, text in found:
            yield Row(Does.EDIT, here, part, label, text, depth, language, fact=fact)
            label = ""
        if value:
            yield Row(Does.ADD_LANGUAGE, path, part, "", _("+ language"), depth, fact=fact)

    def _free(self, part: Part, path: KeyPath, value: Any) -> Iterator[Row]:
        yield Row(Does.NOTHING, path, part, part.label)
        for key, held in (value if isinstance(value, Mapping) else {}).items():
            words = held if isinstance(held, str) else value_text(held, None)
            yield Row(Does.EDIT, (*path, key), part, key, words, 1)
        yield Row(Does.ADD_KEY, path, part, "", _("+ a key of your own"), 1)

    def _fact(self, path: KeyPath) -> str:
        return fact_at(self._kind, self._table, path)


def is_shown(
    part: Part, table: Mapping[str, Any], looking: Looking, around: Part | None = None
) -> bool:
    """Tell whether a field has rows: it has a value, is usual, or was named.

    A table none of whose fields is usual shows all of them.
    """
    named = any(keys[: len(part.keys)] == part.keys for keys in looking.wanted)
    if part.key in table or named or part.field.is_usual:
        return True
    return around is not None and not any(inner.field.is_usual for inner in around.parts)


def _texts_in(path: KeyPath, value: Any, language: str) -> Iterator[tuple[str, KeyPath, str]]:
    """Yield the texts of a value by language, each with its path."""
    if not isinstance(value, Mapping):
        yield language, path, str(value or "")
        return
    for tag, held in value.items():
        if isinstance(held, list | tuple):
            yield from ((tag, (*path, tag, place), str(text)) for place, text in enumerate(held))
        else:
            yield tag, (*path, tag), str(held)


def inner_label(part: Part) -> str:
    """Return the label of a value that an element may be alone: ``People`` → ``Person``."""
    field = part.field
    if field.names is not None:
        return field.names.kind.label
    return _c("field", "Address") if field.sort is Sort.URL else _c("field", "Text")
