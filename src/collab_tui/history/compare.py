"""Compares two states of a registry: by record, by field, by element of a list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeAlias

from collab_tui.keeping.references import renamed
from collab_tui.keeping.values import identity
from collab_tui.records.declared import DECLARED
from collab_tui.records.field import strings
from collab_tui.records.kinds import Kind, Ref
from collab_tui.records.same import same

State: TypeAlias = Mapping[Ref, Mapping[str, Any]]
"""What the files say about each record."""

ALIKE = 0.5
"""A record takes the place of one that is gone if it has this share of its fields in common."""

MOST_COMPARED = 100_000
"""Pairs of a kind that are compared field by field, some seconds of work. If there are more, only
names tell which record took the place of which."""


class FieldChange(NamedTuple):
    """A field, or an element of a list, that changed; None for a side that does not have it."""

    path: str
    """As in evidence: ``dates.start``, ``participants.nuh.role``."""
    before: Any
    after: Any


class RecordChange(NamedTuple):
    """What happened to a record."""

    ref: Ref
    what: str
    """added, removed, renamed or changed."""
    name: str
    old: Ref | None = None
    """Its ref before, if it was renamed."""
    fields: tuple[FieldChange, ...] = ()


def compare(before: State, after: State) -> list[RecordChange]:
    """Return what changed, by kind and id. A record that got another id is followed."""
    moved = _renames(before, after)
    old_of = {new: old for old, new in moved.items()}
    found: list[RecordChange] = []
    for ref, table in after.items():
        old = old_of.get(ref, ref)
        if old not in before:
            found.append(RecordChange(ref, "added", name_of(table)))
            continue
        known: Mapping[str, Any] = before[old]
        if not same(known, table):
            for one, other in moved.items():
                known = renamed(ref.kind, known, one, other.id)
        changes = tuple(_fields(ref.kind, (), {**known, "id": table.get("id")}, table))
        if old != ref:
            found.append(RecordChange(ref, "renamed", name_of(table), old, changes))
        elif changes:
            found.append(RecordChange(ref, "changed", name_of(table), None, changes))
    for ref, table in before.items():
        if ref not in after and ref not in moved:
            found.append(RecordChange(ref, "removed", name_of(table)))
    kinds = list(Kind)
    return sorted(found, key=lambda change: (kinds.index(change.ref.kind), change.ref.id))


def name_of(table: Mapping[str, Any]) -> str:
    """Return the first name in a record."""
    return next(strings(table.get("name")), "")


def _renames(before: State, after: State) -> dict[Ref, Ref]:
    """Return the records that are gone while one with the same name, or a very similar one, came:
    old → new.
    """
    found: dict[Ref, Ref] = {}
    for kind in Kind:
        gone = [ref for ref in before if ref.kind is kind and ref not in after]
        came = [ref for ref in after if ref.kind is kind and ref not in before]
        named = _by_name(after, came)
        for name, olds in _by_name(before, gone).items():
            news = named.get(name, [])
            if len(olds) == len(news) == 1:
                found[olds[0]] = news[0]
        taken = {*found.values()}
        gone = [ref for ref in gone if ref not in found]
        came = [ref for ref in came if ref not in taken]
        if len(gone) * len(came) <= MOST_COMPARED:
            found |= _alike(before, after, gone, came)
    return found


def _by_name(state: State, refs: Iterable[Ref]) -> dict[str, list[Ref]]:
    found: dict[str, list[Ref]] = defaultdict(list)
    for ref in refs:
        name = name_of(state[ref])
        if name:
            found[name].append(ref)
    return found


def _alike(before: State, after: State, gone: Iterable[Ref], came: Iterable[Ref]) -> dict[Ref, Ref]:
    """Return the pairs that have enough in common, those with the most first."""
    came = [*came]
    likeness = sorted(
        (
            (_likeness(before[old], after[new]), str(old), str(new), old, new)
            for old in gone
            for new in came
        ),
        reverse=True,
    )
    found: dict[Ref, Ref] = {}
    taken: set[Ref] = set()
    for score, _, _, old, new in likeness:
        if score >= ALIKE and old not in found and new not in taken:
            found[old] = new
            taken.add(new)
    return found


def _likeness(one: Mapping[str, Any], other: Mapping[str, Any]) -> float:
    keys = (one.keys() | other.keys()) - {"id"}
    alike = sum(key in one and key in other and same(one[key], other[key]) for key in keys)
    return alike / len(keys) if keys else 0.0


def _fields(
    kind: Kind, keys: tuple[str, ...], before: Any, after: Any, path: tuple[str, ...] = ()
) -> Iterator[FieldChange]:
    """Yield how a value differs. `keys` lead to its field, `path` to the value itself."""
    if same(before, after):
        return
    if _has_parts(kind, keys):  # each is told, also if the table came or went as a whole
        before, after = (one if isinstance(one, Mapping) else {} for one in (before, after))
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for key in dict.fromkeys([*before, *after]):
            pair = (before.get(key), after.get(key))
            yield from _fields(kind, (*keys, key), *pair, path=(*path, key))
    elif isinstance(before, list) and isinstance(after, list):
        yield from _elements(kind, keys, before, after, path)
    elif (isinstance(before, list) and after is None) or (
        isinstance(after, list) and before is None
    ):
        yield from _elements(kind, keys, before or [], after or [], path)
    else:
        yield FieldChange(".".join(path), before, after)


def _has_parts(kind: Kind, keys: tuple[str, ...]) -> bool:
    """Tell whether a table has a separate fact under each key, such as ``dates``."""
    if len(keys) != 1:
        return False
    return any(f.has_parts for f in DECLARED[kind].by_top.get(keys[0], ()) if not f.is_list)


def _elements(
    kind: Kind, keys: tuple[str, ...], before: list[Any], after: list[Any], path: tuple[str, ...]
) -> Iterator[FieldChange]:
    left = list(before)
    new: list[Any] = []
    for one in after:
        alike = next((i for i, other in enumerate(left) if same(one, other)), None)
        if alike is None:
            new.append(one)
        else:
            del left[alike]
    for one in new:
        mine = identity(kind, keys, one) if isinstance(one, Mapping) else None
        fellows = [o for o in left if mine is not None and identity(kind, keys, o) == mine]
        if fellows:
            left.remove(fellows[0])
            yield from _fields(kind, keys, fellows[0], one, (*path, str(mine)))
        else:
            yield FieldChange(".".join(path), None, one)
    for one in left:
        yield FieldChange(".".join(path), one, None)
    if not new and not left:
        yield FieldChange(".".join(path), before, after)
