"""Names in cells → ids of records, which are known or new."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from collab_tui.importing.known import Entry, Known, entry_of
from collab_tui.importing.marks import fingerprint
from collab_tui.importing.slugs import free, slug
from collab_tui.language import _
from collab_tui.records.declared import DECLARED
from collab_tui.records.kinds import Kind, is_slug


@dataclass(frozen=True, slots=True)
class Named:
    """What a cell names."""

    entry: Entry
    said: Mapping[str, Any]
    """What the row says about it, apart from its name."""
    is_new: bool = False
    near: tuple[Entry, ...] = ()
    """Records that may be the same."""
    look: str = ""
    """What a person should look at, if anything."""


@dataclass(slots=True)
class Pending:
    """A record that cells named. It is to be written, or may get more values."""

    entry: Entry
    table: dict[str, Any]
    is_new: bool
    looks: list[str] = field(default_factory=list)


class Naming:
    """Looks names up, and keeps the new ones."""

    def __init__(self, known: Mapping[Kind, Known]) -> None:
        """Look up among `known`."""
        self.known = known
        self.pending: dict[tuple[Kind, str], Pending] = {}

    def resolve(self, kind: Kind, text: str, said: Mapping[str, Any]) -> Named:
        """Return what `text` names: the one record with this name, or a new one.

        Nothing is kept before `keep`.
        """
        known = self.known[kind]
        country = said.get("country")
        found = known.exact(text, country)
        if len(found) == 1:
            return Named(found[0], said)
        record_id = slug(text, kind.value)
        before = known.by_id.get(record_id)
        if before is not None and before.source == fingerprint(" ".join(text.split())):
            return Named(before, said)  # made from this cell, and later renamed by somebody
        near = tuple(found[:3]) or tuple(known.near(text, country))
        record_id = free(record_id, known.by_id)
        name = " ".join(text.split())
        entry = Entry(kind, record_id, name, [name], country, said.get("city"), is_here=True)
        return Named(entry, said, is_new=True, near=near)

    def given(self, kind: Kind, value: Any) -> Named:
        """Return what a constant names: an id, a name, or a table to be written."""
        if isinstance(value, Mapping):
            said = {name: inner for name, inner in value.items() if name not in ("id", "name")}
            wanted = value.get("id")
            text = str(value.get("name", wanted))
            if isinstance(wanted, str) and wanted not in self.known[kind].by_id:
                entry = Entry(kind, wanted, text, [text], said.get("country"), is_here=True)
                return Named(entry, said, is_new=True)
            return self.resolve(kind, wanted if isinstance(wanted, str) else text, said)
        named = self.resolve(kind, str(value), {})
        if named.is_new and is_slug(str(value)):
            entry = Entry(kind, str(value), str(value), [str(value)], is_here=True)
            look = _("is named by its id alone; give it its name")
            return Named(entry, {}, is_new=True, near=named.near, look=look)
        return named

    def keep(self, named: Named, tell: Callable[[Entry, Entry], None]) -> None:
        """Keep a name: a new record is written, and one of an earlier import may get more values.

        `tell` is called with each record that may be the same as a new one.
        """
        entry = named.entry
        place = (entry.kind, entry.id)
        pending = self.pending.get(place)
        if pending is None:
            is_ours = entry.is_here and (named.is_new or entry.source is not None)
            if not is_ours:
                return
            table: dict[str, Any] = {"id": entry.id}
            if named.is_new:
                table |= {"name": entry.name} | missing(entry.kind, named.said)
                self.known[entry.kind].add(entry)
            pending = self.pending[place] = Pending(entry, table, named.is_new)
            pending.looks += [named.look] if named.look else []
            for other in named.near:
                tell(entry, other)
                pending.looks.append(
                    _("may be the same as {ref} ({name})", ref=other.ref, name=other.name)
                )
        for name, value in named.said.items():
            pending.table.setdefault(name, deepcopy(value))
        if entry.country is None:
            entry.country = pending.table.get("country")


def missing(kind: Kind, table: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a record should say and `table` does not, if ``other`` can say it."""
    return {
        one.path: "other"
        for one in DECLARED[kind].fields
        if one.is_expected
        and one.path not in table
        and "other" in [term.value for term in one.terms or ()]
    }


def entries(kind: Kind, table: Mapping[str, Any], mark: Mapping[Any, str] | None) -> Entry | None:
    """Return the entry of a record in the file that is written, with its origin."""
    entry = entry_of(kind, table, is_here=True)
    if entry is not None and mark is not None:
        entry.source = mark.get(("name",), "")
    return entry
