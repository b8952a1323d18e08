"""The layout of one value: tables and short lists in one line, others with a line an element."""

from __future__ import annotations

from typing import TYPE_CHECKING

import tomli

from collab_tui.keeping.parts import key_and_value
from collab_tui.keeping.toml_text import INDENT, key_order, key_text, list_text, string_text
from collab_tui.keeping.values import Place, elements_of

if TYPE_CHECKING:
    from tree_sitter import Node


def laid_out(text: bytes, node: Node, place: Place, room: int | None) -> str:
    """Return a value in the layout; without `room`, all on one line."""
    if node.type == "inline_table":
        return _table(text, node, place)
    if node.type == "array":
        return _array(text, node, place, room)
    written = text[node.start_byte : node.end_byte].decode()
    if node.type == "string" and written[:3] not in ('"""', "'''"):
        plain = string_text(tomli.loads(f"x = {written}")["x"])
        return plain if "\\" not in plain else written
    return written


def _table(text: bytes, node: Node, place: Place) -> str:
    order = key_order(place.kind, place.keys)
    pairs: list[tuple[int, str]] = []
    for child in node.children:
        if child.type == "pair":
            keys, value = key_and_value(child)
            name = ".".join(map(key_text, keys))
            rank = order.get(keys[0], len(order))
            pairs.append((rank, f"{name} = {laid_out(text, value, place.below(*keys), None)}"))
    if not pairs:
        return "{}"
    return f"{{ {', '.join(pair for _, pair in sorted(pairs, key=lambda pair: pair[0]))} }}"


def _array(text: bytes, node: Node, place: Place, room: int | None) -> str:
    elements, tail, first = elements_of(text, node)
    laid = [laid_out(text, one.node, place, None) for one in elements]
    has_remarks = first or tail or any(one.behind or any(one.above) for one in elements)
    if not has_remarks:
        has_tables = any(one.node.type == "inline_table" for one in elements)
        return list_text(laid, room, "\n", has_tables)
    lines = [f"[{first}"]
    for one, content in zip(elements, laid, strict=True):
        lines += [f"{INDENT}{remark}" for remark in one.above if remark]
        lines.append(f"{INDENT}{content},{one.behind}")
    return "\n".join([*lines, *(f"{INDENT}{remark}" for remark in tail if remark), "]"])
