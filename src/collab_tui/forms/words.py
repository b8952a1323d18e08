"""The values of a form in words, for people: names in place of ids, labels in place of codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from collab_tui.catalog.labels import label_of
from collab_tui.forms.shape import Part
from collab_tui.forms.tables import as_table, elements
from collab_tui.keeping.toml_text import value_text
from collab_tui.language import number
from collab_tui.records.durations import Duration
from collab_tui.records.field import Sort
from collab_tui.records.kinds import Ref
from collab_tui.records.texts import shown
from collab_tui.render.words import show_date

BETWEEN = " · "
"""Between the values of one element."""


class Words:
    """Puts values into words. Names of records are looked up before, because that takes a while."""

    def __init__(self, names: Mapping[Ref, str]) -> None:
        """Know the `names` of records."""
        self._names = dict(names)
        self._labels: dict[tuple[str, str], str] = {}

    def learn(self, names: Mapping[Ref, str]) -> None:
        """Know more names."""
        self._names.update(names)

    def name(self, ref: Ref) -> str:
        """Return what a record is called; its id if that is not known."""
        return self._names.get(ref, ref.id)

    def code(self, scheme: str, code: str) -> str:
        """Return the name of a country or a language; the code if it has none."""
        found = self._labels.get((scheme, code))
        if found is None:
            found = self._labels[scheme, code] = label_of(scheme, code) or code
        return found

    def value(self, part: Part, value: Any) -> str:
        """Return a value, or a list of values, in words; empty if there is none."""
        if value is None:
            return ""
        if part.is_list and isinstance(value, list | tuple):
            return ", ".join(self.value(part, element) for element in value)
        if part.parts and isinstance(value, Mapping):
            return self.element(part, value)
        return self._one(part, value)

    def element(self, part: Part, element: Any) -> str:
        """Return an element of a list, or a table, in words: its values, one after the other."""
        return BETWEEN.join(self._inside(part, element))

    def _inside(self, part: Part, element: Any) -> Iterator[str]:
        table = as_table(part, element)
        if part.field.inner and part.field.inner in table:
            yield self._one(part, table[part.field.inner])
        for inner in part.parts:
            held = table.get(inner.key)
            if held is not None and (words := self.value(inner, held)):
                yield words

    def _one(self, part: Part, value: Any) -> str:
        field = part.field
        if field.names is not None and isinstance(value, str):
            return self.name(Ref(field.names.kind, value))
        if field.terms is not None:
            return field.terms.label_of(str(value))
        if field.sort is Sort.CODE and isinstance(value, str):
            return self.code(field.scheme, value)
        if field.sort is Sort.DATE:
            return show_date(str(value))
        if field.sort is Sort.DURATION:
            return _duration(str(value))
        if field.by_language:
            return shown(value) if value else ""
        if field.sort is Sort.NUMBER and isinstance(value, int | float) and not field.url:
            return number(value)
        return str(value) if isinstance(value, str | int | float) else value_text(value, None)


def _duration(text: str) -> str:
    try:
        return Duration.parse(text).words
    except ValueError:
        return text


def names_in(part: Part, value: Any) -> Iterator[Ref]:
    """Yield the records that a value names."""
    for element in elements(value):
        if part.field.names is not None:
            held = as_table(part, element).get(part.field.inner) if part.field.inner else element
            if isinstance(held, str):
                yield Ref(part.field.names.kind, held)
        for inner in part.parts:
            if isinstance(element, Mapping):
                yield from names_in(inner, element.get(inner.key))
