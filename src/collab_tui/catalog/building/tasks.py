"""What becomes of the values of each field: words that are searched, and rows of tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from collab_tui.catalog.building.findable import code_texts, label_of_term
from collab_tui.catalog.building.kept_values import (
    Found,
    keep_dates,
    keep_extra,
    keep_numbers,
    keep_presence,
    keep_texts,
)
from collab_tui.catalog.building.prepared import Prepared
from collab_tui.catalog.text import tokens
from collab_tui.records.declaration import Declaration
from collab_tui.records.declared.shared import NAMING
from collab_tui.records.field import Field, Searched, Sort, strings
from collab_tui.records.many import values_of
from collab_tui.records.pasted import key_of

SEARCHED = (Searched.NAMES, Searched.ALIASES, Searched.REST)
"""The columns of words, as fields name them."""

_KEEP = {Sort.DATE: keep_dates, Sort.NUMBER: keep_numbers, Sort.TABLE: keep_extra}
_ACRONYMS = next(field for field in NAMING if field.path == "acronyms[]")


class Task(NamedTuple):
    """What to do with the values of a field."""

    field: Field
    searched: int
    """The list of texts that they are added to; -1 for none."""
    keep: Callable[[Prepared, Field, Found], None] | None
    names_it: bool
    """Whether its values may be identifiers of other registries."""
    is_acronym: bool

    def add(
        self, rows: Prepared, texts: list[list[list[str]]], held: list[tuple[int, Any]]
    ) -> None:
        """Add what the values of the field in many records are, in tables and to the texts.

        `held` has the contents of the outermost key, each after the index of its record.
        """
        found = values_of(self.field, held)
        if self.searched >= 0:
            self._add_texts(texts[self.searched], found)
        if self.keep is not None:
            self.keep(rows, self.field, found)
        if self.names_it:
            _add_identifiers(rows, self.field, found, texts[-1])
        if self.is_acronym:
            folded = [(index, " ".join(tokens(text))) for index, text in found]
            kept = [one for one in folded if one[1]]
            rows.acronyms.add([index for index, _ in kept], [text for _, text in kept])

    def _add_texts(self, texts: list[list[str]], found: Found) -> None:
        scheme, terms = self.field.scheme, self.field.terms
        for index, value in found:
            if scheme:
                texts[index] += code_texts(scheme, value)
            elif type(value) is str:
                texts[index].append(value)
                if terms is not None and (label := label_of_term(terms, value)):
                    texts[index].append(label)
            else:
                texts[index] += strings(value)


def _add_identifiers(rows: Prepared, one: Field, found: Found, texts: list[list[str]]) -> None:
    """Keep the identifiers among the values. They are also searched, by their keys."""
    for index, value in found:
        if type(value) is not str:
            continue
        key = key_of(value) or (key_of(one.url.format(value)) if one.url else None)
        if key is not None:
            rows.identifiers.add([index], key)
            if value.lower() != key:
                texts[index].append(key)


def tasks_of(declaration: Declaration) -> dict[str, list[Task]]:
    """Return what to do with the fields under each outermost key."""
    tasks: dict[str, list[Task]] = {}
    for one in declaration.fields:
        if one.names is not None:
            continue
        searched = SEARCHED.index(one.words) if one.words in SEARCHED else -1
        is_kept = (one.asked and one.is_kept) or one.scheme == "country"  # it needs its label
        keep = _KEEP.get(one.sort, keep_texts) if is_kept else None
        if one.path == "documents[].path":
            keep = keep_presence
        names_it = one.top == "identifiers" or bool(one.url) or one.sort is Sort.URL
        task = Task(one, searched, keep, names_it, one is _ACRONYMS)
        if searched >= 0 or keep is not None or names_it:
            tasks.setdefault(one.top, []).append(task)
    return tasks
