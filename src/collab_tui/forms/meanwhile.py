"""A record that somebody else changed while it was edited: what both did, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from collab_tui.records.same import same

_NONE = object()


class Both(NamedTuple):
    """A field that both changed, in different ways; None where a version does not have it."""

    key: str
    before: Any
    theirs: Any
    mine: Any


class Joined(NamedTuple):
    """The changes of both, in one record."""

    table: dict[str, Any]
    """Where both changed a field in different ways, it has mine."""
    theirs: list[str]
    """The fields that only they changed. They are in `table`."""
    both: list[Both]
    """The fields that both changed."""

    def with_theirs(self) -> dict[str, Any]:
        """Return the record with their values where both changed a field."""
        table = dict(self.table)
        for one in self.both:
            if one.theirs is None:
                table.pop(one.key, None)
            else:
                table[one.key] = one.theirs
        return table


def joined(base: Mapping[str, Any], theirs: Mapping[str, Any], mine: Mapping[str, Any]) -> Joined:
    """Join two changes of one record, field by field; `base` is what both began with."""
    table: dict[str, Any] = {}
    only: list[str] = []
    both: list[Both] = []
    for key in dict.fromkeys([*mine, *theirs, *base]):
        before, their, my = (one.get(key, _NONE) for one in (base, theirs, mine))
        if same(their, before) or same(their, my):
            found = my
        elif same(my, before):
            found = their
            only.append(key)
        else:
            found = my
            values = (None if one is _NONE else one for one in (before, their, my))
            both.append(Both(key, *values))
        if found is not _NONE:
            table[key] = found
    return Joined(table, only, both)
