"""Values at places in a record's table: read, put, moved, taken out. Tables are never changed.

A path leads to a place: keys, and numbers of elements. Where an element may be one value alone or a
table that says more (a person, or a person and a role), a path may lead into it in both cases.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from collab_tui.forms.shape import Part, part_at
from collab_tui.records.kinds import Kind
from collab_tui.registry.problems import KeyPath


def elements(held: Any) -> list[Any]:
    """Return the elements of a list; a value alone is a list of one."""
    if held is None:
        return []
    return list(held) if isinstance(held, list | tuple) else [held]


def as_table(part: Part, element: Any) -> Mapping[str, Any]:
    """Return an element of a list as a table, also if it is one value alone."""
    if isinstance(element, Mapping):
        return element
    return {part.field.inner: element} if part.field.inner else {}


def value_at(kind: Kind, table: Mapping[str, Any], path: KeyPath) -> Any:
    """Return the value at a path; None if there is none."""
    held: Any = table
    for number, step in enumerate(path):
        if isinstance(step, int):
            found = elements(held)
            held = found[step] if step < len(found) else None
        else:
            part = part_at(kind, path[:number])
            if part is not None and number and isinstance(path[number - 1], int):
                held = as_table(part, held)
            held = held.get(step) if isinstance(held, Mapping) else None
        if held is None:
            return None
    return held


def with_value(kind: Kind, table: Mapping[str, Any], path: KeyPath, value: Any) -> dict[str, Any]:
    """Return a record with a value at a path. None removes it, and what becomes empty."""
    found: Any = _changed(kind, deepcopy(dict(table)), (), path, value)
    return found if found is not None else {}


def _changed(kind: Kind, held: Any, above: KeyPath, path: KeyPath, value: Any) -> Any:
    """Return what is at `above` after the value at `path`, from there, is replaced."""
    if not path:
        return value
    step, rest = path[0], path[1:]
    here = (*above, step)
    part = part_at(kind, above) if above else None
    if isinstance(step, int):
        found = elements(held)
        if step >= len(found):
            found.append(None)
            step = len(found) - 1
        new = _changed(kind, found[step], here, rest, value)
        found[step : step + 1] = [] if new is None else [new]
        if not found:
            return None
        is_alone = part is not None and part.field.is_alone
        was_list = isinstance(held, list | tuple)
        return found[0] if len(found) == 1 and is_alone and not was_list else found
    table: dict[str, Any] = {}
    if part is not None and above and isinstance(above[-1], int):
        table = dict(as_table(part, held))
    elif isinstance(held, Mapping):
        table = dict(held)
    new = _changed(kind, table.get(step), here, rest, value)
    if new is None:
        table.pop(step, None)
    else:
        table[step] = new
    is_element = bool(above) and isinstance(above[-1], int)
    if is_element and part is not None and part.field.inner and [*table] == [part.field.inner]:
        return table[part.field.inner]
    return table if table or not above else None


def moved(
    kind: Kind, table: Mapping[str, Any], path: KeyPath, step: int
) -> tuple[dict[str, Any], KeyPath]:
    """Return a record with an element moved by `step` places, and the new path of the element."""
    *above, place = path
    if not isinstance(place, int):
        return dict(table), path
    found = elements(value_at(kind, table, (*above,)))
    target = place + step
    if not 0 <= target < len(found):
        return dict(table), path
    found.insert(target, found.pop(place))
    return with_value(kind, table, (*above,), found), (*above, target)
