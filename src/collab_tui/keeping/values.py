"""The text of one value, changed: what stays keeps its place, its form and its comments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING, Any

from collab_tui.keeping.parts import key_and_value, line_start
from collab_tui.keeping.toml_text import INDENT, key_order, key_text, value_text
from collab_tui.records.declared import fields_of
from collab_tui.records.kinds import Kind
from collab_tui.records.same import same

if TYPE_CHECKING:
    from tree_sitter import Node


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value is: the kind of record, and the keys that lead to the value."""

    kind: Kind | None
    """None for the ``[registry]`` table."""
    keys: tuple[str, ...]
    newline: str

    def below(self, *keys: str) -> Place:
        """Return the place of a value inside this one."""
        return Place(self.kind, (*self.keys, *keys), self.newline)


def identity(kind: Kind | None, keys: tuple[str, ...], element: Any) -> Any:
    """Return what makes an element of a list different from others: its key, or all of it."""
    if not isinstance(element, Mapping):
        return (type(element), element) if isinstance(element, str | int | date | time) else None
    for field in fields_of(kind):
        if field.key and field.keys == keys:
            found = element.get(field.key)
            return found if isinstance(found, str | int | date) else None
    return next((value for value in element.values() if isinstance(value, str)), None)


def edited(text: bytes, node: Node, old: Any, new: Any, place: Place, room: int | None) -> str:
    """Return the text of a value that was `old`, changed to `new`.

    `node` is its place in `text`; `room` is as in `toml_text.value_text`.
    """
    if same(old, new):
        return text[node.start_byte : node.end_byte].decode()
    if node.type == "inline_table" and isinstance(new, Mapping):
        found = _table(text, node, old, new, place)
        if found is not None:
            return found
    if node.type == "array" and isinstance(new, list | tuple):
        return _array(text, node, list(old), list(new), place, room)
    return value_text(new, room, place.newline)


def _table(
    text: bytes, node: Node, old: Mapping[str, Any], new: Mapping[str, Any], place: Place
) -> str | None:
    """Return a table on one line; None if it cannot be split."""
    written: dict[str, str] = {}
    for child in node.children:
        if child.type != "pair":
            continue
        keys, value = key_and_value(child)
        if len(keys) > 1:
            return None
        (key,) = keys
        if key in new:
            head = text[child.start_byte : value.start_byte].decode()
            below = place.below(key)
            written[key] = head + edited(text, value, old[key], new[key], below, None)
    order = key_order(place.kind, place.keys)
    for key in new:
        if key not in written:
            written = insert_key(
                written, key, f"{key_text(key)} = {value_text(new[key], None)}", order
            )
    return f"{{ {', '.join(written.values())} }}" if written else "{}"


def insert_key(
    table: dict[str, str], key: str, value: str, order: Mapping[str, int]
) -> dict[str, str]:
    """Return `table` with a key in its declared place; an undeclared key is added at the end."""
    rank = order.get(key, len(order))
    keys = list(table)
    before = [i for i, known in enumerate(keys) if order.get(known, len(order)) <= rank]
    at = before[-1] + 1 if before else 0
    items = list(table.items())
    return dict([*items[:at], (key, value), *items[at:]])


@dataclass(slots=True)
class Element:
    """An element of a list: comments and blank lines above it, itself, a comment behind it."""

    above: list[str]
    node: Node
    behind: str = ""


def _array(
    text: bytes, node: Node, old: list[Any], new: list[Any], place: Place, room: int | None
) -> str:
    elements, tail, first = elements_of(text, node)
    if not new:
        return "[]"
    lines: list[tuple[list[str], str, str]] = []
    taken = _matches(old, new, place)
    for value, index in zip(new, taken, strict=True):
        if index is None:
            lines.append(([], value_text(value, None), ""))
        else:
            one = elements[index]
            content = edited(text, one.node, old[index], value, place, None)
            lines.append((one.above, content, one.behind))
    # Comments above a removed element may be about what follows.
    for index in set(range(len(old))) - set(taken):
        tail = [*elements[index].above, *tail]
    is_spread = b"\n" in text[node.start_byte : node.end_byte]
    line = f"[{', '.join(content for _, content, _ in lines)}]"
    is_spreading = not old and any(isinstance(value, Mapping) for value in new)
    if not is_spread and (room is None or (len(line) <= room and not is_spreading)):
        return line
    indent = INDENT
    if is_spread and elements:
        begin = line_start(text, elements[0].node.start_byte)
        before = text[begin : elements[0].node.start_byte].decode()
        indent = before if not before.strip() else INDENT
    parts = [f"[{first}"]
    for above, content, behind in lines:
        parts += [f"{indent}{remark}".rstrip() for remark in above]
        parts.append(f"{indent}{content},{behind}")
    parts += [f"{indent}{remark}".rstrip() for remark in tail]
    begin = line_start(text, node.end_byte)
    closing = text[begin : node.end_byte - 1].decode()
    return place.newline.join([*parts, f"{closing if not closing.strip() else ''}]"])


def _matches(old: list[Any], new: list[Any], place: Place) -> list[int | None]:
    """Return which of the old elements each new one was: the same, of the same key, or there.

    If the list is as long as before, an element in the place of another one is that one, changed.
    """

    def are_fellows(one: Any, other: Any) -> bool:
        mine = identity(place.kind, place.keys, other)
        is_table = isinstance(one, Mapping) and isinstance(other, Mapping) and mine is not None
        return is_table and identity(place.kind, place.keys, one) == mine

    found: list[int | None] = [None] * len(new)
    unused = dict.fromkeys(range(len(old)))
    for is_alike in (same, are_fellows):
        for at, value in enumerate(new):
            if found[at] is None:
                index = next((i for i in unused if is_alike(old[i], value)), None)
                if index is not None:
                    found[at] = index
                    del unused[index]
    for at in [*unused] if len(old) == len(new) else ():
        if found[at] is None:
            found[at] = at
    return found


def elements_of(text: bytes, node: Node) -> tuple[list[Element], list[str], str]:
    """Return the elements of a list, the comments after the last, and the one behind the
    bracket.
    """
    found: list[Element] = []
    above: list[str] = []
    first = ""
    row = last = node.start_point[0]
    for child in node.children[1:-1]:
        if child.start_point[0] > last + 1:
            above.append("")
        last = child.end_point[0]
        if child.type == "comment":
            remark = text[child.start_byte : child.end_byte].decode().rstrip()
            if child.start_point[0] == row and not found and not above and not first:
                first = f" {remark}"
            elif found and child.start_point[0] == found[-1].node.end_point[0]:
                found[-1].behind = f" {remark}"
            else:
                above.append(remark)
        elif child.is_named:
            found.append(Element(above, child))
            above = []
    return found, above, first
