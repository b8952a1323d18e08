"""Records that name others, in the tables of files: found, renamed, or removed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from typing import Any

from collab_tui.keeping.tables import put, take_out
from collab_tui.keeping.values import identity
from collab_tui.records.declared import DECLARED
from collab_tui.records.kinds import Kind, Ref
from collab_tui.registry.problems import KeyPath, keys_in


def paths_to(kind: Kind, table: Mapping[str, Any], ref: Ref) -> list[KeyPath]:
    """Return the paths by which a record names `ref`; empty if it cannot be read."""
    try:
        named = [*DECLARED[kind].references(table)]
    except (KeyError, TypeError, AttributeError):
        return []
    return [one.path for one in named if one.kind is ref.kind and one.id == ref.id]


def renamed(kind: Kind, table: Mapping[str, Any], old: Ref, new_id: str) -> dict[str, Any]:
    """Return a record that names `new_id` in place of `old`, also in what evidence supports.

    If it named both, it names one of them once, and what the other says is joined.
    """
    found = deepcopy(dict(table))
    paths = paths_to(kind, found, old)
    for path in paths:
        put(found, path, new_id)
    for steps in {_list_of(path) for path in paths if _last_index(path) is not None}:
        _join(found, kind, steps)
    return _with_supports(kind, found, old, lambda rest: new_id + rest)


def without_names(kind: Kind, table: Mapping[str, Any], ref: Ref) -> dict[str, Any]:
    """Return a record that no longer names `ref`.

    The element of a list, or else the key, that names it is removed. What then becomes empty is
    also removed, and so is evidence for nothing else.
    """
    found = deepcopy(dict(table))
    cuts = {
        path[: index + 1] if (index := _last_index(path)) is not None else path[:1]
        for path in paths_to(kind, found, ref)
    }
    for path in sorted(cuts, key=lambda path: [str(s).rjust(6, "0") for s in path], reverse=True):
        take_out(found, path)
    return _with_supports(kind, found, ref, lambda _: None)


def _with_supports(
    kind: Kind, table: dict[str, Any], ref: Ref, change: Callable[[str], str | None]
) -> dict[str, Any]:
    """Change what follows ``participants.`` and similar, if it begins with the id of `ref`."""
    tops = [*_tops(kind, ref.kind)]
    kept = []
    for evidence in table.get("evidence", ()):
        paths = evidence.get("supports") if isinstance(evidence, Mapping) else None
        if not paths or not isinstance(paths, list):
            kept.append(evidence)
            continue
        changed: dict[Any, None] = {}
        for path in paths:
            top, _, rest = str(path).partition(".")
            if top in tops and (rest == ref.id or rest.startswith(f"{ref.id}.")):
                new = change(rest[len(ref.id) :])
                if new is not None:
                    changed[f"{top}.{new}"] = None
            else:
                changed[path] = None
        if changed:
            kept.append({**evidence, "supports": [*changed]})
    if kept:
        table["evidence"] = kept
    else:
        table.pop("evidence", None)
    return table


def _tops(kind: Kind, named: Kind) -> Iterator[str]:
    """Yield the lists whose elements evidence names by the ids of a kind."""
    keys = {(field.top, field.key) for field in DECLARED[kind].fields if field.key}
    for field, names in DECLARED[kind].naming:
        is_key = len(field.keys) == 2 and field.keys in keys
        if names.kind is named and field.is_list and (len(field.keys) == 1 or is_key):
            yield field.top


def _join(table: dict[str, Any], kind: Kind, path: KeyPath) -> None:
    """Make one element of those in a list that have the same key."""
    held: Any = table
    for step in path:
        held = held[step]
    keys = keys_in(path)
    joined: dict[Any, Any] = {}
    for place, element in enumerate(held):
        mine = identity(kind, keys, element)
        mine = place if mine is None else mine
        if mine in joined and isinstance(element, dict):
            joined[mine] = {**element, **joined[mine]}
            people = [*joined[mine].get("people", []), *element.get("people", [])]
            if people:
                joined[mine]["people"] = [p for i, p in enumerate(people) if p not in people[:i]]
        else:
            joined.setdefault(mine, element)
    if len(joined) < len(held):
        held[:] = joined.values()


def _last_index(path: KeyPath) -> int | None:
    return next((i for i in reversed(range(len(path))) if isinstance(path[i], int)), None)


def _list_of(path: KeyPath) -> KeyPath:
    """Return the path of the outermost list that `path` leads into."""
    return path[: next(i for i, step in enumerate(path) if isinstance(step, int))]
