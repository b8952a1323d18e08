"""What a form can show of a kind: its fields as a tree, each below the table that holds it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from collab_tui.language import _
from collab_tui.records.declared import DECLARED
from collab_tui.records.field import Field, Sort, words_of
from collab_tui.records.kinds import Kind
from collab_tui.registry.problems import KeyPath, keys_in

FREE = "extra"
"""The table whose keys are the user's own."""


FINDS_RECORD = _("Type a name, an acronym or an id, and choose from the list.")


@dataclass(frozen=True, slots=True)
class Part:
    """A field, and the fields inside it."""

    field: Field
    parts: tuple[Part, ...] = ()

    @property
    def key(self) -> str:
        """Its key in the table around it."""
        return self.field.steps[-1][0]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that lead to it, without places in lists."""
        return self.field.keys

    @property
    def label(self) -> str:
        """What it is called."""
        words = words_of(self.key)
        return self.field.label or words[:1].upper() + words[1:]

    @property
    def label_inside(self) -> str:
        """What it is called within a sentence; ``ROR`` stays as it is."""
        return self.label if self.label[:2].isupper() else self.label[:1].lower() + self.label[1:]

    @property
    def help(self) -> str:
        """What to enter. A form finds records by their names, and nobody writes ids there."""
        return FINDS_RECORD if self.field.names is not None else self.field.help

    @property
    def is_list(self) -> bool:
        """Whether it holds a list."""
        return self.field.steps[-1][1]

    @property
    def is_table(self) -> bool:
        """Whether it is a table that is no element of a list."""
        return self.field.sort is Sort.TABLE and not self.is_list and not self.is_free

    @property
    def is_free(self) -> bool:
        """Whether its keys are the user's own."""
        return self.field.path == FREE

    @property
    def has_rows_inside(self) -> bool:
        """Whether an element of the list has several values."""
        return self.is_list and bool(self.parts)

    @property
    def element_parts(self) -> tuple[Part, ...]:
        """The values of one element. If an element may be one value alone, that comes first."""
        return (Part(self.field), *self.parts) if self.field.inner else self.parts


@cache
def parts_of(kind: Kind) -> tuple[Part, ...]:
    """Return the outermost fields of a kind in the order of a form: the name comes first."""
    found = [*_below(kind, ())]
    return (*(p for p in found if p.key == "name"), *(p for p in found if p.key != "name"))


def _below(kind: Kind, keys: tuple[str, ...]) -> Iterator[Part]:
    for field in DECLARED[kind].fields:
        if field.keys[:-1] == keys:
            yield Part(field, (*_below(kind, field.keys),))


def part_at(kind: Kind, path: KeyPath) -> Part | None:
    """Return the field that a path leads to, or into; None if it is not declared."""
    found: Part | None = None
    parts = parts_of(kind)
    for key in keys_in(path):
        inner = next((part for part in parts if part.key == key), None)
        if inner is None:
            return found
        found, parts = inner, inner.parts
    return found
