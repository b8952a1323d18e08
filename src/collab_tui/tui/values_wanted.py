"""Which values of which fields the sifter shows, by what is typed in it."""

from __future__ import annotations

from collections.abc import Container

from collab_tui.catalog.narrowing import COUNTED_LATE, MOST_COUNTED, fields_of
from collab_tui.query.choosing import choices
from collab_tui.query.fields import QueryField
from collab_tui.records.kinds import Kind

AT_FIRST = 5
"""Values shown of a field that is not opened."""

LETTERS_OF_FIELD = 3
"""Letters from which on what is typed may be a field's name that is not complete."""


def values_wanted(
    kind: Kind, text: str, typed: str, opened: Container[str]
) -> list[tuple[QueryField, str, int]]:
    """Return fields that narrow a list, each with what is typed of its values and how many to show.

    `text` is the query. The fields in `opened` show more values. What is typed may also be a
    field's name, which stands for all of its values.
    """
    if typed:
        return [
            (field, "" if _is_name(typed, field.name) else typed, MOST_COUNTED)
            for field in fields_of(kind)
            if field.name not in COUNTED_LATE or is_range(typed) or _is_name(typed, field.name)
        ]

    def most(name: str) -> int:
        if name in opened:
            return MOST_COUNTED
        return 0 if name in COUNTED_LATE and not choices(text, name) else AT_FIRST

    return [(field, "", most(field.name)) for field in fields_of(kind)]


def is_range(typed: str) -> bool:
    """Tell whether a date or a range is being typed, which may have a minus."""
    return typed[:1] in tuple("0123456789<>.")


def _is_name(typed: str, name: str) -> bool:
    typed = typed.casefold().removesuffix(":")
    return typed == name or (len(typed) >= LETTERS_OF_FIELD and name.startswith(typed))
