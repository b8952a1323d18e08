"""A registry file as text: its records by kind and place, changed one by one."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import tomli

from collab_tui.keeping.parts import EditError, line_end, line_start, sections_of
from collab_tui.keeping.rewriting import rewrite
from collab_tui.keeping.toml_text import record_text
from collab_tui.language import _
from collab_tui.reasons import why
from collab_tui.records.kinds import Kind, Ref
from collab_tui.registry.blocks import Block, blocks


class Held(NamedTuple):
    """A record as a file has it; `place` counts the tables of its kind, from 0."""

    ref: Ref
    place: int
    table: dict[str, Any]


def tables_in(content: bytes) -> list[Held]:
    """Return the records of a file, in the order of their kinds.

    Raises:
        EditError: the file is not TOML.
    """
    try:
        document = tomli.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise EditError(
            _("it is not TOML: {reason}; correct it first", reason=why(error))
        ) from error
    return [
        Held(Ref(kind, table["id"]), index, table)
        for key, tables in document.items()
        if (kind := Kind.of_table(key)) is not None and isinstance(tables, list)
        for index, table in enumerate(tables)
        if isinstance(table, dict) and isinstance(table.get("id"), str)
    ]


def block_of(content: bytes, kind: Kind, index: int) -> Block:
    """Return the block of the `index`-th record of a kind.

    Raises:
        EditError: it has no block of its own.
    """
    found = [block for block in blocks(content) if block.kind is kind]
    if index >= len(found):
        raise EditError(_("it is not written as a table [[{table}]] of its own", table=kind.table))
    return found[index]


def with_table(content: bytes, kind: Kind, index: int, table: Mapping[str, Any]) -> bytes:
    """Return a file in which one record says `table`; the rest does not change, byte by byte.

    Raises:
        EditError: it cannot be changed without harm.
    """
    _kind, start, end = block_of(content, kind, index)
    return content[:start] + rewrite(kind, content[start:end], table) + content[end:]


def with_new(
    content: bytes, kind: Kind, table: Mapping[str, Any], comments: Iterable[str] = ()
) -> bytes:
    """Return a file with one more record at its end."""
    newline = "\r\n" if b"\r\n" in content else "\n"
    text = record_text(kind, table, comments, newline).encode()
    if not content.strip():
        return content + text
    gap = newline.encode()
    before = content if content.endswith(b"\n") else content + gap
    return before + (b"" if before.endswith((b"\n\n", b"\n\r\n")) else gap) + text


def without(content: bytes, kind: Kind, index: int) -> bytes:
    """Return a file without one record, and without the comments directly above it.

    What comes after the record, such as the heading of what follows, is kept.

    Raises:
        EditError: it cannot be removed without harm.
    """
    if content.startswith(BOM_UTF8):
        return BOM_UTF8 + without(content.removeprefix(BOM_UTF8), kind, index)
    _kind, start, end = block_of(content, kind, index)
    block = content[start:end]
    last = max(section.end for section in sections_of(block))
    end = start + line_end(block, last)
    above = start
    while above and content[line_start(content, above - 1) : above].lstrip()[:1] == b"#":
        above = line_start(content, above - 1)
    start = above or start  # at the beginning of the file, a comment is about the file
    after = end
    while after < len(content) and not content[after : line_end(content, after)].strip():
        after = line_end(content, after)
    if after < len(content):
        return content[:start] + content[after:]
    before = content[:start].rstrip()  # nothing follows, so the blank lines before it are removed
    return before + content[len(before) : line_end(content, len(before))]
