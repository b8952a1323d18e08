"""One layout for the files of a registry: keys as declared, a blank line between tables.

Comments stay where they belong. Those above a key move with it; those directly below a header and
those after the last key stay there.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import tomli

from collab_tui.keeping.parts import (
    EditError,
    Pair,
    Section,
    line_end,
    line_start,
    node_of,
    sections_of,
)
from collab_tui.keeping.text import tables_in
from collab_tui.keeping.toml_text import WIDTH, key_order, key_text
from collab_tui.keeping.value_layout import laid_out
from collab_tui.keeping.values import Place
from collab_tui.language import _
from collab_tui.records.kinds import Kind
from collab_tui.records.same import same
from collab_tui.registry.blocks import blocks
from collab_tui.registry.problems import keys_in

if TYPE_CHECKING:
    from collab_tui.registry.problems import KeyPath


_REGISTRY = re.compile(rb"[ \t]*\[[ \t]*registry[ \t]*\]")


def formatted(content: bytes) -> bytes:
    """Return a file in the one layout. It says the same, and formatting it again changes nothing.

    Lines get the ending that most lines have; a mark of the encoding stays.

    Raises:
        EditError: it is not TOML, or written in a way that cannot be changed.
    """
    if content.startswith(BOM_UTF8):
        return BOM_UTF8 + formatted(content.removeprefix(BOM_UTF8))
    tables_in(content)  # this refuses what is not TOML
    is_crlf = content.count(b"\r\n") * 2 > content.count(b"\n")
    text = content.replace(b"\r\n", b"\n")
    parts: list[str] = []
    for kind, start, end in blocks(text):
        block = text[start:end]
        is_last = end == len(text)
        lines = (
            _block(kind, block, is_last=is_last)
            if kind is not None or _REGISTRY.match(block)
            else _tidy(block.decode().split("\n"))
        )
        if lines:
            parts.append("\n".join(lines) + "\n")
            is_attached = block.rstrip(b" \t").split(b"\n")[-2:-1] not in ([], [b""])
            parts.append("" if is_attached and lines[-1].startswith("#") else "\n")
    found = "".join(parts).rstrip("\n") + "\n" if parts else ""
    if not same(tomli.loads(found), tomli.loads(text.decode())):
        raise EditError(_("it is written in a way that cannot be laid out"))
    return (found.replace("\n", "\r\n") if is_crlf else found).encode()


def _tidy(lines: Iterable[str]) -> list[str]:
    """Return lines without spaces at their ends, and never with two blank lines in a row."""
    found: list[str] = []
    for line in lines:
        bare = line.rstrip()
        if bare or (found and found[-1]):
            found.append(bare)
    while found and not found[-1]:
        found.pop()
    return found


@dataclass(slots=True)
class _Laid:
    """A pair with the comments above and behind it."""

    above: list[str]
    pair: Pair
    text: str


def _block(kind: Kind | None, block: bytes, *, is_last: bool) -> list[str]:
    """Return the lines of a record, or of the ``[registry]`` table."""
    sections = sections_of(block)
    order = key_order(kind)
    above: dict[KeyPath, list[str]] = {}
    for before, section in pairwise(sections):
        start = line_end(block, before.end)
        above[section.path] = _tidy(block[start : section.header[0]].decode().split("\n"))
    own, *others = sections
    others.sort(key=lambda section: order.get(str(section.path[0]), len(order)))
    lines = _section(kind, block, own)
    for section in others:
        lines += ["", *above[section.path], *_section(kind, block, section)]
    end = line_end(block, max(section.end for section in sections))
    tail = _tidy(block[end:].decode().split("\n"))
    if tail:
        # A comment that touches the next header belongs to that one, not to what is above.
        is_of_next = (
            not is_last
            and "" not in tail
            and block.rstrip(b" \t").endswith(tail[-1].encode() + b"\n")
        )
        is_apart = is_of_next or not block[end:].lstrip(b" \t").startswith(b"#")
        lines += ["", *tail] if is_apart else tail
    if _remarks("\n".join(lines).encode()) != _remarks(block):
        if kind is None:
            message = _("its [registry] table has comments in places where they would be lost")
        else:
            message = _(
                "its {kind} has comments in places where they would be lost", kind=kind.noun
            )
        raise EditError(message)
    return lines


def _remarks(text: bytes) -> list[bytes]:
    """Return all comments, sorted."""
    found: list[bytes] = []
    pending = [node_of(text)]
    while pending:
        node = pending.pop()
        if node.type == "comment":
            found.append((node.text or b"").strip())
        pending += node.children
    return sorted(found)


def _section(kind: Kind | None, block: bytes, section: Section) -> list[str]:
    """Return the lines of a header and of its pairs, in the order of their declaration."""
    start, end = section.header
    remark = block[end : line_end(block, end)].decode().strip()
    lines = [block[start:end].decode() + (f" {remark}" if remark else "")]
    at = line_end(block, end)
    laid: list[_Laid] = []
    for number, pair in enumerate(section.pairs):
        above = [
            line.strip() for line in block[at : line_start(block, pair.start)].decode().split("\n")
        ]
        if number == 0:  # a comment directly below the header is about the record
            while above and above[0].startswith("#"):
                lines.append(above.pop(0))
        laid.append(_Laid([line for line in above if line], pair, _pair(kind, block, pair)))
        at = line_end(block, pair.end)
    for one in sorted(laid, key=lambda one: _rank(kind, one.pair.path)):
        lines += [*one.above, *one.text.split("\n")]
    return lines


def _pair(kind: Kind | None, block: bytes, pair: Pair) -> str:
    name = ".".join(map(key_text, pair.keys))
    keys = keys_in(pair.path)
    place = Place(kind, keys, "\n")
    text = laid_out(block, pair.value, place, WIDTH - len(name) - 3)
    remark = block[pair.end : line_end(block, pair.end)].decode().strip()
    return f"{name} = {text}" + (f" {remark}" if remark else "")


def _rank(kind: Kind | None, path: KeyPath) -> list[int]:
    """Return the place of a pair among those of its section."""
    found: list[int] = []
    keys: tuple[str, ...] = ()
    for step in path:
        if isinstance(step, str):
            order = key_order(kind, keys)
            found.append(order.get(step, len(order)))
            keys = (*keys, step)
    return found
