"""Single values of a record's table: set, added to a list, removed."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from collab_tui.keeping.paths import PathError, Spot, read_value, spot
from collab_tui.keeping.tables import take_out
from collab_tui.keeping.values import identity
from collab_tui.language import _
from collab_tui.records.declared import DECLARED
from collab_tui.records.kinds import Kind
from collab_tui.records.same import same
from collab_tui.registry.problems import KeyPath, keys_in


def assigned(kind: Kind, table: Mapping[str, Any], text: str, language: str) -> dict[str, Any]:
    """Return a record after ``field=value``, ``field+=value`` or ``field-=value``.

    `language` is the language of a text that has none yet, when it gets one in another language.

    Raises:
        PathError: `text` is none of these, or the record cannot have it.
    """
    name, equals, value = text.partition("=")
    if not equals:
        raise PathError(_("'{text}' sets nothing; write field=value", text=text))
    how = name[-1:] if name[-1:] in ("+", "-") else ""
    where = spot(kind, table, name.removesuffix(how).strip())
    new = read_value(where, value.strip())
    found = deepcopy(dict(table))
    if how:
        _change_list(kind, found, where, new, is_added=how == "+")
    else:
        _put(kind, found, where, new, name, language)
    return found


def without_field(kind: Kind, table: Mapping[str, Any], text: str) -> dict[str, Any]:
    """Return a record without a field, or without an element of it.

    Raises:
        PathError: it does not exist.
    """
    where = spot(kind, table, text)
    found = deepcopy(dict(table))
    if not where.is_there:
        raise PathError(_("there is no '{field}' to remove", field=text))
    take_out(found, where.path)
    return found


def _change_list(
    kind: Kind, table: dict[str, Any], where: Spot, new: Any, *, is_added: bool
) -> None:
    field = where.field
    if field is None or not field.steps[-1][1] or where.is_element:
        path = ".".join(map(str, where.path))
        raise PathError(_("'{field}' is not a list", field=path))
    elements = new if isinstance(new, list) else [new]
    held = _at(table, where.path) if where.is_there else []
    held = list(held) if isinstance(held, list) else [held]
    keys = field.keys
    for element in elements:
        alike = [one for one in held if _is_same(kind, keys, one, element)]
        if is_added and not alike:
            held.append(element)
        elif not is_added and not alike:
            raise PathError(
                _("'{field}' has no {element!r} to remove", field=field.top, element=element)
            )
        elif not is_added:
            held.remove(alike[0])
    if held:
        _set(table, where.path, held)
    elif where.is_there:
        take_out(table, where.path)


def _is_same(kind: Kind, keys: tuple[str, ...], one: Any, other: Any) -> bool:
    if same(one, other):
        return True
    if isinstance(one, Mapping):
        mine = identity(kind, keys, one)
        return mine is not None and mine in (other, identity(kind, keys, other))
    return False


def _put(
    kind: Kind, table: dict[str, Any], where: Spot, new: Any, name: str, language: str
) -> None:
    path = where.path
    if len(path) == 2 and any(f.by_language for f in DECLARED[kind].by_top.get(str(path[0]), ())):
        held = table.get(str(path[0]))
        if isinstance(held, str):  # the existing text gets its language
            table[str(path[0])] = {language: held}
    for length in range(1, len(path)):
        if isinstance(path[length], int):
            _make_element(kind, table, path[: length + 1], name)
    _set(table, path, new)


def _make_element(kind: Kind, table: dict[str, Any], path: KeyPath, name: str) -> None:
    """Add the list element that a path goes through, with its key, if it does not exist."""
    field = DECLARED[kind].at(keys_in(path))
    assert field is not None, "`spot` found it"
    _set(table, path[:-1], _at(table, path[:-1], []))
    held = _at(table, path[:-1])
    if isinstance(path[-1], int) and path[-1] >= len(held):
        held.append({field.key: name.split(".")[len(path) - 1].strip('"')})


def _at(table: Any, path: KeyPath, default: Any = None) -> Any:
    for step in path:
        try:
            table = table[step]
        except (KeyError, IndexError, TypeError):
            return default
    return table


def _set(table: Any, path: KeyPath, value: Any) -> None:
    for step in path[:-1]:
        table = table.setdefault(step, {}) if isinstance(table, dict) else table[step]
        if not isinstance(table, dict | list):
            raise PathError(_("'{field}' has one value, and no parts", field=path[0]))
    table[path[-1]] = value
