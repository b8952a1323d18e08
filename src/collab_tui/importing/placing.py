"""Puts values in their places in a record: scalars, lists, and elements that columns share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from typing import Any, NamedTuple

from collab_tui.importing.mapping import Column
from collab_tui.importing.targets import is_free, is_local

Place = tuple[str | int, ...]


class Values(NamedTuple):
    """What the cell of one column says."""

    column: Column
    values: list[Any]


class Placed(NamedTuple):
    """A record's table, and the column of each value in it."""

    table: dict[str, Any]
    origins: list[tuple[Place, str]]


def place(constants: Mapping[str, Any], cells: Iterable[Values]) -> Placed:
    """Return the record that some cells make, together with what every row has."""
    placed = Placed(deepcopy(dict(constants)), [])
    cells = [*cells]
    for cell in cells:
        prefix, rest = _split(cell.column)
        if rest is None:
            _put(placed, cell)
        elif not rest:
            _extend(placed, prefix, cell)
    for (prefix, which), members in _sharing(cells).items():
        _elements(placed, prefix, which, members)
    return placed


def unclear(cells: Iterable[Values]) -> Iterator[tuple[Values, int]]:
    """Yield the cells whose values cannot be given to the elements of a list, each with the number
    of these: two roles of three participants, one person of two.
    """
    for (_prefix, which), members in _sharing(cells).items():
        count = 1 if isinstance(which, int) else _count(members)
        for member in members:
            is_inner = _is_inner_list(member.column)
            if len(member.values) != count and (count > 1 if is_inner else len(member.values) > 1):
                yield member, count


def _sharing(cells: Iterable[Values]) -> dict[tuple[Place, int | str], list[Values]]:
    """Return the cells that make the same elements of a list of tables."""
    groups: dict[tuple[Place, int | str], list[Values]] = {}
    for cell in cells:
        prefix, rest = _split(cell.column)
        if rest:
            own = cell.column.heading if cell.column.beside else ""
            groups.setdefault((prefix, cell.column.target.element or own), []).append(cell)
    return groups


def _count(members: Iterable[Values]) -> int:
    """Return how many elements some cells make: as many as they name, or as they have values."""
    single = [one for one in members if not _is_inner_list(one.column)]
    naming = [one for one in single if one.column.target.names is not None]
    return max([len(one.values) for one in naming or single] or [1])


def _split(column: Column) -> tuple[Place, tuple[tuple[str, bool], ...] | None]:
    """Return the keys to the outermost list and the steps inside it; None if there is no list."""
    steps = column.target.field.steps
    for index, (_, is_list) in enumerate(steps):
        if is_list:
            return column.target.field.keys[: index + 1], steps[index + 1 :]
    return column.target.field.keys, None


def holds_one(column: Column) -> bool:
    """Tell whether the cells of a column go where only one value can be."""
    _keys, rest = _split(column)
    is_one_element = column.target.element is not None and rest != ()
    return rest is None or (is_one_element and not _is_inner_list(column))


def _put(placed: Placed, cell: Values) -> None:
    """Set a value outside of lists; a text in a language is put beside those in others."""
    target = cell.column.target
    keys = [*target.field.keys]
    value = cell.values[0]
    table = placed.table
    if is_local(target.kind, target.field):
        _put_text(placed, target.field.top, target.key, value)
        placed.origins.append(((target.field.top,), cell.column.heading))
        return
    if is_free(target.field):
        keys.append(target.key or cell.column.heading)
    for key in keys[:-1]:
        table = table.setdefault(key, {})
    table[keys[-1]] = value
    placed.origins.append((tuple(keys), cell.column.heading))


def _put_text(placed: Placed, key: str, language: str, value: str) -> None:
    held = placed.table.get(key)
    if not language and not isinstance(held, dict):
        placed.table[key] = value
    else:
        table = held if isinstance(held, dict) else {"und": held} if held is not None else {}
        placed.table[key] = table | {language or "und": value}


def _extend(placed: Placed, path: Place, cell: Values) -> None:
    """Add values at the end of a list, if they are not in it."""
    table: Any = placed.table
    for key in path[:-1]:
        table = table.setdefault(key, {})
    held = table.setdefault(path[-1], [])
    for value in cell.values:
        if value not in held:
            placed.origins.append(((*path, len(held)), cell.column.heading))
            held.append(value)


def _elements(placed: Placed, path: Place, which: int | str, members: list[Values]) -> None:
    """Make the elements of a list of tables from the columns that share them."""
    table: Any = placed.table
    for key in path[:-1]:
        table = table.setdefault(key, {})
    held: list[dict[str, Any]] = table.setdefault(path[-1], [])
    if isinstance(which, int):
        first = min(which - 1, len(held))
        count = 1
    else:
        first = len(held)
        count = _count(members)
    while len(held) < first + count:
        held.append({})
    elements = held[first : first + count]
    for member in members:
        for index, values in _shares(member, count):
            element = elements[index]
            for key, value in member.column.beside.items():
                element.setdefault(key, deepcopy(value))
            _into(element, member.column, values)
            at = (*path, first + index, *_inner_keys(member.column))
            placed.origins.append((at, member.column.heading))


def _shares(member: Values, count: int) -> list[tuple[int, list[Any]]]:
    """Return which values go to which element: one for all goes to each, as many in turn.

    Others are `unclear`: nobody says whose they are.
    """
    if count == 1:
        return [(0, member.values)]
    if len(member.values) == count:
        return [(index, [value]) for index, value in enumerate(member.values)]
    return [(index, member.values) for index in range(count)]


def _inner_keys(column: Column) -> tuple[str, ...]:
    _, rest = _split(column)
    return tuple(key for key, _ in rest or ())


def _is_inner_list(column: Column) -> bool:
    return column.target.field.steps[-1][1]


def _into(element: dict[str, Any], column: Column, values: list[Any]) -> None:
    *outer, last = _inner_keys(column)
    table = element
    for key in outer:
        table = table.setdefault(key, {})
    if not _is_inner_list(column):
        table[last] = values[0]
        return
    held = table.setdefault(last, [])
    held += [value for value in values if value not in held]
